/**
 * A place in a flow for the id or ARN of another resource, known only when that resource exists.
 * The flow language must not know Pulumi, so whoever deploys the flow fills the places by name.
 */

/**
 * A named place for an id or ARN. It is no string on purpose: pasted into a text it would end up as an
 * object's name in a caller's ear, so turning it into a string throws.
 */
export class FlowReference {
  constructor(
    /** The name under which the deployer supplies the value. */
    readonly name: string,
    /** Text that follows the value, such as `:$LATEST` behind a module's id. @default "" */
    readonly suffix = "",
  ) {}

  /** @throws always: a reference stands for itself and cannot be part of a longer text. */
  toString(): never {
    throw new TypeError(`The reference "${this.name}" takes a whole parameter; it cannot be put inside a text.`);
  }
}

/**
 * Leaves a place for an id or ARN that is known at deployment.
 *
 * @example transferToQueue: b.updateContactTargetQueue("Choose queue", { queueId: ref("queue") })
 */
export function ref(name: string, suffix = ""): FlowReference {
  return new FlowReference(name, suffix);
}

/** Thrown when a flow is written out while values for some of its references are missing. */
export class MissingReferenceError extends Error {
  constructor(
    /** The flow that was to be written out. */
    readonly flowName: string,
    /** The names without a value. */
    readonly missing: readonly string[],
  ) {
    super(
      `Flow "${flowName}": no value for the reference${missing.length === 1 ? "" : "s"} ${missing.join(", ")}. ` +
        "Pass one string for each name.",
    );
    this.name = "MissingReferenceError";
  }
}

/** The names of all references in a value, in order of first appearance. */
export function referencesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (value instanceof FlowReference) found.add(value.name);
  else if (typeof value === "object" && value !== null)
    for (const part of Object.values(value)) referencesIn(part, found);
  return found;
}

/** The same value with each reference replaced by what `fill` answers. */
export function fillReferences(value: unknown, fill: (name: string) => string): unknown {
  if (value instanceof FlowReference) return fill(value.name) + value.suffix;
  if (Array.isArray(value)) return value.map((part) => fillReferences(part, fill));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fillReferences(part, fill)]));
}
