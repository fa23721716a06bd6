/**
 * check, diff, create, read, update and delete of a VerificationCall as plain functions over plan, place, watch and
 * judge. Every sentence that leaves here is masked, and nothing leaves as a stack trace.
 */
import { ApiError, type ContactRecord } from "./connect-api";
import { requestFailure } from "./failures";
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import { maskText } from "./mask";
import { markSuperseded } from "./place";
import { isEnabled, planUpdate } from "./plan";
import { policyOf } from "./policy";
import type { Ports } from "./ports";
import { previewLines } from "./preview";
import type { CheckFailure, ConfigureRequest, Properties, ProviderV1 } from "./provider";
import { RESUME_WINDOW } from "./recent-calls";
import { REQUEST_PROPERTIES } from "./request";
import { Session } from "./session";
import { type ConfigSource, DEFAULT_SETTINGS, readSettings, type Settings } from "./settings";
import { containsUnknown } from "./unknowns";
import { validate } from "./validate";
import { ProcessState, rejudge, skipped, targetOfState, verify } from "./verify";

/** How long `read` and `delete` may talk to Connect. */
const HOUSEKEEPING = 10_000;

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

  constructor(private readonly ports: Ports) {
    this.shared = new ProcessState(ports.clock);
  }

  /** Reads the stack's settings; they hold for every call of this process. */
  applyConfig(config: ConfigSource): void {
    this.settings = readSettings(config);
  }

  async configure({ config }: ConfigureRequest): Promise<void> {
    this.applyConfig(config);
  }

  async check(_olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }> {
    const failures = validate(news, this.settings, this.ports.env);
    return {
      inputs: news,
      failures: failures.map((failure) => ({ ...failure, reason: masked(failure.reason, news) })),
    };
  }

  async diff(_id: string, olds: Properties, news: Properties) {
    const plan = planUpdate(asState(olds), asInputs(news), this.settings);
    for (const line of previewLines(plan, asState(olds), asInputs(news))) this.say(news, line);
    return {
      changes: plan.kind !== "none",
      replaces: plan.kind === "replace" ? [plan.property] : [],
      deleteBeforeReplace: false,
    };
  }

  async create(news: Properties): Promise<{ id: string; outs: Properties }> {
    const inputs = asInputs(news);
    const outs = await this.settle(inputs, undefined);
    return { id: inputs.identity, outs };
  }

  async update(_id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }> {
    return { outs: await this.settle(asInputs(news), asState(olds)) };
  }

  async read(id: string, props: Properties): Promise<{ id: string; props: Properties }> {
    const state = asState(props);
    if (state.contactId) {
      await this.housekeeping(state, async (session, deadline) => {
        await this.describe(session, state.contactId ?? "", deadline);
      }).catch((error: unknown) => {
        if (error instanceof ApiError && error.name === "ResourceNotFoundException") {
          this.say(props, `contact ${state.contactId} is no longer in Connect; its evidence is kept`);
        }
      });
    }
    return { id, props };
  }

  async delete(_id: string, props: Properties): Promise<void> {
    const state = asState(props);
    await this.housekeeping(state, async (session, deadline) => {
      await Promise.all(this.openCalls(state).map((contactId) => this.retire(session, contactId, deadline)));
    }).catch((error: unknown) => this.say(props, `the call could not be marked or stopped: ${sentenceOf(error)}`));
  }

  /** Brings outputs about for create and update alike, and throws where the verdict demands it. */
  private async settle(inputs: VerificationCallInputs, olds: VerificationCallState | undefined): Promise<Properties> {
    const state = await this.carryOut(inputs, olds).catch((error: unknown) => {
      throw new Error(masked(`${prefixOf(inputs)}${sentenceOf(error)}`, inputs));
    });
    const properties = maskedState(state, inputs);
    const bad = !state.passed && state.outcome !== "skipped" && policyOf(inputs).onFailure === "fail";
    if (bad)
      throw new VerificationError(
        inputs.identity,
        properties,
        [oneLine(state)].map((line) => masked(line, inputs)),
      );
    return properties;
  }

  private async carryOut(
    inputs: VerificationCallInputs,
    olds: VerificationCallState | undefined,
  ): Promise<VerificationCallState> {
    const hidden = REQUEST_PROPERTIES.filter((property) => containsUnknown(inputs[property]));
    if (hidden.length > 0) throw new Error(`no call is placed: ${hidden.join(", ")} not known`);
    const plan = olds ? planUpdate(olds, inputs, this.settings) : undefined;
    if (olds && (plan?.kind === "rejudge" || plan?.kind === "none")) return rejudge(olds, inputs);
    if (!isEnabled(inputs, this.settings)) return skipped(inputs, olds);
    const ports = { ...this.ports, log: (line: string) => this.say(inputs, line) };
    return await verify({ inputs, settings: this.settings, ports, shared: this.shared, ...(olds ? { olds } : {}) });
  }

  private openCalls(state: VerificationCallState): string[] {
    const now = this.ports.clock.now();
    const young = (state.attempts ?? []).filter(
      ({ placedAt, endedAt }) => !endedAt || !placedAt || now - Date.parse(placedAt) < 2 * RESUME_WINDOW,
    );
    return [...new Set([...(state.contactId ? [state.contactId] : []), ...young.map((attempt) => attempt.contactId)])];
  }

  private async retire(session: Session, contactId: string, deadline: number): Promise<void> {
    const record = await this.describe(session, contactId, deadline);
    const { instanceId } = session.target;
    await markSuperseded(session, contactId, deadline);
    if (record.disconnectedAt !== undefined) return;
    await session.ask("stopContact", (api) => api.stopContact(instanceId, contactId), { deadline });
  }

  private describe(session: Session, contactId: string, deadline: number): Promise<ContactRecord> {
    const { instanceId } = session.target;
    return session.ask("describeContact", (api) => api.describeContact(instanceId, contactId), { deadline });
  }

  /** Bounded work on an existing call: whatever hangs is left behind. */
  private async housekeeping(
    state: VerificationCallState,
    work: (session: Session, deadline: number) => Promise<void>,
  ): Promise<void> {
    const target = targetOfState(state, this.settings, this.ports.env);
    const session = new Session(target, this.ports.connect(target), this.shared.buckets, this.ports);
    const deadline = this.ports.clock.now() + HOUSEKEEPING;
    await Promise.race([work(session, deadline), this.ports.clock.sleep(HOUSEKEEPING)]);
  }

  private say(properties: Properties | VerificationCallInputs, line: string): void {
    this.ports.log(masked(`${prefixOf(properties)}${line}`, properties));
  }
}

/** The sentence of the catalogue for an error of Connect; the message itself for one of ours. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { cause, remedy } = requestFailure(error.name);
  const detail = error.message.replace(/\s+/g, " ").trim().slice(0, 300);
  const doubt = error.effectUnknown
    ? " Whether a call was placed is not known; the next `pulumi up` looks for it first."
    : "";
  return `${error.name}: ${cause}${detail ? ` ("${detail}")` : ""}; ${remedy}.${doubt}`;
}

function oneLine(state: VerificationCallState): string {
  return `${state.reasons.join("; ")} [contact ${state.contactId ?? "none"}]`.replace(/\s+/g, " ");
}

function prefixOf(properties: Properties | VerificationCallInputs): string {
  const name = properties.resourceName;
  return typeof name === "string" && name ? `${name}: ` : "";
}

function masked(text: string, properties: Properties | VerificationCallInputs): string {
  return maskText(text, [properties.destinationPhoneNumber, properties.sourcePhoneNumber]);
}

/** Reasons may quote AWS; inputs stay as they are. */
function maskedState(state: VerificationCallState, inputs: VerificationCallInputs): Properties {
  return { ...state, reasons: state.reasons.map((reason) => masked(reason, inputs)) };
}

function asInputs(properties: Properties): VerificationCallInputs {
  return properties as unknown as VerificationCallInputs;
}

function asState(properties: Properties): VerificationCallState {
  return properties as unknown as VerificationCallState;
}
