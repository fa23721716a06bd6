/** Mocha's own report, and beside it the counts, so that a run of several kinds can close with one sum. */
const fs = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  done(failures, end) {
    const { passes, pending } = this.stats;
    fs.writeFileSync(process.env.RINGCHECK_TEST_COUNTS, JSON.stringify({ passed: passes, failed: failures, pending }));
    end(failures);
  }
};
