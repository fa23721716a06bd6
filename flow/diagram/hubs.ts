/**
 * Most flows lead dozens of branches to one apology or one end. Drawn as lines they hide the flow, so all but one are
 * written into the boxes that they leave: "error → sorry". The way that a call took always stays a line.
 */
import type { Box, Line } from "./boxes-and-lines";

/** A target with more lines than this has them written out. */
const MOST_LINES = 5;

/** The lines that stay, and for each box what is written into it instead of a line. */
export function foldHubs(boxes: readonly Box[], lines: readonly Line[]): { boxes: Box[]; lines: Line[] } {
  const incoming = groupBy(lines, ({ to }) => to);
  const ways = groupBy(
    lines.filter(({ error }) => !error),
    ({ from }) => from,
  );
  const isSide = (line: Line): boolean => line.error || (ways.get(line.from)?.length ?? 0) > 1;
  const folded = new Set<Line>();
  for (const group of incoming.values()) {
    if (group.length <= MOST_LINES) continue;
    const sides = group.filter((line) => isSide(line) && !line.taken);
    const keepsOne = sides.length < group.length;
    for (const line of keepsOne ? sides : sides.slice(0, -1)) folded.add(line);
  }
  const asides = groupBy([...folded], ({ from }) => from);
  const nameOf = (id: number): string => boxes[id]?.lines[0] ?? boxes[id]?.title ?? "";
  return {
    boxes: boxes.map((box) => ({
      ...box,
      asides: (asides.get(box.id) ?? []).map(({ labels, to }) => `${labels.join(", ")} → ${nameOf(to)}`),
    })),
    lines: lines.filter((line) => !folded.has(line)),
  };
}

function groupBy<Key>(lines: readonly Line[], keyOf: (line: Line) => Key): Map<Key, Line[]> {
  const groups = new Map<Key, Line[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return groups;
}
