// Which plugins: the second question, independent of where the CLI comes from. The engine asks for a plugin by the exact
// version of the npm package, so that is what is looked for: in the user's own Pulumi home, in what was downloaded
// before, among the kit's finished programs; then it is downloaded from Pulumi's registry, and only where that host is
// not reachable the kit's are built.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Cli, type Context, isMissing, type Missing } from "./context";
import { heartbeat } from "./heartbeat";
import { publishedChecksums } from "./installer";
import { buildPrograms, programPath } from "./kit";
import { isExecutable } from "./machine";
import { GO_FLOOR, KIT_PLUGIN_VERSIONS, PLUGIN_PROGRAMS, type PluginName } from "./pins";

export interface Plugin {
  readonly name: string;
  /** What the engine asks for, without a leading `v`. */
  readonly version: string;
  /** Absolute path of the program. */
  readonly path: string;
}

/** Lies in each plugin folder that ringcheck made, and says from what: only such folders are ever replaced. */
export const MARKER = ".ringcheck";

const NAMES: readonly PluginName[] = ["aws", "command"];
const INSTALL_SECONDS = 10 * 60;

/**
 * The versions that the npm packages ask for which a program in `project` resolves, else those that ringcheck itself
 * resolves, else those of the kit.
 *
 * The kit's AWS plugin is one build of terraform-provider-aws, and is installed under whichever version is asked for:
 * resources and properties that this version of @pulumi/aws has and that build lacks (or the other way round) are then
 * refused by the plugin, not by the compiler.
 */
export function installedPluginVersions(project: string): Record<PluginName, string> {
  return { aws: versionOf("aws", project), command: versionOf("command", project) };
}

function versionOf(name: PluginName, project: string): string {
  for (const from of [join(project, "package.json"), __filename]) {
    try {
      const manifest = createRequire(from)(`@pulumi/${name}/package.json`) as {
        version: string;
        pulumi?: { version?: string };
      };
      return (manifest.pulumi?.version ?? manifest.version).replace(/^v/, "");
    } catch {
      // Not installed there.
    }
  }
  return KIT_PLUGIN_VERSIONS[name];
}

/** The plugins that need no more work, or undefined where one does. */
export async function pluginsAtHand(context: Context): Promise<Plugin[] | undefined> {
  const plugins: Plugin[] = [];
  for (const name of NAMES) {
    const plugin = await pluginAtHand(context, name);
    if (!plugin) return undefined;
    plugins.push(plugin);
  }
  return plugins;
}

/** Downloads or builds what is not at hand. */
export async function obtainPlugins(context: Context, cli: Cli): Promise<{ plugins: Plugin[] } | Missing> {
  const plugins: Plugin[] = [];
  let reachable: boolean | undefined = cli.source === "kit" ? false : undefined;
  for (const name of NAMES) {
    let plugin = await pluginAtHand(context, name);
    if (!plugin) {
      reachable ??= !isMissing(await publishedChecksums(context));
      if (reachable) plugin = await download(context, cli, name);
    }
    if (!plugin) {
      const built = await buildPrograms(context, [PLUGIN_PROGRAMS[name]]);
      if (isMissing(built)) return { missing: withoutPlugin(name, context.pluginVersions[name], built.missing) };
      plugin = { name, version: context.pluginVersions[name], path: built.paths[0] ?? "" };
    }
    plugins.push(plugin);
  }
  return { plugins };
}

function withoutPlugin(name: PluginName, version: string, reason: string): string {
  return (
    `the ${name} plugin ${version} is neither installed nor to be downloaded, and ${reason}. Run ` +
    `\`pulumi plugin install resource ${name} ${version}\`, or install Go ${GO_FLOOR} or newer (https://go.dev/dl/).`
  );
}

async function pluginAtHand(context: Context, name: PluginName): Promise<Plugin | undefined> {
  const version = context.pluginVersions[name];
  const { environment } = context.machine;
  const home = environment.PULUMI_HOME || join(environment.HOME || homedir(), ".pulumi");
  for (const place of [home, downloadHome(context)]) {
    const folder = join(place, "plugins", `resource-${name}-v${version}`);
    // One that ringcheck itself put there is a copy of what is looked for below, and may be an older build of it.
    if (existsSync(join(folder, MARKER))) continue;
    // The CLI's own sign that an installation was interrupted.
    if (existsSync(`${folder}.partial`)) continue;
    const path = join(folder, PLUGIN_PROGRAMS[name].file);
    if (await isExecutable(path)) return { name, version, path };
  }
  const path = await programPath(context, PLUGIN_PROGRAMS[name]);
  return (await isExecutable(path)) ? { name, version, path } : undefined;
}

/** A PULUMI_HOME of ours, so that a download does not fill the user's. */
function downloadHome({ cache }: Context): string {
  return join(cache, "home");
}

async function download(context: Context, cli: Cli, name: PluginName): Promise<Plugin | undefined> {
  const version = context.pluginVersions[name];
  const done = heartbeat(context, `downloading the ${name} plugin ${version}`);
  const answer = await context.machine
    .run(cli.pulumi, ["plugin", "install", "resource", name, version], {
      environment: {
        ...context.machine.environment,
        PULUMI_HOME: downloadHome(context),
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
      signal: context.signal,
      timeoutSeconds: INSTALL_SECONDS,
    })
    .finally(done.stop);
  if (answer.exitCode !== 0) {
    context.progress(`the ${name} plugin could not be downloaded; the engine kit has one`);
    return undefined;
  }
  done.tell();
  return pluginAtHand(context, name);
}
