/**
 * Actions on customer profiles, cases and data tables. No public record shows the service taking or refusing these;
 * they follow the documentation.
 */
import { action, type BuiltAction, type Next, type NextOrError, type OnErrors, Verbatim } from "./action";

/** Values by the name of the field. */
export type Fields = Readonly<Record<string, string>>;

/** What a profile is found or written by. */
export interface ProfileParameters {
  /** Fields of the profile by name. */
  profileRequestData: Fields;
  /** Fields to load into `$.Customer`. @default none */
  profileResponseData?: readonly string[];
}

function profile({ profileRequestData, profileResponseData }: ProfileParameters): object {
  return { profileRequestData: new Verbatim(profileRequestData), profileResponseData };
}

/** Finds one customer profile. */
export function getCustomerProfile<const T extends string>(
  parameters: {
    identifierName: string;
    identifierValue: string;
    profileResponseData?: readonly string[];
  },
  to: Next<T> & OnErrors<T, "MultipleFoundError" | "NoneFoundError" | "NoMatchingError">,
): BuiltAction<T> {
  const { identifierName, identifierValue, profileResponseData } = parameters;
  const profileRequestData = { IdentifierName: identifierName, IdentifierValue: identifierValue };
  const response = profileResponseData && { profileResponseData };
  return action("GetCustomerProfile", profile({ profileRequestData, ...response }), to);
}

/** Loads an object of a profile. */
export function getCustomerProfileObject<const T extends string>(
  parameters: ProfileParameters,
  to: Next<T> & OnErrors<T, "NoneFoundError" | "NoMatchingError">,
): BuiltAction<T> {
  return action("GetCustomerProfileObject", profile(parameters), to);
}

/** Loads calculated attributes of a profile. */
export function getCalculatedAttributesForCustomerProfile<const T extends string>(
  parameters: ProfileParameters,
  to: Next<T> & OnErrors<T, "NoneFoundError" | "NoMatchingError">,
): BuiltAction<T> {
  return action("GetCalculatedAttributesForCustomerProfile", profile(parameters), to);
}

/** Creates a profile. */
export function createCustomerProfile<const T extends string>(
  parameters: ProfileParameters,
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("CreateCustomerProfile", profile(parameters), to);
}

/** Changes a profile. */
export function updateCustomerProfile<const T extends string>(
  parameters: ProfileParameters,
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("UpdateCustomerProfile", profile(parameters), to);
}

/** Ties this contact to a profile. */
export function associateContactToCustomerProfile<const T extends string>(
  parameters: ProfileParameters,
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("AssociateContactToCustomerProfile", profile(parameters), to);
}

const caseSwitch = (value: boolean): string => (value ? "true" : "false");

/** Creates a case. */
export function createCase<const T extends string>(
  parameters: { caseTemplateId: string; linkContactToCase: boolean; caseRequestFields?: Fields },
  to: NextOrError<T>,
): BuiltAction<T> {
  const { caseTemplateId, linkContactToCase, caseRequestFields } = parameters;
  const fields = caseRequestFields && { caseRequestFields: new Verbatim(caseRequestFields) };
  return action("CreateCase", { caseTemplateId, linkContactToCase: caseSwitch(linkContactToCase), ...fields }, to);
}

/** Finds one case. */
export function getCase<const T extends string>(
  parameters: {
    customerId: string;
    linkContactToCase: boolean;
    getLastUpdatedCase: boolean;
    caseRequestFields?: Fields;
    caseResponseFields?: readonly string[];
  },
  to: Next<T> & OnErrors<T, "ContactNotLinked" | "MultipleFound" | "NoneFound" | "NoMatchingError">,
): BuiltAction<T> {
  const { linkContactToCase, getLastUpdatedCase, caseRequestFields, ...rest } = parameters;
  const switches = {
    linkContactToCase: caseSwitch(linkContactToCase),
    getLastUpdatedCase: caseSwitch(getLastUpdatedCase),
  };
  const fields = caseRequestFields && { caseRequestFields: new Verbatim(caseRequestFields) };
  return action("GetCase", { ...rest, ...switches, ...fields }, to);
}

/** Changes a case. */
export function updateCase<const T extends string>(
  parameters: { caseId: string; linkContactToCase: boolean; caseRequestFields?: Fields },
  to: Next<T> & OnErrors<T, "ContactNotLinked" | "NoMatchingError">,
): BuiltAction<T> {
  const { caseId, linkContactToCase, caseRequestFields } = parameters;
  const fields = caseRequestFields && { caseRequestFields: new Verbatim(caseRequestFields) };
  return action("UpdateCase", { caseId, linkContactToCase: caseSwitch(linkContactToCase), ...fields }, to);
}

/** Rows of a data table, as the flow language writes them. */
export type Groups = readonly [object, ...object[]];

/** Reads values of a data table into `$.DataTables`. */
export function evaluateDataTableValues<const T extends string>(
  parameters: { dataTableId: string; queries: Groups },
  to: NextOrError<T>,
): BuiltAction<T> {
  return action("EvaluateDataTableValues", { ...parameters, queries: new Verbatim(parameters.queries) }, to);
}

/** Lists values of a data table. */
export function listDataTableValues<const T extends string>(
  parameters: { dataTableId: string; primaryKeyGroups: Groups },
  to: NextOrError<T>,
): BuiltAction<T> {
  const primaryKeyGroups = new Verbatim(parameters.primaryKeyGroups);
  return action("ListDataTableValues", { ...parameters, primaryKeyGroups }, to);
}

/** Writes values of a data table. */
export function upsertDataTableValues<const T extends string>(
  parameters: { dataTableId: string; lockVersion: string; dataTableUpsertAttributes: Groups },
  to: NextOrError<T>,
): BuiltAction<T> {
  const dataTableUpsertAttributes = new Verbatim(parameters.dataTableUpsertAttributes);
  return action("UpsertDataTableValues", { ...parameters, dataTableUpsertAttributes }, to);
}
