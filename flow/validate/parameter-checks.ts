/** The checks on an action's parameters, one function per kind of rule. The rules themselves are data. */
import { didYouMean, without } from "../nearest";
import type { Rule } from "../rules/rule";
import type { Finding } from "./problem";
import { type ActionView, isMembers, parameterAt, textOf } from "./shape";

type Check = (action: ActionView, rule: Rule) => Finding[];

const present = (action: ActionView, name: string): boolean => parameterAt(action.parameters, name) !== undefined;

const pathOf = (action: ActionView, name = ""): string => `${action.path}.Parameters${name && `.${name}`}`;

/** Whether a value is one attribute path taking the whole value. */
export function isAttributePath(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("$.");
}

export const requiredParameter: Check = (action, { parameter = "" }) =>
  present(action, parameter)
    ? []
    : [
        {
          path: pathOf(action, parameter),
          message: `${action.type} needs the parameter ${parameter}.`,
          remedy: `Add ${parameter}.`,
        },
      ];

export const missingOneOf: Check = (action, { parameters = [] }) =>
  parameters.some((name) => present(action, name))
    ? []
    : [
        {
          path: pathOf(action),
          message: `${action.type} needs one of the parameters ${parameters.join(", ")}.`,
          remedy: "Add one of them.",
        },
      ];

export const clashingParameters: Check = (action, { parameters = [] }) => {
  const found = parameters.filter((name) => present(action, name));
  if (found.length < 2) return [];
  const message = `${action.type} takes only one of ${parameters.join(", ")}, and has ${found.join(" and ")}.`;
  return [{ path: pathOf(action), message, remedy: `Keep one of ${found.join(", ")}.` }];
};

export const refusedParameter: Check = (action, { parameter = "", note = "" }) =>
  present(action, parameter)
    ? [
        {
          path: pathOf(action, parameter),
          message: `${action.type} takes no ${parameter} here. ${note}`.trim(),
          remedy: `Remove ${parameter}.`,
        },
      ]
    : [];

export const unknownParameter: Check = (action, { parameters = [] }) =>
  Object.keys(action.parameters)
    .filter((name) => !parameters.includes(name))
    .map((name) => ({
      path: pathOf(action, name),
      message: `${action.type} has no parameter ${name}.`,
      remedy:
        parameters.length > 0
          ? `${didYouMean(name, without(parameters, Object.keys(action.parameters))) || "Remove it. "}The parameters are ${parameters.join(", ")}.`
          : "Remove it.",
    }));

/** Case is not held against a value: no record shows the service refusing a spelling that differs only in case. */
export const parameterValue: Check = (action, { parameter = "", values = [], quoted = false }) => {
  const value = parameterAt(action.parameters, parameter);
  if (value === undefined || isAttributePath(value)) return [];
  const allowed = new Set(values.map((entry) => entry.toLowerCase()));
  return entriesOf(value)
    .filter((entry) => (quoted && typeof entry !== "string") || !allowed.has(textOf(entry).toLowerCase()))
    .map((entry) => ({
      path: pathOf(action, parameter),
      message: `${action.type} does not take ${JSON.stringify(entry)} as ${parameter}.`,
      remedy: `${didYouMean(textOf(entry), values)}Write one of ${values.map((text) => `"${text}"`).join(", ")}.`,
    }));
};

/** What an enumeration is about: the entries of a list, the keys of a map, or the value itself. */
function entriesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.filter((entry) => !isAttributePath(entry));
  return isMembers(value) ? Object.keys(value) : [value];
}

export const stringParameter: Check = (action, { parameter = "" }) => {
  const value = parameterAt(action.parameters, parameter);
  if (value === undefined || typeof value === "string") return [];
  const message = `${parameter} of ${action.type} must be a plain string.`;
  return [{ path: pathOf(action, parameter), message, remedy: "Write the id or ARN itself, not an object around it." }];
};

export const pathParameter: Check = (action, { parameter = "", values = [] }) => {
  const value = parameterAt(action.parameters, parameter);
  if (value === undefined) return [];
  const bare = values.includes(textOf(value)) && !action.conditions.some(({ operator }) => operator === "KeyExists");
  if (/^\$[.[]/.test(textOf(value)) && !bare) return [];
  const message = `${parameter} of ${action.type} must be one attribute path with a name at its end, not ${JSON.stringify(value)}.`;
  return [{ path: pathOf(action, parameter), message, remedy: "Write a path such as $.Attributes.name." }];
};

export const wrappedValues: Check = (action, { parameter = "" }) => {
  const value = parameterAt(action.parameters, parameter);
  if (!isMembers(value)) return [];
  return Object.entries(value)
    .filter(([, entry]) => !isMembers(entry))
    .map(([key]) => ({
      path: pathOf(action, `${parameter}.${key}`),
      message: `${parameter}.${key} of ${action.type} must be an object with a Value.`,
      remedy: `Write {"${key}": {"Value": "…"}}.`,
    }));
};

export const entryCount: Check = (action, { parameter = "", minimum = 0, maximum = Number.POSITIVE_INFINITY }) => {
  const value = parameterAt(action.parameters, parameter);
  if (typeof value !== "object" || value === null) return [];
  const count = Object.keys(value).length;
  if (count >= minimum && count <= maximum) return [];
  const limit = maximum === Number.POSITIVE_INFINITY ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  const message = `${parameter} of ${action.type} has ${count} entries; it takes ${limit}.`;
  return [{ path: pathOf(action, parameter), message, remedy: `Give it ${limit}.` }];
};

export const staticParameter: Check = (action, { parameter = "" }) => {
  if (!isAttributePath(parameterAt(action.parameters, parameter))) return [];
  const message = `${parameter} of ${action.type} cannot be read from an attribute.`;
  return [{ path: pathOf(action, parameter), message, remedy: "Write the value itself." }];
};

export const numberRange: Check = (action, { parameter = "", minimum = 0, maximum = Number.POSITIVE_INFINITY }) => {
  const value = parameterAt(action.parameters, parameter);
  if (value === undefined || isAttributePath(value)) return [];
  const isBlank = typeof value === "string" && value.trim() === "";
  const number = isBlank || typeof value === "object" ? Number.NaN : Number(value);
  if (Number.isInteger(number) && number >= minimum && number <= maximum) return [];
  const limit = maximum === Number.POSITIVE_INFINITY ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
  const message = `${parameter} of ${action.type} is ${JSON.stringify(value)}, not a whole number ${limit}.`;
  return [{ path: pathOf(action, parameter), message, remedy: `Write a whole number ${limit}.` }];
};

export const textLength: Check = (action, { parameter = "", maximum = Number.POSITIVE_INFINITY }) => {
  const value = parameterAt(action.parameters, parameter);
  if (typeof value !== "string" || value.length <= maximum) return [];
  const message = `${parameter} of ${action.type} has ${value.length} characters; at most ${maximum} are spoken.`;
  return [{ path: pathOf(action, parameter), message, remedy: "Shorten it, or say it in two actions." }];
};

/** Published flows make names of paths, alone or inside a name: `score_$.Attributes.round`. */
const PATH_IN_KEY = /\$(\.[A-Za-z0-9_-]+|\['[^']*'\])+/g;

export const keyText: Check = (action, { parameter = "" }) => {
  const value = parameterAt(action.parameters, parameter);
  if (!isMembers(value)) return [];
  return Object.keys(value)
    .filter((key) => !/^[A-Za-z0-9_-]+$/.test(key.replace(PATH_IN_KEY, "path")))
    .map((key) => ({
      path: pathOf(action, `${parameter}.${key}`),
      message: `${JSON.stringify(key)} is no name for an attribute.`,
      remedy: "Use letters, digits, dashes and underscores.",
    }));
};
