/**
 * How long 100 calls of 20 seconds take: `npm run bench [-- --json]`, from the first start request to the last verdict.
 * The provider's functions run over HTTP against the simulator with enforced rates, both on one clock that jumps from
 * event to event, so the figure is the schedule's and not this machine's. Exit code 1 above 1.2 times the least that
 * the start bucket (2/s, burst 5) and the slots (8) allow.
 */
import { greetAndProve } from "../flow";
import { HttpWorld } from "../test/contract/verification-http";

const CALLS = 100;
const SLOTS = 8;
const CALL_SECONDS = 20;
const START = { perSecond: 2, burst: 5 };
const WITHIN = 1.2;

async function main(): Promise<void> {
  const http = await HttpWorld.start({ buckets: "enforced", wordsPerSecond: 1 }, flowOfSeconds(CALL_SECONDS));
  const provider = http.provider();
  const verdicts = await Promise.all(
    Array.from({ length: CALLS }, async (_, index) => {
      const changes = { identity: `identity-${index}`, destinationPhoneNumber: `+1206555${1000 + index}` };
      const { outs } = await http.create(changes, provider);
      return { passed: outs?.passed === true, at: http.world.clock.now() };
    }),
  );
  const first = http.simulator.requests.list("StartOutboundVoiceContact")[0]?.at ?? 0;
  const contacts = http.simulator.contacts();
  const longest =
    Math.max(...contacts.map(({ initiatedAt, disconnectedAt = 0 }) => disconnectedAt - initiatedAt)) / 1000;
  const seconds = (Math.max(...verdicts.map(({ at }) => at)) - first) / 1000;
  const bucket = (CALLS - START.burst) / START.perSecond;
  const least = Math.max(bucket, Math.ceil(CALLS / SLOTS) * longest);
  const passed = verdicts.filter((verdict) => verdict.passed).length;
  report({ calls: CALLS, passed, callSeconds: longest, seconds, least, ratio: seconds / least });
  await http.stop();
  if (passed < CALLS || seconds > WITHIN * least) process.exitCode = 1;
}

function report(figures: Record<string, number>): void {
  if (process.argv.includes("--json")) console.log(JSON.stringify(figures));
  else
    for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(12)} ${Number(value.toFixed(3))}`);
}

/** One word a second; a ring of a second before them. */
function flowOfSeconds(seconds: number): string {
  return greetAndProve({
    greeting: Array(seconds - 1)
      .fill("word")
      .join(" "),
  }).toString();
}

void main();
