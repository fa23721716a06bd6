/** The text that lands in the state of every stack: frozen, small, and clear where the package is missing. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import Module from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

const GOLDEN = path.join(__dirname, "golden", "provider-in-state.txt");
const { provider } = require("../../components/provider.cjs") as { provider: pulumi.dynamic.ResourceProvider };

describe("the text in state", () => {
  it("is the golden one, to the byte", async () => {
    assert.equal(await textInState(), fs.readFileSync(GOLDEN, "utf8"));
  });

  it("holds 2,048 bytes at most", () => {
    assert.ok(fs.statSync(GOLDEN).size <= 2048);
  });

  it("has all seven methods", () => {
    const loaded = evaluate(fs.readFileSync(GOLDEN, "utf8"), process.cwd());
    assert.deepEqual(Object.keys(loaded).sort(), ["check", "configure", "create", "delete", "diff", "read", "update"]);
  });

  it("says in one sentence, without a stack, that the package is missing", () => {
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "ringcheck-frozen-"));
    const loaded = evaluate(fs.readFileSync(GOLDEN, "utf8"), elsewhere);
    assert.throws(
      () => loaded.create({}),
      (error: Error) => {
        assert.equal(error.message, "ringcheck is not installed here: npm install ringcheck");
        assert.equal(error.stack, "");
        return true;
      },
    );
  });
});

/** What the engine is sent for a resource of ours. */
async function textInState(): Promise<unknown> {
  let text: unknown;
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      text = inputs.__provider;
      return { id: name, state: inputs };
    },
    call: () => ({}),
  });
  class Golden extends pulumi.dynamic.Resource {}
  const resource = new Golden(provider, "golden", {});
  await new Promise((resolve) => resource.id.apply(resolve));
  return text;
}

/** Evaluates the text as the launcher of dynamic providers does: `require` resolves from the program's folder. */
function evaluate(text: string, folder: string): pulumi.dynamic.ResourceProvider {
  const module = new Module("") as Module & { paths: string[]; _compile(code: string, file: string): void };
  module.paths = [path.join(folder, "node_modules")];
  module._compile(text, "");
  return (module.exports as { handler(): pulumi.dynamic.ResourceProvider }).handler();
}
