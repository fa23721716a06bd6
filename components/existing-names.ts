/** What there is instead of a name that nothing has, as one sentence for the error that says so. */
import * as pulumi from "@pulumi/pulumi";
import { didYouMean } from "../flow/nearest";
import { maskText, type NamedKind, namesOf } from "../verification";
import { asksAsTheProgram } from "./simulator-guard";

/** Asks for the names of a kind: of the parts of an instance, or of the instances where none is given. */
export type AskNames = (kind: NamedKind, instanceId: string | undefined) => Promise<string[]>;

const askConnect: AskNames = (kind, instanceId) =>
  namesOf(kind, instanceId, new pulumi.Config("aws").get("region"), process.env);

/** A line's worth: an instance has twenty flows from its first day on. */
const SHOWN = 8;

/**
 * `Did you mean "Support"? ` where one name is near, what there is otherwise, and nothing where it cannot be read with
 * the program's own credentials. Never throws.
 */
export async function insteadOf(
  name: string,
  kind: NamedKind,
  instanceId: string | undefined,
  parent: pulumi.Resource,
  ask: AskNames = askConnect,
): Promise<string> {
  try {
    if (!asksAsTheProgram(parent)) return "";
    const names = (await ask(kind, instanceId)).sort((a, b) => a.localeCompare(b, "en"));
    const meant = didYouMean(name, names);
    if (meant !== "") return maskText(meant);
    if (names.length === 0) return "There is none. ";
    const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
    return `There ${names.length === 1 ? "is" : "are"} ${names.slice(0, SHOWN).map(quoted).join(", ")}${more}. `;
  } catch {
    return "";
  }
}

const quoted = (name: string): string => `"${maskText(name)}"`;
