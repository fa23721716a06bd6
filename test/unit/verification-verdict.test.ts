/** The judge over its complete truth table: nothing passes that was not answered, proven, ended and left alone. */
import assert from "node:assert/strict";
import { DISCONNECT_FAILURES } from "../../verification/disconnect-failures";
import type { Evidence } from "../../verification/inputs";
import { judge } from "../../verification/verdict";
import { type Facts, judgeFacts, VERDICT_TABLE } from "../../verification/verdict-table";

const REASONS = [...DISCONNECT_FAILURES.map((failure) => failure.name), "SOMETHING_NEW", undefined];
const BOTH = [true, false];
const THREE = [true, false, undefined];

function allFacts(): Facts[] {
  return BOTH.flatMap((ended) =>
    BOTH.flatMap((answered) =>
      REASONS.flatMap((reason) =>
        BOTH.flatMap((stoppedByUs) =>
          THREE.flatMap((nonceSeen) =>
            THREE.flatMap((attributesMatch) =>
              BOTH.map((inboundLegMissing) => ({
                ...{ ended, answered, reason, stoppedByUs, nonceSeen, attributesMatch, inboundLegMissing },
              })),
            ),
          ),
        ),
      ),
    ),
  );
}

const ANSWERED: Evidence = {
  contactId: "c",
  placedAt: "2026-01-01T00:00:00.000Z",
  answeredAt: "2026-01-01T00:00:03.000Z",
  endedAt: "2026-01-01T00:00:10.000Z",
  disconnectReason: "CONTACT_FLOW_DISCONNECT",
  proofSeen: true,
  attributes: {},
};
const COMPLETED = { outcome: "completed" as const, attributes: {} };

describe("verification: the verdict table", () => {
  it("says completed only for answered, ended, proven calls that nobody stopped", () => {
    for (const facts of allFacts()) {
      if (judgeFacts(facts).outcome !== "completed") continue;
      const { reason, ...others } = facts;
      assert.deepEqual(others, {
        ended: true,
        answered: true,
        stoppedByUs: false,
        nonceSeen: true,
        attributesMatch: true,
        inboundLegMissing: false,
      });
    }
  });

  it("uses every row, and ends in one without a condition", () => {
    const used = new Set(allFacts().map((facts) => judgeFacts(facts).id));
    assert.deepEqual(
      VERDICT_TABLE.filter((row) => !used.has(row.id)).map((row) => row.id),
      [],
    );
    assert.deepEqual(VERDICT_TABLE.at(-1)?.when, {});
  });

  it("calls nothing failed that could not be established", () => {
    for (const facts of allFacts()) {
      if (!facts.ended) assert.equal(judgeFacts(facts).outcome, "inconclusive");
      if (facts.reason === "SOMETHING_NEW" && facts.ended && !facts.stoppedByUs) {
        const proven = facts.answered && facts.nonceSeen && facts.attributesMatch === false;
        assert.equal(judgeFacts(facts).outcome, proven ? "answered-unproven" : "inconclusive");
      }
    }
  });

  it("passes a proven call, without reasons", () => {
    assert.deepEqual(judge(ANSWERED, COMPLETED), { outcome: "completed", passed: true, reasons: [] });
  });

  it("passes an unproven answer only where that is written down", () => {
    const unproven = { ...ANSWERED, proofSeen: false };
    assert.equal(judge(unproven, COMPLETED).passed, false);
    assert.equal(judge(unproven, { ...COMPLETED, outcome: "answered-unproven" }).passed, true);
    assert.equal(judge(ANSWERED, { ...COMPLETED, outcome: "answered-unproven" }).passed, true);
  });

  it("never passes with an attribute that is missing or different, and never prints its value", () => {
    const expect = { outcome: "answered-unproven" as const, attributes: { lang: "secret-value" } };
    const seen: (Record<string, string> | undefined)[] = [{}, { lang: "de" }, undefined];
    for (const attributes of seen) {
      for (const proofSeen of [true, false]) {
        const { attributes: _none, ...rest } = ANSWERED;
        const verdict = judge({ ...rest, proofSeen, ...(attributes ? { attributes } : {}) }, expect);
        assert.equal(verdict.passed, false);
        assert.ok(!JSON.stringify(verdict).includes("secret-value"));
        if (!attributes) assert.equal(verdict.outcome, "inconclusive");
      }
    }
  });

  it("may expect a call that is not answered", () => {
    const { answeredAt: _none, ...rest } = { ...ANSWERED, disconnectReason: "TELECOM_BUSY", proofSeen: false };
    assert.equal(judge(rest, { outcome: "busy", attributes: {} }).passed, true);
    assert.equal(judge(rest, { outcome: "no-answer", attributes: {} }).passed, false);
  });

  it("names outcome, reason and remedy for every disconnect reason", () => {
    for (const { name, remedy } of DISCONNECT_FAILURES) {
      const { answeredAt: _none, ...unanswered } = { ...ANSWERED, disconnectReason: name, proofSeen: false };
      const [reason = ""] = judge(unanswered, COMPLETED).reasons;
      assert.ok(reason.includes(name) && reason.includes(remedy), reason);
    }
  });
});
