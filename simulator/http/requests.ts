/** Reading a request: its body within limits, and its members from path, query, headers and body. */
import type { IncomingMessage } from "node:http";
import { ServiceError } from "../errors";
import { type OperationRow, shapeOf } from "../model/table";

/** A flow has at most 256,000 characters; escaped, and beside them little else, they stay well below this. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

/** @throws RequestEntityTooLargeException at once, so that nothing more is kept than the limit */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BODY_BYTES) {
        chunks.push(chunk);
      } else {
        request.pause();
        reject(new ServiceError("RequestEntityTooLargeException", "The request is too large"));
      }
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the client went away")));
  });
}

/** The members of a request as they came, by their names in the service model. */
export function membersOf(
  row: OperationRow,
  pathValues: Record<string, string>,
  query: URLSearchParams,
  headers: Record<string, string | string[] | undefined>,
  body: Buffer,
): Record<string, unknown> {
  const shape = shapeOf(row.input ?? "");
  const json = hasBody(row) ? parseBody(body) : {};
  const members: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const wireName = member.as ?? name;
    if (member.in === "path") members[name] = pathValues[wireName];
    else if (member.in === "query") members[name] = fromQuery(query, wireName, shapeOf(member.shape).type === "list");
    else if (member.in === "header") members[name] = headers[wireName.toLowerCase()];
    else if (Object.hasOwn(json, wireName)) members[name] = json[wireName];
  }
  return members;
}

function hasBody(row: OperationRow): boolean {
  return Object.values(shapeOf(row.input ?? "").members ?? {}).some((member) => member.in === undefined);
}

function fromQuery(query: URLSearchParams, name: string, list: boolean): unknown {
  const values = query.getAll(name);
  if (values.length === 0) return undefined;
  return list ? values : values[0];
}

function parseBody(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new ServiceError("SerializationException", "The body is not valid JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ServiceError("SerializationException", "The body is not a JSON object");
  }
  return value as Record<string, unknown>;
}
