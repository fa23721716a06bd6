/**
 * The environment in which a command can reach the simulator and nothing of AWS: every setting by which the SDKs, the CLI
 * and the AWS provider find credentials or endpoints is taken away, then the simulator's own are set.
 */
import * as os from "node:os";

/** Worthless on AWS. The simulator derives the account from the key. */
export const SIMULATOR_ACCESS_KEY_ID = "RINGCHECKSIMULATOR";

/** Everything that could lead elsewhere: profiles, roles, tokens, container credentials, endpoints of single services. */
const LEADS_ELSEWHERE = /^(AWS_|TF_AWS_|AMAZON_)/;

/** The region may be the user's own: it decides which countries may be called. */
const KEPT = new Set(["AWS_REGION", "AWS_DEFAULT_REGION"]);

/**
 * A copy of `base` for a command that is to talk to the simulator at `endpoint` only.
 *
 * @param endpoint the simulator's URL, such as `http://127.0.0.1:4000`
 * @param base the environment to start from. @default `process.env`
 */
export function simulatorEnvironment(endpoint: string, base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const cleared = Object.fromEntries(
    Object.entries(base).filter(([name]) => KEPT.has(name) || !LEADS_ELSEWHERE.test(name)),
  );
  const region = base.AWS_REGION ?? base.AWS_DEFAULT_REGION ?? "us-east-1";
  return {
    ...cleared,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: SIMULATOR_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: "ringcheck",
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: withLoopback(base.NO_PROXY ?? base.no_proxy),
    RINGCHECK_SIMULATOR: endpoint,
  };
}

function withLoopback(noProxy: string | undefined): string {
  return [noProxy, "127.0.0.1", "localhost"].filter(Boolean).join(",");
}
