/** The HTTP server: loopback only, with limits that keep one slow or broken client from harming another. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../clock";
import { CONTROL_PREFIX, type Control } from "./control";
import type { Answer, Service } from "./service";

const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 65_000;
const MOST_CONNECTIONS = 500;
const MOST_HEADER_BYTES = 32 * 1024;
const HOST = "127.0.0.1";

export class HttpServer {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @throws Error in one sentence if the port is taken */
  static async listen(port: number, clock: Clock, service: Service, control: Control): Promise<HttpServer> {
    const server = createServer({ maxHeaderSize: MOST_HEADER_BYTES }, (request, response) => {
      void respond(request, response, clock, service, control);
    });
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    server.requestTimeout = REQUEST_TIMEOUT_MS;
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    boundConnections(server);
    server.on("clientError", (_error, socket) => {
      if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      else socket.destroy();
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
      server.listen(port, HOST, resolve);
    });
    return new HttpServer(server, (server.address() as AddressInfo).port);
  }

  get endpoint(): string {
    return `http://${HOST}:${this.port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

/**
 * Clients that open connections and say nothing must not lock others out: above the limit the one goes that has been
 * without an answer for longest. A `Set` keeps the order in which its members came.
 */
function boundConnections(server: Server): void {
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    if (open.size > MOST_CONNECTIONS) open.values().next().value?.destroy();
  });
  server.on("request", (request, response) => {
    const { socket } = request;
    response.once("finish", () => {
      if (open.delete(socket)) open.add(socket);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new Error(`port ${port} is taken: choose another one, or 0 for any that is free`);
  return new Error(`the simulator cannot listen on port ${port}: ${error.message}`);
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
  service: Service,
  control: Control,
): Promise<void> {
  response.on("error", () => response.destroy());
  const isControl = request.url?.startsWith(CONTROL_PREFIX) ?? false;
  const answer = isControl ? await control.answer(request) : await service.answer(request);
  write(request, response, clock, answer);
}

function write(request: IncomingMessage, response: ServerResponse, clock: Clock, answer: Answer): void {
  if (answer.drop || response.destroyed) return void request.socket.destroy();
  // What was not read of a refused body stays in the connection, so that the connection cannot be used again.
  const unread = !request.complete;
  response.writeHead(answer.status, {
    ...answer.headers,
    date: new Date(clock.now()).toUTCString(),
    "content-length": Buffer.byteLength(answer.body),
    ...(unread ? { connection: "close" } : {}),
  });
  response.end(answer.body);
}
