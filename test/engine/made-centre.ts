/** A call centre in the simulator from which calls can be placed, made by the SDK and without an engine. */
import {
  ClaimPhoneNumberCommand,
  ConnectClient,
  CreateContactFlowCommand,
  CreateInstanceCommand,
  SearchAvailablePhoneNumbersCommand,
} from "@aws-sdk/client-connect";
import type { VerificationCallArgs } from "../../components";
import { greetAndProve } from "../../flow/verification-flow";
import { SIMULATOR_ACCESS_KEY_ID, type Simulator } from "../../simulator";

/** A call centre in the simulator from which calls can be placed: the arguments that name it. */
export type Centre = Pick<VerificationCallArgs, "instanceId" | "contactFlowId" | "sourcePhoneNumber"> & {
  instanceId: string;
  contactFlowId: string;
  sourcePhoneNumber: string;
};

/** Makes an instance with a number and a flow that proves, without an engine. */
export async function makeCentre(simulator: Simulator, greeting = "one two three", alias = "acme"): Promise<Centre> {
  const client = simulatorClient(simulator);
  const { Id, Arn } = await client.send(
    new CreateInstanceCommand({
      InstanceAlias: alias,
      IdentityManagementType: "CONNECT_MANAGED",
      InboundCallsEnabled: true,
      OutboundCallsEnabled: true,
    }),
  );
  const target = { TargetArn: Arn, PhoneNumberCountryCode: "US", PhoneNumberType: "DID" } as const;
  const offers = await client.send(new SearchAvailablePhoneNumbersCommand({ ...target, MaxResults: 1 }));
  const sourcePhoneNumber = offers.AvailableNumbersList?.[0]?.PhoneNumber ?? "";
  await client.send(new ClaimPhoneNumberCommand({ TargetArn: Arn, PhoneNumber: sourcePhoneNumber }));
  const content = greetAndProve({ greeting }).toString();
  const flow = await client.send(
    new CreateContactFlowCommand({ InstanceId: Id, Name: "prove", Type: "CONTACT_FLOW", Content: content }),
  );
  client.destroy();
  return { instanceId: Arn ?? "", contactFlowId: flow.ContactFlowArn ?? "", sourcePhoneNumber };
}

/** Connect as the stacks of these tests see it. */
export function simulatorClient(simulator: Simulator): ConnectClient {
  return new ConnectClient({
    endpoint: simulator.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: SIMULATOR_ACCESS_KEY_ID, secretAccessKey: "ringcheck" },
    maxAttempts: 1,
  });
}
