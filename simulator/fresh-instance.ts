/** What an instance contains when it is new: basic hours, a basic queue and the default flows. */
import { randomUUID } from "node:crypto";
import type { FlowType } from "../flow";
import { FLOW_LANGUAGE_VERSION, type FlowContent } from "../flow/language";
import type { Context } from "./context";
import type { HoursSlot } from "./records";
import { sha256 } from "./tokens";

const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

/** One block that says a sentence, and one that ends as this type of flow ends. */
function sayAndEnd(text: string, end: "DisconnectParticipant" | "EndFlowExecution"): FlowContent {
  return {
    Version: FLOW_LANGUAGE_VERSION,
    StartAction: "say",
    Metadata: {},
    Actions: [
      {
        Identifier: "say",
        Type: "MessageParticipant",
        Parameters: { Text: text },
        Transitions: { NextAction: "end", Errors: [{ NextAction: "end", ErrorType: "NoMatchingError" }] },
      },
      { Identifier: "end", Type: end, Parameters: {}, Transitions: {} },
    ],
  };
}

const DEFAULT_FLOWS: [name: string, type: FlowType, content: FlowContent][] = [
  ["Default agent hold", "AGENT_HOLD", sayAndEnd("You are on hold.", "EndFlowExecution")],
  ["Default agent transfer", "AGENT_TRANSFER", sayAndEnd("Transferring now.", "DisconnectParticipant")],
  ["Default agent whisper", "AGENT_WHISPER", sayAndEnd("$.Queue.Name", "EndFlowExecution")],
  ["Default customer hold", "CUSTOMER_HOLD", sayAndEnd("You are on hold.", "EndFlowExecution")],
  [
    "Default customer queue",
    "CUSTOMER_QUEUE",
    sayAndEnd("Thank you for calling. You are in queue.", "EndFlowExecution"),
  ],
  ["Default customer whisper", "CUSTOMER_WHISPER", sayAndEnd("You are connected.", "EndFlowExecution")],
  ["Default outbound", "OUTBOUND_WHISPER", sayAndEnd("This call is not being recorded.", "EndFlowExecution")],
  ["Default queue transfer", "QUEUE_TRANSFER", sayAndEnd("Transferring now.", "DisconnectParticipant")],
  ["Sample inbound flow (first contact experience)", "CONTACT_FLOW", sayAndEnd("Hello.", "DisconnectParticipant")],
];

/** Puts the defaults into a new instance. */
export function furnish(context: Context, instanceId: string): void {
  const hoursId = randomUUID();
  const modifiedAt = context.now;
  const config: HoursSlot[] = DAYS.map((Day) => ({
    Day,
    StartTime: { Hours: 9, Minutes: 0 },
    EndTime: { Hours: 17, Minutes: 0 },
  }));
  context.store.put("hours", [instanceId, hoursId], {
    ...{ id: hoursId, name: "Basic Hours", timeZone: "America/New_York", config, parents: [], tags: {}, modifiedAt },
  });
  const queueId = randomUUID();
  context.store.put("queue", [instanceId, queueId], {
    ...{ id: queueId, name: "BasicQueue", description: "A simple, basic voice queue.", hoursId, modifiedAt },
    ...{ status: "ENABLED", quickConnectIds: [], tags: {}, usedBy: "Basic Routing Profile" },
  });
  for (const [name, type, flow] of DEFAULT_FLOWS) {
    const id = randomUUID();
    const content = JSON.stringify(flow);
    const published = { content, sha256: sha256(content), modifiedAt };
    context.store.put("flow", [instanceId, id], {
      id,
      name,
      type,
      state: "ACTIVE",
      published,
      latestVersion: 0,
      tags: {},
    });
  }
}
