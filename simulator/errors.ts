/**
 * The one error that handlers throw. Its name is the service's, its status comes from the service model, and the
 * wire layer turns it into an answer; nothing else in the simulator decides about statuses.
 */
import { errorStatuses } from "./model/table";

/** Statuses of errors that every AWS service can answer and that no service model lists. */
const COMMON_STATUSES: Record<string, number> = {
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  RequestEntityTooLargeException: 413,
  UnknownOperationException: 404,
  NotImplementedException: 501,
};

export class ServiceError extends Error {
  readonly status: number;

  /**
   * @param name the service's name of the error, for instance `ResourceNotFoundException`
   * @param message goes into `Message`
   * @param details further members of the answer; with `problems` or `Problems` there is no `Message`
   */
  constructor(
    name: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = name;
    this.status = errorStatuses[name] ?? COMMON_STATUSES[name] ?? 400;
  }

  /** The JSON body as the service writes it. */
  body(): Record<string, unknown> {
    const silent = "problems" in this.details || "Problems" in this.details;
    return silent ? this.details : { Message: this.message, ...this.details };
  }
}

/** The errors that tell problems instead of a message, by the name under which they do. */
const PROBLEMS: Record<string, string> = {
  InvalidContactFlowException: "problems",
  InvalidContactFlowModuleException: "Problems",
};

/** An error by its name alone, in the shape that the service gives it. */
export function errorNamed(name: string, message: string): ServiceError {
  const member = PROBLEMS[name];
  return new ServiceError(name, message, member ? { [member]: [{ message }] } : {});
}

export const notFound = (what: string) => new ServiceError("ResourceNotFoundException", `${what} not found`);
export const invalidParameter = (message: string) => new ServiceError("InvalidParameterException", message);
export const invalidRequest = (message: string) => new ServiceError("InvalidRequestException", message);
export const duplicate = (message: string) => new ServiceError("DuplicateResourceException", message);
/** @param details the resource in use; the service has no type of resource for queues and hours */
export const inUse = (message: string, details: { ResourceId: string; ResourceType?: string }) =>
  new ServiceError("ResourceInUseException", message, details);
