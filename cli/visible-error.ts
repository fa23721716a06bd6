/** The user's fault, or the machine's: the message is the whole story, and a stack would only hide it. */
export class VisibleError extends Error {
  /** @param exitCode what the command line exits with. @default 1 */
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = "VisibleError";
  }
}
