/**
 * check, diff, create, read, update and delete of a VerificationCall as plain functions over plan, place, watch and
 * judge. Every sentence that leaves here is masked, and nothing leaves as a stack trace.
 */
import { brakeSentence } from "./brake";
import { forgetCalls, lookAt } from "./housekeeping";
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { isEnabled, type Plan, planUpdate } from "./plan";
import { policyOf } from "./policy";
import type { Ports } from "./ports";
import { type Finding, Preflights } from "./preflight";
import { dialSentence, previewLines } from "./preview";
import { ProcessState } from "./process-state";
import type { CheckFailure, ConfigureRequest, Properties, ProviderV1 } from "./protocol";
import { INPUT_RULES } from "./request-rules";
import { masked, prefixOf, sentenceOf, verdictLine } from "./sentences";
import { type ConfigSource, DEFAULT_SETTINGS, readSettings, type Settings } from "./settings";
import { containsUnknown, isRecord, isUnknown } from "./unknowns";
import { validate } from "./validate";
import { openSession, rejudge, skipped, verify } from "./verify";

const INPUTS = Object.keys(INPUT_RULES) as (keyof VerificationCallInputs)[];

/** A call that was placed and judged bad. The engine keeps the evidence and shows the reasons. */
export class VerificationError extends Error {
  constructor(
    readonly id: string,
    readonly properties: Properties,
    readonly reasons: string[],
  ) {
    super(reasons[0] ?? "the verification did not pass");
  }
}

/** The provider's methods over injected effects. */
export class Lifecycle implements ProviderV1 {
  private settings: Settings = DEFAULT_SETTINGS;
  private readonly shared: ProcessState;
  private readonly preflights: Preflights;
  /** Resources that were read and not checked since: their next diff belongs to a refresh, which never dials. */
  private readonly refreshed = new Set<unknown>();

  constructor(private readonly ports: Ports) {
    this.shared = new ProcessState(ports.clock);
    this.preflights = new Preflights(ports.clock);
  }

  /** Reads the stack's settings; they hold for every call of this process. */
  applyConfig(config: ConfigSource): void {
    this.settings = readSettings(config);
  }

  async configure({ config }: ConfigureRequest): Promise<void> {
    this.applyConfig(config);
  }

  async check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }> {
    this.refreshed.delete(news.identity);
    const failures = validate(news, this.settings, this.ports.env);
    const isNew = !isRecord(olds) || Object.keys(olds).length === 0;
    if (failures.length === 0 && isNew) failures.push(...(await this.announceFirstCall(asInputs(news))));
    return {
      inputs: news,
      failures: failures.map(({ property, reason }) => ({ property, reason: masked(reason, news) })),
    };
  }

  async diff(_id: string, olds: Properties, news: Properties) {
    const plan = planUpdate(asState(olds), asInputs(news), this.settings);
    if (!this.refreshed.has(news.identity)) await this.announceUpdate(plan, asState(olds), asInputs(news));
    return {
      changes: plan.kind !== "none",
      replaces: plan.kind === "replace" ? [plan.property] : [],
      deleteBeforeReplace: false,
    };
  }

  async create(news: Properties): Promise<{ id: string; outs: Properties }> {
    const outs = await this.settle(asInputs(news), undefined);
    return { id: asInputs(news).identity, outs };
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    return { outs: await this.settle(asInputs(news), asState(olds)) };
  }

  async read(id: string, props: Properties): Promise<{ id: string; props: Properties }> {
    const note = await lookAt(asState(props), this.settings, this.ports, this.shared);
    if (note) this.say(props, note);
    this.refreshed.add(props.identity);
    return { id, props };
  }

  async delete(_id: string, props: Properties): Promise<void> {
    const note = await forgetCalls(asState(props), this.settings, this.ports, this.shared);
    if (note) this.say(props, note);
  }

  /** Brings outputs about for create and update alike, and throws where the verdict demands it. */
  private async settle(inputs: VerificationCallInputs, olds: VerificationCallState | undefined): Promise<Properties> {
    const state = await this.carryOut(inputs, olds).catch((error: unknown) => {
      throw new Error(masked(`${prefixOf(inputs)}${sentenceOf(error, inputs)}`, inputs));
    });
    const properties: Properties = { ...state, reasons: state.reasons.map((reason) => masked(reason, inputs)) };
    const bad = !state.passed && state.outcome !== "skipped" && policyOf(inputs).onFailure === "fail";
    if (bad) throw new VerificationError(inputs.identity, properties, [masked(verdictLine(state), inputs)]);
    return properties;
  }

  private async carryOut(
    inputs: VerificationCallInputs,
    olds: VerificationCallState | undefined,
  ): Promise<VerificationCallState> {
    // Also what is no part of the request: an allow-list or an `enabled` that nobody knows allows nothing.
    const hidden = INPUTS.filter((property) => containsUnknown(inputs[property]));
    if (hidden.length > 0) throw new Error(`no call is placed: ${hidden.join(", ")} not known`);
    const plan = olds ? planUpdate(olds, inputs, this.settings) : undefined;
    if (olds && (plan?.kind === "rejudge" || plan?.kind === "none")) return rejudge(olds, inputs);
    if (!isEnabled(inputs, this.settings)) return skipped(inputs, olds);
    const log = (line: string) => this.say(inputs, line);
    return await verify({
      inputs,
      settings: this.settings,
      ports: { ...this.ports, log },
      shared: this.shared,
      ...(olds ? { olds } : {}),
      ...(this.settings.preflight
        ? { preflight: (session, deadline) => this.preflights.assertReady(inputs, session, deadline, log) }
        : {}),
    });
  }

  /** What a create will do, in a line; what preflight found against it, as failures. */
  private async announceFirstCall(inputs: VerificationCallInputs): Promise<CheckFailure[]> {
    if (!isEnabled(inputs, this.settings)) {
      this.say(inputs, "will not dial: calls are disabled");
      return [];
    }
    const findings = await this.findings(inputs);
    const failures = findings.filter(({ kind }) => kind === "failure");
    for (const { kind, text } of findings) if (kind !== "failure") this.say(inputs, text);
    if (failures.length === 0) this.say(inputs, dialSentence(inputs, true));
    return failures.map(({ text }) => ({ property: "", reason: text }));
  }

  private async announceUpdate(plan: Plan, olds: VerificationCallState, inputs: VerificationCallInputs): Promise<void> {
    for (const line of previewLines(plan, olds, inputs)) this.say(inputs, line);
    const dials = plan.kind === "call" || plan.kind === "may-call";
    if (!dials) return;
    const brake = brakeSentence(olds.attempts, policyOf(inputs).maxCallsPerDay, this.ports.clock.now());
    if (brake) this.say(inputs, `error: ${brake}`);
    for (const { kind, text } of await this.findings(inputs)) {
      this.say(inputs, kind === "failure" ? `the call cannot succeed: ${text}` : text);
    }
  }

  private async findings(inputs: VerificationCallInputs): Promise<Finding[]> {
    if (!this.settings.preflight || isUnknown(inputs.instanceId) || containsUnknown(inputs.aws)) return [];
    try {
      const { settings, ports, shared } = this;
      return (await this.preflights.look(inputs, openSession({ inputs, settings, ports, shared }))).findings;
    } catch (error) {
      return [{ kind: "failure", text: sentenceOf(error, inputs) }];
    }
  }

  private say(properties: Properties | VerificationCallInputs, line: string): void {
    this.ports.log(masked(`${prefixOf(properties)}${line}`, properties));
  }
}

function asInputs(properties: Properties): VerificationCallInputs {
  return properties as unknown as VerificationCallInputs;
}

function asState(properties: Properties): VerificationCallState {
  return properties as unknown as VerificationCallState;
}
