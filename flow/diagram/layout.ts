/**
 * Where everything in a picture goes. The layout library does the work; this file is the only one that knows it.
 */
import { createRequire } from "node:module";
import type { Box, Line } from "./boxes-and-lines";
import { fitText, textWidth, wrapText } from "./measure";
import { type Picture, START } from "./picture";

export interface Point {
  x: number;
  y: number;
}

/** A box with its place; `x` and `y` are its middle. */
export interface PlacedBox extends Box, Point {
  width: number;
  height: number;
  /** Title and lines, cut to the width. */
  texts: string[];
}

/** A line with its course, and the middle of its label where it has one. */
export interface PlacedLine extends Line {
  points: Point[];
  label?: Point & { text: string; width: number; height: number };
}

export interface Layout {
  width: number;
  height: number;
  boxes: PlacedBox[];
  lines: PlacedLine[];
}

export const TITLE_SIZE = 11;
export const LINE_SIZE = 12;
export const LABEL_SIZE = 11;
export const ROW = 17;
const BOX_WIDTH = 230;
const PADDING = 12;
const LONGEST_LABEL = 150;
/** Room beside the title for the badge that a traced call leaves. */
const BADGE = 44;
/** The library keeps lines of more weight shorter and straighter: the ways that a call should take. */
const WEIGHTS = { way: 4, error: 1 };

/** What is used of the layout library; its own declarations do not resolve from a CommonJS package. */
interface LayoutGraph {
  setGraph(label: object): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(name: string, label: object): void;
  setEdge(edge: { v: string; w: string; name: string }, label: object): void;
  node(name: string): Point;
  edge(edge: { v: string; w: string; name: string }): Partial<Point> & { points: Point[] };
  graph(): { width?: number; height?: number };
}

interface LayoutLibrary {
  Graph: new (options: { multigraph: boolean }) => LayoutGraph;
  layout(graph: LayoutGraph): void;
}

const library = createRequire(__filename)("@dagrejs/dagre") as LayoutLibrary;

/** Places every box and line of a picture, from top to bottom. Coordinates are pixels from the upper left. */
export function layOut(picture: Picture): Layout {
  const { graph, sizes, labels } = layoutGraph(picture);
  library.layout(graph);
  const boxes = picture.boxes.map((box): PlacedBox => {
    const { x, y } = graph.node(String(box.id));
    return { ...box, ...(sizes[box.id] as Size), x, y };
  });
  const lines = picture.lines.map((line, index): PlacedLine => {
    const { points, x, y } = graph.edge(edgeOf(line, index));
    const label = labels[index];
    const placed = label && x !== undefined && y !== undefined ? { label: { ...label, x, y } } : {};
    return { ...line, points, ...placed };
  });
  const { width = 0, height = 0 } = graph.graph();
  return { width, height, boxes, lines };
}

/** The graph as the layout library gets it: for the measurement of what drawing costs beside it. */
export function layoutGraph(picture: Picture): { graph: LayoutGraph; sizes: Size[]; labels: (Label | undefined)[] } {
  const graph = new library.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, edgesep: 18, ranksep: 44, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  const sizes = picture.boxes.map(sizeOf);
  picture.boxes.forEach((box, index) => {
    graph.setNode(String(box.id), { width: sizes[index]?.width, height: sizes[index]?.height });
  });
  const labels = picture.lines.map(labelOf);
  picture.lines.forEach((line, index) => {
    const size = { width: labels[index]?.width ?? 0, height: labels[index]?.height ?? 0 };
    graph.setEdge(edgeOf(line, index), { ...size, labelpos: "c", weight: line.error ? WEIGHTS.error : WEIGHTS.way });
  });
  return { graph, sizes, labels };
}

/** Runs the layout library alone on a picture, and nothing else. */
export function runLayoutLibrary(graph: LayoutGraph): void {
  library.layout(graph);
}

interface Size {
  width: number;
  height: number;
  texts: string[];
}

function sizeOf({ id, title, lines, asides }: Box): Size {
  if (id === START) return { width: 64, height: 28, texts: [title] };
  const room = BOX_WIDTH - 2 * PADDING;
  const texts = [
    fitText(title, TITLE_SIZE, room - BADGE),
    ...lines.flatMap((line) => wrapText(line, LINE_SIZE, room, 2)),
    ...asides.map((aside) => fitText(aside, LINE_SIZE, room)),
  ];
  return { width: BOX_WIDTH, height: texts.length * ROW + PADDING, texts };
}

interface Label {
  text: string;
  width: number;
  height: number;
}

function labelOf({ labels }: Line): Label | undefined {
  if (labels.length === 0) return undefined;
  const text = fitText(labels.join(", "), LABEL_SIZE, LONGEST_LABEL);
  return { text, width: textWidth(text, LABEL_SIZE) + 8, height: ROW };
}

function edgeOf({ from, to }: Line, index: number): { v: string; w: string; name: string } {
  return { v: String(from), w: String(to), name: String(index) };
}
