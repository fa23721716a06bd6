/** What a scripted caller does each time the flow asks for keys. */

/** Presses nothing until the flow's patience ends. */
export const SILENCE = Symbol("silence");

/** Hangs up instead of pressing anything. */
export const HANG_UP = Symbol("hang up");

/** Keys to press, such as `"1"` or `"4711#"`, or one of {@link SILENCE} and {@link HANG_UP}. */
export type Answer = string | typeof SILENCE | typeof HANG_UP;

/** Who is on the line. */
export interface Caller {
  /** E.164. @default "+12065550100" */
  phoneNumber?: string;
  /** What is done at each prompt that asks for keys, in turn. After the last one: silence. @default silence */
  answers?: readonly Answer[];
  /** Hangs up so many seconds after the call began, whatever the flow does. @default never */
  hangsUpAfterSeconds?: number;
}
