/** 100 calls in one stack, all at once, against enforced rates: nobody notices the limits, nobody is called twice. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import type { InspectedContact, Simulator } from "../../simulator";
import { CallsProject } from "./calls-project";
import { startSimulator } from "./harness";
import { type Centre, makeCentre } from "./made-centre";

const CALLS = 100;
const AT_ONCE = 8;
/** What one provider process may hold for 100 calls, in MB. Measured: some 150. */
const MOST_MEGABYTES = 400;
const numbers = Array.from({ length: CALLS }, (_, index) => `+1206555${2000 + index}`);

describe("100 calls in one stack", function () {
  this.timeout(600_000);
  let simulator: Simulator;
  let centre: Centre;
  let project: CallsProject;

  before(async () => {
    // Real time, because the provider keeps its rates by the clock on the wall; few words, so that a call is short.
    simulator = await startSimulator({
      speed: 1,
      buckets: "enforced",
      wordsPerSecond: 30,
      numbers: numbers.map((phoneNumber) => ({ phoneNumber, reaction: "answers", description: "one of 100" })),
    });
    centre = await makeCentre(simulator);
    project = await CallsProject.create(simulator);
    project.plan(
      ...numbers.map((destinationPhoneNumber, index) => ({
        name: `call-${index}`,
        args: { ...centre, destinationPhoneNumber },
      })),
    );
  });
  after(() => simulator.stop());

  it("each passes, at most 8 at once, with no word about throttling and bounded memory", async () => {
    const memory = watchMemory(simulator.endpoint);
    const { code, output } = await project.up("--parallel", "200");
    const megabytes = memory.stop();
    assert.equal(code, 0, output.slice(-3000));
    assert.doesNotMatch(output, /Throttling|TooManyRequests|LimitExceeded|error:/);
    const contacts = simulator.contacts();
    assert.deepEqual(contacts.map(({ customerAddress }) => customerAddress).sort(), numbers);
    assert.ok(mostAtOnce(contacts) <= AT_ONCE, `${mostAtOnce(contacts)} at once`);
    assert.ok(megabytes > 30, "the provider process was seen");
    assert.ok(megabytes < MOST_MEGABYTES, `${megabytes} MB`);
    console.log(`      the provider process held ${Math.round(megabytes)} MB at most`);
  });

  it("a second up calls nobody", async () => {
    const { code } = await project.up("--expect-no-changes", "--parallel", "200");
    assert.equal(code, 0);
    assert.equal(simulator.contacts().length, CALLS);
  });
});

/** The most calls that were live at one moment. */
function mostAtOnce(contacts: InspectedContact[]): number {
  const live = (at: number) =>
    contacts.filter(
      ({ initiatedAt, disconnectedAt = Number.POSITIVE_INFINITY }) => initiatedAt <= at && disconnectedAt > at,
    );
  return Math.max(...contacts.map(({ initiatedAt }) => live(initiatedAt).length));
}

/** Looks at the provider process of the engine that talks to this simulator, until told to stop. */
function watchMemory(endpoint: string): { stop(): number } {
  let most = 0;
  const look = () => {
    most = Math.max(most, ...providerProcesses(endpoint).map(residentMegabytes));
  };
  const timer = setInterval(look, 500);
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function providerProcesses(endpoint: string): string[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const isProvider = read(`/proc/${pid}/cmdline`).includes("dynamic-provider");
      return isProvider && read(`/proc/${pid}/environ`).includes(endpoint);
    });
}

function residentMegabytes(pid: string): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

/** A process may be gone by now. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
