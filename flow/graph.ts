/**
 * A flow as a graph: which action leads where. The validator's advice and the diagram both walk it.
 * Everything here takes time linear in actions and branches, and ends on cyclic flows.
 */
import type { ActionView, ContentView } from "./validate/shape";

export interface FlowGraph {
  /** The index of the start action, or -1. */
  start: number;
  /** Targets of each action, by index; branches to nowhere are left out. */
  next: number[][];
  previous: number[][];
  indexOf(identifier: unknown): number;
}

export function graphOf({ actions, members }: ContentView): FlowGraph {
  const places = new Map<unknown, number>();
  for (const action of actions) if (!places.has(action.identifier)) places.set(action.identifier, action.index);
  const indexOf = (identifier: unknown): number => places.get(identifier) ?? -1;
  const next = actions.map((action: ActionView) => targetsOf(action, indexOf));
  const previous: number[][] = actions.map(() => []);
  next.forEach((targets, from) => {
    for (const to of targets) previous[to]?.push(from);
  });
  return { start: indexOf(members.StartAction), next, previous, indexOf };
}

function targetsOf(action: ActionView, indexOf: (identifier: unknown) => number): number[] {
  return [...new Set(action.ways.map(({ target }) => indexOf(target)))].filter((index) => index >= 0);
}

/** Every index that can be reached from the given ones along `edges`, these included. */
export function reachable(from: readonly number[], edges: readonly number[][]): Set<number> {
  const seen = new Set(from.filter((index) => index >= 0));
  const open = [...seen];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const target of edges[index] ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}

/** For each index the number of its strongly connected component: two indices share one if each reaches the other. */
export function components({ next, previous }: FlowGraph): number[] {
  const component = next.map(() => -1);
  let count = 0;
  for (const root of finishOrder(next).reverse()) {
    if (component[root] !== -1) continue;
    const open = [root];
    component[root] = count;
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      for (const source of previous[index] ?? []) {
        if (component[source] !== -1) continue;
        component[source] = count;
        open.push(source);
      }
    }
    count += 1;
  }
  return component;
}

/** Indices in the order in which a depth-first walk leaves them; without recursion, so that long flows are no limit. */
function finishOrder(next: readonly number[][]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  for (const root of next.keys()) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ index: root, place: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = next[top.index]?.[top.place];
      top.place += 1;
      if (target === undefined) {
        order.push(top.index);
        stack.pop();
      } else if (!seen.has(target)) {
        seen.add(target);
        stack.push({ index: target, place: 0 });
      }
    }
  }
  return order;
}
