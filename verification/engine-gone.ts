/**
 * Whether the engine that started this provider process still lives. The launcher hands over the engine's address; an
 * engine that was killed listens there no more, while the process goes on and could dial for nobody.
 */
import * as net from "node:net";

const PATIENCE = 1_000;

/**
 * True where the process was started by an engine that no longer listens.
 *
 * @param argv the command line: behind the script of the dynamic provider comes the engine's address, `127.0.0.1:4000`
 */
export function engineIsGone(argv: readonly string[]): Promise<boolean> {
  const script = argv.findIndex((arg) => /[\\/]dynamic-provider([\\/]index(\.js)?)?[\\/]?$/.test(arg));
  const address = script < 0 ? undefined : argv.slice(script + 1).find((arg) => /^[^-].*:\d+$/.test(arg));
  return address === undefined ? Promise.resolve(false) : isDeaf(address);
}

// Only a refusal counts: an engine that is slow to answer is not gone.
function isDeaf(address: string): Promise<boolean> {
  const at = address.lastIndexOf(":");
  return new Promise((resolve) => {
    const socket = net.connect({ host: address.slice(0, at), port: Number(address.slice(at + 1)) });
    const end = (deaf: boolean) => {
      socket.destroy();
      resolve(deaf);
    };
    socket.setTimeout(PATIENCE, () => end(false));
    socket.once("connect", () => end(false));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code === "ECONNREFUSED"));
  });
}
