// The `pulumi` that the user has installed: it comes first, because it is the one that the user knows.

import { createHash } from "node:crypto";
import { mkdir, readlink, realpath, rm, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Cli, Context, Missing } from "./context";
import { findOnPath, isExecutable } from "./machine";
import { PULUMI_FLOOR } from "./pins";
import { isAtLeast, versionIn } from "./version";

const LANGUAGE_HOST = "pulumi-language-nodejs";

/** The first `pulumi` on the PATH, if it is new enough and finds a Node language host. */
export async function cliOnPath(context: Context): Promise<Cli | Missing> {
  const { machine } = context;
  const [pulumi] = await findOnPath(machine, "pulumi");
  if (!pulumi) return { missing: "there is no pulumi on the PATH" };

  const answer = await machine.run(pulumi, ["version"], {
    environment: { ...machine.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: context.signal,
    timeoutSeconds: 20,
  });
  const version = answer.exitCode === 0 ? versionIn(answer.stdout) : undefined;
  if (!version) return { missing: `${pulumi} does not tell its version` };
  if (!isAtLeast(version, PULUMI_FLOOR)) return { missing: `${pulumi} is ${version}, older than ${PULUMI_FLOOR}` };
  if (!(await hasLanguageHost(context, pulumi))) return { missing: `${pulumi} has no ${LANGUAGE_HOST} beside it` };
  return { root: await rootOf(context, pulumi), pulumi, version, source: "path" };
}

async function hasLanguageHost({ machine }: Context, pulumi: string): Promise<boolean> {
  const besides = [dirname(pulumi), dirname(await realpath(pulumi))].map((folder) => join(folder, LANGUAGE_HOST));
  for (const path of besides) if (await isExecutable(path)) return true;
  return (await findOnPath(machine, LANGUAGE_HOST)).length > 0;
}

/** Automation API takes a folder and runs bin/pulumi in it; a pulumi that lies elsewhere gets such a folder, by a link. */
async function rootOf({ cache }: Context, pulumi: string): Promise<string> {
  const folder = dirname(pulumi);
  if (basename(folder) === "bin") return dirname(folder);
  const root = join(cache, "path", createHash("sha256").update(pulumi).digest("hex").slice(0, 12));
  const link = join(root, "bin", "pulumi");
  if ((await readlink(link).catch(() => undefined)) !== pulumi) {
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { force: true });
    await symlink(pulumi, link);
  }
  return root;
}
