/**
 * `pulumi … --debug` prints the engine's answer to each registration with all secrets in clear. So the answers about
 * calls, phone numbers and a whole stack are cut out of the debug log of a program; all other lines, and all other logs,
 * stay as they are.
 *
 * Source: pulumi/pulumi sdk/nodejs/runtime/resource.ts, "RegisterResource RPC finished".
 */
import * as pulumi from "@pulumi/pulumi";

type Debug = typeof pulumi.log.debug;

const CUT = new WeakSet<Debug>();

/** The token of the engine's own question about what a stack holds. */
export const STACK_OUTPUTS = "pulumi:pulumi:readStackResourceOutputs";

/** Puts itself between the SDK and its debug log, once for each copy of the SDK's logger. */
export function keepAnswersOutOfDebugLog(): void {
  const log = pulumi.log as { debug: Debug };
  const debug = log.debug;
  if (CUT.has(debug)) return;
  const cut: Debug = (message, ...rest) => debug(withoutAnswer(message), ...rest);
  CUT.add(cut);
  log.debug = cut;
}

const HOLDS_SECRETS = ["ringcheck:VerificationCall", "aws:connect/phoneNumber:PhoneNumber", STACK_OUTPUTS];

/** The line without what the engine answered, where it is about a call or a number. */
export function withoutAnswer(message: string): string {
  if (!HOLDS_SECRETS.some((token) => message.includes(token))) return message;
  return message.replace(/(; err: .*?, resp: ).*$/s, "$1[not shown: it holds secrets in clear]");
}
