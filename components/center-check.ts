/** Holds all arguments of a centre to their limits at once, before anything is created. */
import { checkAfterCall } from "./after-call";
import { type ArgumentCheck, type ArgumentRule, namedTexts } from "./argument-check";
import { checkVerifications } from "./center-call-check";
import type { CheckedArgs } from "./center-nodes";
import type { ContactCenterArgs, ContactCenterTransforms } from "./contact-center-args";
import { checkReferences, OWN_FLOW, planFlows } from "./flow-references";
import { checkHours } from "./hours";
import { checkInstance } from "./instance";
import { given } from "./part";
import { checkPhoneNumber } from "./phone-number";
import { checkQueue } from "./queue";

// Objects, so that a new argument does not compile until its name is here too.
const ARGUMENTS = {
  instance: true,
  hours: true,
  queue: true,
  phoneNumber: true,
  flow: true,
  flows: true,
  modules: true,
  references: true,
  verification: true,
  verifications: true,
  afterCall: true,
  tags: true,
  transform: true,
} satisfies Record<keyof ContactCenterArgs, true>;

const TRANSFORMS = {
  instance: true,
  hours: true,
  queue: true,
  phoneNumber: true,
  inboundFlow: true,
  flow: true,
  flows: true,
  modules: true,
  verification: true,
  answeringNumber: true,
  answeringFlow: true,
  answeringBinding: true,
} satisfies Record<keyof ContactCenterTransforms, true>;

const MOST_TAGS = 50;

const tagsRule: ArgumentRule<Record<string, unknown>> = (tags) => {
  const shape = namedTexts('{ team: "voice" }')(tags as never, "");
  if (shape) return shape;
  const keys = Object.keys(tags);
  if (keys.length > MOST_TAGS) return `${keys.length} tags; ${MOST_TAGS} are allowed.`;
  const wrong = keys.find((key) => key.length < 1 || key.length > 128 || /^aws:/i.test(key));
  if (wrong !== undefined) return `"${wrong}" is no key of a tag: 1–128 characters, not beginning with "aws:".`;
  const long = keys.find((key) => String(tags[key]).length > 256);
  return long === undefined ? undefined : `the value of "${long}" is longer than 256 characters.`;
};

/** The arguments with their Outputs held to the same limits, for when they are known. */
export function checkArgs(check: ArgumentCheck, args: ContactCenterArgs): CheckedArgs {
  if (!check.isObject("args", args, '{ instance: { alias: "acme-support" } }')) check.finish();
  check.keys("", args, Object.keys(ARGUMENTS));
  checkTransforms(check, args);
  const plans = planFlows(check, args);
  const flows = [OWN_FLOW, ...Object.keys(args.flows ?? {})];
  const checked = given({
    ...args,
    instance: checkInstance(check, args.instance),
    hours: checkHours(check, args.hours),
    queue: checkQueue(check, args.queue, flows.slice(1)),
    phoneNumber: checkPhoneNumber(check, args.phoneNumber, flows),
    references: checkedReferences(check, args.references),
    afterCall: checkAfterCall(check, args.afterCall),
    tags: check.value("tags", args.tags, tagsRule),
    plans,
  });
  checkReferences(check, args, plans);
  checkVerifications(check, args);
  check.finish();
  return checked;
}

function checkTransforms(check: ArgumentCheck, { transform, flows = {}, modules = {} }: ContactCenterArgs): void {
  if (transform === undefined || !check.isObject("transform", transform, "{ queue: (args) => ({ ...args }) }")) return;
  check.keys("transform", transform, Object.keys(TRANSFORMS));
  const { flows: ofFlows, modules: ofModules, ...single } = transform;
  for (const [name, value] of Object.entries(single)) checkTransform(check, `transform.${name}`, value);
  checkNamed(check, "transform.flows", ofFlows, Object.keys(flows ?? {}));
  checkNamed(check, "transform.modules", ofModules, Object.keys(modules ?? {}));
}

function checkTransform(check: ArgumentCheck, path: string, value: unknown): void {
  if (value === undefined || typeof value === "function") return;
  check.wrong(path, "must be a function from arguments to arguments.");
}

function checkNamed(check: ArgumentCheck, path: string, transforms: unknown, names: readonly string[]): void {
  if (transforms === undefined || typeof transforms === "function") return;
  if (!check.isObject(path, transforms, "one function, or { NAME: (args) => ({ ...args }) }")) return;
  check.keys(path, transforms as object, names);
  for (const [name, value] of Object.entries(transforms as object)) checkTransform(check, `${path}.${name}`, value);
}

const referenceRule: ArgumentRule<string> = (value, said) =>
  typeof value === "string" && value !== "" ? undefined : `${said} is no id or ARN.`;

function checkedReferences(check: ArgumentCheck, references: ContactCenterArgs["references"]) {
  if (references === undefined || !check.isObject("references", references, "{ greeting: prompt.arn }"))
    return undefined;
  return Object.fromEntries(
    Object.entries(references).map(([name, value]) => [name, check.value(`references.${name}`, value, referenceRule)]),
  );
}
