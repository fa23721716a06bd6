/**
 * Why there is no engine, in words for the person who asked for one: what is missing and what to install or set. It is
 * complete without a stack trace.
 */
export class EngineError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineError";
  }
}
