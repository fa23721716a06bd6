/** What a mistyped word was probably meant to be. */
import { closest, distance } from "fastest-levenshtein";

/** `; did you mean "queue"?`, or the list of what there is. */
export function oneOf(word: string, known: readonly string[]): string {
  const nearest =
    known.length > 0
      ? closest(
          word.toLowerCase(),
          known.map((each) => each.toLowerCase()),
        )
      : undefined;
  const meant = known.find((each) => each.toLowerCase() === nearest);
  if (meant !== undefined && distance(word.toLowerCase(), meant.toLowerCase()) <= Math.max(2, word.length / 3)) {
    return `; did you mean "${meant}"?`;
  }
  return known.length > 0 ? `; there are: ${known.join(", ")}.` : ".";
}
