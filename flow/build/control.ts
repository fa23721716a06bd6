/** Actions that branch, count, wait, call out and end. */
import {
  type AttributePath,
  action,
  type Branch,
  type BuiltAction,
  equalsBranches,
  lastAction,
  type Next,
  type NextOrError,
  type NumberOrPath,
  type OnErrors,
  type ResourceId,
  Verbatim,
} from "./action";
import type { QueueOrAgent } from "./routing";

/** How a value is compared. */
export type Operator =
  | "equals"
  | "textStartsWith"
  | "textEndsWith"
  | "textContains"
  | "numberGreaterThan"
  | "numberGreaterOrEqualTo"
  | "numberLessThan"
  | "numberLessOrEqualTo"
  | "keyExists";

const OPERATORS: Readonly<Record<Operator, string>> = {
  equals: "Equals",
  textStartsWith: "TextStartsWith",
  textEndsWith: "TextEndsWith",
  textContains: "TextContains",
  numberGreaterThan: "NumberGreaterThan",
  numberGreaterOrEqualTo: "NumberGreaterOrEqualTo",
  numberLessThan: "NumberLessThan",
  numberLessOrEqualTo: "NumberLessOrEqualTo",
  keyExists: "KeyExists",
};

/** One comparison: exactly one operator, and where it leads. */
export type OneComparison<O extends Operator, Target extends string> = { readonly [Name in O]: string | number } & {
  readonly [Other in Exclude<Operator, O>]?: never;
} & {
  /** The name of the action that follows. */
  readonly next: Target;
};

/** One comparison with a fixed operand, and where it leads: `{ equals: "gold", next: "vip" }`. */
export type Comparison<Target extends string, Allowed extends Operator = Operator> = {
  [O in Allowed]: OneComparison<O, Target>;
}[Allowed];

function comparisonBranches<Target extends string>(comparisons: readonly Comparison<Target>[]): Branch<Target>[] {
  return comparisons.map((comparison) => {
    const [name, operand] = Object.entries(comparison).find(([key]) => key !== "next") as [Operator, string | number];
    return [OPERATORS[name], String(operand), comparison.next];
  });
}

/**
 * Branches on a value. The service has no comparison with nothing, so operands are never empty.
 *
 * @example compare({ comparisonValue: "$.Attributes.tier" }, { when: [{ equals: "gold", next: "vip" }], otherwise: "menu" })
 */
export function compare<const T extends string>(
  parameters: { comparisonValue: AttributePath },
  to: { when: readonly [Comparison<T>, ...Comparison<T>[]]; otherwise: T },
): BuiltAction<T> {
  const errors = { NoMatchingCondition: to.otherwise };
  return action("Compare", parameters, { next: to.otherwise, errors, branches: comparisonBranches(to.when) });
}

/** Branches on hours of operation. Without an id: those of the chosen queue. */
export function checkHoursOfOperation<const T extends string>(
  parameters: { hoursOfOperationId?: ResourceId },
  to: { open: T; closed: T } & OnErrors<T, "NoMatchingError">,
): BuiltAction<T> {
  const branches = equalsBranches({ True: to.open, False: to.closed });
  return action("CheckHoursOfOperation", parameters, { next: to.errors.NoMatchingError, errors: to.errors, branches });
}

/** A queue, the queue of one agent, or the queue that was chosen before. */
export type MaybeQueue = QueueOrAgent | { queueId?: never; agentId?: never };

/** Branches on whether there are agents at all: the one comparison that the service takes. */
export function checkStaffing<const T extends string>(
  parameters: MaybeQueue & {
    metricType: "NumberOfAgentsAvailable" | "NumberOfAgentsStaffed" | "NumberOfAgentsOnline";
  },
  to: { some: T; none: T } & OnErrors<T, "NoMatchingError">,
): BuiltAction<T> {
  const errors = { NoMatchingCondition: to.none, ...to.errors };
  const branches = [["NumberGreaterThan", "0", to.some]] as const;
  return action("CheckMetricData", parameters, { next: to.none, errors, branches });
}

/** The operators that compare numbers. */
export type NumberOperator = Exclude<Operator, "textStartsWith" | "textEndsWith" | "textContains" | "keyExists">;

/** Branches on the length or the age of a queue. */
export function checkQueueStatus<const T extends string>(
  parameters: MaybeQueue & { metricType: "NumberOfContactsInQueue" | "OldestContactInQueueAgeSeconds" },
  to: { when: readonly [Comparison<T, NumberOperator>, ...Comparison<T, NumberOperator>[]]; otherwise: T } & OnErrors<
    T,
    "NoMatchingError"
  >,
): BuiltAction<T> {
  const errors = { NoMatchingCondition: to.otherwise, ...to.errors };
  return action("CheckMetricData", parameters, { next: to.otherwise, errors, branches: comparisonBranches(to.when) });
}

/** Loads metrics of a queue into `$.Metrics`. */
export function getMetricData<const T extends string>(
  parameters: MaybeQueue & { queueChannel?: "Voice" | "Chat" },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("GetMetricData", parameters, to);
}

/** Branches on who or what answered. The service classifies campaign calls only; others take the error branch. */
export function checkOutboundCallStatus<const T extends string>(
  to: {
    outcomes: { readonly [Outcome in "CallAnswered" | "VoicemailBeep" | "VoicemailNoBeep" | "NotDetected"]: T };
  } & OnErrors<T, "NoMatchingError">,
): BuiltAction<T> {
  const branches = equalsBranches(to.outcomes);
  return action("CheckOutboundCallStatus", {}, { next: to.errors.NoMatchingError, errors: to.errors, branches });
}

/**
 * Sends contacts different ways by chance.
 *
 * @throws when the shares are no whole numbers from 1, or leave nothing of 100 for `otherwise`.
 */
export function distributeByPercentage<const T extends string>(to: {
  shares: readonly [{ percent: number; next: T }, ...{ percent: number; next: T }[]];
  otherwise: T;
}): BuiltAction<T> {
  let sum = 0;
  const branches = to.shares.map(({ percent, next }) => {
    sum += percent;
    if (!Number.isInteger(percent) || percent < 1 || sum > 99) {
      throw new RangeError(
        `shares: each must be a whole number from 1, and together at most 99; ${percent} makes ${sum}.`,
      );
    }
    // The service draws 1 to 100 and compares with "less than", so a threshold is one above the sum.
    return ["NumberLessThan", String(sum + 1), next] as const;
  });
  const errors = { NoMatchingCondition: to.otherwise };
  return action("DistributeByPercentage", {}, { next: to.otherwise, errors, branches });
}

/** Counts: leads to `again` the given number of times, then to `done`. */
export function loop<const T extends string>(
  parameters: {
    /** 0 to 100. */
    loopCount: NumberOrPath;
  },
  to: { again: T; done: T } & Partial<OnErrors<T, never, "NoMatchingError">>,
): BuiltAction<T> {
  const branches = equalsBranches({ ContinueLooping: to.again, DoneLooping: to.done });
  return action("Loop", parameters, { next: to.done, ...(to.errors && { errors: to.errors }), branches });
}

/** Waits. Voice contacts take the error branch, except while they are in a queue. */
export function wait<const T extends string>(
  parameters: {
    /** 1 to 604,800. */
    timeLimitSeconds: NumberOrPath;
  },
  to: { completed: T } & OnErrors<T, "NoMatchingError">,
): BuiltAction<T> {
  const branches = equalsBranches({ WaitCompleted: to.completed });
  return action("Wait", parameters, { next: to.errors.NoMatchingError, errors: to.errors, branches });
}

/** Calls a Lambda function. What a synchronous one answers is at `$.External`. */
export function invokeLambdaFunction<const T extends string>(
  parameters: {
    /** The function must be associated with the instance. */
    lambdaFunctionArn: ResourceId;
    /** 1 to 8. */
    invocationTimeLimitSeconds: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
    /** @default "SYNCHRONOUS" */
    invocationType?: "SYNCHRONOUS" | "ASYNCHRONOUS";
    lambdaInvocationAttributes?: Readonly<Record<string, string>>;
    responseValidation?: { responseType: "STRING_MAP" | "JSON" };
  },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { lambdaInvocationAttributes: attributes, ...rest } = parameters;
  const verbatim = attributes && { lambdaInvocationAttributes: new Verbatim(attributes) };
  return action("InvokeLambdaFunction", { invocationType: "SYNCHRONOUS", ...rest, ...verbatim }, to);
}

/** Runs a flow module. Each result that the module declares may lead somewhere of its own. */
export function invokeFlowModule<const T extends string>(
  parameters: {
    /** A module's id with a version behind it, such as `ref("greeting", ":$LATEST")`. */
    flowModuleId: ResourceId;
    input?: Readonly<Record<string, string>>;
  },
  to: Next<T> & { results?: Readonly<Record<string, T>> } & OnErrors<T, "NoMatchingError" | "NoMatchingCondition">,
): BuiltAction<T> {
  const { input, ...rest } = parameters;
  return action(
    "InvokeFlowModule",
    { ...rest, ...(input && { input: new Verbatim(input) }) },
    { next: to.next, errors: to.errors, branches: equalsBranches(to.results ?? {}) },
  );
}

/** Ends a whisper or customer queue flow, and lets the contact go on. */
export function endFlowExecution(): BuiltAction<never, "CONTACT_FLOW" | "MODULE"> {
  return lastAction("EndFlowExecution");
}

/** Every kind of flow but a module. */
export type NotModule = Exclude<import("../flow-types").FlowType, "MODULE">;

/** Returns from a module to the flow that invoked it, with a result that the module declares. */
export function endFlowModuleExecution(parameters: { result?: string } = {}): BuiltAction<never, NotModule> {
  return lastAction("EndFlowModuleExecution", parameters);
}
