/**
 * The names of the contact attributes by which ringcheck knows its own calls and proves that a flow ran to its end.
 * The flow that writes them and the judge that reads them share only this file.
 */

/** Which VerificationCall placed the call: `hash(organization, project, stack, name, identity salt)`. */
export const IDENTITY_ATTRIBUTE = "ringcheck_identity";

/** What was asked for: `hash(canonical request, triggers)`. */
export const FINGERPRINT_ATTRIBUTE = "ringcheck_fingerprint";

/** An unguessable value sent with the call. */
export const NONCE_ATTRIBUTE = "ringcheck_nonce";

/** Where the flow copies the nonce at its very end. Equal to the nonce: this flow ran to its end for this call. */
export const PROOF_ATTRIBUTE = "ringcheck_proof";

/** How far the flow got, in words: evidence for people, never for the judge. */
export const STAGE_ATTRIBUTE = "ringcheck_stage";

/** Set on a call that a later one replaces, or that is about to be stopped; such a call is never adopted. */
export const SUPERSEDED_ATTRIBUTE = "ringcheck_superseded";

/** What that attribute says of a call that nothing has taken the place of; its absence says the same. */
export const NOT_SUPERSEDED = "false";

/** What it says of a call that a later one has taken the place of, or that was stopped. */
export const SUPERSEDED = "true";

/** What it says of a call whose resource was deleted: a resource of the same name does not count it among its own. */
export const DELETED = "deleted";
