/**
 * The provider's functions against the simulator over HTTP, on one clock: time moves only while no request is on its
 * way and everybody waits, so no test depends on how fast this machine is.
 */

import { CreateContactFlowCommand } from "@aws-sdk/client-connect";
import { greetAndProve } from "../../flow/verification-flow";
import type { ManualClock, Simulator, SimulatorOptions } from "../../simulator";
import { awsConnect } from "../../verification/aws-connect";
import type { ConnectApi } from "../../verification/connect-api";
import type { VerificationCallInputs } from "../../verification/inputs";
import type { Clock, Ports } from "../../verification/ports";
import type { Properties, ProviderV1 } from "../../verification/protocol";
import { providerWith } from "../../verification/provider";
import { REGION, TestWorld } from "./simulator-harness";

const GREETING = greetAndProve({ greeting: "one two three four five six" }).toString();

/** Real milliseconds after which a request without an answer is given up: a busy machine answers in this time. */
const REQUEST_TIMEOUT = 60_000;

/** The same where an answer is meant to be late. */
export const IMPATIENT = 400;

/** Moves the simulator's clock from timer to timer, never while a request is on its way. */
class SharedClock implements Clock {
  private timers: { at: number; fire: () => void }[] = [];
  private requests = 0;
  private busy = false;

  constructor(private readonly clock: ManualClock) {}

  now(): number {
    return this.clock.now();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = { at: this.now() + milliseconds, fire: resolve };
      this.timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.timers = this.timers.filter((other) => other !== timer);
        resolve();
      });
      void this.turn();
    });
  }

  /** Holds time while the request is on its way. */
  async during<Answer>(request: () => Promise<Answer>): Promise<Answer> {
    this.requests += 1;
    try {
      return await request();
    } finally {
      this.requests -= 1;
      void this.turn();
    }
  }

  private async turn(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    // Twice, so that whoever was just woken has sent its next request before time moves on.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    this.timers.sort((a, b) => a.at - b.at);
    const next = this.requests === 0 ? this.timers.shift() : undefined;
    if (next) {
      await this.clock.advance(Math.max(0, next.at - this.now()));
      next.fire();
    }
    this.busy = false;
    if (next) void this.turn();
  }
}

export interface Outcome {
  outs?: Properties;
  message?: string;
  reasons?: string[];
}

/** A call centre in the simulator, and verifications of it. */
export class HttpWorld {
  readonly lines: string[] = [];
  private readonly time: SharedClock;

  private constructor(
    readonly world: TestWorld,
    readonly inputs: VerificationCallInputs,
  ) {
    this.time = new SharedClock(world.clock);
  }

  static async start(options: SimulatorOptions = {}, content = GREETING): Promise<HttpWorld> {
    const world = await TestWorld.start(options);
    const { id, arn } = await world.instance();
    const { phoneNumber } = await world.number(arn);
    const flow = await world.client.send(
      new CreateContactFlowCommand({ InstanceId: id, Name: "prove", Type: "CONTACT_FLOW", Content: content }),
    );
    return new HttpWorld(world, {
      instanceId: arn,
      contactFlowId: flow.ContactFlowArn ?? "",
      sourcePhoneNumber: phoneNumber,
      destinationPhoneNumber: "+12065550100",
      identity: "identity-1",
      resourceName: "smoke",
      aws: { region: REGION },
    });
  }

  get simulator(): Simulator {
    return this.world.simulator;
  }

  /** A provider process of its own: nothing is shared with the one before but the simulator. */
  provider(requestTimeout?: number): ProviderV1 {
    return providerWith(this.ports(requestTimeout));
  }

  /** The effects of a process of its own. */
  ports(requestTimeout = REQUEST_TIMEOUT): Ports {
    const env = { RINGCHECK_SIMULATOR: this.simulator.endpoint, AWS_ACCESS_KEY_ID: "111122223333" };
    return {
      clock: this.time,
      random: () => 0.5,
      log: (line) => this.lines.push(line),
      connect: (target) => this.counted(awsConnect(target, env, { requestTimeout, now: () => this.time.now() })),
      env,
    };
  }

  async create(changes: Partial<VerificationCallInputs> = {}, provider = this.provider()): Promise<Outcome> {
    return await outcomeOf(provider.create({ ...this.inputs, ...changes } as unknown as Properties));
  }

  async update(
    olds: Properties,
    changes: Partial<VerificationCallInputs>,
    provider = this.provider(),
  ): Promise<Outcome> {
    return await outcomeOf(provider.update("id", olds, { ...this.inputs, ...changes } as unknown as Properties));
  }

  /** Moves time without anybody waiting. */
  async pass(seconds: number): Promise<void> {
    await this.time.sleep(seconds * 1000);
  }

  async stop(): Promise<void> {
    await this.world.stop();
  }

  private counted(api: ConnectApi): ConnectApi {
    const counted = Object.entries(api).map(([name, method]) => {
      if (name === "serviceNow") return [name, method];
      const send = method as (...parameters: unknown[]) => Promise<unknown>;
      return [name, (...parameters: unknown[]) => this.time.during(() => send(...parameters))];
    });
    return Object.fromEntries(counted) as ConnectApi;
  }
}

async function outcomeOf(run: Promise<{ outs: Properties }>): Promise<Outcome> {
  return await run.then(
    ({ outs }): Outcome => ({ outs }),
    (error: Error & { properties?: Properties; reasons?: string[] }): Outcome => ({
      message: error.message,
      ...(error.properties ? { outs: error.properties } : {}),
      ...(error.reasons ? { reasons: error.reasons } : {}),
    }),
  );
}
