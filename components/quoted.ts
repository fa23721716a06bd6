/** How a wrong value is quoted in an error: in a line, whatever it is, and without a telephone number. Knows no Pulumi. */
import { maskText } from "../verification";

const MOST = 80;

/** So many digits could be a number to call, however it is spaced; not what stands inside an id or an ARN. */
const NUMBER_LIKE = /(?<![\w-])\d(?:[\s().\-/]*\d){8,14}(?![\w:-])/g;

/** The value as its program wrote it, as far as that fits in a line. */
export function quotedText(value: unknown): string {
  const text = maskText(typeof value === "function" ? "a function" : written(value)).replace(
    NUMBER_LIKE,
    (digits) => `*** **${digits.slice(-2)}`,
  );
  return text.length > MOST ? `${text.slice(0, MOST - 3)}…` : text;
}

/** What JSON cannot write (a circle, a BigInt, a NaN) is wrong as well, and has to be told. */
function written(value: unknown): string {
  if (typeof value === "number") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return typeof value === "bigint" ? `${value}n` : `this ${typeof value}`;
  }
}
