/**
 * What can be known before anybody is called: read-only questions to Connect, asked once per instance and process. A
 * finding is a sentence with its remedy; what could not be asked (no network, no permission) is a note and stops nobody.
 */
import { bounded } from "./bounded";
import { ApiError } from "./connect-api";
import { requestFailure } from "./failures";
import type { VerificationCallInputs } from "./inputs";
import { maskPhoneNumber } from "./mask";
import type { Clock } from "./ports";
import { sentenceWithQuote } from "./sentences";
import type { Session } from "./session";
import { plainId } from "./target";
import { isUnknown } from "./unknowns";

/** `failure`: a call cannot succeed. `not-ready`: not yet. `note`: it could not be asked. */
export interface Finding {
  kind: "failure" | "not-ready" | "note";
  text: string;
}

/** How long the questions may take where people wait for a preview, in milliseconds. */
export const PREFLIGHT_BOUND = 10_000;
/** How long a brand-new instance is waited for, in milliseconds. Source: user reports of about a minute, fivefold. */
const READINESS = 300_000;
const READINESS_INTERVAL = 5_000;
/** An instance younger than this may still be settling, in milliseconds. */
const BRAND_NEW = 15 * 60_000;
/** So much of a message of AWS is quoted. */
const QUOTED_LENGTH = 200;
/** A clean answer serves this process for so long, in milliseconds. */
const FRESH_FOR = 60_000;

/** What the questions came to. */
export interface Preflight {
  findings: Finding[];
  brandNew: boolean;
}

/** What one question came to: an error is put into words for the resource that asked, whose secrets AWS may quote. */
type Answer = Finding[] | ApiError;

interface Question {
  key: string;
  ask(session: Session, deadline: number): Promise<Finding[]>;
}

/** The questions of one process. */
export class Preflights {
  private readonly answers = new Map<string, { at: number; answer: Promise<Answer> }>();
  private readonly createdAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Asks everything that the known inputs allow, within the bound. Never throws. */
  async look(inputs: VerificationCallInputs, session: Session, bound = PREFLIGHT_BOUND): Promise<Preflight> {
    const deadline = this.clock.now() + bound;
    const ask = () =>
      Promise.all(questions(inputs, this.createdAt).map((question) => this.answer(question, session, deadline)));
    const answers = await bounded<Answer[]>(this.clock, bound, ask, () => [[tooLate(bound)]]);
    const findings = once(answers.flatMap((answer) => findingsOf(answer, inputs)));
    return { findings, brandNew: this.isBrandNew(session) };
  }

  /** Asks again until the instance is ready, then throws the first finding as one sentence. */
  async assertReady(inputs: VerificationCallInputs, session: Session, deadline: number, log: (line: string) => void) {
    const until = Math.min(deadline, this.clock.now() + READINESS);
    for (let round = 0; ; round += 1) {
      const preflight = await this.look(inputs, session);
      const failure = preflight.findings.find(({ kind }) => kind === "failure");
      const waiting = preflight.findings.find(({ kind }) => kind === "not-ready");
      const settling = failure === undefined || preflight.brandNew;
      if (!failure && !waiting) return preflight;
      if (!settling || this.clock.now() + READINESS_INTERVAL > until) {
        throw new Error(`no call is placed: ${(failure ?? waiting)?.text}`);
      }
      if (round === 0) log(`waits: ${(waiting ?? failure)?.text}`);
      await this.clock.sleep(READINESS_INTERVAL);
    }
  }

  private async answer(question: Question, session: Session, deadline: number): Promise<Answer> {
    const { endpoint, region, instanceId, account, profile, roleArn, externalId } = session.target;
    const key = [endpoint, region, instanceId, account, profile, roleArn, externalId, question.key].join(" ");
    const known = this.answers.get(key);
    if (known && this.clock.now() - known.at < FRESH_FOR) return await known.answer;
    const answer: Promise<Answer> = question.ask(session, deadline).catch(asApiError);
    const entry = { at: this.clock.now(), answer };
    this.answers.set(key, entry);
    // Only "all is well" (or "cannot be asked") is worth remembering: what is wrong may be right in a moment.
    answer.then((given) => {
      const isWrong = given instanceof ApiError ? isMissing(given) : given.some(({ kind }) => kind !== "note");
      if (isWrong && this.answers.get(key) === entry) this.answers.delete(key);
    });
    return await answer;
  }

  private isBrandNew(session: Session): boolean {
    const createdAt = this.createdAt.get(session.target.instanceId);
    return createdAt !== undefined && (session.serviceNow() ?? this.clock.now()) - createdAt < BRAND_NEW;
  }
}

function questions(inputs: VerificationCallInputs, createdAt: Map<string, number>): Question[] {
  const { instanceId, contactFlowId, queueId, sourcePhoneNumber, trafficType } = inputs;
  if (!isKnownText(instanceId)) return [];
  const asked: Question[] = [instanceQuestion(createdAt), accountQuestion()];
  if (isKnownText(contactFlowId)) asked.push(flowQuestion(plainId(contactFlowId), trafficType === "CAMPAIGN"));
  if (isKnownText(queueId)) asked.push(queueQuestion(plainId(queueId), !isKnownText(sourcePhoneNumber)));
  if (isKnownText(sourcePhoneNumber)) asked.push(numberQuestion(sourcePhoneNumber));
  return asked;
}

function instanceQuestion(createdAt: Map<string, number>): Question {
  return {
    key: "instance",
    async ask(session, deadline) {
      const { instanceId } = session.target;
      const instance = await session.ask("describeInstance", (api) => api.describeInstance(instanceId), { deadline });
      if (instance.createdAt !== undefined) createdAt.set(instanceId, instance.createdAt);
      if (instance.status === "CREATION_IN_PROGRESS") return notReady("the instance is still being created");
      if (instance.status !== undefined && instance.status !== "ACTIVE") {
        const why = instance.statusReason ? `: ${instance.statusReason}` : "";
        return failure(`the instance is ${instance.status}${why}; delete it and create another`);
      }
      if (instance.outboundCallsEnabled === false) {
        return failure("outbound calls are off for the instance; set outboundCallsEnabled");
      }
      return [];
    },
  };
}

function accountQuestion(): Question {
  return {
    key: "account",
    async ask(session, deadline) {
      const { account } = session.target;
      if (!account) return [];
      const caller = await session.ask("callerAccount", (api) => api.callerAccount(), { deadline });
      if (caller === account) return [];
      return failure(
        `the credentials are of account ${caller}, the instance is in ${account}; pass aws.profile or aws.roleArn of that account`,
      );
    },
  };
}

function flowQuestion(contactFlowId: string, campaign: boolean): Question {
  return {
    key: `flow ${contactFlowId} ${campaign}`,
    async ask(session, deadline) {
      const { instanceId } = session.target;
      const flow = await session.ask(
        "describeContactFlow",
        (api) => api.describeContactFlow(instanceId, contactFlowId),
        { deadline },
      );
      if (flow.state !== undefined && flow.state !== "ACTIVE") return failure("the flow is archived; make it ACTIVE");
      if (flow.status !== undefined && flow.status !== "PUBLISHED") {
        return failure(`the flow is ${flow.status}; publish it`);
      }
      const runs = flow.type === undefined || flow.type === "CONTACT_FLOW" || (campaign && flow.type === "CAMPAIGN");
      return runs
        ? []
        : failure(`a flow of type ${flow.type} cannot run an outbound call; use one of type CONTACT_FLOW`);
    },
  };
}

function queueQuestion(queueId: string, needsCallerId: boolean): Question {
  return {
    key: `queue ${queueId} ${needsCallerId}`,
    async ask(session, deadline) {
      const { instanceId } = session.target;
      const queue = await session.ask("describeQueue", (api) => api.describeQueue(instanceId, queueId), { deadline });
      if (queue.status === "DISABLED") return failure("the queue is disabled; enable it");
      if (needsCallerId && !queue.outboundCallerIdNumberId) {
        return failure(
          "the queue has no outbound caller id number; set outboundCallerConfig, or pass sourcePhoneNumber",
        );
      }
      return [];
    },
  };
}

function numberQuestion(sourcePhoneNumber: string): Question {
  return {
    key: `number ${sourcePhoneNumber}`,
    async ask(session, deadline) {
      const { instanceId } = session.target;
      const has = await session.ask("hasPhoneNumber", (api) => api.hasPhoneNumber(instanceId, sourcePhoneNumber), {
        deadline,
      });
      if (has) return [];
      return failure(
        `the instance has not claimed the source number ${maskPhoneNumber(sourcePhoneNumber)}; claim it, or pass one of its own`,
      );
    },
  };
}

/** A missing thing is a finding; everything that only kept us from asking is a note. */
function findingsOf(answer: Answer, inputs: VerificationCallInputs): Finding[] {
  if (!(answer instanceof ApiError)) return answer;
  if (isMissing(answer)) return failure(sentenceWithQuote(answer, inputs, QUOTED_LENGTH));
  const { cause } = requestFailure(answer.name);
  return [{ kind: "note", text: `preflight could not ask everything (${answer.name}): ${cause}` }];
}

/** A missing instance is the answer to every question about what is in it. */
function once(findings: Finding[]): Finding[] {
  return findings.filter(({ text }, index) => findings.findIndex((other) => other.text === text) === index);
}

function isMissing({ name }: ApiError): boolean {
  return name === "ResourceNotFoundException" || name === "ContactFlowNotPublishedException";
}

function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError("Error", String(error));
}

function tooLate(bound: number): Finding {
  return { kind: "note", text: `preflight had no answer within ${bound / 1000} seconds` };
}

function failure(text: string): Finding[] {
  return [{ kind: "failure", text }];
}

function notReady(text: string): Finding[] {
  return [{ kind: "not-ready", text }];
}

function isKnownText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !isUnknown(value);
}
