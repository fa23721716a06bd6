/** A flow as Mermaid text, for places that draw it themselves: pull requests, wikis, chat. */
import type { FlowContent } from "../language";
import type { Box, Line } from "./boxes-and-lines";
import { COLOURS, type Kind } from "./kinds";
import { type Picture, type PictureOptions, pictureOf } from "./picture";

const LONGEST_TEXT = 60;

/** The opening and closing of a shape by kind of block; all others are boxes. */
const SHAPES: Partial<Record<Kind, [string, string]>> = {
  start: ["([", "])"],
  decide: ["{{", "}}"],
  end: ["([", "])"],
};

export interface MermaidOptions extends PictureOptions {
  /** What stands above the picture. @default nothing */
  title?: string;
}

/** The Mermaid flowchart of a flow. Every text is escaped. */
export function drawMermaid(content: FlowContent, options: MermaidOptions = {}): string {
  const picture = pictureOf(content, options);
  return [
    ...(options.title === undefined ? [] : ["---", `title: ${JSON.stringify(plain(options.title))}`, "---"]),
    "flowchart TD",
    ...picture.boxes.map(boxText),
    ...picture.lines.map(lineText),
    ...(Object.keys(COLOURS) as Kind[]).map((kind) => classText(kind, picture)).filter(Boolean),
    ...pathText(picture),
    "",
  ].join("\n");
}

function boxText({ id, kind, title, lines, asides }: Box): string {
  const [open, close] = SHAPES[kind] ?? ["[", "]"];
  const text = [title, ...lines, ...asides].map((line) => escaped(shortened(line))).join("<br/>");
  return `  n${id}${open}"${text}"${close}`;
}

function lineText({ from, to, labels, error }: Line): string {
  const label = labels.length > 0 ? `|"${escaped(shortened(labels.join(", ")))}"|` : "";
  return `  n${from} ${error ? "-.->" : "-->"}${label} n${to}`;
}

function classText(kind: Kind, { boxes }: Picture): string {
  const members = boxes.filter((box) => box.kind === kind).map(({ id }) => `n${id}`);
  if (members.length === 0) return "";
  const { fill, edge, title } = COLOURS[kind];
  const name = kind.replace("-", "");
  return `  classDef ${name}Block fill:${fill},stroke:${edge},color:${title};\n  class ${members.join(",")} ${name}Block;`;
}

function pathText({ boxes, lines }: Picture): string[] {
  const visited = boxes.filter(({ visits }) => visits.length > 0).map(({ id }) => `n${id}`);
  const taken = lines.flatMap(({ taken: isTaken }, index) => (isTaken ? [index] : []));
  return [
    ...(visited.length > 0
      ? ["  classDef visited stroke:#059669,stroke-width:4px;", `  class ${visited.join(",")} visited;`]
      : []),
    ...(taken.length > 0 ? [`  linkStyle ${taken.join(",")} stroke:#059669,stroke-width:3px;`] : []),
  ];
}

function shortened(text: string): string {
  const characters = [...text.slice(0, LONGEST_TEXT * 2)];
  return characters.length <= LONGEST_TEXT ? characters.join("") : `${characters.slice(0, LONGEST_TEXT - 1).join("")}…`;
}

/** The title is YAML, and taken as it stands: what could be markup is left out. */
function plain(title: string): string {
  return shortened(title.replace(/[<>&\s\p{Cc}\p{Surrogate}]+/gu, " ").trim());
}

/** Mermaid's own entity codes; everything that could end a text, start markup or begin a Markdown string. */
function escaped(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .replace(/["#&<>`;\\{}[\]|%*_~]/g, (character) => `#${character.charCodeAt(0)};`);
}
