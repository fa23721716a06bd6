/** The arguments of the test's centres: the program deploys them, and the test asks what they need. */
import type { ContactCenterArgs } from "ringcheck";
import { actions, defineFlowModule, greetAndProve } from "ringcheck/flow";

/** Every part made new; the second turn changes each of them in place. */
export function madeArgs(destination: string, turn: "first" | "second"): ContactCenterArgs {
  const second = turn === "second";
  return {
    instance: { alias: "permissions-made", earlyMediaEnabled: !second },
    hours: { timeZone: "UTC", weekdays: second ? "08:00-18:00" : "09:00-17:00" },
    queue: {
      name: second ? "Desk" : "Front desk",
      // Without a description the AWS provider renames with an empty one, which Connect refuses.
      description: "Takes calls",
      maxContacts: second ? 5 : 10,
      callerIdName: second ? "ACME" : "Acme",
      status: second ? "DISABLED" : "ENABLED",
    },
    phoneNumber: { claim: { countryCode: "US" }, inboundFlow: "menu" },
    flow: { content: greetAndProve().toContent(), name: second ? "Main" : "First" },
    flows: { menu: { content: greetAndProve({ greeting: turn }).toContent(), description: turn } },
    modules: {
      pause: {
        content: defineFlowModule({
          name: "pause",
          start: "say",
          actions: {
            say: actions.messageParticipant({ text: turn }, { next: "end" }),
            end: actions.endFlowModuleExecution(),
          },
        }).toContent(),
        description: turn,
      },
    },
    tags: second ? { turn } : { turn, first: "yes" },
    verification: { destinationPhoneNumber: destination, enabled: !second },
  };
}

/** Everything adopted from a centre that was made, by its names. */
export function adoptedArgs(destination: string, phoneNumber: string): ContactCenterArgs {
  return {
    instance: { existing: "permissions-made" },
    hours: { existing: "permissions" },
    queue: { existing: "Desk" },
    phoneNumber: { existing: phoneNumber },
    flow: { existing: "Main" },
    verification: { destinationPhoneNumber: destination, sourcePhoneNumber: phoneNumber },
  };
}
