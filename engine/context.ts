// What every source of an engine is handed, and what it answers.

import type { Machine } from "./machine";
import type { PluginName } from "./pins";

export interface Context {
  readonly machine: Machine;
  readonly cache: string;
  /** The folder of the kit's Go modules. */
  readonly kit: string;
  /** Which versions of the plugins the installed npm packages ask for. */
  readonly pluginVersions: Readonly<Record<PluginName, string>>;
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** A CLI with the language host that it needs; plugins are a second question. */
export interface Cli {
  /** Has bin/pulumi, as Automation API's `PulumiCommand.get({ root })` expects. */
  readonly root: string;
  /** Absolute path of the program. */
  readonly pulumi: string;
  readonly version: string;
  readonly source: "path" | "cache" | "installer" | "kit";
}

/** Why a source has nothing to give, as a part of a sentence. */
export interface Missing {
  readonly missing: string;
}

export function isMissing<T extends object>(answer: T | Missing): answer is Missing {
  return "missing" in answer;
}
