/** What a mistyped word was probably meant to be. */
import { nearest } from "../flow/nearest";

/** `; did you mean "queue"?`, or the list of what there is. */
export function oneOf(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant !== undefined) return `; did you mean "${meant}"?`;
  return known.length > 0 ? `; there are: ${known.join(", ")}.` : ".";
}
