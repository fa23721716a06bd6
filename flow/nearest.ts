/** What a mistyped word was probably meant to be. */
import { distance } from "fastest-levenshtein";

/** Two letters of a short word, a third of a long one; of one letter alone nobody can tell. */
const allowedDistance = ({ length }: string): number => Math.min(Math.max(2, length / 3), length - 1);

/**
 * The known word that is near to another, upper and lower case aside.
 *
 * @returns `undefined` where none is near, or several are equally so.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const distances = known.map((each) => distance(lower, each.toLowerCase()));
  const least = Math.min(...distances);
  const found = known.filter((_, index) => distances[index] === least);
  return found.length === 1 && least <= allowedDistance(word) ? found[0] : undefined;
}

/** `Did you mean "Text"? `, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? "" : `Did you mean "${meant}"? `;
}

/** The words that are not there yet: a mistyped one was hardly meant to be a second of its kind. */
export function without(known: readonly string[], present: readonly string[]): string[] {
  return known.filter((word) => !present.includes(word));
}
