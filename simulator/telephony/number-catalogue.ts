/**
 * The phone numbers that this world's carriers have on offer. They come from ranges that regulators keep for fiction
 * where there are such; elsewhere from the country's example number. +1 206 555 01xx is left out: there live the
 * numbers that tests call.
 */
import { type CountryCode, getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";

/** `#` stands for two digits, 00 to 99. */
const FICTION: Record<string, Record<string, string[]>> = {
  US: {
    DID: ["+142555501#", "+121255501#", "+131255501#", "+141555501#", "+161755501#", "+130355501#", "+151255501#"],
    TOLL_FREE: ["+180055501#", "+188855501#", "+187755501#", "+186655501#"],
  },
  CA: { DID: ["+141655501#", "+160455501#", "+151455501#"], TOLL_FREE: ["+183355501#"] },
  GB: { DID: ["+44207946 00#", "+44161496 00#"], TOLL_FREE: ["+4480815701#"] },
  DE: { DID: ["+49302312 50#", "+49697066 10#"], TOLL_FREE: ["+498001234 5#"] },
  FR: { DID: ["+33199000 0#"], TOLL_FREE: ["+33800123 0#"] },
  AU: { DID: ["+612555000#", "+613555000#"], TOLL_FREE: ["+6118001234#"] },
};

export interface OfferedNumber {
  phoneNumber: string;
  country: string;
  type: string;
}

/** All numbers of a country and type, in a fixed order; empty where nothing is on offer. */
export function offered(country: string, type: string): OfferedNumber[] {
  return patternsOf(country, type).flatMap((pattern) => {
    const stem = pattern.replaceAll(" ", "");
    return Array.from({ length: 100 }, (_, index) => ({
      phoneNumber: stem.replace("#", String(index).padStart(2, "0")),
      country,
      type,
    }));
  });
}

function patternsOf(country: string, type: string): string[] {
  const known = FICTION[country];
  if (known) return known[type] ?? [];
  if (type !== "DID") return [];
  const example = getExampleNumber(country as CountryCode, examples)?.number;
  const stem = example?.slice(0, -2);
  // Some territories share their numbers with a neighbour, whose they are then.
  return stem && countryOf(`${stem}00`) === country ? [`${stem}#`] : [];
}

/**
 * What is on offer under this number, if anything. Countries share calling codes, and a toll-free number belongs to all
 * of them, so that whoever offers it is found by its own list.
 */
export function offerOf(phoneNumber: string): OfferedNumber | undefined {
  for (const country of getCountries()) {
    if (!phoneNumber.startsWith(`+${getCountryCallingCode(country)}`)) continue;
    for (const type of ["DID", "TOLL_FREE"]) {
      const found = patternsOf(country, type).some((pattern) => isOf(phoneNumber, pattern));
      if (found) return { phoneNumber, country, type };
    }
  }
  return undefined;
}

function isOf(phoneNumber: string, pattern: string): boolean {
  const stem = pattern.replaceAll(" ", "").replace("#", "");
  return phoneNumber.startsWith(stem) && /^\d\d$/.test(phoneNumber.slice(stem.length));
}

/** The ISO code of the country that a number belongs to, undefined if it belongs to none. */
export function countryOf(phoneNumber: string): string | undefined {
  return parsePhoneNumberFromString(phoneNumber)?.country;
}
