/**
 * Country calling codes, without any rule about the numbers behind them: emergency and other short numbers parse to no
 * country, so whoever looks at them has to start from the code.
 */
import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";

/** Codes of no country: satellite, freephone, shared cost and other ranges that the ITU gives to services. */
export const GLOBAL_RANGES: ReadonlySet<string> = new Set([
  "800",
  "808",
  "870",
  "878",
  "881",
  "882",
  "883",
  "888",
  "979",
]);

let countries: Map<string, CountryCode[]> | undefined;

/** The countries behind a calling code; none for a global range. */
export function countriesOf(code: string): readonly CountryCode[] {
  return codes().get(code) ?? [];
}

/** The calling code at the start of a run of digits, or "" when no code fits. */
export function callingCodeOf(digits: string): string {
  for (const length of [1, 2, 3]) {
    const head = digits.slice(0, length);
    if (codes().has(head) || GLOBAL_RANGES.has(head)) return head;
  }
  return "";
}

function codes(): Map<string, CountryCode[]> {
  if (countries) return countries;
  countries = new Map();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    countries.set(code, [...(countries.get(code) ?? []), country]);
  }
  return countries;
}
