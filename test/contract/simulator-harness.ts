/**
 * What the simulator's contract tests share: a simulator on a clock that stands still, a client of the JavaScript SDK,
 * an instance with a flow and a number, and a check of every answer against the service model.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ClaimPhoneNumberCommand,
  ConnectClient,
  type Contact,
  CreateContactFlowCommand,
  CreateInstanceCommand,
  DescribeContactCommand,
  SearchAvailablePhoneNumbersCommand,
  StartOutboundVoiceContactCommand,
  type StartOutboundVoiceContactCommandInput,
} from "@aws-sdk/client-connect";
import { FLOW_RULES } from "../../flow";
import { FLOW_LANGUAGE_VERSION, type FlowAction } from "../../flow/language";
import { ManualClock, Simulator, type SimulatorOptions } from "../../simulator";
import { tally, violationsOf } from "./service-model";

export const REGION = "us-east-1";
export const ACCOUNT = "111122223333";

/** Options under which nothing waits and every answer is checked. */
export const CHECKED: SimulatorOptions = {
  readinessLagSeconds: 0,
  numberLagSeconds: 0,
  onAnswer: ({ operation, status, headers, body }) => {
    violationsOf(operation, status, headers["x-amzn-errortype"], body);
  },
};

export function clientOf(simulator: { endpoint: string }, account = ACCOUNT, region = REGION): ConnectClient {
  return new ConnectClient({
    endpoint: simulator.endpoint,
    region,
    credentials: { accessKeyId: account, secretAccessKey: "ringcheck" },
    maxAttempts: 1,
  });
}

export class TestWorld {
  readonly client: ConnectClient;

  private constructor(
    readonly simulator: Simulator,
    readonly clock: ManualClock,
  ) {
    this.client = clientOf(simulator);
  }

  static async start(options: SimulatorOptions = {}): Promise<TestWorld> {
    const clock = options.clock instanceof ManualClock ? options.clock : new ManualClock();
    return new TestWorld(await Simulator.start({ ...CHECKED, ...options, clock }), clock);
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.simulator.stop();
  }

  async instance(alias = "acme", client = this.client): Promise<{ id: string; arn: string }> {
    const made = await client.send(
      new CreateInstanceCommand({
        InstanceAlias: alias,
        IdentityManagementType: "CONNECT_MANAGED",
        InboundCallsEnabled: true,
        OutboundCallsEnabled: true,
      }),
    );
    return { id: made.Id ?? "", arn: made.Arn ?? "" };
  }

  async flow(instanceId: string, actions: FlowAction[], name = "flow"): Promise<string> {
    const made = await this.client.send(
      new CreateContactFlowCommand({
        InstanceId: instanceId,
        Name: name,
        Type: "CONTACT_FLOW",
        Content: flowOf(actions),
      }),
    );
    return made.ContactFlowId ?? "";
  }

  async number(instanceArn: string, client = this.client): Promise<{ id: string; phoneNumber: string }> {
    const target = { TargetArn: instanceArn };
    const offers = await client.send(
      new SearchAvailablePhoneNumbersCommand({
        ...target,
        PhoneNumberCountryCode: "US",
        PhoneNumberType: "DID",
        MaxResults: 1,
      }),
    );
    const phoneNumber = offers.AvailableNumbersList?.[0]?.PhoneNumber ?? "";
    const claimed = await client.send(new ClaimPhoneNumberCommand({ ...target, PhoneNumber: phoneNumber }));
    return { id: claimed.PhoneNumberId ?? "", phoneNumber };
  }

  /** An instance from which calls can be placed, with a flow of these actions. */
  async callCentre(actions: FlowAction[] = GREET): Promise<CallCentre> {
    const { id, arn } = await this.instance();
    const { phoneNumber } = await this.number(arn);
    return new CallCentre(this, id, arn, await this.flow(id, actions), phoneNumber);
  }
}

export class CallCentre {
  constructor(
    private readonly world: TestWorld,
    readonly instanceId: string,
    readonly instanceArn: string,
    readonly flowId: string,
    readonly phoneNumber: string,
  ) {}

  request(destination: string, more: Partial<StartOutboundVoiceContactCommandInput> = {}) {
    return new StartOutboundVoiceContactCommand({
      InstanceId: this.instanceId,
      ContactFlowId: this.flowId,
      DestinationPhoneNumber: destination,
      SourcePhoneNumber: this.phoneNumber,
      ...more,
    });
  }

  async call(destination: string, more: Partial<StartOutboundVoiceContactCommandInput> = {}): Promise<string> {
    const started = await this.world.client.send(this.request(destination, more));
    return started.ContactId ?? "";
  }

  async describe(contactId: string): Promise<Contact> {
    const command = new DescribeContactCommand({ InstanceId: this.instanceId, ContactId: contactId });
    const { Contact: contact } = await this.world.client.send(command);
    assert.ok(contact);
    return contact;
  }

  /** Calls, lets so much time pass, and returns the record and the trace. */
  async callFor(destination: string, seconds: number, more: Partial<StartOutboundVoiceContactCommandInput> = {}) {
    const contactId = await this.call(destination, more);
    await this.world.clock.advance(seconds * 1000);
    await this.world.simulator.settled();
    const contact = await this.describe(contactId);
    const [inspected] = this.world.simulator.contacts({ contactId });
    assert.ok(inspected);
    return { contact, trace: inspected.trace };
  }
}

export function flowOf(actions: FlowAction[]): string {
  const first = actions[0]?.Identifier ?? "";
  return JSON.stringify({ Version: FLOW_LANGUAGE_VERSION, StartAction: first, Actions: actions });
}

/** The content of a flow module, with the settings that one must carry. */
export function moduleOf(actions: FlowAction[]): string {
  const Settings = { InputParameters: [], OutputParameters: [], Transitions: [] };
  return JSON.stringify({ ...(JSON.parse(flowOf(actions)) as object), Settings });
}

/** The error branches without which the service refuses an action, whatever its parameters. */
function demandedErrors(type: string): string[] {
  const rules = FLOW_RULES.filter((rule) => rule.type === type && rule.check === "required-error" && !rule.when);
  return rules.filter(({ confidence }) => confidence === "live").map(({ error = "" }) => error);
}

/**
 * An action whose next one is `next`, with all the branches that are given. Errors that the service demands a branch
 * for lead to `next` too where the test has nothing to say about them.
 */
export function action(
  identifier: string,
  type: string,
  parameters: Record<string, unknown>,
  next?: string,
  branches: { errors?: Record<string, string>; conditions?: [operator: string, operand: string, next: string][] } = {},
): FlowAction {
  const demanded = next === undefined ? [] : demandedErrors(type).map((error): [string, string] => [error, next]);
  const errors = [...new Map([...demanded, ...Object.entries(branches.errors ?? {})])];
  const conditions = branches.conditions ?? [];
  return {
    Identifier: identifier,
    Type: type,
    Parameters: parameters,
    Transitions: {
      ...(next === undefined ? {} : { NextAction: next }),
      ...(errors.length ? { Errors: errors.map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })) } : {}),
      ...(conditions.length
        ? {
            Conditions: conditions.map(([Operator, operand, NextAction]) => ({
              NextAction,
              Condition: { Operator, Operands: [operand] },
            })),
          }
        : {}),
    },
  };
}

/** Sets an attribute, speaks for two seconds, copies an attribute, hangs up. */
export const GREET: FlowAction[] = [
  action("stage", "UpdateContactAttributes", { Attributes: { stage: "answered" } }, "greet", {
    errors: { NoMatchingError: "end" },
  }),
  action("greet", "MessageParticipant", { Text: "one two three four five six" }, "prove", {
    errors: { NoMatchingError: "end" },
  }),
  action(
    "prove",
    "UpdateContactAttributes",
    { Attributes: { proof: "$.Attributes.nonce", stage: "completed" } },
    "end",
    {
      errors: { NoMatchingError: "end" },
    },
  ),
  action("end", "DisconnectParticipant", {}),
];

/** Runs `work` and returns the error's name and status. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await work;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error("the request was not refused");
}

/** Asserts that a request is refused with this name and status. */
export async function refused(work: Promise<unknown>, name: string, status: number): Promise<void> {
  const got = await refusal(work);
  assert.deepEqual({ name: got.name, status: got.status }, { name, status }, got.message);
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "ringcheck-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

// A bench runs on this harness without mocha.
globalThis.after?.("every answer of the simulator is what the service model describes", () => {
  const { operations, answers, errors, violations } = tally;
  const counts = `operations ${operations.size}, answers checked ${answers} (errors ${errors})`;
  process.stdout.write(`    service model: ${counts}, violations ${violations.length}\n`);
  assert.deepEqual([...new Set(violations)].slice(0, 20), []);
});
