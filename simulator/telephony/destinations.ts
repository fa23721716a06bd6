/** Which countries a new account may call, by the instance's Region. Source: service quotas, default outbound countries. */
import type { Settings } from "../settings";
import { countryOf } from "./number-catalogue";

const NORTH_AMERICA = ["US", "CA", "MX", "PR", "GB"];

const BY_REGION: Record<string, string[]> = {
  "eu-central-1": ["GB", "IT", "FR", "IE", "US"],
  "eu-west-2": ["GB", "IT", "FR", "IE", "US"],
  "ap-northeast-1": ["JP", "VN", "US"],
  "ap-southeast-2": ["AU", "NZ", "US"],
  "ap-southeast-1": ["SG", "AU", "HK", "US", "GB"],
  "ap-northeast-2": ["KR", "GB", "US"],
  "af-south-1": ["ZA", "GB", "US"],
};

/** Whether the service would place a call to this number at all. */
export function isAllowed(phoneNumber: string, region: string, settings: Settings): boolean {
  if (phoneNumber.startsWith("+447")) return settings.ukMobileAllowed;
  const country = countryOf(phoneNumber);
  const allowed = settings.allowedCountries ?? BY_REGION[region] ?? NORTH_AMERICA;
  return country !== undefined && allowed.includes(country);
}
