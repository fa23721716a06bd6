/** What users get: the packed package, installed into an empty project elsewhere, runs the main program. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import type { Simulator } from "../../simulator";
import { createStack, NUMBERS, ROOT, startSimulator, temporaryFolder } from "./harness";

const GOLDEN = path.join(ROOT, "test", "unit", "golden", "provider-in-state.txt");

/** Everything that a user has no use for. */
const NOT_PACKED = /^(test|bench|examples|scripts|\.ci|index\.ts|tsconfig)|\/test\/|\.test\.|Pulumi\.yaml/;

describe("the packed package", function () {
  this.timeout(600_000);
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator.stop());

  it("runs the same program in an empty project elsewhere", async () => {
    const folder = temporaryFolder("tarball");
    const { file, files } = pack(folder);
    assert.deepEqual(
      files.filter((name) => NOT_PACKED.test(name)),
      [],
    );
    assert.deepEqual(
      docsNamedBy(path.join(ROOT, "README.md")).filter((name) => !files.includes(name)),
      [],
    );
    const project = emptyProject(folder, file);
    const stack = await createStack(project, simulator, { destination: { value: NUMBERS.answers, secret: true } });
    const { outputs } = await stack.up();
    assert.equal(outputs.contactId?.value, simulator.contacts()[0]?.id);
    const { summary } = await stack.up();
    assert.deepEqual(Object.keys(summary.resourceChanges ?? {}), ["same"]);
    assert.equal(await textInState(stack), fs.readFileSync(GOLDEN, "utf8"));
    await stack.destroy();
    assert.deepEqual(typeErrors(project), []);
    assert.deepEqual(namesInAnEsModule(project), ["function", "function", "function", "function"]);
  });
});

/** Every way to say `import`, as a TypeScript program sees it: `node` is what Pulumi's own template asks for. */
const RESOLUTIONS = {
  node: "commonjs",
  node16: "node16",
  bundler: "esnext",
};

const IMPORTS = `
import { ContactCenter } from "ringcheck";
import { greetAndProve } from "ringcheck/flow";
import { Simulator } from "ringcheck/simulator";
import { callFlow } from "ringcheck/testing";
`;

function typeErrors(project: string): string[] {
  fs.writeFileSync(
    path.join(project, "check.ts"),
    `${IMPORTS}export const names = [ContactCenter, greetAndProve, Simulator.start, callFlow] as const;\n`,
  );
  const tsc = path.join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const types = ["--typeRoots", path.join(ROOT, "node_modules", "@types"), "--types", "node"];
  return Object.entries(RESOLUTIONS).flatMap(([moduleResolution, module]) => {
    const options = ["--moduleResolution", moduleResolution, "--module", module, "--target", "es2022", "--strict"];
    const checked = spawnSync(process.execPath, [tsc, "--noEmit", "--skipLibCheck", ...types, ...options, "check.ts"], {
      cwd: project,
      encoding: "utf8",
    });
    return checked.status === 0 ? [] : [`${moduleResolution}: ${checked.stdout}`];
  });
}

function namesInAnEsModule(project: string): unknown {
  const program = `${IMPORTS}
    console.log(JSON.stringify([ContactCenter, greetAndProve, Simulator.start, callFlow].map((name) => typeof name)));`;
  const args = ["--input-type=module", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" }));
}

async function textInState(stack: Stack): Promise<unknown> {
  const { deployment } = await stack.exportStack();
  const { resources } = deployment as { resources: { type: string; inputs: Record<string, unknown> }[] };
  return resources.find(({ type }) => type.endsWith("VerificationCall"))?.inputs.__provider;
}

function docsNamedBy(readme: string): string[] {
  const names = [...fs.readFileSync(readme, "utf8").matchAll(/\]\((docs\/[^)#]+)/g)].map(([, name = ""]) => name);
  assert.ok(names.length > 3);
  return names;
}

function pack(folder: string): { file: string; files: string[] } {
  const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  return { file: path.join(folder, filename), files: files.map((file) => file.path) };
}

function emptyProject(folder: string, tarball: string): string {
  const project = path.join(folder, "project");
  fs.mkdirSync(path.join(project, "dist"), { recursive: true });
  fs.copyFileSync(path.join(ROOT, "Pulumi.yaml"), path.join(project, "Pulumi.yaml"));
  fs.copyFileSync(path.join(ROOT, "dist", "index.js"), path.join(project, "dist", "index.js"));
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const pulumi = Object.fromEntries(Object.entries(devDependencies).filter(([name]) => name.startsWith("@pulumi/")));
  const manifest = { name: "empty", private: true, dependencies: { ...pulumi, ringcheck: `file:${tarball}` } };
  fs.writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefer-offline"], {
    cwd: project,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return project;
}
