// "Which pulumi, with which plugins": the one door to the engine. `pulumi up` needs programs that npm does not carry, and
// this finds them, downloads them or builds them, whichever the machine allows.

import { join } from "node:path";
import { clearOldWork, defaultCacheFolder, withCacheLock } from "./cache";
import { type Cli, type Context, isMissing } from "./context";
import type { Engine } from "./engine";
import { EngineError } from "./engine-error";
import { installCli, installedRoot } from "./installer";
import { buildCli, kitFolder, kitRoot } from "./kit";
import { isExecutable, type Machine, thisMachine } from "./machine";
import { cliOnPath } from "./path-cli";
import { GO_FLOOR, type PluginName, PULUMI_FLOOR, PULUMI_VERSION } from "./pins";
import { installedPluginVersions, obtainPlugins, type Plugin, pluginsAtHand } from "./plugins";

export type { Engine } from "./engine";
export { EngineError } from "./engine-error";
export { engineEnvironment, preparePulumiHome } from "./pulumi-home";

export interface ResolveOptions {
  /** @default RINGCHECK_CACHE, else XDG_CACHE_HOME/ringcheck, else ~/.cache/ringcheck */
  cacheFolder?: string;
  /** Is told what is going on, a line at a time, only while something takes long. */
  progress?: (line: string) => void;
  /** Ends all child processes; what is finished is kept. */
  signal?: AbortSignal;
  /** @default process.env */
  environment?: NodeJS.ProcessEnv;
  /** The folder from which the program resolves @pulumi/aws and @pulumi/command. @default the working folder */
  project?: string;
  /** Which versions of the plugins are wanted. @default those of the npm packages that `project` resolves */
  pluginVersions?: Partial<Record<PluginName, string>>;
}

/**
 * The engine of this machine: the `pulumi` on the PATH, else our cache, else Pulumi's own download, else the kit built
 * with Go.
 *
 * @param machine stands in for programs, network and clock in tests.
 * @throws EngineError one message that says what to install.
 */
export async function resolveEngine(options: ResolveOptions = {}, machine?: Machine): Promise<Engine> {
  const environment = options.environment ?? process.env;
  const context: Context = {
    machine: machine ?? thisMachine(environment),
    cache: options.cacheFolder ?? defaultCacheFolder(environment),
    kit: kitFolder(),
    pluginVersions: { ...installedPluginVersions(options.project ?? process.cwd()), ...options.pluginVersions },
    progress: options.progress ?? (() => undefined),
    signal: options.signal,
  };
  // What is at hand needs no lock and writes nothing, so a run never waits for another one's build without need.
  return (await engineAtHand(context)) ?? withCacheLock(context.cache, context, () => obtainEngine(context));
}

async function engineAtHand(context: Context): Promise<Engine | undefined> {
  const onPath = await cliOnPath(context);
  const cli = isMissing(onPath) ? await cliInCache(context) : onPath;
  const plugins = cli && (await pluginsAtHand(context));
  return cli && plugins && engineOf(cli, plugins);
}

async function cliInCache(context: Context): Promise<Cli | undefined> {
  for (const root of [installedRoot(context), await kitRoot(context)]) {
    const pulumi = join(root, "bin", "pulumi");
    if (await isExecutable(pulumi)) return { root, pulumi, version: PULUMI_VERSION, source: "cache" };
  }
  return undefined;
}

/** Runs under the lock: first a second look, because the run that held it may have got everything. */
async function obtainEngine(context: Context): Promise<Engine> {
  const atHand = await engineAtHand(context);
  if (atHand) return atHand;
  await clearOldWork(context.cache);
  const cli = await obtainCli(context);
  const obtained = await obtainPlugins(context, cli);
  if (isMissing(obtained)) throw new EngineError(`pulumi ${cli.version} is there, but ${obtained.missing}`);
  return engineOf(cli, obtained.plugins);
}

async function obtainCli(context: Context): Promise<Cli> {
  const missing: string[] = [];
  for (const source of [cliOnPath, cliInCache, installCli, buildCli]) {
    const answer = await source(context);
    if (!answer) continue;
    if (!isMissing(answer)) return answer;
    missing.push(answer.missing);
  }
  throw noEngine(missing);
}

function noEngine(missing: readonly string[]): EngineError {
  return new EngineError(
    `There is no Pulumi engine to run on: ${missing.join("; ")}. Install Pulumi ${PULUMI_FLOOR} or newer ` +
      `(https://www.pulumi.com/docs/install/), or Go ${GO_FLOOR} or newer (https://go.dev/dl/) to build one, and run this again.`,
  );
}

function engineOf(cli: Cli, plugins: readonly Plugin[]): Engine {
  return { ...cli, plugins: plugins.map((plugin) => ({ ...plugin })) };
}
