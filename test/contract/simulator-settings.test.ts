/** Every switch and every quota of the simulated world in two positions, and what a client sees in each. */
import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-connect";
import type { SimulatorOptions } from "../../simulator";
import { DEFAULT_SETTINGS, type Quotas, type Settings } from "../../simulator/settings";
import { action, moduleOf, refusal, TestWorld } from "./simulator-harness";

const ANSWERS = "+12065550100";
const CAMPAIGN = { TrafficType: "CAMPAIGN" as const };

type See = (world: TestWorld) => Promise<unknown>;

/** Positions with what is seen in each, and how to look. */
type Row<T> = [positions: [value: T, seen: unknown][], see: See, more?: SimulatorOptions];

type Switches = Required<Omit<Settings, "quotas">>;

/** What came of a request: "ok", or the error's name. */
const outcome = async (work: Promise<unknown>) => {
  const failure = await refusal(work).catch(() => undefined);
  return failure?.name ?? "ok";
};

const callWith =
  (destination = ANSWERS, more: Partial<sdk.StartOutboundVoiceContactCommandInput> = {}): See =>
  async (world) =>
    outcome((await world.callCentre()).call(destination, more));

/** How long a call is connected, and why it ends. */
const callThrough =
  (destination: string): See =>
  async (world) => {
    const { contact } = await (await world.callCentre()).callFor(destination, 60);
    const connected = contact.ConnectedToSystemTimestamp?.getTime() ?? Number.NaN;
    const seconds = ((contact.DisconnectTimestamp?.getTime() ?? Number.NaN) - connected) / 1000;
    return [contact.DisconnectReason, Number.isNaN(seconds) ? undefined : seconds];
  };

/** How many contacts a search finds so many seconds after one began. */
const searchAfter =
  (seconds: number): See =>
  async (world) => {
    const centre = await world.callCentre();
    await centre.call(ANSWERS);
    await world.clock.advance(seconds * 1000);
    const [StartTime, EndTime] = [new Date(world.clock.now() - 600_000), new Date(world.clock.now())];
    const TimeRange = { Type: "INITIATION_TIMESTAMP" as const, StartTime, EndTime };
    const search = new sdk.SearchContactsCommand({ InstanceId: centre.instanceId, TimeRange });
    return (await world.client.send(search)).Contacts?.length;
  };

const numberStatus: See = async (world) => {
  const { arn } = await world.instance();
  const { id } = await world.number(arn);
  const { ClaimedPhoneNumberSummary: number } = await world.client.send(
    new sdk.DescribePhoneNumberCommand({ PhoneNumberId: id }),
  );
  return number?.PhoneNumberStatus?.Status;
};

/** What the last of so many calls at one moment comes to. */
const lastOf =
  (count: number): See =>
  async (world) => {
    const centre = await world.callCentre();
    for (let index = 1; index < count; index++) await centre.call(ANSWERS);
    return outcome(centre.call(ANSWERS));
  };

const listing: See = async ({ client }) => outcome(client.send(new sdk.ListInstancesCommand({})));

const SWITCHES: { [K in keyof Switches]: Row<Settings[K]> } = {
  tokens: [
    [
      ["A", true],
      ["B", false],
    ],
    async (world) => {
      const centre = await world.callCentre();
      const first = await centre.call(ANSWERS, { ClientToken: "t" });
      await world.clock.advance(60_000);
      return (await centre.call(ANSWERS, { ClientToken: "t" })) === first;
    },
  ],
  tokenMismatch: [
    [
      ["returns", "ok"],
      ["refused", "InvalidParameterException"],
    ],
    async (world) => {
      const centre = await world.callCentre();
      await centre.call(ANSWERS, { ClientToken: "t" });
      return outcome(centre.call(ANSWERS, { ClientToken: "t", Name: "another" }));
    },
  ],
  searchLagSeconds: [both(0, 1, 60, 0), searchAfter(30)],
  searchShowsOngoing: [both(false, 0, true, 1), searchAfter(0)],
  readinessLagSeconds: [
    both(0, "ACTIVE", 60, "CREATION_IN_PROGRESS"),
    async (world) => {
      const { id: InstanceId } = await world.instance();
      return (await world.client.send(new sdk.DescribeInstanceCommand({ InstanceId }))).Instance?.InstanceStatus;
    },
  ],
  numberLagSeconds: [both(0, "CLAIMED", 60, "IN_PROGRESS"), numberStatus],
  buckets: [both("counted", "ok", "enforced", "ThrottlingException"), lastOf(6)],
  throttlingName: [
    [
      ["ThrottlingException", "ThrottlingException"],
      ["TooManyRequestsException", "TooManyRequestsException"],
    ],
    lastOf(6),
    { buckets: "enforced" },
  ],
  unlistedNumbers: [
    both("answers", ["CONTACT_FLOW_DISCONNECT", 2], "invalid", ["TELECOM_NUMBER_INVALID", undefined]),
    callThrough("+14155550142"),
  ],
  allowedCountries: [both(["DE", "US"], "ok", ["DE"], "DestinationNotAllowedException"), callWith()],
  ukMobileAllowed: [both(true, "ok", false, "DestinationNotAllowedException"), callWith("+447700900123")],
  checkSignatures: [both(false, "ok", true, "InvalidSignatureException"), listing, { secretAccessKey: "another" }],
  secretAccessKey: [
    both("ringcheck", "ok", "another", "InvalidSignatureException"),
    listing,
    { checkSignatures: true },
  ],
  accountId: [
    both(undefined, "111122223333", "999988887777", "999988887777"),
    async (world) => (await world.instance()).arn.split(":")[4],
  ],
  wordsPerSecond: [both(3, ["CONTACT_FLOW_DISCONNECT", 2], 6, ["CONTACT_FLOW_DISCONNECT", 1]), callThrough(ANSWERS)],
};

const inInstance =
  (work: (world: TestWorld, InstanceId: string) => Promise<unknown>): See =>
  async (world) =>
    outcome(work(world, (await world.instance()).id));

const hours = (world: TestWorld, InstanceId: string) =>
  world.client.send(new sdk.CreateHoursOfOperationCommand({ InstanceId, Name: "more", TimeZone: "UTC", Config: [] }));

const QUOTAS: { [K in keyof Quotas]: Row<number> } = {
  instances: [both(0, "ServiceQuotaExceededException", 1, "ok"), (world) => outcome(world.instance())],
  instanceChurn: [both(0, "ServiceQuotaExceededException", 1, "ok"), (world) => outcome(world.instance())],
  phoneNumbers: [both(0, "FAILED", 1, "CLAIMED"), numberStatus],
  phoneNumberReleases: [both(0, "FAILED", 1, "CLAIMED"), numberStatus],
  // A new instance has one of its own.
  hoursOfOperation: [both(1, "LimitExceededException", 2, "ok"), inInstance(hours)],
  queues: [
    both(1, "LimitExceededException", 2, "ok"),
    inInstance(async (world, InstanceId) => {
      const { HoursOfOperationId } = await hours(world, InstanceId);
      return world.client.send(new sdk.CreateQueueCommand({ InstanceId, Name: "more", HoursOfOperationId }));
    }),
  ],
  // A new instance has nine.
  contactFlows: [
    both(9, "LimitExceededException", 10, "ok"),
    inInstance((world, id) => world.flow(id, [action("end", "DisconnectParticipant", {})])),
  ],
  contactFlowModules: [
    both(0, "LimitExceededException", 1, "ok"),
    inInstance((world, InstanceId) => {
      const Content = moduleOf([action("back", "EndFlowModuleExecution", {})]);
      return world.client.send(new sdk.CreateContactFlowModuleCommand({ InstanceId, Name: "more", Content }));
    }),
  ],
  lambdaFunctions: [
    both(0, "ServiceQuotaExceededException", 1, "ok"),
    inInstance((world, InstanceId) => {
      const FunctionArn = "arn:aws:lambda:us-east-1:111122223333:function:more";
      return world.client.send(new sdk.AssociateLambdaFunctionCommand({ InstanceId, FunctionArn }));
    }),
  ],
  concurrentCalls: [
    both(1, "TELECOM_BUSY", 2, "CONTACT_FLOW_DISCONNECT"),
    async (world) => {
      const centre = await world.callCentre();
      await centre.call(ANSWERS);
      return (await centre.callFor(ANSWERS, 60)).contact.DisconnectReason;
    },
  ],
  campaignCalls: [both(0, "LimitExceededException", 1, "ok"), callWith(ANSWERS, CAMPAIGN)],
};

function both<T>(one: T, seenAtOne: unknown, other: T, seenAtOther: unknown): [T, unknown][] {
  return [
    [one, seenAtOne],
    [other, seenAtOther],
  ];
}

describe("simulator: settings", () => {
  it("each has a row here", () => {
    const { quotas, ...switches } = DEFAULT_SETTINGS;
    const optional = ["allowedCountries", "accountId"];
    assert.deepEqual(Object.keys(SWITCHES).sort(), [...Object.keys(switches), ...optional].sort());
    assert.deepEqual(Object.keys(QUOTAS).sort(), Object.keys(quotas).sort());
  });

  for (const [options, problem] of [
    [{ tokens: "C" }, /tokens must be A or B, not C/],
    [{ searchLagSeconds: -1 }, /searchLagSeconds must be 0 or more, not -1/],
    [{ searchLagSeconds: Number.NaN }, /searchLagSeconds must be 0 or more/],
    [{ searchShowsOngoing: "yes" }, /searchShowsOngoing must be a boolean, not yes/],
    [{ allowedCountries: "US" }, /allowedCountries must be a list, not US/],
    [{ quotas: { queue: 1 } }, /no option queue/],
    [{ quotas: { queues: "1" } }, /queues must be a number, not 1/],
    [{ constructor: 1 }, /no option constructor/],
  ] as const) {
    it(`${JSON.stringify(options)} is refused in one sentence`, async () => {
      await assert.rejects(TestWorld.start(options as unknown as SimulatorOptions), problem);
    });
  }

  for (const [name, [positions, see, more]] of Object.entries(SWITCHES) as [string, Row<unknown>][]) {
    for (const [value, seen] of positions) {
      it(`${name} ${value}: ${seen}`, () => check({ ...more, [name]: value }, see, seen));
    }
  }

  for (const [name, [positions, see]] of Object.entries(QUOTAS)) {
    for (const [value, seen] of positions) {
      it(`quota ${name} ${value}: ${seen}`, () => check({ quotas: { [name]: value } }, see, seen));
    }
  }

  async function check(options: SimulatorOptions, see: See, seen: unknown): Promise<void> {
    const world = await TestWorld.start(options);
    try {
      assert.deepEqual(await see(world), seen);
    } finally {
      await world.stop();
    }
  }
});
