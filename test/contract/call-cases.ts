/**
 * What a call does at Connect, as cases that run against any endpoint: the simulator on a clock that stands still, and
 * AWS itself (`npm run test:live`). `shows` names the rows of docs/assumptions.md that a case would show wrong.
 */
import assert from "node:assert/strict";
import { requestFailure, type VerificationCallInputs, verifyCall } from "../../verification";
import type { ApiError, ConnectApi, ContactRecord } from "../../verification/connect-api";
import type { Ports } from "../../verification/ports";
import { Preflights } from "../../verification/preflight";
import { ProcessState } from "../../verification/process-state";
import { startRequest } from "../../verification/request";
import { masked, sentenceOf } from "../../verification/sentences";
import { DEFAULT_SETTINGS } from "../../verification/settings";
import { targetOf } from "../../verification/target";
import { openSession } from "../../verification/verify";

/** Where the cases run. */
export interface CallSite {
  /** A call that somebody answers and listens to until the flow hangs up, after 8 seconds or more. */
  inputs: VerificationCallInputs;
  ports: Ports;
  /** A number that nobody answers. */
  silentNumber?: string;
  /** A number that the account may not call. */
  closedNumber?: string;
  /** A published flow of type CUSTOMER_QUEUE. */
  queueFlowId?: string;
  /** What was measured, for people. */
  say(line: string): void;
}

export interface CallCase {
  title: string;
  shows: readonly string[];
  /** What a site may lack; then the case is skipped, with this as the reason. */
  needs?: "silentNumber" | "closedNumber" | "queueFlowId";
  run(site: CallSite): Promise<void>;
}

export const CALL_CASES: readonly CallCase[] = [
  {
    title: "an answered call runs the flow to its proof",
    shows: ["P7", "P9", "W2", "W4", "W5", "W6"],
    async run(site) {
      const inputs = callOf(site, "proof", { attributes: { lang: "en" } });
      const state = await verifyCall(inputs, { ports: site.ports, log: site.say });
      assert.deepEqual([state.outcome, state.reasons], ["completed", []]);
      assert.equal(state.disconnectReason, "CONTACT_FLOW_DISCONNECT");
      assert.ok(
        (state.placedAt ?? "") <= (state.answeredAt ?? "") && (state.answeredAt ?? "") <= (state.endedAt ?? ""),
      );
      const record = await describe(site, inputs, state.contactId ?? "");
      assert.equal(record.attributes?.ringcheck_proof, record.attributes?.ringcheck_nonce);
      assert.equal(record.attributes?.lang, "en");
    },
  },
  {
    title: "every argument of a general call is taken",
    shows: [],
    async run(site) {
      const inputs = callOf(site, "arguments", {
        name: "zz-ringcheck",
        description: "A test of ringcheck",
        references: { run: { type: "STRING", value: "zz-ringcheck" } },
        ringTimeoutSeconds: 30,
        trafficType: "GENERAL",
        answerMachineDetectionConfig: { enableAnswerMachineDetection: false },
      });
      const state = await verifyCall(inputs, { ports: site.ports, log: site.say });
      assert.equal(state.outcome, "completed");
    },
  },
  {
    title: "a token sent twice while the call goes gives one ContactId",
    shows: ["P1", "P3", "P6", "P8"],
    async run(site) {
      const inputs = callOf(site, "token-live");
      const first = await start(site, inputs);
      try {
        assert.equal(await start(site, inputs), first);
        const { initiatedAt = 0 } = await describe(site, inputs, first);
        const apart = Math.abs((apiOf(site, inputs).serviceNow() ?? 0) - initiatedAt);
        site.say(`Date header and InitiationTimestamp are ${apart} ms apart`);
        assert.ok(apart < 5_000);
      } finally {
        await end(site, inputs, first);
      }
    },
  },
  {
    title: "a token that comes with another request gives the live call back",
    shows: ["P2a", "P6"],
    async run(site) {
      const inputs = callOf(site, "token-other");
      const first = await start(site, inputs);
      try {
        const { ClientToken } = startRequest(inputs, 1);
        const other = { ...startRequest({ ...inputs, name: "zz-ringcheck" }, 1), ClientToken };
        const { contactId } = await apiOf(site, inputs).startOutboundVoiceContact(other);
        if (contactId !== first) await end(site, inputs, contactId);
        assert.equal(contactId, first);
      } finally {
        await end(site, inputs, first);
      }
    },
  },
  {
    title: "the token of an ended call gives that call or a new one",
    shows: ["P2"],
    async run(site) {
      const inputs = callOf(site, "token-ended");
      const first = await start(site, inputs);
      await end(site, inputs, first);
      const second = await start(site, inputs);
      site.say(second === first ? "world A: the ended call" : "world B: a new call");
      if (second !== first) await end(site, inputs, second);
      assert.ok((await describe(site, inputs, second)).disconnectedAt !== undefined);
    },
  },
  {
    title: "search shows an ended call within two minutes, and may leave out a live one",
    shows: ["P4", "P5"],
    async run(site) {
      const inputs = callOf(site, "search");
      const contactId = await start(site, inputs);
      const shown = (await search(site, inputs)).includes(contactId);
      site.say(`a live call is ${shown ? "" : "not "}in search`);
      const { disconnectedAt = 0 } = await end(site, inputs, contactId);
      await until(site, 120, 5_000, async () => ((await search(site, inputs)).includes(contactId) ? true : undefined));
      const lag = (apiOf(site, inputs).serviceNow() ?? disconnectedAt) - disconnectedAt;
      site.say(`search showed the call ${Math.round(lag / 1000)} s after its end at the latest`);
    },
  },
  {
    title: "reason and proof follow the end within 4 seconds",
    shows: ["W3"],
    async run(site) {
      const inputs = callOf(site, "settle");
      const contactId = await start(site, inputs);
      const { disconnectedAt = 0 } = await ended(site, inputs, contactId);
      await until(site, 4, 250, async () => {
        const { disconnectReason, attributes } = await describe(site, inputs, contactId);
        return disconnectReason && attributes?.ringcheck_proof ? true : undefined;
      });
      const lag = (apiOf(site, inputs).serviceNow() ?? disconnectedAt) - disconnectedAt;
      site.say(`reason and proof were there ${Math.round(lag / 1000)} s after the end at the latest`);
    },
  },
  {
    title: "a call that nobody answers is a no-answer, also with a short ring",
    shows: ["W1", "W8"],
    needs: "silentNumber",
    async run(site) {
      const { silentNumber: destinationPhoneNumber = "" } = site;
      const inputs = callOf(site, "silent", { destinationPhoneNumber, ringTimeoutSeconds: 15 });
      const state = await verifyCall(inputs, { ports: site.ports, log: site.say });
      site.say(`the reason was ${state.disconnectReason}, after ${state.ringSeconds} s`);
      assert.deepEqual([state.outcome, state.answeredAt], ["no-answer", undefined]);
    },
  },
  {
    title: "StopContact ends a ringing and a connected call within 20 seconds",
    shows: ["W9", "W10", "W11"],
    async run(site) {
      const ringing = callOf(site, "stop-ringing");
      const first = await end(site, ringing, await start(site, ringing));
      const connected = callOf(site, "stop-connected");
      const contactId = await start(site, connected);
      await until(site, 60, 250, async () => (await describe(site, connected, contactId)).connectedAt);
      const second = await end(site, connected, contactId);
      site.say(`stopped while it rang: ${first.disconnectReason}; while it was connected: ${second.disconnectReason}`);
      assert.ok(second.connectedAt !== undefined && !second.attributes?.ringcheck_proof);
    },
  },
  {
    title: "requests beyond the rate are refused under a name that means so",
    shows: ["E1", "E5"],
    async run(site) {
      const inputs = callOf(site, "rate");
      const contactId = await start(site, inputs);
      const names = await Promise.all(
        Array.from({ length: 40 }, () => describe(site, inputs, contactId).then(() => "", nameOf)),
      );
      await end(site, inputs, contactId);
      const refused = names.filter(Boolean);
      site.say(`${refused.length} of 40 were refused: ${[...new Set(refused)].join(", ") || "none"}`);
      assert.deepEqual(
        refused.filter((name) => requestFailure(name).retry !== "throttled"),
        [],
      );
    },
  },
  {
    title: "preflight finds nothing wrong with a centre that places calls",
    shows: ["D4", "E4"],
    async run(site) {
      const inputs = callOf(site, "preflight");
      const { ports } = site;
      const session = openSession({ inputs, settings: DEFAULT_SETTINGS, ports, shared: new ProcessState(ports.clock) });
      const { findings } = await new Preflights(ports.clock).look(inputs, session);
      assert.deepEqual(findings, []);
    },
  },
  {
    title: "a destination that is not allowed is refused by name, and nobody is called",
    shows: ["E3", "E6"],
    needs: "closedNumber",
    async run(site) {
      const inputs = callOf(site, "closed", { destinationPhoneNumber: site.closedNumber ?? "" });
      const error = await start(site, inputs).then(
        () => undefined,
        (refusal: ApiError) => refusal,
      );
      assert.equal(error?.name, "DestinationNotAllowedException");
      const sentence = masked(sentenceOf(error, inputs), inputs);
      site.say(sentence);
      assert.ok(!sentence.replace(/\D/g, "").includes((site.closedNumber ?? "").slice(-7)));
      assert.deepEqual(await search(site, inputs), []);
    },
  },
  {
    title: "a flow of another type cannot run a call",
    shows: ["D5"],
    needs: "queueFlowId",
    async run(site) {
      const inputs = callOf(site, "type", { contactFlowId: site.queueFlowId ?? "" });
      const name = await start(site, inputs).then((contactId) => end(site, inputs, contactId).then(() => ""), nameOf);
      assert.match(name, /^Invalid(Request|Parameter)Exception$/);
    },
  },
];

/** The site's call under an identity of its own, so that no case meets the calls of another. */
function callOf(
  site: CallSite,
  purpose: string,
  changes: Partial<VerificationCallInputs> = {},
): VerificationCallInputs {
  const identity = `${site.inputs.identity}-${purpose}`;
  return { ...site.inputs, ...changes, identity, resourceName: purpose };
}

function apiOf({ ports }: CallSite, inputs: VerificationCallInputs): ConnectApi {
  let api = APIS.get(ports);
  if (!api) {
    api = ports.connect(targetOf(inputs, undefined, ports.env));
    APIS.set(ports, api);
  }
  return api;
}

const APIS = new WeakMap<Ports, ConnectApi>();

const instanceOf = (inputs: VerificationCallInputs) => targetOf(inputs, "us-east-1", {}).instanceId;
const nameOf = (error: unknown) => (error as ApiError).name;

async function start(site: CallSite, inputs: VerificationCallInputs): Promise<string> {
  return (await apiOf(site, inputs).startOutboundVoiceContact(startRequest(inputs, 1))).contactId;
}

function describe(site: CallSite, inputs: VerificationCallInputs, contactId: string): Promise<ContactRecord> {
  return apiOf(site, inputs).describeContact(instanceOf(inputs), contactId);
}

/** Stops a call and waits for its end. */
async function end(site: CallSite, inputs: VerificationCallInputs, contactId: string): Promise<ContactRecord> {
  await apiOf(site, inputs)
    .stopContact(instanceOf(inputs), contactId)
    .catch((error: ApiError) => assert.equal(error.name, "ContactNotFoundException"));
  return await ended(site, inputs, contactId, 20);
}

async function ended(site: CallSite, inputs: VerificationCallInputs, contactId: string, seconds = 180) {
  return await until(site, seconds, 500, async () => {
    const record = await describe(site, inputs, contactId);
    return record.disconnectedAt === undefined ? undefined : record;
  });
}

/** The recent calls of one case. */
async function search(site: CallSite, inputs: VerificationCallInputs): Promise<string[]> {
  const api = apiOf(site, inputs);
  const now = api.serviceNow() ?? site.ports.clock.now();
  const query = { instanceId: instanceOf(inputs), from: now - 15 * 60_000, to: now };
  const { contacts } = await api.searchContacts(query);
  const records = await Promise.all(contacts.slice(0, 20).map(({ contactId }) => describe(site, inputs, contactId)));
  await site.ports.clock.sleep(2_000);
  const own = records.filter(({ attributes }) => attributes?.ringcheck_identity === inputs.identity);
  return own.map(({ contactId }) => contactId);
}

async function until<Value>(
  { ports: { clock } }: CallSite,
  seconds: number,
  interval: number,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  const deadline = clock.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    assert.ok(clock.now() < deadline, `not within ${seconds} seconds`);
    await clock.sleep(interval);
  }
}
