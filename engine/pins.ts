// Which versions of which programs ringcheck runs on. Exact pins, never "latest": a module mirror may serve no other
// version and no list of versions, and the same pins give the same programs on every machine.

/** A program of the kit: built from one of the Go modules in kit/, or copied out of a module that those depend on. */
export interface KitProgram {
  readonly file: string;
  /** The folder below kit/ that holds its go.mod. */
  readonly module: "cli" | "lang" | "aws" | "command";
  /** What to build; `.` is the module's own main.go. Without it the program is copied. */
  readonly package?: string;
  readonly tags?: string;
  /** What the linker stamps into the program, as `-X` of Go's linker takes it. */
  readonly stamp?: string;
  /** A file that the module `module` of its go.mod carries ready to run. */
  readonly copied?: { readonly module: string; readonly path: string };
}

/** The Pulumi that the installer and the kit bring. Without its stamp `pulumi version` prints nothing. */
export const PULUMI_VERSION = "3.259.0";

/** The oldest `pulumi` on the PATH that will do: that of the peer dependency @pulumi/pulumi. */
export const PULUMI_FLOOR = "3.146.0";

/** The oldest Go that builds the kit: the highest `go` line of its go.mod files. */
export const GO_FLOOR = "1.25.11";

/** The versions of @pulumi/aws and @pulumi/command that the kit's plugins were tested with. */
export const KIT_PLUGIN_VERSIONS: Readonly<Record<PluginName, string>> = { aws: "7.48.0", command: "1.2.1" };

export type PluginName = "aws" | "command";

/** These lie together in one folder, where the CLI looks for its language host and the launcher. */
export const BIN_PROGRAMS: readonly KitProgram[] = [
  {
    // A few lines of shell, which ask node for @pulumi/pulumi/cmd/dynamic-provider.
    file: "pulumi-resource-pulumi-nodejs",
    module: "cli",
    copied: { module: "github.com/pulumi/pulumi/sdk/v3", path: "nodejs/dist/pulumi-resource-pulumi-nodejs" },
  },
  {
    file: "pulumi-language-nodejs",
    module: "lang",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
  {
    file: "pulumi",
    module: "cli",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    tags: "osusergo,grpcnotrace",
    stamp: `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
  },
];

/** These must stay off the PATH: a plugin found there wins over the installed one, and the engine warns at every run. */
export const PLUGIN_PROGRAMS: Readonly<Record<PluginName, KitProgram>> = {
  command: {
    file: "pulumi-resource-command",
    module: "command",
    package: ".",
    stamp: `main.version=${KIT_PLUGIN_VERSIONS.command}`,
  },
  aws: { file: "pulumi-resource-aws", module: "aws", package: ".", stamp: `main.version=${KIT_PLUGIN_VERSIONS.aws}` },
};
