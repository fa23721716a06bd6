/** A centre in the simulator that calls its own number: the number's inbound flow answers, and its contact is found. */
import assert from "node:assert/strict";
import {
  AssociatePhoneNumberContactFlowCommand,
  CreateContactFlowCommand,
  ListPhoneNumbersV2Command,
} from "@aws-sdk/client-connect";
import { answerAndListen } from "../../flow";
import type { VerificationCallInputs } from "../../verification/inputs";
import { HttpWorld, type Outcome } from "./verification-http";

describe("a call of a centre to itself, over HTTP", () => {
  let http: HttpWorld;
  const start = async (searchLagSeconds: number) => {
    http = await HttpWorld.start({ searchLagSeconds });
  };
  afterEach(async () => {
    await http.stop();
  });

  it("passes, with the inbound contact as evidence", async () => {
    await start(20);
    await bindOwnNumber(http);
    const { outs, reasons } = await callItself(http);
    assert.equal(outs?.outcome, "completed", JSON.stringify(reasons));
    assert.equal(outs?.passed, true);
    const leg = outs?.inboundLeg as { contactId: string; answeredAt: string };
    const contacts = http.simulator.contacts().map(({ id }) => id);
    assert.deepEqual([...contacts].sort(), [String(outs?.contactId), leg.contactId].sort());
    assert.notEqual(leg.contactId, outs?.contactId);
  });

  it("is no pass while search does not show the inbound contact, and the next run calls again", async () => {
    await start(10_000);
    await bindOwnNumber(http);
    const { outs, message } = await callItself(http, { timeoutSeconds: 60 });
    assert.equal(outs?.outcome, "inconclusive");
    assert.match(String(message), /not established/);
    const inputs = { ...http.inputs, ...itself(http), timeoutSeconds: 60 } as never;
    assert.equal((await http.provider().diff("id", outs ?? {}, inputs)).changes, true);
  });

  it("is not answered where the number is bound to no flow", async () => {
    await start(0);
    const { outs } = await callItself(http);
    assert.equal(outs?.outcome, "no-answer");
    assert.ok(!("inboundLeg" in (outs ?? {})));
  });
});

function itself({ inputs }: HttpWorld): Partial<VerificationCallInputs> {
  const own = inputs.sourcePhoneNumber ?? "";
  return { destinationPhoneNumber: own, expect: { inboundLeg: true } };
}

async function callItself(http: HttpWorld, changes: Partial<VerificationCallInputs> = {}): Promise<Outcome> {
  return await http.create({ ...itself(http), ...changes });
}

async function bindOwnNumber({ world, inputs }: HttpWorld): Promise<void> {
  const InstanceId = inputs.instanceId.split("/")[1] ?? "";
  const { ListPhoneNumbersSummaryList: own } = await world.client.send(new ListPhoneNumbersV2Command({ InstanceId }));
  const flow = await world.client.send(
    new CreateContactFlowCommand({
      InstanceId,
      Name: "answer",
      Type: "CONTACT_FLOW",
      Content: answerAndListen().toString(),
    }),
  );
  await world.client.send(
    new AssociatePhoneNumberContactFlowCommand({
      InstanceId,
      PhoneNumberId: own?.[0]?.PhoneNumberId ?? "",
      ContactFlowId: flow.ContactFlowId ?? "",
    }),
  );
}
