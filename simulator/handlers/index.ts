/** All operations that the simulator serves, by name. */
import type { Context } from "../context";
import type { Output } from "../operations";
import { contacts } from "./contacts";
import { flowAssociations } from "./flow-associations";
import { flows } from "./flows";
import { hours } from "./hours";
import { instances } from "./instances";
import { lambdaAssociations } from "./lambda-associations";
import { modules } from "./modules";
import { phoneNumbers } from "./phone-numbers";
import { queues } from "./queues";
import { searchContacts } from "./search-contacts";
import { tags } from "./tags";

/** A handler whose input the table has checked, so that it may be called with what the checks returned. */
export type Handler = (context: Context, input: Record<string, unknown>) => Output;

export const handlers = {
  ...instances,
  ...hours,
  ...queues,
  ...flows,
  ...flowAssociations,
  ...modules,
  ...phoneNumbers,
  ...contacts,
  ...searchContacts,
  ...tags,
  ...lambdaAssociations,
} as Record<string, Handler | undefined>;
