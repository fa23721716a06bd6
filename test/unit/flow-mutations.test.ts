/** Flows of our own with anything in any place: what reads them holds, whatever was done to them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  drawMermaid,
  drawSvg,
  type FlowContent,
  flowFilesIn,
  flowFrom,
  readFlow,
  validateFlow,
  writeFlow,
} from "../../flow";
import { callFlow } from "../../testing";

type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

const FIXTURES = flowFilesIn([join(__dirname, "../fixtures/flows")]).map((file) =>
  JSON.parse(readFileSync(file, "utf8")),
);

/** Words that mean something in some place of a flow, so that they turn up in the wrong one. */
const WORDS = [
  "",
  "$.External.x",
  "$.Attributes",
  "constructor",
  "__proto__",
  "Loop",
  "Wait",
  "TransferToFlow",
  "InvokeFlowModule",
  "GetParticipantInput",
  "NoMatchingError",
  "Equals",
  "True",
  "999999999999",
  "-1",
];

const anyValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** One thing done to a flow, at the place that a number chooses among all there are. */
interface Mutation {
  place: number;
  what: "put" | "drop" | "double" | "copy";
  from: number;
  value: Json;
}

const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    place: fc.nat(),
    what: fc.constantFrom("put" as const, "drop" as const, "double" as const, "copy" as const),
    from: fc.nat(),
    value: anyValue,
  }),
  { minLength: 1, maxLength: 6 },
);

const mutated = fc
  .tuple(fc.constantFrom(...FIXTURES), mutations)
  .map(([flow, changes]) => changes.reduce(mutate, structuredClone(flow) as Json) as FlowContent & Json);

/** Each member of every object and each entry of every list. */
function placesIn(value: Json): [parent: Record<string, Json>, key: string][] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, Json>;
  return Object.keys(parent).flatMap(
    (key) => [[parent, key], ...placesIn(parent[key] as Json)] as [typeof parent, string][],
  );
}

function mutate(flow: Json, { place, what, from, value }: Mutation): Json {
  const places = placesIn(flow);
  const at = places[place % Math.max(places.length, 1)];
  if (!at) return flow;
  const [parent, key] = at;
  const [source, sourceKey] = places[from % places.length] ?? at;
  if (what === "drop" && !Array.isArray(parent)) delete parent[key];
  else if (what === "drop") (parent as unknown as Json[]).splice(Number(key), 1);
  else if (what === "double" && Array.isArray(parent)) parent.push(structuredClone(parent[key as never]));
  else put(parent, key, what === "copy" ? structuredClone(source[sourceKey] as Json) : value);
  return flow;
}

/** As JSON.parse puts a member, whatever it is called. */
function put(parent: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
}

/** The same flows in every run: what this finds is found where it was written. */
const RUNS = { seed: 20191030, numRuns: 300 };

describe("a flow in which anything may stand anywhere", () => {
  it("is no flow, or is written back as it was read, and the same twice", () => {
    let read = 0;
    fc.assert(
      fc.property(mutated, (flow) => {
        if (!Array.isArray(flow.Actions)) return;
        const written = writeFlow(readFlow(JSON.stringify(flow)));
        assert.ok(isDeepStrictEqual(JSON.parse(written), JSON.parse(JSON.stringify(flow))));
        assert.equal(writeFlow(readFlow(written)), written);
        read += 1;
      }),
      RUNS,
    );
    assert.ok(read > RUNS.numRuns / 2, "most are still flows");
  }).timeout(240_000);

  it("is judged and drawn", () => {
    fc.assert(
      fc.property(mutated, (flow) => {
        const problems = validateFlow(flow, { expectProof: true });
        assert.ok(problems.every(({ message, remedy }) => message !== "" && remedy !== ""));
        if (!Array.isArray(flow.Actions)) return;
        assert.match(drawMermaid(flow), /^flowchart/);
        assert.match(drawSvg(flow), /^<svg /);
      }),
      { ...RUNS, numRuns: 100 },
    );
  }).timeout(240_000);

  it("is called to an end, or says that it has no beginning", async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (content) => {
        if (!Array.isArray(content.Actions)) return;
        const call = await callFlow(flowFrom(content), { caller: { answers: ["1", "x"] } }).catch(
          (error: Error) => error,
        );
        if (call instanceof Error) assert.match(call.message, /no start action/);
        else assert.equal(typeof call.end.kind, "string");
      }),
      RUNS,
    );
  }).timeout(240_000);

  it("ends where it goes round in pauses that take no time", async () => {
    const again = { NextAction: "ask", Errors: [{ ErrorType: "NoMatchingError", NextAction: "ask" }] };
    const ask = { Identifier: "ask", Type: "GetParticipantInput", Parameters: {}, Transitions: again };
    const call = await callFlow(flowFrom({ Version: "2019-10-30", StartAction: "ask", Actions: [ask] }));
    assert.deepEqual([call.end.kind, call.seconds], ["broken", 0]);
    assert.match(call.end.note, /without any time passing|the trace ends here/);
  });

  it("takes no branch by an operator that only objects of JavaScript know", async () => {
    for (const Operator of ["constructor", "__proto__"]) {
      const Conditions = [{ NextAction: "wrong", Condition: { Operator, Operands: ["a"] } }];
      const Errors = [{ ErrorType: "NoMatchingCondition", NextAction: "right" }];
      const end = (Identifier: string) => ({
        Identifier,
        Type: "DisconnectParticipant",
        Parameters: {},
        Transitions: {},
      });
      const compare = {
        Identifier: "compare",
        Type: "Compare",
        Parameters: { ComparisonValue: "a" },
        Transitions: { Errors, Conditions },
      };
      const Actions = [compare, end("right"), end("wrong")];
      const call = await callFlow(flowFrom({ Version: "2019-10-30", StartAction: "compare", Actions }));
      assert.equal(call.end.action, "right");
    }
  });
});
