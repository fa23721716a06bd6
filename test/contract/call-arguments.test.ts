/** Each argument of a call by itself: what the simulator received for it, over HTTP and through the real SDK. */
import assert from "node:assert/strict";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Properties, ProviderV1 } from "../../verification/protocol";
import { REQUEST_PROPERTIES } from "../../verification/request";
import { HttpWorld } from "./verification-http";

/** Stands for the instance that the simulator will have made. */
const INSTANCE = "11111111-2222-3333-4444-555555555555";
const ARN = `arn:aws:connect:us-east-1:111122223333:instance/${INSTANCE}`;

/** Argument, what a program passes, and what arrives under which member. */
const ROWS: readonly [keyof VerificationCallInputs, given: unknown, member: string, received: unknown][] = [
  ["instanceId", ARN, "InstanceId", INSTANCE],
  ["contactFlowId", `${ARN}/contact-flow/flow-1`, "ContactFlowId", "flow-1"],
  ["destinationPhoneNumber", "+12065550114", "DestinationPhoneNumber", "+12065550114"],
  ["sourcePhoneNumber", "+12065550199", "SourcePhoneNumber", "+12065550199"],
  ["queueId", `${ARN}/queue/queue-1`, "QueueId", "queue-1"],
  [
    "answerMachineDetectionConfig",
    { awaitAnswerMachinePrompt: true },
    "AnswerMachineDetectionConfig",
    { AwaitAnswerMachinePrompt: true },
  ],
  ["campaignId", "campaign-1", "CampaignId", "campaign-1"],
  ["trafficType", "CAMPAIGN", "TrafficType", "CAMPAIGN"],
  ["name", "Smoke", "Name", "Smoke"],
  ["description", "A test call", "Description", "A test call"],
  [
    "references",
    { run: { type: "STRING", value: "1", status: "AVAILABLE", statusReason: "new" } },
    "References",
    { run: { Type: "STRING", Value: "1", Status: "AVAILABLE", StatusReason: "new" } },
  ],
  ["relatedContactId", "contact-1", "RelatedContactId", "contact-1"],
  ["ringTimeoutSeconds", 15, "RingTimeoutInSeconds", 15],
  [
    "outboundStrategy",
    {
      type: "AGENT_FIRST",
      config: {
        agentFirst: { preview: { postAcceptTimeoutConfig: { durationInSeconds: 0 }, allowedUserActions: ["CALL"] } },
      },
    },
    "OutboundStrategy",
    {
      Type: "AGENT_FIRST",
      Config: {
        AgentFirst: { Preview: { PostAcceptTimeoutConfig: { DurationInSeconds: 0 }, AllowedUserActions: ["CALL"] } },
      },
    },
  ],
  ["clientToken", "mine", "ClientToken", "mine"],
];

describe("verification over HTTP: one argument at a time", () => {
  let http: HttpWorld;
  let provider: ProviderV1;

  before(async () => {
    http = await HttpWorld.start();
    provider = http.provider();
    // Preflight would ask for things that only these requests name.
    const config = { get: (key: string) => (key === "ringcheck:preflight" ? "false" : undefined) };
    await provider.configure({ config });
  });
  after(() => http.stop());

  for (const [argument, given, member, received] of ROWS) {
    it(`${argument} arrives as ${member}, and without it nothing does`, async () => {
      assert.deepEqual((await sentFor({ [argument]: real(given) }))?.[member], real(received));
      if (
        !["instanceId", "contactFlowId", "destinationPhoneNumber", "sourcePhoneNumber", "clientToken"].includes(
          argument,
        )
      ) {
        assert.equal((await sentFor({}))?.[member], undefined);
      }
    });
  }

  it("attributes arrive as Attributes, beside ringcheck's own three", async () => {
    const { Attributes } = (await sentFor({ attributes: { größe: "ä", lang: "en" } as never })) ?? {};
    assert.equal(Attributes, undefined, "a key that Connect does not take is never sent");
    const sent = (await sentFor({ attributes: { lang: "ä😀" } }))?.Attributes as Record<string, string>;
    assert.equal(sent.lang, "ä😀");
    assert.deepEqual(Object.keys(sent).sort(), [
      "lang",
      "ringcheck_fingerprint",
      "ringcheck_identity",
      "ringcheck_nonce",
    ]);
  });

  it("has a row for every argument of the request", () => {
    const rows = ROWS.map(([argument]) => argument as string);
    assert.deepEqual(
      REQUEST_PROPERTIES.filter((property) => !rows.includes(property)),
      ["attributes"],
    );
  });

  function real(value: unknown): unknown {
    const id = http.inputs.instanceId.split("/")[1] ?? "";
    return JSON.parse(JSON.stringify(value).replaceAll(INSTANCE, id));
  }

  let runs = 0;

  /** The first start request of one create, whatever became of it; undefined where none left. */
  async function sentFor(changes: Partial<VerificationCallInputs>): Promise<Record<string, unknown> | undefined> {
    runs += 1;
    http.simulator.requests.clear();
    const inputs = { ...http.inputs, identity: `identity-${runs}`, ...changes };
    await provider.create(inputs as unknown as Properties).catch(() => undefined);
    return http.simulator.requests.list("StartOutboundVoiceContact")[0]?.input as Record<string, unknown> | undefined;
  }
});
