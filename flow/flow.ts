/**
 * A flow as a value: actions in the wire's own shape, with places for what is known only at deployment.
 * The builder and the ready-made flows make it; components, simulator and diagram read it.
 */
import type { FlowType } from "./flow-types";
import { FLOW_LANGUAGE_VERSION, type FlowAction, type FlowContent } from "./language";
import { tidyMetadata } from "./positions";
import { fillReferences, MissingReferenceError, referencesIn } from "./reference";
import { writeFlow } from "./write";

/** What a {@link Flow} is made of. Parameter values may be references. */
export interface FlowParts {
  /** The name of the flow, for people and as the default name of the resource. */
  name: string;
  /** @default "CONTACT_FLOW" */
  type?: FlowType;
  /** The identifier of the first action. @default the first of `actions` */
  startAction?: string;
  /** The actions, in any order. */
  actions: readonly FlowAction[];
  /**
   * Where the editor puts the blocks; never changes how a contact is handled.
   * @default a tidy place for each block
   */
  metadata?: Record<string, unknown>;
  /** Further top-level members, such as the `Settings` of a module. @default none */
  members?: Record<string, unknown>;
}

/**
 * One flow. Writing it out needs a value for each of its references.
 *
 * @example
 * const flow = greetAndProve({ greeting: "Hello." });
 * flow.toString(flow.references.length ? { queue: queueArn } : {});
 */
export class Flow {
  /** The name, for people and as the default name of the resource. */
  readonly name: string;
  /** The kind of flow. */
  readonly type: FlowType;
  /** The names of all references, sorted. Empty for a flow that needs nothing. */
  readonly references: readonly string[];

  constructor(private readonly parts: FlowParts) {
    this.name = parts.name;
    this.type = parts.type ?? "CONTACT_FLOW";
    this.references = [...referencesIn(parts.actions)].sort();
  }

  /**
   * The flow in the shape that goes over the wire.
   *
   * @param references one id or ARN for each name in {@link Flow.references}. Further names are ignored.
   * @throws {MissingReferenceError} naming every reference without a value.
   */
  toContent(references: Readonly<Record<string, string>> = {}): FlowContent {
    const missing = this.references.filter((name) => typeof references[name] !== "string");
    if (missing.length > 0) throw new MissingReferenceError(this.name, missing);
    return this.contentWith((name) => references[name] as string);
  }

  /** The flow with a telling stand-in for each reference: to validate or draw it before its resources exist. */
  toPreviewContent(): FlowContent {
    return this.contentWith((name) => `reference-${name}`);
  }

  /** The stable JSON text for `CreateContactFlow.Content`; parameters and errors as in {@link Flow.toContent}. */
  toString(references: Readonly<Record<string, string>> = {}): string {
    return writeFlow(this.toContent(references));
  }

  private contentWith(fill: (name: string) => string): FlowContent {
    const { actions, startAction = actions[0]?.Identifier ?? "", metadata, members } = this.parts;
    return {
      Version: FLOW_LANGUAGE_VERSION,
      StartAction: startAction,
      Metadata: metadata ?? tidyMetadata(startAction, actions),
      Actions: actions.map((action) => fillReferences(action, fill) as FlowAction),
      ...members,
    };
  }
}
