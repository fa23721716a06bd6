/** Phone numbers as people may see them. */

/** Calling code and the first three digits, then the last two: `+1 206 *** **00`. */
export function masked(phoneNumber: string): string {
  const match = /^\+(1)(\d{3})\d*(\d{2})$/.exec(phoneNumber) ?? /^\+(\d{2})(\d{3})\d*(\d{2})$/.exec(phoneNumber);
  return match ? `+${match[1]} ${match[2]} *** **${match[3]}` : "a hidden number";
}
