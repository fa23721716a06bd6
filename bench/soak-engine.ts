/** The share of the soak that runs on the real engine: `pulumi up`, killed at a random request, and `pulumi up` again. */
import { CHANGES, KINDS, runCell, Template, VICTIMS } from "../test/engine/crash-cell";
import type { VerificationCallInputs } from "../verification/inputs";
import type { Dice } from "./dice";
import type { Run } from "./soak-figures";

/** A healthy run passes the gate some fifty times, with requests and answers. */
const PASSAGES = 60;

let prepared: Promise<Template> | undefined;

/** One run on the engine. The victim may also be a run that has come to its end: then nothing is left to do. */
export async function soakEngineOnce(seed: number, dice: Dice): Promise<Run> {
  prepared ??= Template.prepare();
  const template = await prepared;
  const cell = {
    boundary: "while ringing",
    victim: dice.one(...VICTIMS),
    kind: dice.one(...KINDS),
    change: dice.one(...CHANGES),
    tokens: dice.one("A" as const, "B" as const),
    searchLagSeconds: dice.one(0, 60),
  } as const;
  const doomed = 1 + Math.floor(dice.next() * PASSAGES);
  let passages = 0;
  const result = await runCell(template, cell, {
    moves: ({ operation }) => (operation === "DescribeContact" ? 0.5 : 0.005),
    holds: () => {
      passages += 1;
      return passages === doomed;
    },
  });
  const { tokens, searchLagSeconds } = cell;
  return {
    ...{ seed, tokens, searchLagSeconds, changes: cell.change !== "nothing", broken: false, deaths: 1 },
    ...{ before: result.before.length, calls: result.after, outs: result.outputs },
    inputs: result.inputs as unknown as VerificationCallInputs,
  };
}
