// Pulumi's own downloads: what its installer script fetches, of the pinned version, held to the checksum that Pulumi
// publishes beside it. On a machine that cannot reach the host this costs a few seconds at most.

import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publish, workFolder } from "./cache";
import type { Cli, Context, Missing } from "./context";
import { heartbeat } from "./heartbeat";
import { isExecutable, throwIfInterrupted } from "./machine";
import { PULUMI_VERSION } from "./pins";

const HOST = "https://get.pulumi.com";
const CONNECT_MILLISECONDS = 4_000;
const DOWNLOAD_MILLISECONDS = 15 * 60_000;

/** Where an installed CLI lies in the cache. */
export function installedRoot({ cache, machine }: Context): string {
  return join(cache, "engines", `installer-${PULUMI_VERSION}-${machine.platform}-${machine.arch}`);
}

/** The checksums of the pinned release, by file name; also the quickest way to see whether Pulumi's host is there. */
export async function publishedChecksums(context: Context): Promise<Map<string, string> | Missing> {
  const url = `${HOST}/releases/sdk/pulumi-${PULUMI_VERSION}-checksums.txt`;
  const text = await download(context, url, CONNECT_MILLISECONDS);
  if (text instanceof Error) return { missing: `${new URL(HOST).host} could not be reached (${causeOf(text)})` };
  const lines = text.toString("utf8").matchAll(/^([0-9a-f]{64})\s+\*?(\S+)$/gm);
  return new Map([...lines].map(([, sum = "", file = ""]) => [file, sum]));
}

/** Downloads, checks and unpacks the pinned release into the cache. */
export async function installCli(context: Context): Promise<Cli | Missing> {
  const { machine, progress } = context;
  const file = releaseFile(context);
  if (!file) return { missing: `Pulumi's release is not unpacked on ${machine.platform} ${machine.arch}` };
  const checksums = await publishedChecksums(context);
  if (checksums instanceof Map === false) return checksums;
  const expected = checksums.get(file);
  if (!expected) return { missing: `${new URL(HOST).host} publishes no checksum for ${file}` };

  const done = heartbeat(context, `downloading Pulumi ${PULUMI_VERSION}`);
  const archive = await download(context, `${HOST}/releases/sdk/${file}`, DOWNLOAD_MILLISECONDS).finally(done.stop);
  if (archive instanceof Error) return { missing: `the download of ${file} failed (${causeOf(archive)})` };
  if (createHash("sha256").update(archive).digest("hex") !== expected) {
    return { missing: `the download of ${file} does not have the checksum that Pulumi publishes` };
  }
  done.tell();

  const root = await unpack(context, archive);
  if (typeof root !== "string") return root;
  progress(`Pulumi ${PULUMI_VERSION} is installed in ${root}`);
  return { root, pulumi: join(root, "bin", "pulumi"), version: PULUMI_VERSION, source: "installer" };
}

function releaseFile({ machine }: Context): string | undefined {
  const arch = ({ x64: "x64", arm64: "arm64" } as Record<string, string>)[machine.arch];
  const system = machine.platform === "linux" || machine.platform === "darwin" ? machine.platform : undefined;
  return arch && system ? `pulumi-v${PULUMI_VERSION}-${system}-${arch}.tar.gz` : undefined;
}

async function unpack(context: Context, archive: Buffer): Promise<string | Missing> {
  const work = await workFolder(context.cache);
  try {
    const bin = join(work, "root", "bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(work, "release.tar.gz"), archive);
    const args = ["-xzf", join(work, "release.tar.gz"), "-C", bin, "--strip-components", "1"];
    const tar = await context.machine.run("tar", args, { signal: context.signal });
    if (tar.exitCode !== 0 || !(await isExecutable(join(bin, "pulumi")))) {
      return { missing: `tar could not unpack Pulumi's release (${tar.stderr.trim() || "no pulumi in it"})` };
    }
    await publish(join(work, "root"), installedRoot(context));
    return installedRoot(context);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function download({ machine, signal }: Context, url: string, milliseconds: number): Promise<Buffer | Error> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(() => controller.abort(new Error("no answer in time")), milliseconds);
  signal?.addEventListener("abort", abort);
  try {
    const response = await machine.fetch(url, { signal: controller.signal });
    if (!response.ok) return new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throwIfInterrupted(signal);
    return error as Error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** fetch says only "fetch failed", and keeps what happened in the cause. */
function causeOf(error: Error): string {
  const cause = error.cause as NodeJS.ErrnoException | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
