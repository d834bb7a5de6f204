/** The server: who may ask, how much, and on which addresses of this machine. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { ProblemError } from "../shared/problem.ts";
import { type Asked, answerRefusal } from "./answer.ts";
import { type Door, type Refusal, refuseRequest, refuseSocket } from "./refuse.ts";

export type Listening = {
  readonly port: number;
  close(): Promise<void>;
};

export type House = {
  readonly door: Door;
  readonly answer: (asked: Asked) => Promise<void>;
  readonly welcome: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** A bug of ours; the request has been answered. */
  readonly onError: (error: unknown) => void;
};

export type Port = {
  readonly port: number;
  /** When it is taken: the next free one, or nothing. */
  readonly otherwise: "next" | "give up";
  /** `null` = this machine only. */
  readonly host: string | null;
};

const portsToTry = 100;
/** Each tab has a socket, and asks for something beside it. */
const mostConnections = 1_200;

/** Opens the port on this machine's own addresses, or on `host`. */
export async function listen(house: House, { port, otherwise, host }: Port): Promise<Listening> {
  const last = otherwise === "next" && port !== 0 ? Math.min(port + portsToTry - 1, 65_535) : port;
  for (let each = port; each <= last; each++) {
    const servers = await openAll(house, host === null ? ["127.0.0.1", "::1"] : [host], each);
    const [first] = servers;
    if (first === undefined) continue;
    return {
      port: (first.address() as AddressInfo).port,
      close: async () => {
        await Promise.all(servers.map(close));
      },
    };
  }
  throw new ProblemError({
    severity: "error",
    code: "dev/port-in-use",
    message: last === port ? `The port ${port} is in use.` : `The ports ${port} to ${last} are in use.`,
    hint: "stop what uses it, or choose another with --port.",
  });
}

/** On every address, or, when one of them is taken, on none. */
async function openAll(house: House, hosts: readonly string[], port: number): Promise<readonly Server[]> {
  const servers: Server[] = [];
  let chosen = port;
  for (const host of hosts) {
    const server = serverFor(house);
    const error = await open(server, host, chosen);
    if (error === null) {
      servers.push(server);
      chosen = (server.address() as AddressInfo).port;
      continue;
    }
    // A machine without IPv6 has no ::1; that is no trouble.
    if (servers.length > 0 && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT")) continue;
    await Promise.all(servers.map(close));
    if (error.code === "EADDRINUSE") return [];
    throw new ProblemError(cannotListen(host, chosen, error.code ?? error.message));
  }
  return servers;
}

function serverFor({ door, answer, welcome, onError }: House): Server {
  const limits = { maxHeaderSize: 16_384, requireHostHeader: false, connectionsCheckingInterval: 2_000 };
  const server = createServer(limits, (request, response) => {
    const asked = { request, response };
    const refusal = refuseRequest(request, door);
    if (refusal !== null) return answerRefusal(asked, refusal);
    answer(asked).catch((error: unknown) => {
      onError(error);
      if (!response.headersSent) answerRefusal(asked, { status: 500, says: "This is a bug in Inkstone." });
      else response.destroy();
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = mostConnections;
  server.on("upgrade", (request, socket: Socket, head) => {
    socket.on("error", () => socket.destroy());
    const refusal = refuseSocket(request, door);
    if (refusal === null) welcome(request, socket, head);
    else hangUp(socket, refusal);
  });
  server.on("connect", (request, socket) => {
    socket.on("error", () => socket.destroy());
    hangUp(socket, refuseRequest(request, door) ?? { status: 405, says: "This is no proxy." });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    socket.on("error", () => socket.destroy());
    const status = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ""] ?? 400;
    if (socket.writable) hangUp(socket, { status, says: "This is not a request." });
    else socket.destroy();
  });
  return server;
}

function hangUp(socket: Duplex, { status, says }: Refusal): void {
  const body = `${says}\n`;
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\n${length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function open(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen({ host, port, ipv6Only: host.includes(":") && host !== "::" }, () => {
      server.off("error", resolve);
      resolve(null);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function cannotListen(host: string, port: number, why: string) {
  return {
    severity: "error" as const,
    code: "dev/cannot-listen",
    message: `The server cannot listen on ${host}, port ${port} (${why}).`,
    hint:
      why === "EACCES"
        ? "ports below 1024 are the system's; choose another with --port."
        : "choose an address of this machine with --host.",
  };
}
