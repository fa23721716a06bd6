/** Mocha's own report, and beside it the counts and what failed, so that a run of several kinds can close with one sum. */
const fs = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountingReporter extends reporters.Spec {
  done(failures, end) {
    const { passes, pending } = this.stats;
    const failing = this.failures.map((test) => ({
      title: test.titlePath().join(" > "),
      message: String(test.err?.message ?? test.err),
    }));
    const counts = { passed: passes, failed: failures, pending, failing };
    fs.writeFileSync(process.env.RINGCHECK_TEST_COUNTS, JSON.stringify(counts));
    end(failures);
  }
};
