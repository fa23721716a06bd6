/**
 * The contact centre around a flow under test: what the test says there is, held in memory. The interpreter sees it as
 * the simulator's store, so a flow behaves here as it does in a simulated call.
 */
import type { Flow } from "../flow";
import { type HoursSlot, type Kind, type Kinds, Partition } from "../simulator/records";

/** When something is open: always, never, or by hours as Connect writes them. */
export type TestHours = "open" | "closed" | HoursSlot[];

/** A queue of the centre around a flow. */
export interface TestQueue {
  /** The id of the hours that the queue keeps. @default none */
  hours?: string;
  /** How many contacts wait in it already. @default 0 */
  waiting?: number;
  /** How many it takes. @default any number */
  maxContacts?: number;
}

/** Everything by id. A flow names it by that id, by an ARN that ends in it, or by a reference of that name. */
export interface TestCentre {
  /** Queues. @default none */
  queues?: Readonly<Record<string, TestQueue>>;
  /** Hours of operation. @default none */
  hours?: Readonly<Record<string, TestHours>>;
  /** Flow modules that the flow invokes. @default none */
  modules?: Readonly<Record<string, Flow>>;
  /** Flows that it transfers to, or names for an event. @default none */
  flows?: Readonly<Record<string, Flow>>;
}

export const INSTANCE_ID = "instance";

const ACCOUNT = "000000000000";
const REGION = "us-east-1";

const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const ALWAYS = DAYS.map((Day) => ({ Day, StartTime: { Hours: 0, Minutes: 0 }, EndTime: { Hours: 0, Minutes: 0 } }));

/** A store that holds what a test gives, and nothing else. */
export class TestPartition extends Partition {
  private readonly held = new Map<Kind, Map<string, unknown>>();

  constructor(centre: TestCentre, lambdaArns: readonly string[], references: Readonly<Record<string, string>>) {
    // Every method that would use the store behind a partition is overridden below.
    super(undefined as never, ACCOUNT, REGION);
    const each = <T>(
      things: Readonly<Record<string, T>> | undefined,
      kind: Kind,
      make: (id: string, thing: T) => unknown,
    ) => this.held.set(kind, new Map(Object.entries(things ?? {}).map(([id, thing]) => [id, make(id, thing)])));
    each(centre.queues, "queue", queueRecord);
    each(centre.hours, "hours", hoursRecord);
    each(centre.modules, "module", (id, flow) => ({
      id,
      name: flow.name,
      state: "ACTIVE",
      content: flow.toString(references),
      tags: {},
    }));
    each(centre.flows, "flow", (id, flow) => flowRecord(id, flow, references));
    this.held.set("lambda", new Map(lambdaArns.map((arn) => [arn, arn])));
  }

  override get<K extends Kind>(kind: K, ...ids: string[]): Kinds[K] | undefined {
    return this.held.get(kind)?.get(ids.at(-1) ?? "") as Kinds[K] | undefined;
  }

  override list<K extends Kind>(kind: K): Kinds[K][] {
    return [...(this.held.get(kind)?.values() ?? [])] as Kinds[K][];
  }

  override put(): never {
    throw new Error("a flow under test does not write to the store");
  }

  override remove(): never {
    throw new Error("a flow under test does not write to the store");
  }

  override removeAll(): never {
    throw new Error("a flow under test does not write to the store");
  }
}

function queueRecord(id: string, { hours = "", maxContacts }: TestQueue): Kinds["queue"] {
  const limit = maxContacts === undefined ? {} : { maxContacts };
  return { id, name: id, hoursId: hours, status: "ENABLED", quickConnectIds: [], tags: {}, modifiedAt: 0, ...limit };
}

function hoursRecord(id: string, hours: TestHours): Kinds["hours"] {
  const config = hours === "open" ? ALWAYS : hours === "closed" ? [] : hours;
  return { id, name: id, timeZone: "UTC", config, parents: [], tags: {}, modifiedAt: 0 };
}

function flowRecord(id: string, flow: Flow, references: Readonly<Record<string, string>>): Kinds["flow"] {
  const published = { content: flow.toString(references), sha256: "", modifiedAt: 0 };
  return { id, name: flow.name, type: flow.type, state: "ACTIVE", published, latestVersion: 1, tags: {} };
}
