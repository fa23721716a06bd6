/** docs/failures.md says what the tables say. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { failuresPage } from "../../verification/failures-page";

describe("verification: docs/failures.md", () => {
  it("is current: npx tsx verification/failures-page.ts writes it", () => {
    assert.equal(readFileSync(join(__dirname, "../../docs/failures.md"), "utf8"), failuresPage());
  });
});
