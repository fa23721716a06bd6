// The engine built from public Go modules, for machines that reach package mirrors but not Pulumi's downloads. Each
// program is kept as soon as it is finished, so an interrupted build goes on where it stopped. Go's own caches hold some
// 8 GB afterwards; they are Go's (`go clean -cache -modcache` empties them), and only the programs, 256 MB, are ours.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, copyFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { AWS_SERVICES, CUT_VERSION, cutAwsProvider } from "./aws-cut";
import { linkOrCopy, publish, workFolder } from "./cache";
import { type Cli, type Context, isMissing, type Missing } from "./context";
import { EngineError } from "./engine-error";
import { heartbeat } from "./heartbeat";
import { findOnPath, isExecutable } from "./machine";
import { BIN_PROGRAMS, GO_FLOOR, type KitProgram, PULUMI_VERSION } from "./pins";
import { isAtLeast, versionIn } from "./version";

/** The kit's Go modules: beside this file in the sources and in the package; up the tree when compiled without a copy. */
export function kitFolder(): string {
  const places = [join(__dirname, "kit"), join(__dirname, "..", "..", "engine", "kit")];
  const found = places.find((place) => existsSync(join(place, "cli", "go.mod")));
  if (!found) throw new EngineError(`This copy of ringcheck is incomplete: it has no engine kit in ${places[0]}.`);
  return found;
}

/** Where a program of the kit lies in the cache; by all that it is made of, so that an edit builds it anew. */
export async function programPath(context: Context, program: KitProgram): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([program, context.machine.platform, context.machine.arch]));
  if (program.module === "aws") hash.update(JSON.stringify([CUT_VERSION, AWS_SERVICES]));
  const folder = join(context.kit, program.module);
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(\.go|go\.mod|go\.sum)$/.test(file));
  for (const file of files.sort()) hash.update(file).update(await readFile(join(folder, file)));
  return join(context.cache, "programs", `${program.file}-${hash.digest("hex").slice(0, 12)}`, program.file);
}

/** Where the CLI of the kit lies in the cache, with its language host and launcher. */
export async function kitRoot(context: Context): Promise<string> {
  const paths = await Promise.all(BIN_PROGRAMS.map((program) => programPath(context, program)));
  const names = paths.map((path) => relative(context.cache, path));
  const key = createHash("sha256").update(names.join()).digest("hex").slice(0, 12);
  return join(context.cache, "engines", `kit-${key}`);
}

/** Builds the CLI, its language host and the launcher, and lays them in one folder. */
export async function buildCli(context: Context): Promise<Cli | Missing> {
  const built = await buildPrograms(context, BIN_PROGRAMS);
  if (isMissing(built)) return built;
  const root = await kitRoot(context);
  const work = await workFolder(context.cache);
  try {
    await mkdir(join(work, "bin"));
    for (const [i, program] of BIN_PROGRAMS.entries()) {
      await linkOrCopy(built.paths[i] ?? "", join(work, "bin", program.file));
    }
    await publish(work, root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { root, pulumi: join(root, "bin", "pulumi"), version: PULUMI_VERSION, source: "kit" };
}

/** Builds those of `programs` that are not in the cache yet. A build that fails is an error, a missing Go is not. */
export async function buildPrograms(
  context: Context,
  programs: readonly KitProgram[],
): Promise<{ paths: string[] } | Missing> {
  const paths = await Promise.all(programs.map((program) => programPath(context, program)));
  let go: Go | undefined;
  for (const [i, program] of programs.entries()) {
    const path = paths[i] ?? "";
    if (await isExecutable(path)) continue;
    if (!go) {
      const found = await findGo(context);
      if (isMissing(found)) return found;
      go = found;
      context.progress(
        `building the engine with Go ${go.version}: some ten minutes on two cores, once on this machine`,
      );
    }
    await buildProgram(context, go, program, path);
  }
  return { paths };
}

interface Go {
  readonly path: string;
  readonly version: string;
}

async function findGo({ machine, signal }: Context): Promise<Go | Missing> {
  if (machine.platform === "win32") return { missing: "the engine kit does not build on Windows" };
  const [path] = await findOnPath(machine, "go");
  if (!path) return { missing: "there is no Go to build an engine with" };
  const environment = { ...machine.environment, GOTOOLCHAIN: "local" };
  const answer = await machine.run(path, ["env", "GOVERSION"], { environment, signal, timeoutSeconds: 20 });
  const version = answer.exitCode === 0 ? versionIn(answer.stdout) : undefined;
  if (!version) return { missing: `${path} does not tell its version` };
  if (!isAtLeast(version, GO_FLOOR)) return { missing: `${path} is Go ${version}, older than ${GO_FLOOR}` };
  return { path, version };
}

async function buildProgram(context: Context, go: Go, program: KitProgram, final: string): Promise<void> {
  const work = await workFolder(context.cache);
  const done = heartbeat(context, `${program.package ? "building" : "fetching"} ${program.file}`);
  try {
    // In a copy, because a checkout or an installed package is not ours to write into.
    const module = join(work, program.module);
    await cp(join(context.kit, program.module), module, { recursive: true });
    if (program.module === "aws") await cutInto(context, go, module);
    const output = join(work, program.file);
    if (program.copied) await copyOut(context, go, module, program.copied, output);
    else await runGo(context, go, module, program.file, buildArguments(program, output));
    await check(context, program, output);
    await publish(output, final);
  } finally {
    done.stop();
    await rm(work, { recursive: true, force: true });
  }
  done.tell();
}

function buildArguments(program: KitProgram, output: string): string[] {
  const stamp = program.stamp ? ` -X ${program.stamp}` : "";
  const tags = program.tags ? ["-tags", program.tags] : [];
  return [
    "build",
    "-trimpath",
    "-buildvcs=false",
    ...tags,
    "-ldflags",
    `-w -s${stamp}`,
    "-o",
    output,
    program.package ?? ".",
  ];
}

async function cutInto(context: Context, go: Go, module: string): Promise<void> {
  const source = await moduleFolder(context, go, join(module, "source"), "github.com/hashicorp/terraform-provider-aws");
  await cutAwsProvider(source, join(module, "terraform-provider-aws"), AWS_SERVICES);
}

async function copyOut(
  context: Context,
  go: Go,
  module: string,
  from: { module: string; path: string },
  output: string,
): Promise<void> {
  await copyFile(join(await moduleFolder(context, go, module, from.module), from.path), output);
  await chmod(output, 0o755);
}

/** Downloads a module that the go.mod in `folder` pins, checks it against its go.sum, and says where it lies. */
async function moduleFolder(context: Context, go: Go, folder: string, module: string): Promise<string> {
  const answer = await runGo(context, go, folder, module, ["mod", "download", "-json", module]);
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

async function runGo(context: Context, go: Go, folder: string, what: string, args: string[]): Promise<string> {
  const environment = { ...context.machine.environment };
  // The user's cross-compilation and workspace settings are for the user's own modules.
  for (const name of ["GOOS", "GOARCH", "GOEXPERIMENT"]) delete environment[name];
  Object.assign(environment, {
    // go.sum is complete: nothing may add to it, and nothing has to ask the checksum database.
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    GO111MODULE: "on",
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0",
  });
  const answer = await context.machine.run(go.path, args, { cwd: folder, environment, signal: context.signal });
  if (answer.exitCode === 0) return answer.stdout;
  throw await goError(context, what, `${answer.stdout}\n${answer.stderr}`);
}

async function goError({ cache }: Context, what: string, output: string): Promise<EngineError> {
  const log = join(cache, "logs", `${what.replaceAll("/", "_")}.log`);
  await mkdir(join(cache, "logs"), { recursive: true });
  await writeFile(log, output);
  const network = /dial tcp|no such host|connection refused|i\/o timeout|proxyconnect|TLS handshake/.exec(output);
  if (network) {
    return new EngineError(
      `Go could not download the modules of ${what} (${network[0]}): set GOPROXY to a module mirror that this machine reaches, or install Pulumi (https://www.pulumi.com/docs/install/). All that Go said is in ${log}.`,
    );
  }
  const last = output.trim().split("\n").at(-1) ?? "";
  return new EngineError(`Go could not build ${what}: ${last.trim()}. All that Go said is in ${log}.`);
}

/** A program that cannot start must not be kept: the CLI tells its version, the others print the port they serve on. */
async function check(context: Context, program: KitProgram, path: string): Promise<void> {
  if (program.copied) return;
  const isCli = program.file === "pulumi";
  const answer = await context.machine.run(path, isCli ? ["version"] : ["127.0.0.1:1"], {
    environment: { ...context.machine.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: context.signal,
    timeoutSeconds: 30,
    until: isCli ? undefined : (stdout) => /^\d+\n/.test(stdout),
  });
  const works = answer.exitCode === 0 && (!isCli || versionIn(answer.stdout) === PULUMI_VERSION);
  if (works) return;
  throw new EngineError(
    `${program.file} was built but does not answer (${answer.stderr.trim().split("\n").at(-1) || "no output"}).`,
  );
}
