/** `ringcheck … | head`: who reads may leave before everything was said. That is no error, and no stack for anybody. */
import type { Writable } from "node:stream";

/** Goes on without a word once the other end of the stream is closed; the exit code is that of the work. */
export function outliveItsReader(stream: Writable): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
