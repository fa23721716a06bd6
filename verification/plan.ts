/**
 * What an update would do, from the old state and the new inputs alone: the one answer that `diff` shows and `update`
 * carries out, so that preview says beforehand what dials.
 */
import { canonicalJson } from "./canonical";
import { inputsOf, type VerificationCallInputs, type VerificationCallState } from "./inputs";
import { policyOf } from "./policy";
import { memberValue, REQUEST_PROPERTIES, triggersOf } from "./request";
import type { Settings } from "./settings";
import { explicitRegion, plainId, readArn } from "./target";
import { containsUnknown, isAbsent, isRecord, isUnknown } from "./unknowns";
import { judge } from "./verdict";

/** What happens to an existing verification. `causes` are short and free of values. */
export type Plan =
  /** Another instance, region or account. */
  | { kind: "replace"; property: "instanceId" | "aws"; causes: string[] }
  /** A new call is placed. */
  | { kind: "call"; causes: string[] }
  /** A new call may be placed: something is not known yet. */
  | { kind: "may-call"; causes: string[] }
  /** The request changed while calls are disabled. */
  | { kind: "skip"; causes: string[] }
  /** Inputs changed that are not part of the request: evidence is judged again, nobody is called. */
  | { kind: "rejudge"; causes: string[] }
  /** Nothing to do. */
  | { kind: "none"; causes: string[] };

/** True when this call may be placed at all. */
export function isEnabled(inputs: Pick<VerificationCallInputs, "enabled">, settings: Settings): boolean {
  return inputs.enabled !== false && settings.enabled;
}

/** Decides. Pure, and total: any JSON in `news` gets an answer. */
export function planUpdate(olds: VerificationCallState, news: VerificationCallInputs, settings: Settings): Plan {
  const before = inputsOf(olds);
  const moved = movedProperty(olds, before, news, settings);
  if (moved) return { kind: "replace", property: moved, causes: [moved] };
  const enabled = isEnabled(news, settings);
  const { changed, unknown } = requestChanges(before, news);
  if (changed.length > 0) return { kind: enabled ? "call" : "skip", causes: changed };
  if (unknown.length > 0)
    return { kind: enabled ? "may-call" : "skip", causes: unknown.map((key) => `${key} is not known yet`) };
  return planSameRequest(olds, before, news, enabled);
}

function planSameRequest(
  olds: VerificationCallState,
  before: VerificationCallInputs,
  news: VerificationCallInputs,
  enabled: boolean,
): Plan {
  const settled = otherChanges(before, news);
  const keep: Plan = settled.length > 0 ? { kind: "rejudge", causes: settled } : { kind: "none", causes: [] };
  if (olds.outcome === "skipped") return enabled ? { kind: "call", causes: ["enabled"] } : keep;
  if (settled.some((key) => containsUnknown(news[key as keyof VerificationCallInputs]))) {
    return enabled ? { kind: "may-call", causes: settled } : keep;
  }
  const policy = policyOf(news);
  const passed = settled.length > 0 ? judge(olds, policy.expect).passed : olds.passed === true;
  if (passed || policy.onFailure === "warn" || !enabled) return keep;
  return { kind: "call", causes: [`the last verdict was ${olds.outcome}`, ...settled] };
}

/** The property that moves the call to another instance, region or account; undefined when it stays. */
function movedProperty(
  olds: VerificationCallState,
  before: VerificationCallInputs,
  news: VerificationCallInputs,
  settings: Settings,
): "instanceId" | "aws" | undefined {
  if (typeof before.instanceId !== "string" || typeof news.instanceId !== "string" || isUnknown(news.instanceId)) {
    return undefined;
  }
  if (plainId(before.instanceId) !== plainId(news.instanceId)) return "instanceId";
  const [oldArn, newArn] = [readArn(before.instanceId), readArn(news.instanceId)];
  if (oldArn && newArn && oldArn.account !== newArn.account) return "instanceId";
  const region = explicitRegion(news, settings.region);
  const oldRegion = olds.placedRegion ?? explicitRegion(before, undefined);
  if (region && oldRegion && region !== oldRegion) return news.aws?.region ? "aws" : "instanceId";
  return undefined;
}

/** Which parts of the request (triggers included) differ for sure, and which are not known yet. */
function requestChanges(before: VerificationCallInputs, news: VerificationCallInputs) {
  const changed: string[] = [];
  const unknown: string[] = [];
  for (const property of REQUEST_PROPERTIES) {
    const [old, now] = [memberValue(property, before[property]), memberValue(property, news[property])];
    if (containsUnknown(now)) unknown.push(property);
    else if (canonicalJson(old) !== canonicalJson(now)) changed.push(property);
  }
  const triggers = triggerChanges(triggersOf(before), triggersOf(news));
  return { changed: [...changed, ...triggers.changed], unknown: [...unknown, ...triggers.unknown] };
}

/** Names the keys where both sides are maps, so that preview can say what changed. */
function triggerChanges(old: unknown, now: unknown): { changed: string[]; unknown: string[] } {
  if (isUnknown(now)) return { changed: [], unknown: ["triggers"] };
  if (!(isRecord(now) || isAbsent(now)) || !(isRecord(old) || isAbsent(old))) {
    if (containsUnknown(now)) return { changed: [], unknown: ["triggers"] };
    return { changed: canonicalJson(old ?? null) === canonicalJson(now ?? null) ? [] : ["triggers"], unknown: [] };
  }
  const [oldMap, newMap] = [new Map(Object.entries(old ?? {})), new Map(Object.entries(now ?? {}))];
  const result = { changed: [] as string[], unknown: [] as string[] };
  for (const key of [...new Set([...oldMap.keys(), ...newMap.keys()])].sort()) {
    const value = newMap.get(key);
    if (containsUnknown(value)) result.unknown.push(`triggers.${key}`);
    else if (canonicalJson(oldMap.get(key) ?? null) !== canonicalJson(value ?? null))
      result.changed.push(`triggers.${key}`);
  }
  return result;
}

const SETTLED_PROPERTIES = [
  "expect",
  "onFailure",
  "attempts",
  "timeoutSeconds",
  "maxCallSeconds",
  "maxCallsPerDay",
  "enabled",
  "allowedDestinations",
  "aws",
] as const satisfies readonly (keyof VerificationCallInputs)[];

/** Inputs outside the request that differ: they land in the outputs, and may change the verdict. */
function otherChanges(before: VerificationCallInputs, news: VerificationCallInputs): string[] {
  return SETTLED_PROPERTIES.filter(
    (property) => canonicalJson(before[property] ?? null) !== canonicalJson(news[property] ?? null),
  );
}
