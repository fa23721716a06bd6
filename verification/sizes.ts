/** Sizes that Connect counts in UTF-8 bytes, ringcheck's own attributes included. */
import {
  FINGERPRINT_ATTRIBUTE,
  IDENTITY_ATTRIBUTE,
  NONCE_ATTRIBUTE,
  PROOF_ATTRIBUTE,
  STAGE_ATTRIBUTE,
  SUPERSEDED_ATTRIBUTE,
} from "../flow/proof";
import { isAbsent, isRecord, isUnknown } from "./unknowns";

/** All attributes of a contact, keys and values. Source: Connect service quotas. */
export const ATTRIBUTE_BYTES = 32_768;
/** All references of a contact. Source: StartOutboundVoiceContact, `References`. */
export const REFERENCE_BYTES = 4_096;

/** What ringcheck adds now and may add later: the longest values of each. */
const OWN: Readonly<Record<string, number>> = {
  [IDENTITY_ATTRIBUTE]: 64,
  [FINGERPRINT_ATTRIBUTE]: 64,
  [NONCE_ATTRIBUTE]: 32,
  [PROOF_ATTRIBUTE]: 32,
  [STAGE_ATTRIBUTE]: 64,
  [SUPERSEDED_ATTRIBUTE]: 4,
};

const OWN_BYTES = Object.entries(OWN).reduce((sum, [key, bytes]) => sum + bytesOf(key) + bytes, 0);

/** Bytes of a map of attributes with ours; what is not known yet counts nothing. */
export function attributeBytes(attributes: unknown): number {
  if (!isRecord(attributes)) return OWN_BYTES;
  return Object.entries(attributes).reduce((sum, [key, value]) => sum + bytesOf(key) + bytesOf(value), OWN_BYTES);
}

/** Bytes of a map of references: names, types and values. */
export function referenceBytes(references: unknown): number {
  if (!isRecord(references)) return 0;
  return Object.entries(references).reduce((sum, [key, reference]) => {
    const members = isRecord(reference) ? Object.values(reference) : [];
    return sum + bytesOf(key) + members.reduce((inner: number, value) => inner + bytesOf(value), 0);
  }, 0);
}

function bytesOf(value: unknown): number {
  if (isAbsent(value) || isUnknown(value) || typeof value !== "string") return 0;
  return Buffer.byteLength(value, "utf8");
}
