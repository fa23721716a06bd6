/** What is allowed but seldom meant. The constructor says it, because `check` of a dynamic provider cannot warn. */
import { LIMITS } from "./policy";
import { isRecord } from "./unknowns";

interface WarningRule {
  holds(inputs: Readonly<Record<string, unknown>>): boolean;
  text: string;
}

const plainNumber = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
const isPlain = (value: unknown) => value === undefined || value === null || typeof value !== "object";

const RULES: readonly WarningRule[] = [
  {
    holds: ({ answerMachineDetectionConfig: detection }) =>
      isRecord(detection) && detection.awaitAnswerMachinePrompt === true && !detection.enableAnswerMachineDetection,
    text: "answerMachineDetectionConfig.awaitAnswerMachinePrompt does nothing without enableAnswerMachineDetection",
  },
  {
    holds: ({ campaignId, trafficType }) =>
      typeof campaignId === "string" && isPlain(trafficType) && trafficType !== "CAMPAIGN",
    text: "campaignId does nothing without trafficType CAMPAIGN",
  },
  {
    holds: ({ trafficType }) => trafficType === "CAMPAIGN",
    text: "trafficType CAMPAIGN needs a raised quota: concurrent campaign calls are 0 by default",
  },
  {
    holds: ({ destinationPhoneNumber: number }) => typeof number === "string" && number.startsWith("+447"),
    text: "Connect refuses UK mobile numbers (+447) until AWS Support has raised the quota",
  },
  {
    holds: ({ outboundStrategy }) => isRecord(outboundStrategy),
    text: "outboundStrategy can only be used by the service principal of outbound campaigns; Connect will refuse the call",
  },
  {
    holds: (inputs) => {
      const ring = plainNumber(inputs.ringTimeoutSeconds, 60);
      const call = plainNumber(inputs.maxCallSeconds, LIMITS.maxCallSeconds.default);
      return plainNumber(inputs.timeoutSeconds, LIMITS.timeoutSeconds.default) < ring + call;
    },
    text: "timeoutSeconds is less than ringTimeoutSeconds and maxCallSeconds together: a slow answer is cut off",
  },
];

/** The warnings for inputs that are known in the constructor; anything else (Outputs, promises) is passed over. */
export function warningsFor(inputs: Readonly<Record<string, unknown>>): string[] {
  return RULES.filter((rule) => rule.holds(inputs)).map((rule) => rule.text);
}
