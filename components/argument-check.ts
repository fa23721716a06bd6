/**
 * Arguments that are wrong, told all at once and as early as they can be known: a plain value before anything runs, an
 * Output as soon as it has a value. Knows nothing about any one argument.
 */
import * as pulumi from "@pulumi/pulumi";
import { oneOf } from "./one-of";
import { quotedText } from "./quoted";

/** One thing that is wrong: where the user wrote it, and limit and remedy in one sentence. */
export interface ArgumentProblem {
  propertyPath: string;
  reason: string;
}

/**
 * What is wrong about a component's arguments. Pulumi's own kind of error for that, which its Node programs would print
 * with a stack trace: so it answers to the name of a ResourceError too, which they print as it is.
 */
export class WrongArgumentsError extends pulumi.InputPropertiesError {
  readonly hideStack = true;
  /** @internal the mark by which Pulumi tells a ResourceError; the spelling is Pulumi's. */
  readonly __pulumResourceError = true;
  /** Whom the message belongs to. */
  declare readonly resource: pulumi.Resource | undefined;

  constructor(problems: readonly ArgumentProblem[], resource: pulumi.Resource | undefined) {
    const lines = problems.map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    const message =
      lines.length === 1 ? String(lines[0]) : `${lines.length} arguments are wrong:\n  ${lines.join("\n  ")}`;
    super({ message, errors: [...problems] });
    // A resource whose id cannot be known is reported by its error's stack, and by nothing else.
    this.stack = message;
    // Pulumi prints an error with all that it holds into its trace, and a component holds everything below it.
    Object.defineProperty(this, "resource", { value: resource, enumerable: false });
  }
}

/**
 * Says what is wrong about a value, or nothing. `said` is how the value may be quoted: the text of a plain one, and no
 * text of an Output, which may be a secret.
 */
export type ArgumentRule<Value> = (value: Value, said: string) => string | undefined;

/** Collects what is wrong about plain values; what is wrong about an Output ends that Output. */
export class ArgumentCheck {
  private readonly problems: ArgumentProblem[] = [];

  constructor(readonly resource: pulumi.Resource | undefined) {}

  /** Notes one problem. */
  wrong(propertyPath: string, reason: string): void {
    this.problems.push({ propertyPath, reason });
  }

  /** The same value, held to the rule now or when it is known. Nothing is asked of a value that was not given. */
  value<Given>(propertyPath: string, given: Given, rule: ArgumentRule<never>): Given {
    if (given === undefined) return given;
    if (isPlain(given)) {
      const reason = rule(given as never, quoted(given));
      if (reason) this.wrong(propertyPath, reason);
      return given;
    }
    const output = pulumi.output(given) as unknown as pulumi.Output<unknown>;
    return output.apply((value) => {
      const reason = rule(value as never, "the value");
      if (reason) throw new WrongArgumentsError([{ propertyPath, reason }], this.resource);
      return value;
    }) as unknown as Given;
  }

  /** The Output of a value that is looked at when it is known. Of a secret no digit is quoted. */
  later<Value>(given: pulumi.Input<Value>, problemsOf: (value: Value) => ArgumentProblem[]): pulumi.Output<Value> {
    const output = pulumi.output(given) as unknown as pulumi.Output<Value>;
    return output.apply(async (value) => {
      const problems = problemsOf(value);
      if (problems.length === 0) return value;
      const isSecret = await pulumi.isSecret(output);
      const shown = problems.map((each) => ({
        ...each,
        reason: isSecret ? each.reason.replace(/\d/g, "*") : each.reason,
      }));
      throw new WrongArgumentsError(shown, this.resource);
    }) as unknown as pulumi.Output<Value>;
  }

  /** Whether the value is a plain object of named members; notes a problem where it is not. */
  isObject(propertyPath: string, value: unknown, shape: string): boolean {
    if (isRecord(value)) return true;
    this.wrong(propertyPath, `${quoted(value)} is not understood. Write ${shape}.`);
    return false;
  }

  /** Notes every member that the object cannot have, with the one that was probably meant. */
  keys(propertyPath: string, value: object, allowed: readonly string[]): void {
    for (const [key, member] of Object.entries(value)) {
      if (allowed.includes(key) || member === undefined) continue;
      const path = propertyPath ? `${propertyPath}.${key}` : key;
      this.wrong(path, `there is no such argument${oneOf(key, allowed)}`);
    }
  }

  /** Ends the program where anything was noted. @throws {WrongArgumentsError} with every problem */
  finish(): void {
    if (this.problems.length > 0) throw new WrongArgumentsError(this.problems, this.resource);
  }
}

/** Whether a value holds nothing that is known only later, at any depth. */
export function isPlain(value: unknown, around: readonly unknown[] = []): boolean {
  if (isDeferred(value)) return false;
  if (pulumi.Resource.isInstance(value) || typeof value !== "object" || value === null) return true;
  // A circle holds nothing more than what was seen on the way.
  return around.includes(value) || Object.values(value).every((inner) => isPlain(inner, [...around, value]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !isDeferred(value) && !pulumi.Resource.isInstance(value);
}

/** Whether a value is known only later. */
export function isDeferred(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function quoted(value: unknown): string {
  if (isDeferred(value)) return "an Output";
  if (pulumi.Resource.isInstance(value)) return "a resource";
  return quotedText(value);
}

/** A text of so many characters; of any number from the first on where there is no second. */
export const text =
  (min: number, max = Number.POSITIVE_INFINITY): ArgumentRule<string> =>
  (value, said) =>
    typeof value === "string" && value.length >= min && value.length <= max
      ? undefined
      : `${typeof value === "string" ? `${said} has ${value.length} characters` : `${said} is no text`}; ${allowed(min, max)}.`;

const allowed = (min: number, max: number) =>
  max === Number.POSITIVE_INFINITY ? `at least ${min} is needed` : `${min}–${max} are allowed`;

/** One of a few words. */
export const word =
  (allowed: readonly string[]): ArgumentRule<string> =>
  (value, said) =>
    allowed.includes(value) ? undefined : `${said} is not allowed${oneOf(String(value), allowed)}`;

/** True or false. */
export const truth: ArgumentRule<boolean> = (value, said) =>
  typeof value === "boolean" ? undefined : `${said} is neither true nor false.`;

/** A list of texts that are not empty; `least` and `most` are how many. */
export const texts =
  (least: number, most: number, what: string, remedy: string): ArgumentRule<unknown[]> =>
  (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(isText)
      ? undefined
      : `needs a list of ${what}; ${remedy}`;

/** Named texts, such as tags and variables. Of a value only the name is told. */
export const namedTexts =
  (example: string): ArgumentRule<unknown> =>
  (value) => {
    if (!isRecord(value)) return `must be an object: ${example}.`;
    const wrong = Object.entries(value).find(([, each]) => each !== undefined && typeof each !== "string");
    return wrong && `the value of "${wrong[0]}" is no text.`;
  };

const isText = (value: unknown) => typeof value === "string" && value !== "";
