/**
 * Under `ringcheck simulate` nothing may reach AWS. The environment cannot overrule stack config, so the first
 * constructor of ours looks there and stops the program before any request is sent.
 */
import * as pulumi from "@pulumi/pulumi";

/** Keys of stack config (`aws:…`) that point the AWS provider elsewhere than the environment does. */
export const ELSEWHERE = [
  "endpoints",
  "profile",
  "assumeRole",
  "assumeRoles",
  "assumeRoleWithWebIdentity",
  "sharedConfigFiles",
  "sharedCredentialsFile",
  "sharedCredentialsFiles",
] as const;

/**
 * Throws one sentence when the program runs on the simulator while stack config points the AWS provider elsewhere.
 *
 * @throws {pulumi.RunError} naming the config keys to remove
 */
export function assertSimulatorIsTheOnlyTarget(environment: NodeJS.ProcessEnv = process.env): void {
  if (!environment.RINGCHECK_SIMULATOR) {
    return;
  }
  const config = new pulumi.Config("aws");
  const found = ELSEWHERE.filter((key) => config.get(key) !== undefined).map((key) => `aws:${key}`);
  if (found.length > 0) {
    throw new pulumi.RunError(
      `This program runs on the ringcheck simulator, but the stack's config sets ${found.join(", ")}: remove it ` +
        `(pulumi config rm ${found[0]}) or run without "ringcheck simulate".`,
    );
  }
}

/**
 * Whether what is asked with the program's own credentials and region is asked as the resource's provider would ask: an
 * explicit provider, or configured credentials, may mean another account.
 */
export function asksAsTheProgram(resource: pulumi.Resource): boolean {
  if (resource.getProvider("aws:connect/instance:Instance")) return false;
  const config = new pulumi.Config("aws");
  return [...ELSEWHERE, "accessKey"].every((key) => config.get(key) === undefined);
}
