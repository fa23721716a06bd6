/** What runs after each new call: a command of the user's, with the evidence in its environment. */
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import { type ArgumentCheck, namedTexts, text, texts } from "./argument-check";
import { given } from "./part";
import type { VerificationCall } from "./verification-call";

/**
 * A command that runs once after each new call (and once for the last one when it is added later) that `pulumi up` goes on
 * from: one that passed, or one that did not under
 * `onFailure: "warn"`. Not after a failed call under `fail`, not while calls are disabled, and not because the command
 * itself or its environment changed. A command that fails, fails `pulumi up`.
 *
 * In its environment, empty where there is nothing to say; secrets among yours stay secret:
 *
 * - `RINGCHECK_CALL`: the logical name of the call
 * - `RINGCHECK_CONTACT_ID`, `RINGCHECK_CONTACT_ARN`
 * - `RINGCHECK_OUTCOME`: such as `completed`; `RINGCHECK_PASSED`: `true` or `false`; `RINGCHECK_REASONS`: a line each
 * - `RINGCHECK_PLACED_AT`, `RINGCHECK_ANSWERED_AT`, `RINGCHECK_ENDED_AT`: ISO 8601
 * - `RINGCHECK_RING_SECONDS`, `RINGCHECK_CONNECTED_SECONDS`: seconds, with one decimal place
 * - `RINGCHECK_DISCONNECT_REASON`: Connect's own word
 *
 * @example `{ command: "./announce.sh", environment: { CHANNEL: "#voice" } }`
 *
 * Source: `command.local.Command` of Pulumi's package `@pulumi/command`.
 */
export interface AfterCallArgs {
  /** The command line, for the interpreter. Not empty. */
  command: pulumi.Input<string>;
  /** Further environment variables. Names of ringcheck's own are overwritten. @default `{}` */
  environment?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** What runs the command line, which becomes its last argument. @default `["/bin/sh", "-c"]`, on Windows `["cmd", "/C"]` */
  interpreter?: pulumi.Input<pulumi.Input<string>[]>;
  /** The folder to run in. @default the program's */
  dir?: pulumi.Input<string>;
}

const environmentRule = namedTexts('{ CHANNEL: "#voice" }');
const interpreterRule = texts(1, Number.POSITIVE_INFINITY, "texts, the program first", "leave it out for a shell.");

/** Holds the command to what can be run. */
export function checkAfterCall(check: ArgumentCheck, afterCall: AfterCallArgs | undefined): AfterCallArgs | undefined {
  if (afterCall === undefined || !check.isObject("afterCall", afterCall, '{ command: "./announce.sh" }'))
    return undefined;
  check.keys("afterCall", afterCall, ["command", "environment", "interpreter", "dir"]);
  const { command: line, environment, interpreter, dir } = afterCall;
  if (line === undefined) check.wrong("afterCall.command", 'needed, such as "./announce.sh".');
  return given({
    command: check.value("afterCall.command", line, text(1)),
    environment: check.value("afterCall.environment", environment, environmentRule),
    interpreter: check.value("afterCall.interpreter", interpreter, interpreterRule),
    dir: check.value("afterCall.dir", dir, text(1)),
  });
}

/** Says that the command of a centre without any call never runs: where the call is left out, so is the command. */
export function warnOfIdleCommand(center: pulumi.Resource): void {
  const remedy = "give the centre a verification, or leave afterCall out.";
  void pulumi.log.warn(`afterCall: this centre places no call, so the command never runs: ${remedy}`, center);
}

/** Shells in which `exit 0` is a whole program; anything else is given a blank one. */
const SHELL = /(^|[\\/])(sh|bash|dash|zsh|ksh|fish|cmd|powershell|pwsh)(\.exe)?$/i;

/** Runs the command for the call that this deployment ends with, once. */
export function createAfterCall(
  name: string,
  { command: line, environment, interpreter, dir }: AfterCallArgs,
  callName: string,
  call: VerificationCall,
  parent: pulumi.Resource,
): command.local.Command {
  const nothing = pulumi.output(interpreter).apply(noOperation);
  return new command.local.Command(
    name,
    given({
      // Disabled calls have no contact: then the resource is there and has nothing to run.
      create: pulumi.all([call.contactId, line, nothing]).apply(([id, wanted, blank]) => (id ? wanted : blank)),
      // A changed command or environment is no new call. Without this, `create` would run again.
      update: nothing,
      triggers: [call.contactId],
      environment: pulumi.all([environment, evidenceOf(callName, call)]).apply(([own, ours]) => ({ ...own, ...ours })),
      interpreter,
      dir,
    }),
    { parent, dependsOn: call },
  );
}

function noOperation(interpreter: string[] | undefined): string {
  const [program] = interpreter ?? [];
  return program === undefined || SHELL.test(program) ? "exit 0" : " ";
}

function evidenceOf(callName: string, call: VerificationCall): pulumi.Output<Record<string, string>> {
  const values = {
    RINGCHECK_CALL: callName,
    RINGCHECK_CONTACT_ID: call.contactId,
    RINGCHECK_CONTACT_ARN: call.contactArn,
    RINGCHECK_OUTCOME: call.outcome,
    RINGCHECK_PASSED: call.passed,
    RINGCHECK_REASONS: call.reasons.apply((reasons) => reasons?.join("\n")),
    RINGCHECK_PLACED_AT: call.placedAt,
    RINGCHECK_ANSWERED_AT: call.answeredAt,
    RINGCHECK_ENDED_AT: call.endedAt,
    RINGCHECK_RING_SECONDS: call.ringSeconds,
    RINGCHECK_CONNECTED_SECONDS: call.connectedSeconds,
    RINGCHECK_DISCONNECT_REASON: call.disconnectReason,
  };
  return pulumi
    .all(values as Record<keyof typeof values, pulumi.Input<string | number | boolean | undefined>>)
    .apply((known) => Object.fromEntries(Object.entries(known).map(([name, value]) => [name, String(value ?? "")])));
}
