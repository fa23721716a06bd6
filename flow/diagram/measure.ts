/**
 * How much room a text takes, without a font at hand. The estimates are those of a wide sans-serif, so that a text
 * that fits here fits with every font a reader may have.
 */

/** Widths as shares of the font size. */
const NARROW = /[ !"'(),./:;[\]|frtijlI-]/;
const WIDE = /[@MWmw%]/;
const ASCII = /[\x20-\x7e]/;

function characterWidth(character: string): number {
  if (!ASCII.test(character)) return 1.1;
  if (NARROW.test(character)) return 0.42;
  if (WIDE.test(character)) return 1.02;
  return /[A-Z]/.test(character) ? 0.76 : 0.64;
}

/** The width of a text in pixels, rather too large than too small. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * size;
}

/** As much of a text as fits into a width, with an ellipsis where something is left out. */
export function fitText(text: string, size: number, width: number): string {
  // A text of 256,000 characters is legal; only its beginning can matter.
  const beginning = text.slice(0, Math.ceil(width));
  if (beginning.length === text.length && textWidth(text, size) <= width) return text;
  let fitting = "";
  let used = characterWidth("…") * size;
  for (const character of beginning) {
    used += characterWidth(character) * size;
    if (used > width) break;
    fitting += character;
  }
  return `${fitting.trimEnd()}…`;
}

/** A text broken between words into at most so many rows, the last one cut with an ellipsis. */
export function wrapText(text: string, size: number, width: number, rows: number): string[] {
  const fitting = rows <= 1 ? text : fitWords(text, size, width);
  if (fitting === text || fitting === "") return [fitText(text, size, width)];
  return [fitting, ...wrapText(text.slice(fitting.length).trimStart(), size, width, rows - 1)];
}

/** The whole words at the beginning of a text that fit; empty if not even the first does. */
function fitWords(text: string, size: number, width: number): string {
  if (fitText(text, size, width) === text) return text;
  let fitting = "";
  for (const word of text.slice(0, Math.ceil(width)).split(" ")) {
    const longer = fitting === "" ? word : `${fitting} ${word}`;
    if (textWidth(longer, size) > width) break;
    fitting = longer;
  }
  return fitting;
}
