/** Stacks of contact centres as a test describes them, and the flows that they run. */
import type { Stack } from "@pulumi/pulumi/automation";
import {
  actions as a,
  defineFlow,
  defineFlowModule,
  greetAndProve,
  NONCE_ATTRIBUTE,
  PROOF_ATTRIBUTE,
} from "../../flow";
import type { Simulator } from "../../simulator";
import { copyOfProject, createStack, NUMBERS } from "./harness";

/** One centre of the test program: JSON, with `{ ref }`, `{ output }`, `{ secret }` and `{ later }` in it. */
export interface Center {
  args: Record<string, unknown>;
  opts?: { protect?: boolean; retainOnDelete?: boolean; aliases?: { name: string }[] };
  /** A region of its own, by an explicit provider. */
  region?: string;
  /** The name of a component around it. */
  inside?: string;
  /** A description that Pulumi's own `transforms` give to every child with a name. */
  described?: string;
}

/** A stack with these centres in its config. */
export async function centerStack(simulator: Simulator, centers: Record<string, Center>): Promise<Stack> {
  const project = copyOfProject("test", "engine", "programs", "center");
  return createStack(project, simulator, { centers: JSON.stringify(centers), "aws:region": "us-east-1" });
}

/** Other centres for the next run. */
export function setCenters(stack: Stack, centers: Record<string, Center>): Promise<void> {
  return stack.setConfig("centers", { value: JSON.stringify(centers) });
}

export const VERIFICATION = { destinationPhoneNumber: { secret: NUMBERS.answers } };

/** What the first up of each state would have to change; empty where nothing is to be done. */
export async function changesIn(stack: Stack): Promise<string[]> {
  const { changeSummary } = await stack.preview();
  return Object.keys(changeSummary).filter((operation) => operation !== "same");
}

const fail = <const Name extends string>(to: Name) => ({ NoMatchingError: to });

/** A flow that proves its call, after whatever stands before. */
const proof = {
  prove: a.updateContactAttributes(
    { attributes: { [PROOF_ATTRIBUTE]: `$.Attributes.${NONCE_ATTRIBUTE}` } },
    { next: "end", errors: { NoMatchingError: "end" } },
  ),
  sorry: a.messageParticipant({ text: "Sorry." }, { next: "end" }),
  end: a.disconnectParticipant(),
};

/** Hangs up without the proof where the centre is closed. */
export function onlyWhileOpen(): unknown {
  const flow = defineFlow({
    name: "Only while open",
    start: "open",
    actions: {
      open: a.checkHoursOfOperation(
        { hoursOfOperationId: HOURS },
        { open: "prove", closed: "sorry", errors: fail("sorry") },
      ),
      ...proof,
    },
  });
  return withReferences(flow.toContent());
}

/** Goes through a module and on to another flow, which proves the call. */
export function throughModule(greeting: string): { flow: unknown; menu: unknown; module: string } {
  const errors = { ...fail("sorry"), NoMatchingCondition: "sorry" } as const;
  const { prove: _prove, ...rest } = proof;
  const flow = defineFlow({
    name: "Main",
    start: "greet",
    actions: {
      greet: a.invokeFlowModule({ flowModuleId: MODULE }, { next: "menu", errors }),
      menu: a.transferToFlow({ contactFlowId: MENU }, { errors: fail("sorry") }),
      ...rest,
    },
  });
  const module = defineFlowModule({
    name: "Greet",
    start: "say",
    actions: { say: a.messageParticipant({ text: greeting }, { next: "done" }), done: a.endFlowModuleExecution() },
  });
  return { flow: withReferences(flow.toContent()), menu: greetAndProve().toString(), module: module.toString() };
}

const [HOURS, MODULE, MENU] = ["REF hours", "REF module:greet", "REF flow:menu"];

/** The content with `{ ref }` where a marker stands: JSON cannot carry a reference. */
function withReferences(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content), (_, value) =>
    typeof value === "string" && value.startsWith("REF ") ? { ref: value.slice(4) } : value,
  );
}
