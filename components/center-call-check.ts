/** Holds the calls of a centre to what the centre has. What is wrong with a request is told by the call itself. */
import { type ArgumentCheck, isDeferred, text } from "./argument-check";
import type { CenterVerificationArgs } from "./center-call-args";
import type { ContactCenterArgs } from "./contact-center-args";
import { checkClaim } from "./phone-number";
import { CALL_ARGUMENTS } from "./verification-call";

/** The key in {@link ContactCenter.verifications} of a call that was given as `verification`. */
export const ONLY_ONE = "verification";

/** A key becomes part of a logical name, which people type after `--target`. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** One call that was asked for. */
export interface WantedCall {
  key: string;
  /** The argument, as an error names it. */
  path: string;
  wanted: CenterVerificationArgs;
}

/** The calls that were asked for, in the order of the arguments. */
export function wantedCalls({ verification, verifications }: ContactCenterArgs): WantedCall[] {
  return [
    ...(verification !== undefined ? [{ key: ONLY_ONE, path: ONLY_ONE, wanted: verification }] : []),
    ...Object.entries(verifications ?? {}).map(([key, wanted]) => ({ key, path: `verifications.${key}`, wanted })),
  ];
}

/** What the centre knows itself is no argument of its calls. */
const CENTRE_CALL_ARGUMENTS = [
  ...CALL_ARGUMENTS.filter((name) => !["instanceId", "contactFlowId", "queueId"].includes(name)),
  "flow",
  "selfCall",
];

/** Holds the calls to what the centre has. What is wrong with a request is told by the call itself. */
export function checkVerifications(check: ArgumentCheck, args: ContactCenterArgs): void {
  if (args.verification !== undefined && args.verifications !== undefined) {
    check.wrong(
      "verifications",
      "verification and verifications are both given; move the one call into verifications under a name.",
    );
  }
  const { verifications } = args;
  if (verifications !== undefined && !check.isObject("verifications", verifications, "{ us: { … }, uk: { … } }"))
    return;
  for (const call of wantedCalls(args)) checkCall(check, call, args);
}

function checkCall(check: ArgumentCheck, { key, path, wanted }: WantedCall, args: ContactCenterArgs): void {
  if (!check.isObject(path, wanted, '{ destinationPhoneNumber: "+12065550100" }, or { selfCall: true }')) return;
  if (!KEY.test(key)) {
    check.wrong(path, "the name of a call has 1–64 letters, digits, dots, hyphens and underscores; rename it.");
  }
  check.keys(path, wanted, CENTRE_CALL_ARGUMENTS);
  const { flow, selfCall, destinationPhoneNumber } = wanted;
  const flows = Object.keys(args.flows ?? {});
  if (flow !== undefined && typeof flow !== "string") {
    check.wrong(`${path}.flow`, "must be the name of one of `flows`, as a text.");
  } else if (flow !== undefined && !flows.includes(flow)) {
    const names = flows.join(", ") || "none is given";
    check.wrong(`${path}.flow`, `there is no flow "${flow}" in flows (${names}); name one, or leave it out.`);
  }
  if ((destinationPhoneNumber === undefined) === !selfCall) {
    const reason = "a call needs one of destinationPhoneNumber and selfCall; give exactly one.";
    check.wrong(`${path}.destinationPhoneNumber`, reason);
  }
  if (selfCall === true && args.phoneNumber === undefined) {
    const reason = "the centre has no number to call; give it a phoneNumber, or selfCall a claim.";
    check.wrong(`${path}.selfCall`, reason);
  }
  checkSelfCall(check, `${path}.selfCall`, selfCall);
  const triggers = wanted.triggers ?? {};
  if (!isDeferred(triggers)) check.isObject(`${path}.triggers`, triggers, '{ release: "42" }');
  check.value(`${path}.identity`, wanted.identity ?? undefined, text(0));
}

function checkSelfCall(check: ArgumentCheck, path: string, selfCall: CenterVerificationArgs["selfCall"]): void {
  if (selfCall === undefined || typeof selfCall === "boolean") return;
  if (!check.isObject(path, selfCall, "true, or { claim: { … } }")) return;
  check.keys(path, selfCall, ["claim"]);
  checkClaim(check, `${path}.claim`, selfCall.claim);
}
