/**
 * What the frozen text in every state calls: `require("ringcheck/provider").provider(1)`. This file is an interface for
 * ever: it must serve the text and the state of each earlier release. It only puts the parts together.
 */
import { randomInt } from "node:crypto";
import { awsConnect } from "./aws-connect";
import { engineIsGone } from "./engine-gone";
import { Lifecycle } from "./lifecycle";
import type { Ports } from "./ports";
import type { ConfigureRequest, ProviderV1 } from "./protocol";

let current: Lifecycle | undefined;

/**
 * The provider for a text of the given version; one per process, since calls share their limits. The text's `configure`
 * is this function itself (that saves it 170 bytes in every state), so the engine's request may come along.
 */
export function provider(version: 1, request?: ConfigureRequest): ProviderV1 {
  if ((version as number) !== 1) {
    throw new Error("this stack was written by a newer ringcheck: upgrade the package");
  }
  current ??= new Lifecycle(realPorts());
  if (request) current.applyConfig(request.config);
  return current;
}

/** A provider with other effects, for tests and for embedding. */
export function providerWith(ports: Ports): ProviderV1 {
  return new Lifecycle(ports);
}

function realSleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The effects of a real run: this machine's clock, AWS, and lines on standard output. */
export function realPorts(): Ports {
  // The SDK's notice about Node versions would stand in the output of every update.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    clock: {
      now: () => Date.now(),
      sleep: realSleep,
    },
    random: () => randomInt(1_000_000) / 1_000_000,
    // The engine shows what a dynamic provider writes to its output.
    log: (line) => console.log(line),
    connect: (target) => awsConnect(target, process.env),
    env: process.env,
    abandoned: () => engineIsGone(process.argv),
  };
}
