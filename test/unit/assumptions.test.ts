/** docs/assumptions.md: each row names live tests that exist, or says why there is none. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CALL_CASES } from "../contract/call-cases";

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "assumptions.md"), "utf8");
const ROWS = PAGE.split("\n").filter((line) => /^\| [A-Z]\d+a? \|/.test(line));
const idOf = (row: string) => row.split(" | ")[0]?.replace("| ", "") ?? "";
const shownBy = (row: string) => row.replace(/ \|$/, "").split(" | ").at(-1) ?? "";

describe("docs/assumptions.md", () => {
  it("has its rows", () => {
    assert.ok(ROWS.length >= 34, `${ROWS.length} rows`);
    assert.equal(new Set(ROWS.map(idOf)).size, ROWS.length);
  });

  for (const row of ROWS) {
    it(`${idOf(row)} names the live test that would show it wrong, or why there is none`, () => {
      const cell = shownBy(row);
      if (cell.startsWith("none: ")) return assert.ok(cell.length > 20, cell);
      const named = CALL_CASES.find(({ title }) => cell === `"${title}"`);
      assert.ok(named, `no live test is called ${cell}`);
      assert.ok(named.shows.includes(idOf(row)), `"${named.title}" does not say that it shows ${idOf(row)}`);
    });
  }

  it("has a row for everything that a live test shows", () => {
    const shown = CALL_CASES.flatMap(({ shows }) => shows);
    assert.deepEqual(
      shown.filter((id) => !ROWS.some((row) => idOf(row) === id)),
      [],
    );
  });
});
