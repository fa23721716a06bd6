/**
 * What validating and drawing cost: `npx tsx bench/flow.ts [--json]`. Validation must grow linearly from 10 to 250
 * actions, and drawing 250 may take at most three times what the layout library takes alone on the same graph in the
 * same run. Exit code 1 if one of the two does not hold. Nothing here runs in the tests, since machines differ.
 */
import { drawSvg, validateFlow } from "../flow";
import { layoutGraph, runLayoutLibrary } from "../flow/diagram/layout";
import { pictureOf } from "../flow/diagram/picture";
import { flowOfSize } from "../test/unit/flow-of-size";

const SIZES = [10, 25, 50, 100, 150, 200, 250];
/** Time for one action may differ by this factor between the smallest and the largest flow. */
const LINEAR_WITHIN = 2;
const DRAWING_WITHIN = 3;

/** The median of several runs, in milliseconds. */
function median(runs: number, work: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((left, right) => left - right)[Math.floor(runs / 2)] ?? 0;
}

function validation(): { actions: number; milliseconds: number; microsecondsPerAction: number }[] {
  const flows = SIZES.map((size) => ({ size, flow: flowOfSize(size) }));
  for (const { flow } of flows) for (let round = 0; round < 50; round += 1) validateFlow(flow);
  return flows.map(({ size, flow }) => {
    const milliseconds = median(41, () => void validateFlow(flow));
    return { actions: size, milliseconds, microsecondsPerAction: (milliseconds * 1000) / size };
  });
}

/** Drawing and the library take turns, so that neither has the machine to itself. */
function drawing(size: number): { actions: number; drawing: number; layoutLibrary: number; ratio: number } {
  const flow = flowOfSize(size);
  const rounds = 5;
  const times = { drawing: [] as number[], library: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const { graph } = layoutGraph(pictureOf(flow));
    const library = median(1, () => runLayoutLibrary(graph));
    const whole = median(1, () => void drawSvg(flow));
    if (round > 0) times.library.push(library);
    if (round > 0) times.drawing.push(whole);
  }
  const middle = (list: number[]): number => list.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0;
  const [whole, library] = [middle(times.drawing), middle(times.library)];
  return { actions: size, drawing: whole, layoutLibrary: library, ratio: whole / library };
}

function main(asJson: boolean): void {
  const validations = validation();
  const perAction = validations.map(({ microsecondsPerAction }) => microsecondsPerAction);
  const growth = (perAction.at(-1) ?? 0) / (perAction[0] ?? 1);
  const drawn = drawing(250);
  const holds = { linear: growth <= LINEAR_WITHIN, drawing: drawn.ratio <= DRAWING_WITHIN };
  if (asJson) console.log(JSON.stringify({ validations, growth, drawn, holds }, null, 2));
  else {
    console.table(validations);
    console.log(`time for one action, 250 against 10 actions: × ${growth.toFixed(2)} (at most × ${LINEAR_WITHIN})`);
    console.table([drawn]);
    console.log(`drawing against the layout library alone: × ${drawn.ratio.toFixed(2)} (at most × ${DRAWING_WITHIN})`);
  }
  process.exitCode = holds.linear && holds.drawing ? 0 : 1;
}

main(process.argv.includes("--json"));
