/**
 * Random deaths of the real provider in real processes: `npm run soak [-- --runs 200 --engine 20 --parallel 12 --seed 1]`.
 * In each run one to three processes that place a call are killed with SIGKILL at a random moment, then one lives to
 * its end; what they asked for, whether the number answers, the world and its search are drawn anew each time. What is
 * counted comes from the simulator's records. Exit code 1 when one of the promises was broken.
 */
import { parseArgs } from "node:util";
import type { Properties } from "../verification/protocol";
import { Dice } from "./dice";
import { Deployment, type Script } from "./soak-deployment";
import { soakEngineOnce } from "./soak-engine";
import { type Figures, figures, type Run } from "./soak-figures";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    engine: { type: "string", default: "20" },
    parallel: { type: "string", default: "12" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});

const HEALTHY: Script = { reaction: "answers" };
const BROKEN: Script[] = [
  { reaction: "busy" },
  { reaction: "answers", hangsUpAfterSeconds: 0.5 },
  { reaction: "problem" },
];
/** A call has to be able to outlive the process that placed it until the next one looks. */
const RING_SECONDS = [1, 8, 15];
/** Longer than the longest call, so that deaths fall behind its end as well. */
const LATEST_DEATH = 20_000;

async function soakOnce(seed: number, dice: Dice): Promise<Run> {
  const tokens = dice.one("A" as const, "B" as const);
  const searchLagSeconds = dice.one(0, 2, 60);
  const changes = dice.one(false, true);
  const broken = dice.one(false, false, true);
  const deployment = await Deployment.start({
    tokens,
    searchLagSeconds,
    searchShowsOngoing: dice.one(false, false, true),
  });
  const asked = () => ({
    ...(changes ? { triggers: { release: dice.one("one", "two", "three") } } : {}),
    ...(changes && dice.one(true, false) ? { description: dice.one("one", "two") } : {}),
    attempts: { limit: broken ? dice.one(1, 2) : 1, intervalSeconds: 0 },
  });
  const ringSeconds = dice.one(...RING_SECONDS);
  const script = () => ({ ...(broken ? dice.one(HEALTHY, ...BROKEN) : HEALTHY), ringSeconds });
  try {
    let olds: Properties | undefined;
    if (dice.one(false, true))
      olds = (await deployment.live(undefined, { triggers: { release: "zero" } }, { ...HEALTHY, ringSeconds: 1 })).outs;
    const before = deployment.calls().length;
    const deaths = dice.one(1, 1, 2, 3);
    for (let death = 0; death < deaths; death += 1) {
      const moment = dice.one<{ request: number } | { milliseconds: number }>(
        { request: 1 + Math.floor(dice.next() * 16) },
        { milliseconds: Math.floor(dice.next() * LATEST_DEATH) },
      );
      await deployment.die(olds, asked(), script(), moment);
    }
    const last = asked();
    const result = await deployment.live(olds, last, script());
    const facts = { tokens, searchLagSeconds, changes, broken, deaths, before };
    return { seed, ...facts, calls: deployment.calls(), inputs: deployment.inputs(last), ...result };
  } finally {
    await deployment.stop();
  }
}

type Soak = (seed: number, dice: Dice) => Promise<Run>;

async function soak(total: number, parallel: number, seed: number, once: Soak): Promise<Run[]> {
  const runs: Run[] = [];
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const number = seed * 1_000 + next++;
      runs.push(await once(number, new Dice(number)));
      if (runs.length % 20 === 0) console.log(`${runs.length} of ${total}`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return runs;
}

async function main(): Promise<void> {
  const [total, engine, parallel] = [Number(values.runs), Number(values.engine), Number(values.parallel)];
  const seed = Number(values.seed);
  const began = Date.now();
  const runs = await soak(total - engine, parallel, seed, soakOnce);
  // An engine and its processes need a core for themselves.
  runs.push(...(await soak(engine, Math.min(parallel, 2), seed + 1, soakEngineOnce)));
  const found = figures(runs);
  report(found, runs);
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  console.log(`seed ${seed}, ${engine} of the runs on the real engine, ${parallel} at a time, ${minutes} min`);
  const { secondCallsInB: _residual, falseReds: _harmless, ...broken } = found;
  process.exitCode = Object.values(broken).some((those) => those.length > 0) ? 1 : 0;
}

function report(found: Figures, runs: Run[]): void {
  const sum = (of: (run: Run) => number) => runs.reduce((total, run) => total + of(run), 0);
  const inWorld = (tokens: string) => runs.filter((run) => run.tokens === tokens).length;
  const kinds = `world A ${inWorld("A")}, world B ${inWorld("B")}, updates ${runs.filter((run) => run.before > 0).length}`;
  console.log(`runs: ${runs.length} (${kinds}, changed in between ${runs.filter((run) => run.changes).length})`);
  console.log(`deaths: ${sum((run) => run.deaths)}, calls placed: ${sum((run) => run.calls.length)}`);
  const names: Record<keyof Figures, string> = {
    doubleCalls: "double calls (two live at once)",
    secondCallsInA: "second calls in world A",
    secondCallsInBSearched: "second calls in world B, search without lag",
    secondCallsInB: "second calls in world B while search lagged (the known residual)",
    falseGreens: "false greens",
    falseReds: "passed calls that were called red",
    evidenceLost: "evidence lost",
  };
  for (const [name, label] of Object.entries(names)) {
    const seeds = found[name as keyof Figures].map((run) => run.seed);
    for (const { seed, message } of name === "evidenceLost" ? found.evidenceLost : []) console.log(seed, message);
    console.log(`${label}: ${seeds.length}${seeds.length > 0 ? ` (seeds ${seeds.join(", ")})` : ""}`);
  }
}

void main();
