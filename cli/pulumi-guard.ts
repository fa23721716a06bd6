/**
 * `ringcheck simulate -- pulumi …` must not reach AWS, and the environment cannot overrule stack config. So the config
 * that the command would run with is read first, and a target elsewhere is refused before anything is started.
 */
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { VisibleError } from "./visible-error";

const run = promisify(execFile);

/** The Pulumi commands that talk to providers. */
const TALKING = new Set([
  "up",
  "update",
  "preview",
  "pre",
  "refresh",
  "destroy",
  "down",
  "dn",
  "import",
  "watch",
  "logs",
]);

/** Config of the AWS provider that leads away from the simulator. Pulumi takes `aws:config:profile` for `aws:profile`. */
const ELSEWHERE =
  /^aws:(?:config:)?(endpoints|profile|assumeRoles?|assumeRoleWithWebIdentity|shared(Config|Credentials)Files?)\b/;

/** Options of the command that decide which stack is meant, with their values. */
const SELECTING = new Set(["-s", "--stack", "-C", "--cwd", "--config-file"]);

/**
 * Refuses a `pulumi` command whose config points the AWS provider elsewhere. Other commands pass.
 *
 * @throws {VisibleError} one sentence that names the keys and the remedy
 */
export async function refuseTargetsElsewhere(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  // Also behind npx and the like.
  const at = command.findIndex((word) => /^pulumi(\.exe)?$/.test(path.basename(word)));
  const args = at < 0 ? [] : separated(command.slice(at + 1));
  if (!args.some((arg) => TALKING.has(arg))) {
    return;
  }
  const { selecting, config } = readArguments(args);
  const keys = [...config, ...(await stackConfigKeys(command.slice(0, at + 1), selecting, environment))];
  const elsewhere = [...new Set(keys.filter((key) => ELSEWHERE.test(key)))];
  if (elsewhere.length > 0) {
    throw new VisibleError(
      `Not started: the stack's config sets ${elsewhere.join(", ")}, which leads away from the simulator. ` +
        `Remove it (pulumi config rm ${elsewhere[0]}), or run the command without "ringcheck simulate".`,
    );
  }
}

/** The options that select the stack, and the keys of `-c key=value`. */
function readArguments(args: readonly string[]): { selecting: string[]; config: string[] } {
  const selecting: string[] = [];
  const config: string[] = [];
  args.forEach((arg, index) => {
    const [option = "", attached] = arg.startsWith("--") ? splitOnce(arg) : [arg, undefined];
    const value = attached ?? args[index + 1];
    if (SELECTING.has(option) && value !== undefined) {
      selecting.push(option, value);
    }
    if ((option === "-c" || option === "--config") && value !== undefined) {
      config.push(splitOnce(value)[0] ?? "");
    }
  });
  return { selecting, config };
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf("=");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** `-sNAME` and `-s=NAME` as Pulumi reads them: option and value apart. */
function separated(args: readonly string[]): string[] {
  return args.flatMap((arg) => {
    const [, option, value] = /^(-[sCc])=?(.+)$/.exec(arg) ?? [];
    return option && value ? [option, value] : [arg];
  });
}

const NO_STACK_YET = /no stack selected|no Pulumi\.yaml|no stack named|not found/;

// Where no stack is selected yet there is no config either, and the command itself will say what is missing. Whatever
// else keeps the config from being read is no reason to believe that it is harmless.
async function stackConfigKeys(
  pulumi: readonly string[],
  selecting: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string[]> {
  const [program = "", ...words] = pulumi;
  try {
    const args = [...words, "config", "--json", "--non-interactive", ...selecting];
    const { stdout } = await run(program, args, { env: environment });
    return Object.keys(JSON.parse(stdout) as Record<string, unknown>);
  } catch (error) {
    const { code, stderr = "", message } = error as Error & { code?: string | number; stderr?: string };
    if (code === "ENOENT" || NO_STACK_YET.test(stderr)) {
      return [];
    }
    const reason = (stderr.trim() || message).split("\n")[0];
    throw new VisibleError(`Not started: the stack's config could not be read, so it may lead elsewhere: ${reason}`);
  }
}
