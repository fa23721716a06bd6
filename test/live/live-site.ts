/**
 * An instance of your own as a place where the cases of a call run: the flows that they need are made with names that
 * begin with `zz-ringcheck-`, and taken away at the end. Nothing else in the instance is touched.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConnectClient,
  CreateContactFlowCommand,
  DeleteContactFlowCommand,
  paginateListContactFlows,
  paginateListPhoneNumbersV2,
} from "@aws-sdk/client-connect";
import { greetAndProve } from "../../flow";
import { realPorts } from "../../verification/provider";
import { regionOf } from "../../verification/target";
import type { CallSite } from "../contract/call-cases";

/** All that a live run makes is named so. */
export const PREFIX = "zz-ringcheck-";

/** What a live run is told by the environment. */
export interface LiveSettings {
  /** Id or ARN; `RINGCHECK_LIVE_INSTANCE`. */
  instance: string;
  /** A number that is answered, by somebody who listens to the end; `RINGCHECK_LIVE_NUMBER`. */
  number: string;
  /** `RINGCHECK_LIVE_SILENT_NUMBER` */
  silentNumber?: string;
  /** `RINGCHECK_LIVE_CLOSED_NUMBER` */
  closedNumber?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings, or why there is no live run. Nothing is called unless all three are written down. */
export function liveSettings(env: Environment): LiveSettings | { skipped: string } {
  if (env.RINGCHECK_LIVE !== "1") return { skipped: "RINGCHECK_LIVE is not 1" };
  const { RINGCHECK_LIVE_INSTANCE: instance, RINGCHECK_LIVE_NUMBER: number } = env;
  if (!instance) return { skipped: "RINGCHECK_LIVE_INSTANCE names no instance" };
  if (!number) return { skipped: "RINGCHECK_LIVE_NUMBER names no number to call" };
  const { RINGCHECK_LIVE_SILENT_NUMBER: silentNumber, RINGCHECK_LIVE_CLOSED_NUMBER: closedNumber } = env;
  return { instance, number, ...(silentNumber ? { silentNumber } : {}), ...(closedNumber ? { closedNumber } : {}) };
}

/** A client of the instance's region, with the credentials of the environment. */
export function clientFor(instance: string, env: Environment): ConnectClient {
  const region = regionOf({ instanceId: instance }, undefined, env);
  return new ConnectClient(region ? { region } : {});
}

/** Makes the flows and finds a number to call from. */
export async function openSite(settings: LiveSettings, env: Environment, say: CallSite["say"]): Promise<CallSite> {
  const client = clientFor(settings.instance, env);
  const run = `${PREFIX}${Date.now().toString(36)}`;
  const InstanceId = settings.instance.split("/").at(-1);
  const make = async (name: string, Type: "CONTACT_FLOW" | "CUSTOMER_QUEUE", Content: string) => {
    const command = new CreateContactFlowCommand({ InstanceId, Name: `${run}-${name}`, Type, Content });
    return (await client.send(command)).ContactFlowId ?? "";
  };
  try {
    const contactFlowId = await make("prove", "CONTACT_FLOW", greetAndProve({ greeting: GREETING }).toString());
    const queueFlowId = await make("queue", "CUSTOMER_QUEUE", readFileSync(QUEUE_FLOW, "utf8"));
    const sourcePhoneNumber = await firstNumber(client, InstanceId);
    const { instance: instanceId, number: destinationPhoneNumber, silentNumber, closedNumber } = settings;
    return {
      inputs: { instanceId, contactFlowId, sourcePhoneNumber, destinationPhoneNumber, identity: run },
      ports: { ...realPorts(), log: say },
      ...(silentNumber ? { silentNumber } : {}),
      ...(closedNumber ? { closedNumber } : {}),
      queueFlowId,
      say,
    };
  } finally {
    client.destroy();
  }
}

/** Deletes every flow that a live run ever made in the instance. Its calls end by themselves. Answers with the names. */
export async function sweep(instance: string, env: Environment): Promise<string[]> {
  const client = clientFor(instance, env);
  const InstanceId = instance.split("/").at(-1);
  const swept: string[] = [];
  for await (const page of paginateListContactFlows({ client }, { InstanceId })) {
    for (const { Id, Name } of page.ContactFlowSummaryList ?? []) {
      if (!Name?.startsWith(PREFIX)) continue;
      await client.send(new DeleteContactFlowCommand({ InstanceId, ContactFlowId: Id }));
      swept.push(Name);
    }
  }
  client.destroy();
  return swept;
}

async function firstNumber(client: ConnectClient, InstanceId: string | undefined): Promise<string> {
  for await (const page of paginateListPhoneNumbersV2({ client }, { InstanceId })) {
    const number = page.ListPhoneNumbersSummaryList?.find(({ PhoneNumber }) => PhoneNumber)?.PhoneNumber;
    if (number) return number;
  }
  throw new Error("the instance has claimed no number to call from");
}

/** Some 8 seconds of speech: long enough to be stopped in the middle. */
const GREETING =
  "This is a test of ringcheck. Nobody needs to do anything. Please stay on the line until the call ends by itself. Thank you.";
const QUEUE_FLOW = join(__dirname, "..", "fixtures", "flows", "customer-queue.json");
