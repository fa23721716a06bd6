/**
 * Derives the list of rules (`flow/data/rules.json`) from the table of the flow language and the judgements beside it,
 * so that each rule can be traced to its row and none is written twice. Run it after a change of either:
 * `npx tsx flow/rules/derive.ts`. A test holds the committed list to what this answers.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import language from "../data/flow-language.json";
import judgements from "../data/judgements.json";
import type { ActionCheck, Confidence, Rule, RuleCondition } from "./rule";

interface LanguageParameter {
  name: string;
  required: boolean | string;
  enum: string[] | null;
  constraints: string | null;
  dynamic: boolean | null;
}

interface LanguageRow {
  type: string;
  parameters: LanguageParameter[];
  transitions: {
    nextAction: "required" | "optional" | "absent";
    errors: { type: string; required: boolean; note?: string }[];
    conditions: { operators: string[]; operands: string[]; required: boolean; note?: string };
  };
  terminal: boolean;
  confidence: Confidence;
  evidence: string[];
}

/** `flow-language.json`, as far as rules are derived from it. */
export interface Language {
  actions: LanguageRow[];
  typesRefused: string[];
  conditionOperatorsRefused: string[];
}

/** `judgements.json`: what the table says only in prose. */
export interface Judgements {
  /** Conditions under which all rules of a type apply, but for the named checks. */
  applies: { type: string; except: ActionCheck[]; when: RuleCondition[] }[];
  change: (Partial<Rule> & { name: string })[];
  /** Rules that others of the same type already say. */
  drop: { name: string; note: string }[];
  add: Rule[];
  document: Rule[];
}

/** A note with one of these words takes the rule out of what the row's live record covers. */
const TAKES_BACK =
  /\bdocs\b|\bunsure\b|not probed|not established|undocumented|unproven|inferred|\bmode\b|depends|disagree|lists it optional/i;

/** The whole list, in the order of the table: rules of a row, judged additions to the type, rules of the document. */
export function deriveRules(language: Language, judgements: Judgements): Rule[] {
  const derived = language.actions.flatMap(rulesOfRow);
  const dropped = new Set(judgements.drop.map(({ name }) => name));
  const kept = derived.filter(({ name }) => !dropped.has(name)).map((rule) => besideRefused(rule, language));
  const all = [...kept, ...judgements.add, ...judgements.document.map((rule) => withOperands(rule, language))];
  const unique = new Map(all.map((rule) => [rule.name, rule]));
  if (unique.size !== all.length) throw new Error("Two rules have one name.");
  for (const change of judgements.change) {
    const rule = unique.get(change.name);
    if (!rule) throw new Error(`The judgements change "${change.name}", which is no rule.`);
    unique.set(change.name, { ...rule, ...change });
  }
  const order = language.actions.map((row) => row.type);
  const place = (rule: Rule): number =>
    rule.name.startsWith("document/") ? order.length : order.indexOf(rule.type ?? "");
  return [...unique.values()]
    .map((rule) => narrowed(rule, judgements))
    .sort((left, right) => place(left) - place(right));
}

function rulesOfRow(row: LanguageRow): Rule[] {
  const rule = (
    check: ActionCheck,
    detail: string,
    note: string | null | undefined,
    operands: Partial<Rule>,
  ): Rule => ({
    name: [row.type, check, detail].filter(Boolean).join("/"),
    type: row.type,
    check,
    confidence: row.confidence === "live" && TAKES_BACK.test(note ?? "") ? "unsure" : row.confidence,
    sources: row.evidence,
    ...(note && { note }),
    ...operands,
  });
  return [...parameterRules(row, rule), ...transitionRules(row, rule)];
}

/** Says why such a rule only warns: its words are among those that take a rule back. */
const STATIC_NOTE = "Static only; the refusal of a path here was not probed.";

type MakeRule = (check: ActionCheck, detail: string, note: string | null | undefined, operands: Partial<Rule>) => Rule;

function parameterRules(row: LanguageRow, rule: MakeRule): Rule[] {
  const alternatives = new Set(
    row.parameters.flatMap(({ required }) => (typeof required === "string" ? [required] : [])),
  );
  return [
    ...row.parameters
      .filter(({ required }) => required === true)
      .map(({ name, constraints }) => rule("required-parameter", name, constraints, { parameter: name })),
    ...[...alternatives].flatMap((required) => {
      const parameters = required.replace("oneOf:", "").split(",");
      return (["missing-one-of", "clashing-parameters"] as const).map((check) =>
        rule(check, parameters.join(","), undefined, { parameters }),
      );
    }),
    ...row.parameters
      .filter(({ dynamic, enum: values }) => dynamic === false && !values)
      .map(({ name }) => rule("static-parameter", name, STATIC_NOTE, { parameter: name })),
    rule("unknown-parameter", "", undefined, {
      parameters: [...new Set(row.parameters.map(({ name }) => name.split(".")[0] as string))],
    }),
    ...row.parameters.flatMap(({ name, enum: values, constraints }) =>
      values
        ? [
            rule("parameter-value", name, constraints, {
              parameter: name,
              values,
              ...(/not JSON boolean/.test(constraints ?? "") && { quoted: true }),
            }),
          ]
        : [],
    ),
  ];
}

function transitionRules({ terminal, transitions }: LanguageRow, rule: MakeRule): Rule[] {
  if (terminal) return [rule("terminal", "", undefined, {})];
  const { errors, conditions, nextAction } = transitions;
  const fixed = conditions.operands.filter((operand) => !operand.startsWith("<"));
  return [
    ...(nextAction === "required" ? [rule("next-action", "", undefined, {})] : []),
    ...errors
      .filter(({ required }) => required)
      .map(({ type, note }) => rule("required-error", type, note, { error: type })),
    rule("unsupported-error", "", undefined, { errors: errors.map(({ type }) => type) }),
    ...(conditions.operators.length === 0
      ? [rule("unsupported-conditions", "", undefined, {})]
      : [rule("operator", "", undefined, { operators: conditions.operators })]),
    ...(conditions.required ? [rule("missing-conditions", "", undefined, {})] : []),
    ...(fixed.length > 0 ? [rule("operand", "", undefined, { operands: fixed })] : []),
  ];
}

function withOperands(rule: Rule, language: Language): Rule {
  if (rule.check === "refused-type") return { ...rule, values: language.typesRefused };
  const known = [...language.actions.map((row) => row.type), ...language.typesRefused];
  if (rule.check === "unknown-type") return { ...rule, values: known };
  if (rule.check === "refused-operator") return { ...rule, operators: language.conditionOperatorsRefused };
  return rule;
}

/** Operators that the service refuses everywhere have a rule of their own, so a row's rule need not repeat it. */
function besideRefused(rule: Rule, { conditionOperatorsRefused }: Language): Rule {
  return rule.check === "operator" ? { ...rule, values: conditionOperatorsRefused } : rule;
}

function narrowed(rule: Rule, { applies }: Judgements): Rule {
  const found = applies.find(({ type, except }) => type === rule.type && !except.includes(rule.check as ActionCheck));
  return found && !rule.name.startsWith("document/") ? { ...rule, when: [...found.when, ...(rule.when ?? [])] } : rule;
}

/** What the files beside this one give. */
export function deriveFromData(): Rule[] {
  return deriveRules(language as Language, judgements as unknown as Judgements);
}

if (require.main === module) {
  const lines = deriveFromData().map((rule) => ` ${JSON.stringify(rule)}`);
  writeFileSync(join(__dirname, "..", "data", "rules.json"), `[\n${lines.join(",\n")}\n]\n`);
}
