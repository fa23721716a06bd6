// What the question "which pulumi, with which plugins" is answered with.

export interface Engine {
  /** Has bin/pulumi, as Automation API's `PulumiCommand.get({ root })` expects. */
  root: string;
  /** Absolute path of the program. */
  pulumi: string;
  /** Without a leading `v`. */
  version: string;
  /** `cache` is what an earlier run downloaded or built. */
  source: "path" | "cache" | "installer" | "kit";
  plugins: { name: string; version: string; path: string }[];
}
