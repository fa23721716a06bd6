/** Who asks, and from which Region: read from the request's signature. */
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ServiceError } from "../errors";

export interface Caller {
  accessKeyId: string;
  account: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** `DATE/REGION/SERVICE/aws4_request`. */
  scope: string;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]{1,128})\/(\d{8})\/([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})\/aws4_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;

/** @throws MissingAuthenticationTokenException or IncompleteSignatureException, as the service does */
export function callerOf(headers: IncomingHttpHeaders, fixedAccount: string | undefined): Caller {
  const header = headers.authorization;
  if (!header) throw new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const match = AUTHORIZATION.exec(header);
  if (!match)
    throw new ServiceError("IncompleteSignatureException", "The Authorization header is not a complete signature");
  const [, accessKeyId = "", date = "", region = "", service = "", signedHeaders = "", signature = ""] = match;
  return {
    accessKeyId,
    account: fixedAccount ?? accountOf(accessKeyId),
    region,
    service,
    signedHeaders: signedHeaders.split(";"),
    signature,
    scope: `${date}/${region}/${service}/aws4_request`,
  };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The account behind an access key: twelve digits are an account themselves, AWS's own keys carry theirs (bits 7 to
 * 46 of what follows the prefix), and any other key has one of its own.
 */
export function accountOf(accessKeyId: string): string {
  if (/^\d{12}$/.test(accessKeyId)) return accessKeyId;
  if (/^A[KS]IA[A-Z2-7]{16}$/.test(accessKeyId)) return carriedAccount(accessKeyId.slice(4));
  const hash = createHash("sha256").update(accessKeyId).digest();
  return String(hash.readUIntBE(0, 6) % 1e12).padStart(12, "0");
}

function carriedAccount(encoded: string): string {
  let bits = 0n;
  for (const char of encoded.slice(0, 10)) bits = (bits << 5n) | BigInt(BASE32.indexOf(char));
  // Ten characters are 50 bits; the account sits in bits 2 to 41 of them.
  return String((((bits >> 2n) >> 7n) & 0xffffffffffn) % 1_000_000_000_000n).padStart(12, "0");
}
