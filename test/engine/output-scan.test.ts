/**
 * All that Pulumi and we say about calls, in every mode, in one heap: no number in full and no secret text is in it, in
 * any spelling, although the program passes all of them as plain strings. Only the masked form is.
 */
import assert from "node:assert/strict";
import type { Simulator } from "../../simulator";
import { CallsProject, type PlannedCall } from "./calls-project";
import { startSimulator } from "./harness";
import { type Centre, makeCentre } from "./made-centre";

const DESTINATION = "+12065550131";
const ENGAGED = "+12065550132";
const REFUSED = "+19005550133";
const SATELLITE = "+881612345678";
/** Not E.164, so a mistake that a validation will name. */
const MISSPELT = "(206) 555-0134";
const FOREIGN_SOURCE = "+13125550135";

const SECRETS = {
  attributes: { account: "account-4711-of-somebody" },
  name: "Confidential caller",
  description: "Confidential  description\nin two lines",
  references: { ticket: { type: "STRING", value: "ticket-815-of-somebody" } },
  clientToken: "token-of-somebody",
  expect: { attributes: { account: "account-4711-of-somebody" } },
  allowedDestinations: ["+1*", "+881612345678"],
};

/** What AWS might say: it quotes the request, in its own spelling. */
const quoting = (number: string) => {
  const [, area = "", office = "", line = ""] = /^\+1(...)(...)(....)$/.exec(number) ?? [];
  const spellings = [number, number.slice(1), `+1 ${area} ${office} ${line}`, `1-${area}-${office}-${line}`];
  const national = [`${area}-${office}-${line}`, `(${area}) ${office}-${line}`, `${area}.${office}.${line}`];
  return `cannot dial ${[...spellings, ...national].join(", ")} with {"account":"account-4711-of-somebody"} for Confidential caller`;
};

const MODES = [[], ["--diff"], ["--debug"], ["--json"]];

describe("the output of every command", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let centre: Centre;
  let project: CallsProject;

  before(async () => {
    simulator = await startSimulator({
      numbers: [{ phoneNumber: ENGAGED, reaction: "busy", description: "is engaged" }],
    });
    centre = await makeCentre(simulator);
    project = await CallsProject.create(simulator);
  });
  after(() => simulator.stop());

  it("of calls that pass, change and are red", async () => {
    plan({ destinationPhoneNumber: DESTINATION });
    for (const mode of MODES) await project.run("preview", ...mode);
    await ends(0, project.up("--diff", "--debug"));
    plan({ destinationPhoneNumber: ENGAGED, attributes: { account: "another-account-of-somebody" } });
    for (const mode of [["--diff", "--debug"], ["--json"]]) await project.run("preview", ...mode);
    await ends(1, project.up("--diff", "--debug"));
    await ends(0, project.run("refresh", "--yes", "--diff", "--debug"));
    await ends(1, project.up());
    for (const words of [
      ["stack"],
      ["stack", "output", "--json"],
      ["stack", "export"],
      ["stack", "history", "--json"],
    ]) {
      await ends(0, project.run(...words));
    }
    saysMasked("+1 206 *** **31", "+1 206 *** **32");
  });

  it("of destinations and sources that are refused", async () => {
    const refused = [REFUSED, SATELLITE, MISSPELT, "+1911"].map((destinationPhoneNumber, index) =>
      call({ destinationPhoneNumber, allowedDestinations: ["US"] }, `refused-${index}`),
    );
    const foreign = call({ destinationPhoneNumber: DESTINATION, sourcePhoneNumber: FOREIGN_SOURCE }, "foreign");
    for (const planned of [...refused, foreign]) {
      project.plan(planned);
      await ends(1, project.run("preview", "--diff", "--debug"));
      assert.ok(project.transcript.at(-1)?.includes(`resource '${planned.name}' has a problem`), planned.name);
    }
    await ends(1, project.up());
    saysMasked("+1 312 *** **35");
  });

  it("of AWS's own words, in preflight and in placing", async () => {
    // In a new instance "invalid" may mean "not yet", and would be asked again: this one is an hour old.
    simulator.clock.notBefore(simulator.clock.now() + 3_600_000);
    const [destination, source] = [quoting(DESTINATION), quoting(centre.sourcePhoneNumber)];
    const faults = [
      { operation: "ListPhoneNumbersV2", error: "ResourceNotFoundException", message: source },
      { operation: "StartOutboundVoiceContact", error: "InvalidRequestException", message: destination },
      { operation: "StartOutboundVoiceContact", error: "DestinationNotAllowedException", message: destination },
    ];
    for (const fault of faults) {
      simulator.faults.add({ ...fault, times: "all" });
      plan({ destinationPhoneNumber: DESTINATION, triggers: { run: fault.error } }, "quoted");
      await ends(1, project.up("--diff", "--debug"));
      simulator.faults.clear();
    }
    const masked = "+1 206 *** **31";
    saysMasked(`cannot dial ${Array(7).fill(masked).join(", ")} with {"account":"***"} for ***`);
    await ends(0, project.run("destroy", "--yes", "--diff", "--debug"));
  });

  it("holds no number in full, in any spelling, and no secret text", () => {
    const heap = project.transcript.join("\n");
    assert.ok(project.transcript.length > 20 && heap.length > 20_000, "there is something to look at");
    const found = [
      DESTINATION,
      ENGAGED,
      REFUSED,
      SATELLITE,
      MISSPELT,
      FOREIGN_SOURCE,
      centre.sourcePhoneNumber,
    ].flatMap((number) => [...heap.matchAll(anySpelling(number))].map((match) => around(heap, match.index)));
    assert.deepEqual(found, []);
    const texts = /of-somebody|Confidential/g;
    assert.deepEqual(
      [...heap.matchAll(texts)].map((match) => around(heap, match.index)),
      [],
    );
  });

  function plan(args: Record<string, unknown>, name = "smoke"): void {
    project.plan(call(args, name));
  }

  function call(args: Record<string, unknown>, name: string): PlannedCall {
    return { name, args: { ...centre, ...SECRETS, ...args } };
  }

  async function ends(code: number, running: Promise<{ code: number; output: string }>): Promise<void> {
    const said = await running;
    assert.equal(said.code, code, said.output.slice(-3000));
    assert.doesNotMatch(said.output, /\n\s+at .*\(.*:\d+:\d+\)/, "no stack trace");
  }

  function saysMasked(...forms: string[]): void {
    for (const form of forms)
      assert.ok(
        project.transcript.some((said) => said.includes(form)),
        form,
      );
  }
});

describe("the output of every command about a centre", function () {
  this.timeout(300_000);
  let simulator: Simulator;
  let project: CallsProject;

  before(async () => {
    simulator = await startSimulator();
    project = await CallsProject.create(simulator, "center");
  });
  after(() => simulator.stop());

  it("holds neither the number that it calls nor the one that it has claimed", async () => {
    await centre({ destinationPhoneNumber: DESTINATION });
    for (const mode of MODES) assert.equal((await project.run("preview", ...mode)).code, 0);
    assert.equal((await project.up("--diff", "--debug")).code, 0);
    await centre({ destinationPhoneNumber: ENGAGED, onFailure: "warn" });
    for (const mode of MODES) assert.equal((await project.run("preview", ...mode)).code, 0);
    assert.equal((await project.up("--diff", "--debug")).code, 0);
    assert.equal((await project.run("refresh", "--yes", "--diff", "--debug")).code, 0);
    const claimed = simulator.contacts()[0]?.systemAddress ?? "none";
    assert.match(claimed, /^\+1\d{10}$/);
    const heap = project.transcript.join("\n");
    assert.ok(heap.includes("+1 206 *** **31") && heap.includes("+1 206 *** **32"), "the masked forms are there");
    const found = [DESTINATION, ENGAGED, claimed].flatMap((number) =>
      [...heap.matchAll(anySpelling(number))].map((match) => around(heap, match.index)),
    );
    assert.deepEqual(found, []);
  });

  /** Another centre in the program. What sets it says the number itself, and is no output of a run. */
  async function centre(verification: Record<string, unknown>): Promise<void> {
    const args = { instance: { alias: "scanned" }, phoneNumber: { claim: { countryCode: "US" } }, verification };
    await project.run("config", "set", "centers", JSON.stringify({ support: { args, exported: false } }), "--secret");
    project.transcript.pop();
  }
});

/** The national digits with anything between them that is neither letter nor digit. */
function anySpelling(number: string): RegExp {
  const digits = number.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, "");
  return new RegExp(digits.split("").join("[^0-9A-Za-z]{0,4}"), "g");
}

function around(heap: string, index: number): string {
  return heap.slice(Math.max(0, index - 200), index + 60);
}
