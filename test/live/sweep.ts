/** `npm run sweep:live`: takes away what live runs that died have left in `RINGCHECK_LIVE_INSTANCE`. Calls nobody. */
import { sweep } from "./live-site";

async function main(): Promise<void> {
  const instance = process.env.RINGCHECK_LIVE_INSTANCE;
  if (!instance) throw new Error("set RINGCHECK_LIVE_INSTANCE to the id or ARN of the instance to sweep");
  const swept = await sweep(instance, process.env);
  console.log(swept.length > 0 ? `deleted ${swept.join(", ")}` : "nothing to sweep");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
