/**
 * The switches of the simulated world. Where the service's documents disagree, or do not say, the world is a choice
 * that a test can make; the defaults are what a careful reading of today's documents gives.
 */
export interface Settings {
  /**
   * What a ClientToken of an ended contact gives: "A" the ended contact (today's documents), "B" a new one (older
   * documents).
   * @default "A"
   */
  tokens: "A" | "B";
  /**
   * What a ClientToken gives that comes with another request than before: what it gives to the same request, or a refusal.
   * No document says.
   * @default "returns"
   */
  tokenMismatch: "returns" | "refused";
  /** How long a contact is missing from SearchContacts after it ended, or began where ongoing ones are shown. @default 0 */
  searchLagSeconds: number;
  /** Whether SearchContacts shows contacts that are still going: the service's support says no. @default false */
  searchShowsOngoing: boolean;
  /** How long a new instance is CREATION_IN_PROGRESS. @default 0.5 */
  readinessLagSeconds: number;
  /** How long a claimed or moved number is IN_PROGRESS. @default 0.2 */
  numberLagSeconds: number;
  /** Whether requests beyond the service's rates are refused, or only counted. @default "counted" */
  buckets: "enforced" | "counted";
  /** The name under which a refusal for rate reaches the client: the service uses both. @default "ThrottlingException" */
  throttlingName: "ThrottlingException" | "TooManyRequestsException";
  /** What dialling a number without a script does. @default "answers" */
  unlistedNumbers: "answers" | "invalid";
  /** Country codes (ISO) that may be called. @default those of the region */
  allowedCountries?: string[];
  /** Whether the quota for +447 numbers was raised. @default false */
  ukMobileAllowed: boolean;
  /** Whether Signature Version 4 is verified; the secret is then `secretAccessKey`. @default false */
  checkSignatures: boolean;
  /** The secret of every access key when signatures are checked. @default "ringcheck" */
  secretAccessKey: string;
  /** The account of every caller. @default derived from the access key */
  accountId?: string;
  /** How fast a message is spoken. @default 3 */
  wordsPerSecond: number;
  /** How much there may be of everything. */
  quotas: Quotas;
}

/** The service's default quotas; a raised one is a number here. */
export interface Quotas {
  /** @default 2 per account and region */
  instances: number;
  /** Instances created and deleted within 30 days. @default 100 */
  instanceChurn: number;
  /** @default 5 per instance */
  phoneNumbers: number;
  /**
   * Numbers released within 180 days, from which on claims fail. The service's is twice `phoneNumbers`; here it is
   * raised, because a demo's state folder would be locked out after ten rounds. @default 1000
   */
  phoneNumberReleases: number;
  /** @default 100 per instance */
  hoursOfOperation: number;
  /** @default 100 per instance */
  queues: number;
  /** @default 100 per instance */
  contactFlows: number;
  /** @default 200 per instance */
  contactFlowModules: number;
  /** @default 35 per instance */
  lambdaFunctions: number;
  /** Active calls at a time per instance; above it callers hear fast busy. @default 10 */
  concurrentCalls: number;
  /** Active campaign calls at a time. @default 0 */
  campaignCalls: number;
}

export const DEFAULT_SETTINGS: Settings = {
  tokens: "A",
  tokenMismatch: "returns",
  searchLagSeconds: 0,
  searchShowsOngoing: false,
  readinessLagSeconds: 0.5,
  numberLagSeconds: 0.2,
  buckets: "counted",
  throttlingName: "ThrottlingException",
  unlistedNumbers: "answers",
  ukMobileAllowed: false,
  checkSignatures: false,
  secretAccessKey: "ringcheck",
  wordsPerSecond: 3,
  quotas: {
    instances: 2,
    instanceChurn: 100,
    phoneNumbers: 5,
    phoneNumberReleases: 1000,
    hoursOfOperation: 100,
    queues: 100,
    contactFlows: 100,
    contactFlowModules: 200,
    lambdaFunctions: 35,
    concurrentCalls: 10,
    campaignCalls: 0,
  },
};

/** The values of the switches that are a choice. */
const CHOICES: { [K in keyof Settings]?: readonly Settings[K][] } = {
  tokens: ["A", "B"],
  tokenMismatch: ["returns", "refused"],
  buckets: ["counted", "enforced"],
  throttlingName: ["ThrottlingException", "TooManyRequestsException"],
  unlistedNumbers: ["answers", "invalid"],
};

/** Switches that are not set by default, by an example of each. */
const UNSET: Partial<Settings> = { allowedCountries: [], accountId: "" };

/** @throws Error in one sentence that names a switch or quota that does not exist, or cannot have this value */
export function checkSettings(given: Record<string, unknown>, known: object = { ...DEFAULT_SETTINGS, ...UNSET }): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(known, name)) throw new Error(`the simulator has no option ${name}`);
    const example = (known as Record<string, unknown>)[name];
    const choices: readonly unknown[] | undefined = CHOICES[name as keyof Settings];
    if (value === undefined) continue;
    if (choices && !choices.includes(value)) throw new Error(`${name} must be ${choices.join(" or ")}, not ${value}`);
    if (typeof value !== typeof example || Array.isArray(value) !== Array.isArray(example)) {
      throw new Error(`${name} must be a ${Array.isArray(example) ? "list" : typeof example}, not ${value}`);
    }
    if (typeof value === "number" && !(value >= 0)) throw new Error(`${name} must be 0 or more, not ${value}`);
    if (name === "quotas") checkSettings(value as Record<string, unknown>, DEFAULT_SETTINGS.quotas);
  }
}
