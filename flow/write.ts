/**
 * Writes flow content as text, the same bytes for the same flow, so that a deployment shows a change only where
 * there is one. Key order is ours; the service does not care about it.
 */
import type { FlowContent } from "./language";

/** How the service's own editor orders what has an order; everything else follows by name. */
const KEY_ORDER = ["Version", "StartAction", "Metadata", "Actions", "Identifier", "Type", "Parameters", "Transitions"];

/**
 * The stable JSON text of a flow.
 *
 * @param indent spaces per level. @default 2
 */
export function writeFlow(content: FlowContent, indent = 2): string {
  return JSON.stringify(inOrder(content), null, indent);
}

/**
 * The stable text of what a flow does, without what only the editor reads. Two flows with the same text treat a
 * contact the same way, so a hash of it says whether a change is one.
 */
export function writeBehavior({ Metadata: _editor, ...behavior }: FlowContent): string {
  return JSON.stringify(inOrder(behavior));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => compareKeys(left, right));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
}

function compareKeys(left: string, right: string): number {
  const [leftRank, rightRank] = [KEY_ORDER.indexOf(left), KEY_ORDER.indexOf(right)];
  if (leftRank !== rightRank)
    return (leftRank < 0 ? KEY_ORDER.length : leftRank) - (rightRank < 0 ? KEY_ORDER.length : rightRank);
  return left < right ? -1 : Number(left > right);
}
