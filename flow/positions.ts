/**
 * Where blocks stand when the flow is opened in the service's own editor: from left to right by their distance from
 * the start, below each other where they are equally far. The service needs none of it.
 */
import { graphOf } from "./graph";
import type { FlowAction } from "./language";
import { viewContent } from "./validate/shape";

const COLUMN = 280;
const ROW = 220;
const START = { x: 40, y: 40 };

/** The editor's metadata for actions that bring none of their own. Times linear in actions and branches. */
export function tidyMetadata(startAction: string, actions: readonly FlowAction[]): Record<string, unknown> {
  const columns = distances(startAction, actions);
  const rows: number[] = [];
  const entries = actions.map((action, index): [string, object] => {
    const column = columns[index] ?? 0;
    const row = rows[column] ?? 0;
    rows[column] = row + 1;
    const position = { x: START.x + COLUMN * (column + 1), y: START.y + ROW * row };
    // What was read may hold anything in place of an action.
    return [String(action?.Identifier), { position, isFriendlyName: true }];
  });
  return { entryPointPosition: START, ActionMetadata: Object.fromEntries(entries) };
}

/** How many steps each action is from the start; unreachable ones stand in a column behind all others. */
function distances(startAction: string, actions: readonly FlowAction[]): number[] {
  const view = viewContent({ StartAction: startAction, Actions: actions });
  if (!view) return [];
  const { start, next } = graphOf(view);
  const found = new Map<number, number>(start < 0 ? [] : [[start, 0]]);
  for (const [index, distance] of found) {
    for (const target of next[index] ?? []) if (!found.has(target)) found.set(target, distance + 1);
  }
  const behind = Math.max(-1, ...found.values()) + 1;
  return actions.map((_, index) => found.get(index) ?? behind);
}
