/** Verifies a Signature Version 4, when the simulator is asked to. */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { ServiceError } from "../errors";
import type { Caller } from "./caller";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** @throws InvalidSignatureException if the signature is not that of this secret over this request */
export function verifySignature(request: IncomingMessage, body: Buffer, caller: Caller, secret: string): void {
  const date = String(request.headers["x-amz-date"] ?? "");
  const canonical = canonicalRequest(request, body, caller.signedHeaders);
  const toSign = ["AWS4-HMAC-SHA256", date, caller.scope, sha256(canonical)].join("\n");
  const [day = "", region = "", service = "", end = ""] = caller.scope.split("/");
  const key = [region, service, end].reduce<Buffer>(
    (previous, part) => hmac(previous, part),
    hmac(`AWS4${secret}`, day),
  );
  const wanted = hmac(key, toSign);
  const given = Buffer.from(caller.signature, "hex");
  if (given.length === wanted.length && timingSafeEqual(given, wanted) && date.startsWith(day)) return;
  throw new ServiceError(
    "InvalidSignatureException",
    "The request signature does not match the signature of the secret",
  );
}

function canonicalRequest(request: IncomingMessage, body: Buffer, signedHeaders: string[]): string {
  const [path = "/", query = ""] = (request.url ?? "/").split("?");
  const headers = signedHeaders.map((name) => `${name}:${headerValue(request, name)}\n`);
  const claimed = request.headers["x-amz-content-sha256"];
  const hash = claimed === "UNSIGNED-PAYLOAD" ? claimed : sha256(body);
  return [
    request.method,
    encodedPath(path),
    canonicalQuery(query),
    headers.join(""),
    signedHeaders.join(";"),
    hash,
  ].join("\n");
}

function headerValue(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim().replace(/\s+/g, " ");
}

/** Every service but S3 encodes the path, as it travels, once more. */
function encodedPath(path: string): string {
  return path.split("/").map(encode).join("/");
}

function canonicalQuery(query: string): string {
  const pairs = query.split("&").filter((pair) => pair !== "");
  const encoded = pairs.map((pair) => {
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    return [encode(decoded(name)), encode(decoded(value))] as const;
  });
  const sorted = encoded.sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  return sorted.map(([name, value]) => `${name}=${value}`).join("&");
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
