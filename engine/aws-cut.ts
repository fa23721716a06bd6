// Cuts terraform-provider-aws down to the services that ringcheck's stacks use. The whole provider is some 250 services
// and takes Go the better part of an hour and many gigabytes; one service compiles in a few minutes. The code that is
// kept is byte for byte the provider's own, but for two generated lists, which lose the lines of the dropped services.

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * The AWS services that the kit's AWS plugin serves, by their folder names in terraform-provider-aws. A further one takes
 * its name here and its modules in kit/aws/go.mod, which says how they get there (`sfn`, `scheduler`, `iam`, `sns`,
 * `cloudwatch`, `events` and `logs` are known to compile unedited). The list is part of the cache key.
 */
export const AWS_SERVICES: readonly string[] = ["connect"];

/** The provider's own start-up code calls these clients, whichever services are kept. */
const CLIENTS_OF_THE_CORE = ["iam", "s3", "sts"];

/** What is copied of the provider, apart from its services. `xpprovider` is the exported door to `internal`. */
const KEPT = ["LICENSE", "go.mod", "go.sum", "internal", "names", "version", "xpprovider"];

/** Test scaffolding and code generators; `internal/service` is copied service by service. */
const DROPPED = new Set(["internal/acctest", "internal/generate", "internal/service"]);

/** Raise it when the rules below change: it is part of the cache key. */
export const CUT_VERSION = 1;

const MODULE = "github.com/hashicorp/terraform-provider-aws";

/**
 * Copies what is needed for `services` from `source` (the module as Go unpacked it; read-only, never changed) to
 * `destination` (an empty folder).
 */
export async function cutAwsProvider(source: string, destination: string, services: readonly string[]): Promise<void> {
  for (const name of KEPT) await copy(source, destination, name);
  const smarterr = "internal/service/smarterr.hcl";
  await copy(source, destination, smarterr);
  for (const service of services) await copy(source, destination, `internal/service/${service}`);

  // internal/embed.go embeds service/*/smarterr.hcl, and an embed pattern that matches nothing does not compile.
  const [first] = services;
  if (first)
    await write(join(destination, `internal/service/${first}/smarterr.hcl`), await readFile(join(source, smarterr)));

  await rewrite(join(destination, "internal/provider/sdkv2/service_packages_gen.go"), (go) =>
    keepPackages(go, services),
  );
  await rewrite(join(destination, "internal/conns/awsclient_gen.go"), (go) =>
    keepClients(go, [...services, ...CLIENTS_OF_THE_CORE]),
  );
}

/** Leaves of the list of service packages only the imports and calls of `services`. */
export function keepPackages(go: string, services: readonly string[]): string {
  return keepLines(go, (line) => {
    const service =
      matched(line, new RegExp(`^\\t"${MODULE}/internal/service/(\\w+)"$`)) ??
      matched(line, /^\t\t(\w+)\.ServicePackage\(ctx\),$/);
    return service === undefined || services.includes(service);
  });
}

/** Leaves of the AWS client's methods only those that return a client of `services`, and their imports. */
export function keepClients(go: string, services: readonly string[]): string {
  const kept = go.replace(
    /^func \(c \*AWSClient\) \w+\(ctx context\.Context\) \*(\w+)\.Client \{\n(?:\t.*\n)*\}\n\n?/gm,
    (method, service: string) => (services.includes(service) ? method : ""),
  );
  return keepLines(kept, (line) => {
    const service = matched(line, /^\t(?:\w+ )?"github\.com\/aws\/aws-sdk-go-v2\/service\/(\w+)"$/);
    return service === undefined || services.includes(service);
  });
}

function keepLines(text: string, wanted: (line: string) => boolean): string {
  return text.split("\n").filter(wanted).join("\n");
}

function matched(line: string, pattern: RegExp): string | undefined {
  return pattern.exec(line)?.[1];
}

async function copy(source: string, destination: string, name: string): Promise<void> {
  const from = join(source, name);
  const entries = await readdir(from, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return write(join(destination, name), await readFile(from));
  for (const entry of entries) {
    const path = `${name}/${entry.name}`;
    if (DROPPED.has(path) || path.endsWith("_test.go") || entry.name === "testdata") continue;
    await copy(source, destination, path);
  }
}

async function rewrite(path: string, change: (text: string) => string): Promise<void> {
  await write(path, change(await readFile(path, "utf8")));
}

/** Written anew, not copied: files in the module cache are read-only, and a copy would inherit that. */
async function write(path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
