/** The stack's own settings (`ringcheck:…`), which hold for every call in it and can only be narrowed by a resource. */

/** What a dynamic provider's `configure` is given. */
export interface ConfigSource {
  get(key: string): string | undefined;
}

/** Stack config, read once per process. */
export interface Settings {
  /** `ringcheck:allowedDestinations`: JSON list or comma-separated; absent means: default countries of the region. */
  allowedDestinations?: string[];
  /** `ringcheck:enabled`. @default `true` */
  enabled: boolean;
  /** `ringcheck:preflight`. @default `true` */
  preflight: boolean;
  /** `ringcheck:maxConcurrentCalls` per instance, 1 to 100. @default `8` (the quota is 10; above it callers hear busy) */
  maxConcurrentCalls: number;
  /** `aws:region` */
  region?: string;
  /** Settings that cannot be read; check reports them. */
  problems: string[];
}

export const DEFAULT_SETTINGS: Settings = { enabled: true, preflight: true, maxConcurrentCalls: 8, problems: [] };

/** Reads the settings. Never throws: what cannot be read becomes a problem, and the careful value holds. */
export function readSettings(config: ConfigSource | undefined): Settings {
  const read = (key: string) => config?.get(key) ?? undefined;
  const problems: string[] = [];
  const allowed = read("ringcheck:allowedDestinations");
  const region = read("aws:region");
  return {
    ...(allowed === undefined ? {} : { allowedDestinations: readList(allowed, problems) }),
    enabled: readSwitch("ringcheck:enabled", read("ringcheck:enabled"), false, problems),
    preflight: readSwitch("ringcheck:preflight", read("ringcheck:preflight"), true, problems),
    maxConcurrentCalls: readCalls(read("ringcheck:maxConcurrentCalls"), problems),
    ...(region ? { region } : {}),
    problems,
  };
}

function readSwitch(key: string, text: string | undefined, whenUnreadable: boolean, problems: string[]): boolean {
  if (text === undefined || text === "true") return true;
  if (text === "false") return false;
  problems.push(`stack config ${key} must be true or false`);
  return whenUnreadable;
}

function readCalls(text: string | undefined, problems: string[]): number {
  if (text === undefined) return DEFAULT_SETTINGS.maxConcurrentCalls;
  const calls = Number(text);
  if (Number.isInteger(calls) && calls >= 1 && calls <= 100) return calls;
  problems.push("stack config ringcheck:maxConcurrentCalls must be a whole number from 1 to 100");
  return 1;
}

/** Both spellings that `pulumi config set` gives: plain text and `--path` lists. */
function readList(text: string, problems: string[]): string[] {
  if (!text.trim().startsWith("[")) {
    return text
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean);
  }
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list.map((entry) => String(entry));
  } catch {
    // Reported below; the parser's own message would quote the text, which holds numbers.
  }
  problems.push("stack config ringcheck:allowedDestinations must be a list of numbers, prefixes and countries");
  return [];
}
