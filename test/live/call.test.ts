/**
 * `npm run test:live`: the cases of a call against an instance of your own, for which somebody's phone rings some ten
 * times. Without the three variables every case is skipped, so that everybody's CI proves that this loads.
 */
import { CALL_CASES, type CallSite } from "../contract/call-cases";
import { liveSettings, openSite, sweep } from "./live-site";

const settings = liveSettings(process.env);

describe("a call at Connect, live", function () {
  this.timeout(600_000);
  let site: CallSite;

  before(async function () {
    if ("skipped" in settings) {
      console.log(`      skipped: ${settings.skipped}`);
      return this.skip();
    }
    site = await openSite(settings, process.env, (line) => console.log(`      ${line}`));
  });
  after(async () => {
    if (!("skipped" in settings)) await sweep(settings.instance, process.env);
  });

  for (const { title, needs, run } of CALL_CASES) {
    it(title, function () {
      if (needs && site[needs] === undefined) return this.skip();
      return run(site);
    });
  }
});
