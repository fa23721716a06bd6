// A PULUMI_HOME that holds the engine's plugins, and the environment that makes a `pulumi` use both.

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, delimiter, join, resolve } from "node:path";
import { isCode, linkOrCopy } from "./cache";
import type { Engine } from "./engine";
import { MARKER, type Plugin } from "./plugins";

/**
 * Puts the engine's plugins into `home`/plugins, where the engine looks for them. Folders are real ones, because the
 * engine passes over symbolic links; the programs are hard links where the file system allows it. May be called again
 * and again, and by two processes at once. A plugin that the user installed there stays as it is.
 */
export async function preparePulumiHome(engine: Engine, home: string): Promise<void> {
  await mkdir(join(home, "plugins"), { recursive: true });
  for (const plugin of engine.plugins) await putPlugin(plugin, resolve(home));
}

async function putPlugin(plugin: Plugin, home: string): Promise<void> {
  const folder = join(home, "plugins", `resource-${plugin.name}-v${plugin.version}`);
  const mark = await markOf(plugin);
  if (existsSync(folder) && (await isSettled(folder, mark))) return;
  // Outside plugins/, where the engine would take it for a plugin with a strange name.
  const making = join(home, `.ringcheck-${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(join(making, "new"), { recursive: true });
    await linkOrCopy(plugin.path, join(making, "new", basename(plugin.path)));
    await writeFile(join(making, "new", MARKER), mark);
    await rename(folder, join(making, "old")).catch(unless("ENOENT"));
    // Where another process was faster, what it put there is the same.
    await rename(join(making, "new"), folder).catch(unless("ENOTEMPTY", "EEXIST"));
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function markOf(plugin: Plugin): Promise<string> {
  const { size, mtimeMs } = await stat(plugin.path);
  return `Put here by ringcheck: ${plugin.path}, ${size} bytes, ${mtimeMs}\n`;
}

/** Ours and up to date, or not ours at all. */
async function isSettled(folder: string, mark: string): Promise<boolean> {
  const found = await readFile(join(folder, MARKER), "utf8").catch(unless("ENOENT"));
  return found === undefined || found === mark;
}

function unless(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!isCode(error, ...codes)) throw error;
  };
}

/**
 * The variables under which any `pulumi` command, or the Automation API, runs on this engine and on nothing else: lay
 * them over the environment of the command.
 *
 * @param options.home the PULUMI_HOME that {@link preparePulumiHome} filled.
 * @param options.backend where state lives, as a `file://` URL.
 */
export function engineEnvironment(engine: Engine, options: { home: string; backend: string }): Record<string, string> {
  return {
    PATH: [join(engine.root, "bin"), process.env.PATH].filter(Boolean).join(delimiter),
    PULUMI_HOME: resolve(options.home),
    PULUMI_BACKEND_URL: options.backend,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
