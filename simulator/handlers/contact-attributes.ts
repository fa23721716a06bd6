/** The limits of a contact's attributes, which the service's documents state beside its model. */
import type { invalidParameter } from "../errors";

const MOST_ATTRIBUTE_BYTES = 32_768;

/** @throws by `refuse` if a name or the whole exceeds what the service's documents allow */
export function checkedAttributes(
  attributes: Record<string, string>,
  refuse: typeof invalidParameter,
): Record<string, string> {
  const bad = Object.keys(attributes).find((key) => !/^[A-Za-z0-9_-]+$/.test(key));
  if (bad !== undefined) throw refuse("Attribute keys can include only alphanumeric, dash, and underscore characters");
  const bytes = Object.entries(attributes).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  if (bytes > MOST_ATTRIBUTE_BYTES) throw refuse(`Attributes must have at most ${MOST_ATTRIBUTE_BYTES} UTF-8 bytes`);
  return attributes;
}
