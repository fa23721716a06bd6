/** A ContactCenter on Pulumi's own mocks: what it asks of its children, and what it asks of the provider's look-ups. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as ringcheck from "../../components";

/** One child as it was registered or read. */
export interface Recorded {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
  /** Present where it was read instead of created. */
  id: string | undefined;
}

/** One look-up by name. */
export interface LookedUp {
  token: string;
  inputs: Record<string, unknown>;
}

const recorded: Recorded[] = [];
const lookedUp: LookedUp[] = [];

export const INSTANCE_ID = "11111111-2222-4333-8444-555555555555";
export const INSTANCE_ARN = `arn:aws:connect:us-east-1:123456789012:instance/${INSTANCE_ID}`;
export const INSTANCE = { alias: "acme-support" };

/** What the mocked provider knows by name; everything else is not found. */
const BY_NAME: Record<string, [id: string, member: string]> = {
  "acme-support": [INSTANCE_ID, "id"],
  "Basic Hours": ["hours-1", "hoursOfOperationId"],
  BasicQueue: ["queue-1", "queueId"],
  "Sample flow": ["flow-1", "contactFlowId"],
  "Sample module": ["module-1", "contactFlowModuleId"],
};

/** As the AWS provider says it; an error of gRPC carries its text in `details`. */
const NOT_FOUND = "invocation of TOKEN returned an error: finding it by name: empty result";

/** Mocks belong to the whole process: each file puts its own in place before it runs. */
export function useMocks(preview = false): void {
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        recorded.push({ type, name, inputs, id });
        const isInstance = type === "aws:connect/instance:Instance";
        const known = isInstance ? INSTANCE_ID : `${name}-id`;
        const arn = isInstance ? INSTANCE_ARN : `arn:of:${name}`;
        const ids = { queueId: known, hoursOfOperationId: known, contactFlowId: known, contactFlowModuleId: known };
        return { id: id || known, state: { ...inputs, ...ids, arn, phoneNumber: "+15555550199" } };
      },
      call: ({ token, inputs }) => {
        lookedUp.push({ token, inputs });
        const [id, member] = BY_NAME[String(inputs.name ?? inputs.instanceAlias)] ?? [];
        if (!member) throw Object.assign(new Error(), { details: NOT_FOUND.replace("TOKEN", token) });
        return { [member]: id };
      },
    },
    "project",
    "stack",
    preview,
  );
}

const components = require("../../components") as typeof ringcheck;

/** Everything that one component made. */
export interface Made {
  center: ringcheck.ContactCenter;
  children: Map<string, Recorded>;
  lookedUp: LookedUp[];
}

/** Makes a component and waits for its children, by logical name. */
export async function make(args: ringcheck.ContactCenterArgs, opts?: pulumi.ComponentResourceOptions): Promise<Made> {
  recorded.length = 0;
  lookedUp.length = 0;
  const center = new components.ContactCenter("support", args, opts);
  const { flows, modules, ...single } = center.nodes;
  const nodes = [...Object.values(single), ...Object.values(flows), ...Object.values(modules), center.verification];
  await Promise.all(nodes.map((node) => node && promiseOf(node.urn)));
  return { center, children: new Map(recorded.map((child) => [child.name, child])), lookedUp: [...lookedUp] };
}

/** The inputs of one child. */
export function inputsOf({ children }: Made, name: string): Record<string, unknown> {
  const child = children.get(name);
  assert.ok(child, `there is a child ${name}; there are: ${[...children.keys()].join(", ")}`);
  return child.inputs;
}

/** The value of an Output, or its error. */
export function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}

/** What is wrong about the arguments, as the lines that a user sees; checked to come without a stack. */
export function wrongLines(args: unknown): string[] {
  try {
    new components.ContactCenter("support", args as ringcheck.ContactCenterArgs);
  } catch (error) {
    return linesOf(error);
  }
  throw new Error("the arguments passed, and should have been refused");
}

/** The problems in an error of ours. */
export function linesOf(error: unknown): string[] {
  assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
  assert.ok(pulumi.ResourceError.isInstance(error) && error.hideStack, "told without a stack");
  return error.errors.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
}
