/**
 * A flow as one self-contained SVG: no scripts, no fonts or pictures from elsewhere, every text escaped.
 */
import type { FlowContent } from "../language";
import { COLOURS, type Kind } from "./kinds";
import {
  LABEL_SIZE,
  type Layout,
  LINE_SIZE,
  layOut,
  type PlacedBox,
  type PlacedLine,
  type Point,
  ROW,
  TITLE_SIZE,
} from "./layout";
import { type PictureOptions, pictureOf, START } from "./picture";

/** What a drawn diagram shows besides the flow. */
export interface SvgOptions extends PictureOptions {
  /** What the picture is called, for readers who do not see it. @default "Flow" */
  title?: string;
}

const TAKEN = "#059669";
const QUIET = "#94a3b8";
const PLAIN = "#475569";

/**
 * The drawing of a flow, as the text of an SVG file.
 *
 * @example writeFileSync("flow.svg", drawSvg(flow.toPreviewContent(), { title: flow.name }));
 */
export function drawSvg(content: FlowContent, options: SvgOptions = {}): string {
  const picture = pictureOf(content, options);
  const layout = layOut(picture);
  const width = Math.max(1, Math.ceil(layout.width));
  const height = Math.max(1, Math.ceil(layout.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(options.title ?? "Flow")}</title>`,
    STYLE,
    markers(),
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...drawn(layout, picture.traced),
    "</svg>\n",
  ].join("\n");
}

/** Lines first, the quiet ones lowest, so that nothing lies over a box. */
function drawn({ boxes, lines }: Layout, traced: boolean): string[] {
  const loud = (line: PlacedLine): number => (line.taken ? 2 : line.error ? 0 : 1);
  const ordered = [...lines].sort((left, right) => loud(left) - loud(right));
  return [
    ...ordered.map((line) => lineSvg(line, traced)),
    ...boxes.map((box) => boxSvg(box, traced)),
    ...ordered.flatMap((line) => labelSvg(line, traced)),
  ];
}

const STYLE = `<style>
.ground { fill: #ffffff; }
text { font-family: Helvetica, Arial, sans-serif; font-size: ${LINE_SIZE}px; fill: #1e293b; }
.title { font-size: ${TITLE_SIZE}px; font-weight: 600; }
.label { font-size: ${LABEL_SIZE}px; fill: ${PLAIN}; }
.label.error { fill: #64748b; font-style: italic; }
.label.taken { fill: #047857; font-weight: 600; }
.line { fill: none; stroke: ${PLAIN}; stroke-width: 1.5; }
.line.error { stroke: ${QUIET}; stroke-width: 1; stroke-dasharray: 4 4; }
.line.taken { stroke: ${TAKEN}; stroke-width: 3; stroke-dasharray: none; }
.box.visited rect.edge { stroke: ${TAKEN}; stroke-width: 3; }
.box.missing rect.edge { stroke-dasharray: 5 4; }
.aside { opacity: 0.45; }
.visits { fill: ${TAKEN}; }
.count { fill: #ffffff; font-size: 10px; font-weight: 600; }
${(Object.keys(COLOURS) as Kind[]).map(kindStyle).join("\n")}
</style>`;

function kindStyle(kind: Kind): string {
  const { fill, edge, title } = COLOURS[kind];
  return `.${kind} rect.edge { fill: ${fill}; stroke: ${edge}; } .${kind} .title { fill: ${title}; }`;
}

function markers(): string {
  const marker = (id: string, colour: string): string =>
    `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="${colour}"/></marker>`;
  return `<defs>${marker("arrow", PLAIN)}${marker("arrow-error", QUIET)}${marker("arrow-taken", TAKEN)}</defs>`;
}

function boxSvg(box: PlacedBox, traced: boolean): string {
  const { x, y, width, height, texts, kind, visits, identifier } = box;
  const [left, top] = [x - width / 2, y - height / 2];
  const visited = visits.length > 0 || (traced && box.id === START);
  const classes = ["box", kind, ...(visited ? ["visited"] : traced ? ["aside"] : [])].join(" ");
  const tip = [texts[0], identifier, ...box.lines].filter(Boolean).join(" · ");
  const rows = texts.map((text, row) => textSvg(text, row, box));
  return [
    `<g class="${classes}" data-action="${escaped(identifier)}"><title>${escaped(tip)}</title>`,
    `<rect class="edge" x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" rx="${box.id === START ? 14 : 8}"/>`,
    ...rows,
    ...visitsSvg(visits, left + width, top),
    "</g>",
  ].join("");
}

function textSvg(text: string, row: number, { id, x, y, width, height, texts, asides }: PlacedBox): string {
  const kind = row === 0 ? ' class="title"' : row >= texts.length - asides.length ? ' class="label error"' : "";
  const centred = id === START;
  const left = centred ? x : x - width / 2 + 12;
  const base = centred ? y + TITLE_SIZE / 3 : y - height / 2 + 6 + ROW * row + ROW * 0.72;
  const anchor = centred ? ' text-anchor="middle"' : "";
  return `<text${kind} x="${round(left)}" y="${round(base)}"${anchor}>${escaped(text)}</text>`;
}

/** A badge with the steps at which the call came here: the first, and how often where it came again. */
function visitsSvg(visits: readonly number[], right: number, top: number): string[] {
  if (visits.length === 0) return [];
  const text = visits.length === 1 ? String(visits[0]) : `${visits[0]} ×${visits.length}`;
  const width = text.length * 7 + 10;
  return [
    `<rect class="visits" x="${round(right - width - 4)}" y="${round(top + 4)}" width="${width}" height="15" rx="7"/>`,
    `<text class="count" x="${round(right - width / 2 - 4)}" y="${round(top + 15)}" text-anchor="middle">${escaped(text)}</text>`,
  ];
}

function lineClass({ error, taken }: PlacedLine): string {
  return taken ? "taken" : error ? "error" : "";
}

function lineSvg(line: PlacedLine, traced: boolean): string {
  const kind = lineClass(line);
  const aside = traced && !line.taken ? " aside" : "";
  const marker = kind === "" ? "arrow" : `arrow-${kind}`;
  return `<path class="line ${kind}${aside}" d="${curve(line.points)}" marker-end="url(#${marker})"/>`;
}

/** Straight to the first bend, then from middle to middle around each one: the course stays within its own bends. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return "";
  const bends = rest.map((bend, index) => {
    const after = rest[index + 1] ?? last;
    const end = index === rest.length - 1 ? last : { x: (bend.x + after.x) / 2, y: (bend.y + after.y) / 2 };
    return `Q${pair(bend)} ${pair(end)}`;
  });
  return `M${pair(first)}${bends.length > 0 ? bends.join("") : `L${pair(last)}`}`;
}

function labelSvg(line: PlacedLine, traced: boolean): string[] {
  const { label } = line;
  if (!label) return [];
  const aside = traced && !line.taken ? " aside" : "";
  return [
    `<g class="tag${aside}"><rect class="ground" x="${round(label.x - label.width / 2)}" y="${round(label.y - label.height / 2)}" width="${round(label.width)}" height="${label.height}" rx="3"/>` +
      `<text class="label ${lineClass(line)}" x="${round(label.x)}" y="${round(label.y + LABEL_SIZE / 3)}" text-anchor="middle">${escaped(label.text)}</text></g>`,
  ];
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Characters that XML 1.0 does not allow even when escaped; a lone half of a pair is one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to keep out
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for an element or an attribute. */
function escaped(text: string): string {
  return text.replace(NOT_XML, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
