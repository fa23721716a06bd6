/**
 * The crash matrix: `kill -9` of the provider process or of the engine at each boundary of a call, `pulumi cancel`,
 * `pulumi up`, for a create and an update, and with nothing, the request or a trigger changed in between. Each of these
 * 72 cells runs once; the worlds alternate, so that each boundary, victim and kind sees both. What is asserted comes from
 * the simulator's records. Three cells of a test run at a time: that is what two cores carry.
 */
import assert from "node:assert/strict";
import type { InspectedContact } from "../../simulator";
import { BOUNDARIES, type Cell, CHANGES, KINDS, runCell, Template, VICTIMS } from "./crash-cell";

type Result = Awaited<ReturnType<typeof runCell>>;

describe("a crash on the real engine", function () {
  this.timeout(300_000);
  let template: Template;

  before(async () => {
    template = await Template.prepare();
  });

  for (const [b, boundary] of BOUNDARIES.entries()) {
    for (const [v, victim] of VICTIMS.entries()) {
      for (const [k, kind] of KINDS.entries()) {
        it(`kill -9 of the ${victim} in ${kind}, ${boundary}`, async () => {
          const cells = CHANGES.map(
            (change, c): Cell => ({ boundary, victim, kind, change, tokens: (b + v + k + c) % 2 === 0 ? "A" : "B" }),
          );
          const results = await Promise.all(cells.map((cell) => runCell(template, cell)));
          for (const [c, cell] of cells.entries()) assertCell(cell, results[c] as Result);
        });
      }
    }
  }

  it("the known residual: in world B, while search lags, a call that has ended is repeated, never two live", async () => {
    const end = { boundary: "after the end, before the state is written", change: "nothing" } as const;
    const lagging = { ...end, searchLagSeconds: 600 };
    const [a, b] = await Promise.all([
      runCell(template, { ...lagging, victim: "engine", kind: "update", tokens: "A" }),
      runCell(template, { ...lagging, victim: "provider", kind: "create", tokens: "B" }),
    ]);
    assert.equal(a.after.length, a.before.length + 1, "world A gives the call back");
    assert.equal(b.after.length, b.before.length + 2, "world B does not");
    assert.equal(mostAtOnce(b.after), 1);
    assert.equal(b.outputs.passed, true);
  });
});

function assertCell(cell: Cell, result: Result): void {
  const { before, crashed, after, outputs, startedByOrphan } = result;
  const what = `${cell.change} changed, world ${cell.tokens}`;
  const say = (fact: string) => `${what}: ${fact}\n${JSON.stringify(after, undefined, 1)}\n${result.story}`;
  const placed = cell.boundary === "before the start request leaves" ? 0 : 1;
  assert.equal(crashed.length, before.length + placed, say("calls placed by the run that died"));
  assert.equal(startedByOrphan, 0, say("a provider without an engine dialled"));
  const again = cell.change === "nothing" ? 0 : placed;
  assert.equal(after.length, before.length + 1 + again, say("calls in all"));
  assert.equal(mostAtOnce(after), 1, say("two calls were live at once"));
  assert.ok(
    after.every(({ disconnectedAt }) => disconnectedAt !== undefined),
    say("a call goes on"),
  );
  const { contactId, outcome, passed } = outputs;
  assert.deepEqual({ contactId, outcome, passed }, { contactId: after.at(-1)?.id, outcome: "completed", passed: true });
  if (again) assertSuperseded(cell, after.at(-2), say);
  const interrupted = cell.victim === "engine" && cell.kind === "create";
  assert.equal(result.pendingAfterUp, interrupted ? 1 : 0, say("pending operations after the up"));
  assert.equal(result.pendingOperations, 0, say("pending operations at the end"));
}

/** The call of the dead run was marked, and stopped where it was still going. */
function assertSuperseded(
  { boundary }: Cell,
  orphan: InspectedContact | undefined,
  say: (fact: string) => string,
): void {
  assert.equal(orphan?.attributes.ringcheck_superseded, "true", say("the old call is not marked"));
  const reason = {
    "while connected": "OTHER",
    "after the end, before the state is written": "CONTACT_FLOW_DISCONNECT",
  };
  const expected = (reason as Record<string, string>)[boundary] ?? "TELECOM_ORIGINATOR_CANCEL";
  assert.equal(orphan?.disconnectReason, expected, say("how the old call ended"));
}

/** The most calls that were live at one moment. */
function mostAtOnce(calls: InspectedContact[]): number {
  const live = (at: number) =>
    calls.filter((call) => call.initiatedAt <= at && (call.disconnectedAt ?? Number.POSITIVE_INFINITY) > at);
  return Math.max(...calls.map((call) => live(call.initiatedAt).length));
}
