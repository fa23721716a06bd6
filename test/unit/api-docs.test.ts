/** The API page: generated from the docstrings, current, and without a public name that says nothing. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Application,
  type DeclarationReflection,
  membersOf,
  type ProjectReflection,
  type PublicName,
  typedoc,
} from "./public-names";

const ROOT = join(__dirname, "..", "..");

describe("the API page", function () {
  this.timeout(120_000);
  let app: Application;
  let project: ProjectReflection;
  let names: PublicName[];
  let fresh: string;

  before(async () => {
    const { Application, LogLevel, TSConfigReader, TypeDocReader } = await typedoc();
    const readers = [new TypeDocReader(), new TSConfigReader()];
    fresh = mkdtempSync(join(tmpdir(), "ringcheck-api-"));
    app = await Application.bootstrapWithPlugins({ options: join(ROOT, "typedoc.json"), out: fresh }, readers);
    app.logger.level = LogLevel.Error;
    const converted = await app.convert();
    assert.ok(converted, "the public files do not compile");
    project = converted;
    names = membersOf(project.children as DeclarationReflection[]);
  });
  after(() => rmSync(fresh, { recursive: true }));

  it("documents everything that is public", () => {
    const bare = names.filter(({ text }) => text === "").map(({ path }) => path);
    assert.equal(bare.join("\n"), "");
  });

  it("says the default of every optional member, or when it is absent", () => {
    const silent = names.filter(({ optional, text }) => optional && !/@default|\babsent\b/i.test(text));
    assert.equal(silent.map(({ path }) => path).join("\n"), "");
  });

  it("shows no type that a user cannot import", () => {
    app.validate(project);
    assert.equal(app.logger.warningCount, 0, "npx typedoc names them");
  });

  it("is current: npm run docs writes it", async () => {
    await app.generateOutputs(project);
    const [committed, generated] = [pages(join(ROOT, "docs", "api")), pages(fresh)];
    const names = [...new Set([...Object.keys(committed), ...Object.keys(generated)])];
    const stale = names.filter((name) => committed[name] !== generated[name]);
    assert.deepEqual(stale, [], "these pages differ from the docstrings: npm run docs");
  });
});

/** Every page below a folder, by its path. */
function pages(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
