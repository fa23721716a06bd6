/**
 * Stacks of nothing but calls: a call centre that is already there, a program that reads its calls from a file, and the
 * command line itself, so that a test sees every byte that people see.
 */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Simulator } from "../../simulator";
import { copyOfProject, pulumiEnvironment, stripColours, temporaryFolder, theEngine } from "./harness";

// The SDK's notice about Node versions is no finding of a test.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** One call of the program. `opts` are Pulumi's own; `dependsOn` names other calls. */
export interface PlannedCall {
  name: string;
  args: Record<string, unknown>;
  opts?: Record<string, unknown>;
}

/** What a command said, and how it ended. */
export interface Said {
  code: number;
  output: string;
}

/** A project of calls and its stack `test`. */
export class CallsProject {
  /** Everything that any command has said, for whoever looks for what must not be in it. */
  readonly transcript: string[] = [];

  private constructor(
    readonly folder: string,
    private readonly program: string,
    private readonly environment: Record<string, string>,
  ) {}

  /** @param name of the program, among those of the tests */
  static async create(simulator: Simulator, name = "calls"): Promise<CallsProject> {
    const folder = copyOfProject("test", "engine", "programs", name);
    const environment = await pulumiEnvironment(simulator.endpoint, temporaryFolder("calls"));
    const program = path.join((await theEngine()).root, "bin", "pulumi");
    const project = new CallsProject(folder, program, environment);
    await project.run("stack", "init", "test");
    return project;
  }

  /** Writes the program: these calls and no others. */
  plan(...calls: PlannedCall[]): void {
    fs.writeFileSync(path.join(this.folder, "calls.json"), JSON.stringify(calls));
  }

  /** Runs `pulumi`, whatever becomes of it. */
  run(...args: string[]): Promise<Said> {
    return new Promise((resolve, reject) => {
      const command = spawn(this.program, [...args, "--non-interactive", "--color", "never"], {
        cwd: this.folder,
        env: this.environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      const keep = (chunk: Buffer) => {
        output += chunk.toString();
      };
      command.stdout.on("data", keep);
      command.stderr.on("data", keep);
      command.once("error", reject);
      command.once("close", (code) => {
        const said = { code: code ?? -1, output: stripColours(output) };
        this.transcript.push(`$ pulumi ${args.join(" ")}\n${said.output}`);
        resolve(said);
      });
    });
  }

  /** `pulumi up` as a pipeline runs it. */
  up(...args: string[]): Promise<Said> {
    return this.run("up", "--yes", "--skip-preview", ...args);
  }

  /** The outputs of one call in the state; secrets in clear. */
  async outputs(name: string): Promise<Record<string, unknown> | undefined> {
    const { output } = await this.run("stack", "export", "--show-secrets");
    const { deployment } = JSON.parse(output) as { deployment: { resources?: StateResource[] } };
    return deployment.resources?.find(({ urn }) => urn.endsWith(`VerificationCall::${name}`))?.outputs;
  }
}

interface StateResource {
  urn: string;
  outputs: Record<string, unknown>;
}
