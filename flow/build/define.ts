/**
 * Puts named actions together to a flow. The names are the identifiers on the wire, so a change in one place changes
 * nothing elsewhere; a branch to a name that is not there does not compile.
 */
import { Flow } from "../flow";
import type { FlowType } from "../flow-types";
import type { FlowAction } from "../language";
import type { BuiltAction } from "./action";

/** The actions of a flow by name. Every branch leads to one of the names; none is refused in the flow's kind. */
export type NamedActions<Actions, Type extends FlowType> = {
  readonly [Name in keyof Actions]: BuiltAction<keyof Actions & string, Exclude<FlowType, Type>>;
};

/** What {@link defineFlow} makes a flow of. */
export interface FlowDefinition<Actions, Type extends FlowType> {
  /** The flow's name, for people and as the default name of the resource. */
  name: string;
  /** @default "CONTACT_FLOW" */
  type?: Type;
  /** The name of the action that a contact meets first. */
  start: NoInfer<keyof Actions & string>;
  /** The actions, each under the name that others lead to it by. */
  actions: Actions;
}

/**
 * A flow that reads like the call it describes.
 *
 * @example
 * const hello = defineFlow({
 *   name: "Hello",
 *   start: "greet",
 *   actions: {
 *     greet: actions.messageParticipant({ text: "Hello." }, { next: "end" }),
 *     end: actions.disconnectParticipant(),
 *   },
 * });
 */
export function defineFlow<
  const Actions extends NamedActions<Actions, Type>,
  const Type extends Exclude<FlowType, "MODULE"> = "CONTACT_FLOW",
>(definition: FlowDefinition<Actions, Type>): Flow {
  const { name, type = "CONTACT_FLOW", start, actions } = definition;
  return new Flow({ name, type, startAction: start, actions: namedActions(actions) });
}

/** The same for a flow module, whose content carries settings that the service demands and never reads. */
export function defineFlowModule<const Actions extends NamedActions<Actions, "MODULE">>(
  definition: Omit<FlowDefinition<Actions, "MODULE">, "type">,
): Flow {
  const { name, start, actions } = definition;
  return new Flow({
    name,
    type: "MODULE",
    startAction: start,
    actions: namedActions(actions),
    members: { Settings: MODULE_SETTINGS },
  });
}

const MODULE_SETTINGS = {
  InputParameters: [],
  OutputParameters: [],
  Transitions: [
    { DisplayName: "Success", ReferenceName: "Success", Description: "" },
    { DisplayName: "Error", ReferenceName: "Error", Description: "" },
  ],
};

function namedActions(actions: object): FlowAction[] {
  return Object.entries(actions as Record<string, BuiltAction>).map(
    ([Identifier, { type, parameters, transitions }]) => ({
      Identifier,
      Type: type,
      Parameters: { ...parameters },
      Transitions: transitions,
    }),
  );
}
