/** What a user may say about the calls of a centre. */
import type * as pulumi from "@pulumi/pulumi";
import type { ClaimedNumber } from "./phone-number";
import type { VerificationCallArgs } from "./verification-call";

/** One call of a {@link ContactCenter}: to a number that somebody or something answers, or to the centre itself. */
export type CenterVerificationArgs = CalledNumber | CalledSelf;

/** What every call of a centre may say: a {@link VerificationCallArgs} without what the component knows itself. */
export interface CenterCallArgs
  extends Omit<VerificationCallArgs, "instanceId" | "contactFlowId" | "queueId" | "destinationPhoneNumber"> {
  /**
   * Which of the centre's `flows` the call runs, by its name there.
   *
   * @default the centre's main flow
   */
  flow?: string;
}

/** A call to a number. */
export interface CalledNumber extends CenterCallArgs {
  /** The number to dial, E.164 (`+12065550100`); see {@link VerificationCallArgs.destinationPhoneNumber}. */
  destinationPhoneNumber: pulumi.Input<string>;
  /** Not beside `destinationPhoneNumber`. */
  selfCall?: undefined;
}

/** A call of the centre to itself. */
export interface CalledSelf extends CenterCallArgs {
  /**
   * Experimental. The centre calls a claimed number of its own, whose inbound flow answers, so that a check needs no
   * phone and no human: `true` for the centre's `phoneNumber`, which is the caller id too, or a second number claimed
   * for it. Whether a number that calls itself is put through, nobody has seen on AWS (docs/assumptions.md).
   *
   * The flow that answers is `phoneNumber.inboundFlow`; where there is none, `answerAndListen()` is bound to a claimed
   * number, and an adopted one is left as it is. The inbound contact is looked for (`expect.inboundLeg`); where it is
   * not found in time, the call is inconclusive. The number has to pass the same rules as every destination, since
   * Connect holds the call to them too: name it in `ringcheck:allowedDestinations` where its country is no default one.
   *
   * @example `{ selfCall: true }`
   * @example `{ selfCall: { claim: { countryCode: "US" } } }`
   */
  selfCall: true | SelfCallArgs;
  /** Not beside `selfCall`. */
  destinationPhoneNumber?: undefined;
}

/**
 * How a centre calls itself. A number that exists and is bound already needs none of this: call it as any other
 * `destinationPhoneNumber`, with `expect: { inboundLeg: true }`.
 *
 * @example `{ claim: { countryCode: "US" } }`
 */
export interface SelfCallArgs {
  /** Claims a second number, which is called instead of the centre's own. See {@link ClaimedNumber}. */
  claim: ClaimedNumber["claim"];
}
