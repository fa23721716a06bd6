/** The simulator as an object: starts Connect on loopback, and lets a test see and steer its world. */
import { type Clock, RealClock } from "./clock";
import { Buckets } from "./http/buckets";
import { Control } from "./http/control";
import { type FaultRule, Faults, readFaults } from "./http/faults";
import { RequestLog } from "./http/request-log";
import { HttpServer } from "./http/server";
import { type ObservedExchange, Service } from "./http/service";
import { type Filter, type InspectedContact, type Inventory, inventoryOf, listContacts } from "./inspection";
import type { LambdaHandler } from "./lambdas";
import { checkSettings, DEFAULT_SETTINGS, type Quotas, type Settings } from "./settings";
import { Store } from "./store";
import { NumberBook, type ScriptedNumber } from "./telephony/scripted-numbers";
import { World } from "./world";

/** How a simulator starts. All members have defaults; the switches of `Settings` are among them. */
export interface SimulatorOptions extends Partial<Omit<Settings, "quotas">> {
  /** The port on 127.0.0.1. @default 0: any that is free */
  port?: number;
  /** The folder in which everything is kept. @default none: it is forgotten when the simulator stops */
  state?: string;
  /** The simulator's time. @default real time */
  clock?: Clock;
  /** Simulated seconds per real second, when no clock is given. @default 1 */
  speed?: number;
  /** Fault rules, or the name of a JSON file with a list of them. @default none */
  faults?: FaultRule[] | string;
  /** Further scripted numbers, or other scripts for the default ones. @default {@link DEFAULT_NUMBERS} alone */
  numbers?: ScriptedNumber[];
  /** Raised or lowered quotas. @default the service's own */
  quotas?: Partial<Quotas>;
  /** Lambda functions by ARN. @default none */
  lambdas?: Record<string, LambdaHandler>;
  /** Sees every answer as it goes over the wire. @default nobody does */
  onAnswer?: (exchange: ObservedExchange) => void;
}

/**
 * Amazon Connect on loopback.
 *
 * @example
 * const simulator = await Simulator.start({ tokens: "B" });
 * const client = new ConnectClient({ endpoint: simulator.endpoint, ... });
 * await simulator.stop();
 */
export class Simulator {
  private constructor(
    private readonly world: World,
    private readonly store: Store,
    private readonly server: HttpServer,
    /** Rules by which requests fail. */
    readonly faults: Faults,
    /** The latest requests, at least 5000 of them. */
    readonly requests: RequestLog,
    private readonly buckets: Buckets,
  ) {}

  /** @throws Error in one sentence: a taken port, a state folder in use, a wrong option */
  static async start(options: SimulatorOptions = {}): Promise<Simulator> {
    const { port = 0, state, clock, speed, faults, numbers, quotas, lambdas, onAnswer, ...switches } = options;
    const settings = settingsFrom(switches, quotas);
    const rules = new Faults(typeof faults === "string" ? readFaults(faults) : faults);
    const time = clock ?? new RealClock(speed);
    const book = new NumberBook(numbers);
    const store = Store.open(state);
    try {
      const world = new World(store, time, settings, book);
      for (const [functionArn, handler] of Object.entries(lambdas ?? {})) world.lambdas.set(functionArn, handler);
      const log = new RequestLog();
      const buckets = new Buckets(settings);
      const service = new Service(world, rules, buckets, log, onAnswer);
      const server = await HttpServer.listen(port, time, service, new Control(world, rules, buckets, log));
      world.resume();
      return new Simulator(world, store, server, rules, log, buckets);
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Such as `http://127.0.0.1:4000`. */
  get endpoint(): string {
    return this.server.endpoint;
  }

  /** The port on 127.0.0.1. */
  get port(): number {
    return this.server.port;
  }

  /** The time of this world. */
  get clock(): Clock {
    return this.world.clock;
  }

  /** The switches of this world; changes take effect with the next request. */
  get settings(): Settings {
    return this.world.settings;
  }

  /** The scripted numbers; changes take effect with the next call. */
  get numbers(): NumberBook {
    return this.world.numbers;
  }

  /** How many requests were beyond the service's rates, by operation. */
  get throttled(): Readonly<Record<string, number>> {
    return this.buckets.exceeded;
  }

  /** Gives a Lambda function to flows. */
  lambda(functionArn: string, handler: LambdaHandler): void {
    this.world.lambdas.set(functionArn, handler);
  }

  /** All contacts as far as they have come by now, with their traces, in the order in which they began. */
  contacts(filter: Filter = {}): InspectedContact[] {
    this.world.settle();
    return listContacts(this.store, filter);
  }

  /** How many of each kind exist, over all accounts and Regions. Contacts stay when their instance is deleted. */
  inventory(): Inventory {
    return inventoryOf(this.store);
  }

  /** Comes to rest when everything that is due has happened and no Lambda function is running that a call waits for. */
  async settled(): Promise<void> {
    await this.world.settled();
  }

  /** Ends the server; calls that are going go on when a simulator is started on the same folder. */
  async stop(): Promise<void> {
    this.world.close();
    await this.server.close();
    await this.store.close();
  }
}

function settingsFrom(switches: Partial<Omit<Settings, "quotas">>, quotas: Partial<Quotas> | undefined): Settings {
  checkSettings({ ...switches, quotas });
  const given = Object.entries(switches).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(given), quotas: { ...DEFAULT_SETTINGS.quotas, ...quotas } };
}
