/** The committed table of operations and constraints (connect.json), typed. Written by generate.py, never by hand. */
import table from "./connect.json";

/** One operation of Connect. Only those that the simulator serves have `input` and `errors`. */
export interface OperationRow {
  method: string;
  path: string;
  input?: string;
  errors?: string[];
}

/** A member of a structure: `in` says where it travels if not in the body, `as` its name there. */
export interface MemberRow {
  shape: string;
  in?: "path" | "query" | "header";
  as?: string;
}

/** A shape of a request with the constraints that the service model puts on it. */
export interface ShapeRow {
  type: "structure" | "list" | "map" | "string" | "integer" | "long" | "double" | "float" | "boolean" | "timestamp";
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
  required?: string[];
  members?: Record<string, MemberRow>;
  member?: string;
  key?: string;
  value?: string;
}

/** Where the table comes from, in words. */
export const source: string = table.source;
export const operations: Record<string, OperationRow> = table.operations;
export const errorStatuses: Record<string, number> = table.errors;
export const shapes = table.shapes as Record<string, ShapeRow>;

/** The shape of that name. @throws Error if the table does not hold it: a fault of the table, never of a request. */
export function shapeOf(name: string): ShapeRow {
  const shape = shapes[name];
  if (!shape) throw new Error(`connect.json has no shape ${name}`);
  return shape;
}
