/** Errors whose message is the whole story, for programs that Pulumi runs. */

/**
 * The same error without its stack. Pulumi prints none for such an error, but has Node inspect it all the same; and for
 * one that was thrown inside an `apply`, Node 20 fills gigabytes with the frame in Pulumi's own `output.ts` before it
 * gives up (pulumi/pulumi issues 20567 and 21326): a failed preview would say nothing for a minute.
 */
export function withoutStack<Thrown extends Error>(error: Thrown): Thrown {
  return Object.defineProperty(error, "stack", { value: `${error.name}: ${error.message}`, enumerable: false });
}
