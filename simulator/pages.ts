/** Pages of lists. A token is opaque to clients, names the place behind which the next page begins, and is checked. */
import { invalidParameter } from "./errors";

interface Position {
  list: string;
  after: string;
}

/**
 * One page of `items`, which must be sorted by `keyOf`.
 * @param list what is listed; a token of one list is refused by another
 * @throws InvalidParameterException if the token is not one of ours for this list
 */
export function page<T>(
  list: string,
  items: T[],
  keyOf: (item: T) => string,
  input: { MaxResults?: number; NextToken?: string },
  defaultSize = 100,
): { items: T[]; NextToken: string | undefined } {
  const size = input.MaxResults ?? defaultSize;
  const after = input.NextToken === undefined ? undefined : placeIn(list, input.NextToken);
  const rest = after === undefined ? items : items.slice(items.findIndex((item) => keyOf(item) > after) >>> 0);
  const taken = rest.slice(0, size);
  const last = taken.at(-1);
  const more = last !== undefined && rest.length > taken.length;
  return { items: taken, NextToken: more ? tokenOf({ list, after: keyOf(last) }) : undefined };
}

function tokenOf(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64");
}

/**
 * The key behind which the page of a token begins.
 * @throws InvalidParameterException if the token is not one of ours for this list
 */
export function placeIn(list: string, token: string): string {
  try {
    const position = JSON.parse(Buffer.from(token, "base64").toString("utf8")) as Position;
    if (position.list === list && typeof position.after === "string") return position.after;
  } catch {
    // Answered below: whatever is wrong with a token, the client hears the same.
  }
  throw invalidParameter("NextToken is not valid");
}
