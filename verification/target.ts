/**
 * Which instance, in which region and account, is asked as whom; and the one refusal that belongs here: while a
 * simulator is named in the environment, nothing else may be asked.
 */
import type { AwsTarget, VerificationCallInputs } from "./inputs";
import { isUnknown } from "./unknowns";

/** A resolved address of one instance. */
export interface Target {
  instanceId: string;
  /** Only known when the instance was given by ARN. */
  account?: string;
  region: string;
  profile?: string;
  roleArn?: string;
  externalId?: string;
  endpoint?: string;
  /** True when the endpoint is the simulator: no credentials but the environment's, or worthless ones. */
  simulated: boolean;
}

/** The parts of an ARN of Connect that matter here. */
export interface ConnectArn {
  region: string;
  account: string;
  instanceId: string;
  /** The last id of a nested ARN (a flow, a queue); the instance's own otherwise. */
  id: string;
}

const ARN = /^arn:aws[\w-]*:connect:([a-z0-9-]+):(\d{12}):instance\/([^/]+)(?:\/.*?([^/]+))?$/;

/** Reads an ARN of an instance or of something in it; undefined for anything else, plain ids too. */
export function readArn(text: string): ConnectArn | undefined {
  const match = ARN.exec(text);
  if (!match) return undefined;
  const [, region = "", account = "", instanceId = "", nested] = match;
  return { region, account, instanceId, id: nested ?? instanceId };
}

/** The plain id behind an id or an ARN. */
export function plainId(idOrArn: string): string {
  return readArn(idOrArn)?.id ?? idOrArn;
}

/** A region that was written down: input, ARN, stack config. The environment does not count: it differs by machine. */
export function explicitRegion(
  inputs: Pick<VerificationCallInputs, "instanceId" | "aws">,
  configured: string | undefined,
): string | undefined {
  const wanted = inputs.aws?.region;
  if (typeof wanted === "string" && !isUnknown(wanted)) return wanted;
  const fromArn = typeof inputs.instanceId === "string" ? readArn(inputs.instanceId)?.region : undefined;
  return fromArn ?? configured;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Like {@link explicitRegion}, then AWS_REGION and AWS_DEFAULT_REGION. */
export function regionOf(
  inputs: Pick<VerificationCallInputs, "instanceId" | "aws">,
  configured: string | undefined,
  env: Environment,
): string | undefined {
  return explicitRegion(inputs, configured) ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
}

/** Resolves the target of a call. Throws one sentence when it is refused or incomplete. */
export function targetOf(
  inputs: Pick<VerificationCallInputs, "instanceId" | "aws">,
  configuredRegion: string | undefined,
  env: Environment,
): Target {
  const refusal = simulatorRefusal(inputs.aws, env);
  if (refusal) throw new Error(refusal);
  const region = regionOf(inputs, configuredRegion, env);
  if (!region) {
    throw new Error("the region of the instance is not known: pass the instance's ARN, aws.region, or set aws:region");
  }
  const arn = readArn(inputs.instanceId);
  const { profile, roleArn, externalId } = inputs.aws ?? {};
  const simulator = env.RINGCHECK_SIMULATOR;
  const endpoint = simulator || inputs.aws?.endpoint;
  return {
    instanceId: plainId(inputs.instanceId),
    region,
    simulated: Boolean(simulator),
    ...(arn ? { account: arn.account } : {}),
    ...(profile ? { profile } : {}),
    ...(roleArn ? { roleArn } : {}),
    ...(externalId ? { externalId } : {}),
    ...(endpoint ? { endpoint } : {}),
  };
}

/** The sentence for settings that would reach past the simulator named in RINGCHECK_SIMULATOR; undefined when none do. */
export function simulatorRefusal(aws: AwsTarget | undefined, env: Environment): string | undefined {
  const simulator = env.RINGCHECK_SIMULATOR;
  if (!simulator) return undefined;
  const why = "while RINGCHECK_SIMULATOR is set, nothing but the simulator is asked";
  if (!isLoopback(simulator)) return `${why}, and its value must be an http address on loopback: got ${simulator}`;
  if (aws?.profile) return `${why}: remove aws.profile`;
  if (aws?.roleArn) return `${why}: remove aws.roleArn`;
  const endpoint = aws?.endpoint;
  if (endpoint && !isUnknown(endpoint) && originOf(endpoint) !== originOf(simulator)) {
    return `${why}: remove aws.endpoint, or let it name the simulator`;
  }
  return undefined;
}

/** True for an http address of this machine. */
export function isLoopback(address: string): boolean {
  const origin = originOf(address);
  return origin !== undefined && /^https?:\/\/(127(\.\d+){3}|localhost|\[::1\])(:\d+)?$/.test(origin);
}

function originOf(address: string): string | undefined {
  try {
    return new URL(address).origin;
  } catch {
    return undefined;
  }
}
