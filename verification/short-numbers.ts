/**
 * Emergency and other short numbers, from libphonenumber's own tables. libphonenumber-js leaves them out on purpose and
 * parses +1911 to no country, so the look starts from the calling code and takes the part after it.
 */
import { PhoneNumber, type RegionCode, ShortNumberInfo } from "google-libphonenumber";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { callingCodeOf, countriesOf } from "./calling-codes";

/** Reached from every mobile phone, whatever the country's own numbers are (3GPP TS 22.101). */
const EVERYWHERE = new Set(["112", "911"]);

/** True when dialling this E.164 number could reach an emergency service. */
export function isEmergency(e164: string): boolean {
  const valid = isAssigned(e164);
  return spellings(e164).some(({ national, regions }) => {
    if (EVERYWHERE.has(national)) return true;
    const short = ShortNumberInfo.getInstance();
    return regions.some((region) => {
      if (short.isEmergencyNumber(national, region)) return true;
      // Some networks connect "911" with more digits behind it; a number that is assigned in full is its own number.
      return !valid && short.connectsToEmergencyNumber(national, region);
    });
  });
}

/** True for a service number of a few digits that is no ordinary number as well. */
export function isShortNumber(e164: string): boolean {
  if (isAssigned(e164)) return false;
  const short = ShortNumberInfo.getInstance();
  return spellings(e164).some(({ code, national, regions }) => {
    if (national === "" || national.length > 8) return false;
    const number = new PhoneNumber();
    number.setCountryCode(Number(code));
    number.setNationalNumber(Number(national));
    return regions.some((region) => short.isValidShortNumberForRegion(number, region));
  });
}

function isAssigned(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.isValid() ?? false;
}

/** The national part as it stands, and without the trunk zeros that somebody left in. */
function spellings(e164: string): { code: string; national: string; regions: RegionCode[] }[] {
  const digits = e164.slice(1);
  const code = callingCodeOf(digits);
  if (code === "") return [];
  const national = digits.slice(code.length);
  const regions = [...countriesOf(code)] as RegionCode[];
  const zeros = national.length - national.replace(/^0+/, "").length;
  return Array.from({ length: zeros + 1 }, (_, dropped) => ({ code, national: national.slice(dropped), regions }));
}
