/**
 * One verification without an engine, for `ringcheck call` and for programs: the same rules, the same judge, the same
 * evidence as in a stack.
 */
import type { VerificationCallInputs, VerificationCallState } from "./inputs";
import type { Ports } from "./ports";
import { Preflights } from "./preflight";
import { ProcessState } from "./process-state";
import { realPorts } from "./provider";
import { masked, prefixOf, sentenceOf } from "./sentences";
import { DEFAULT_SETTINGS, type Settings } from "./settings";
import { verify } from "./verify";

/** What a call outside a stack may bring along. */
export interface VerifyOptions {
  /** What a stack's config would say. @default {@link DEFAULT_SETTINGS} */
  settings?: Settings;
  /** The evidence of the last call of the same identity: its number goes on, its call is superseded. */
  olds?: VerificationCallState;
  /** Receives the lines of progress, masked. @default nobody */
  log?(line: string): void;
  /** Effects, for tests. @default this machine and AWS */
  ports?: Ports;
}

/**
 * Places a call, watches it and judges it. A bad verdict is an answer, not an exception.
 *
 * @throws {Error} one masked sentence with the remedy, when no call came about
 */
export async function verifyCall(
  inputs: VerificationCallInputs,
  options: VerifyOptions = {},
): Promise<VerificationCallState> {
  const settings = options.settings ?? DEFAULT_SETTINGS;
  const log = (line: string) => options.log?.(masked(`${prefixOf(inputs)}${line}`, inputs));
  const ports = { ...(options.ports ?? realPorts()), log };
  const preflights = new Preflights(ports.clock);
  try {
    const state = await verify({
      inputs,
      settings,
      ports,
      shared: new ProcessState(ports.clock),
      ...(options.olds ? { olds: options.olds } : {}),
      ...(settings.preflight
        ? { preflight: (session, deadline) => preflights.assertReady(inputs, session, deadline, log) }
        : {}),
    });
    return { ...state, reasons: state.reasons.map((reason) => masked(reason, inputs)) };
  } catch (error) {
    throw new Error(masked(`${prefixOf(inputs)}${sentenceOf(error, inputs)}`, inputs));
  }
}
