/**
 * Every error of every request of a verification: recovered from, or one sentence of the catalogue with the evidence
 * kept. Nothing else reaches people, no number in full, and never a second call.
 */
import assert from "node:assert/strict";
import { ApiError, type Operation } from "../../verification/connect-api";
import { DISCONNECT_FAILURES } from "../../verification/disconnect-failures";
import { REQUEST_FAILURES, requestFailure } from "../../verification/failures";
import type { Properties } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { HEALTHY, inputsFor, World } from "./verification-world";

const OPERATIONS: Operation[] = [
  "startOutboundVoiceContact",
  "describeContact",
  "getContactAttributes",
  "searchContacts",
  "describeInstance",
  "describeContactFlow",
  "hasPhoneNumber",
];

interface Outcome {
  outs?: Properties;
  message?: string;
  reasons?: string[];
}

async function create(world: World): Promise<Outcome> {
  return await providerWith(world.ports())
    .create(inputsFor() as unknown as Properties)
    .then(
      ({ outs }): Outcome => ({ outs }),
      (error: Error & { properties?: Properties; reasons?: string[] }): Outcome => ({
        message: error.message,
        ...(error.properties ? { outs: error.properties } : {}),
        ...(error.reasons ? { reasons: error.reasons } : {}),
      }),
    );
}

/** One line, masked, from the catalogue. */
function assertSentence(name: string, outcome: Outcome, world: World): void {
  const text = outcome.reasons?.join("\n") ?? outcome.message ?? "";
  const { cause } = requestFailure(name);
  assert.ok(
    text.includes(cause) || text.includes("proof") || text.includes("its progress cannot be read"),
    `${name}: ${text}`,
  );
  assert.ok(!text.includes("\n"), text);
  for (const line of [...world.lines, text, JSON.stringify(outcome.outs?.reasons ?? [])]) {
    assert.ok(!/2065550100|206[ -]*555[ -]*0100/.test(line), line);
  }
}

for (const { name, retry } of REQUEST_FAILURES) {
  describe(`verification: ${name}`, () => {
    for (const operation of OPERATIONS) {
      it(`once from ${operation}: recovered from, or one sentence`, async () => {
        const world = new World();
        world.scripts = [{ ...HEALTHY, proves: operation !== "getContactAttributes" }];
        world.fault = (op, n, when) =>
          op === operation && n === 1 && when === "before"
            ? new ApiError(name, "cannot call +1 206-555-0100 now")
            : undefined;
        const outcome = await create(world);
        assert.ok(world.contacts.length <= 1);
        if (operation !== "getContactAttributes" && (retry === "throttled" || retry === "transient")) {
          assert.equal(outcome.outs?.passed, true, outcome.message);
        }
        if (!outcome.outs?.passed) assertSentence(name, outcome, world);
      });

      it(`always from ${operation}: never a second call, always an end`, async () => {
        const world = new World();
        world.scripts = [{ ...HEALTHY, proves: operation !== "getContactAttributes" }];
        world.fault = (op, _n, when) =>
          op === operation && when === "before" ? new ApiError(name, "cannot call +1 206-555-0100 now") : undefined;
        const began = world.clock.now();
        const outcome = await create(world);
        assert.ok(world.contacts.length <= 1);
        assert.ok(world.clock.now() - began < 400_000, "no bound");
        assert.equal(world.live().length, 0);
        if (!outcome.outs?.passed) assertSentence(name, outcome, world);
        if (operation === "startOutboundVoiceContact") assert.equal(outcome.outs, undefined);
        if (operation === "describeContact") assert.equal(outcome.outs?.contactId, "contact-1");
      });
    }

    it("after the effect of the start: the very same request is sent again, one call", async () => {
      if (retry !== "transient" && retry !== "throttled") return;
      const world = new World();
      world.fault = (op, n, when) =>
        op === "startOutboundVoiceContact" && n <= 2 && when === "after" ? new ApiError(name, "gone", true) : undefined;
      const outcome = await create(world);
      assert.equal(outcome.outs?.passed, true, outcome.message);
      assert.equal(world.contacts.length, 1);
      assert.equal(world.counts.startOutboundVoiceContact, 3);
    });
  });
}

describe("verification: the catalogue", () => {
  it("has a cause and a remedy for everything, once", () => {
    for (const list of [REQUEST_FAILURES, DISCONNECT_FAILURES]) {
      const names = list.map((failure) => failure.name);
      assert.equal(new Set(names).size, names.length);
      for (const { cause, remedy } of list) assert.ok(cause.length > 10 && remedy.length > 10);
    }
  });

  it("knows every error that the operations name", () => {
    const listed =
      "InvalidRequest InvalidParameter ResourceNotFound InternalService LimitExceeded DestinationNotAllowed OutboundContactNotPermitted Throttling ContactNotFound InvalidActiveRegion AccessDenied ContactFlowNotPublished".split(
        " ",
      );
    for (const name of listed) assert.equal(requestFailure(`${name}Exception`).name, `${name}Exception`);
    assert.ok(REQUEST_FAILURES.some(({ name }) => name === "DestinationNotAllowedException"));
  });

  it("says of a dropped start that it is not known whether a call was placed", async () => {
    const world = new World();
    world.fault = (op) =>
      op === "startOutboundVoiceContact" ? new ApiError("NetworkError", "socket hang up", true) : undefined;
    const { message } = await create(world);
    assert.match(
      message ?? "",
      /^smoke: NetworkError: .*Whether a call was placed is not known; the next `pulumi up` looks/,
    );
  });
});
