/** The cases of a call against the simulator in both worlds; `npm run test:live` runs the very same against AWS. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateContactFlowCommand } from "@aws-sdk/client-connect";
import { CALL_CASES, type CallSite } from "./call-cases";
import { HttpWorld } from "./verification-http";

const QUEUE_FLOW = readFileSync(join(__dirname, "../fixtures/flows/customer-queue.json"), "utf8");

for (const tokens of ["A", "B"] as const) {
  describe(`a call at Connect, simulated, world ${tokens}`, () => {
    let http: HttpWorld;
    let site: CallSite;

    before(async () => {
      http = await HttpWorld.start({ tokens, searchLagSeconds: 10, searchShowsOngoing: tokens === "B" });
      const { ContactFlowId = "" } = await http.world.client.send(
        new CreateContactFlowCommand({
          InstanceId: http.inputs.instanceId.split("/")[1],
          Name: "queue",
          Type: "CUSTOMER_QUEUE",
          Content: QUEUE_FLOW,
        }),
      );
      site = {
        inputs: http.inputs,
        ports: http.ports(),
        silentNumber: "+12065550101",
        closedNumber: "+81312345678",
        queueFlowId: ContactFlowId,
        say: () => undefined,
      };
    });
    after(() => http.stop());

    for (const { title, run } of CALL_CASES) it(title, () => run(site));
  });
}
