/** A flow of any size that looks like real ones: menus, prompts, counted retries, errors that lead to one apology. */
import type { FlowAction, FlowContent } from "../../flow";

const END: FlowAction[] = [
  {
    Identifier: "sorry",
    Type: "MessageParticipant",
    Parameters: { Text: "Something went wrong." },
    Transitions: { NextAction: "end", Errors: [{ ErrorType: "NoMatchingError", NextAction: "end" }] },
  },
  { Identifier: "end", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
];

/** @param size how many actions the flow has, at least 5. */
export function flowOfSize(size: number): FlowContent {
  const groups = Math.floor((size - END.length) / 3);
  const next = (group: number): string => (group + 1 < groups ? `menu-${group + 1}` : "last-0");
  const menus = Array.from({ length: groups }, (_, group) => menuGroup(group, next(group))).flat();
  const rest = size - END.length - menus.length;
  const tail = Array.from({ length: rest }, (_, index) =>
    say(`last-${index}`, index + 1 < rest ? `last-${index + 1}` : "end"),
  );
  const actions = [...menus, ...tail, ...END].map((action) => redirect(action, rest === 0));
  return { Version: "2019-10-30", StartAction: "menu-0", Actions: actions };
}

function menuGroup(group: number, next: string): FlowAction[] {
  return [
    {
      Identifier: `menu-${group}`,
      Type: "GetParticipantInput",
      Parameters: { Text: `For part ${group}, press 1.`, InputTimeLimitSeconds: "5", StoreInput: "False" },
      Transitions: {
        NextAction: `retry-${group}`,
        Conditions: [{ NextAction: `part-${group}`, Condition: { Operator: "Equals", Operands: ["1"] } }],
        Errors: [
          { ErrorType: "NoMatchingCondition", NextAction: `retry-${group}` },
          { ErrorType: "InputTimeLimitExceeded", NextAction: `retry-${group}` },
          { ErrorType: "NoMatchingError", NextAction: "sorry" },
        ],
      },
    },
    {
      Identifier: `retry-${group}`,
      Type: "Loop",
      Parameters: { LoopCount: "2" },
      Transitions: {
        NextAction: "sorry",
        Conditions: [
          { NextAction: `menu-${group}`, Condition: { Operator: "Equals", Operands: ["ContinueLooping"] } },
          { NextAction: "sorry", Condition: { Operator: "Equals", Operands: ["DoneLooping"] } },
        ],
      },
    },
    say(`part-${group}`, next),
  ];
}

function say(Identifier: string, next: string): FlowAction {
  const Errors = [{ ErrorType: "NoMatchingError", NextAction: "sorry" }];
  return {
    Identifier,
    Type: "MessageParticipant",
    Parameters: { Text: `This is ${Identifier}.` },
    Transitions: { NextAction: next, Errors },
  };
}

/** Without a tail, what would lead to it leads to the end. */
function redirect(action: FlowAction, withoutTail: boolean): FlowAction {
  const { NextAction } = action.Transitions;
  return withoutTail && NextAction === "last-0"
    ? { ...action, Transitions: { ...action.Transitions, NextAction: "end" } }
    : action;
}
