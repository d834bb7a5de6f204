/**
 * The pages that are open in browsers. Each holds a socket on which it is told, and told only: whatever a browser says
 * closes its socket unread. A socket and not server-sent events, since of those a browser opens six to a host, and the
 * seventh tab would hang.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Frame } from "./frames.ts";

export type Tab = {
  /** The address as the browser has it. */
  page: string;
  /** Hash of the html the browser has. */
  seen: string;
  tell(frame: Frame): void;
};

export type Tabs = {
  /** Takes a request for a socket that was found to be in order. */
  welcome(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  all(): readonly Tab[];
  tellAll(frame: Frame): void;
  close(): void;
};

/** Far more than a person opens; five hundred that come at once, and vanish, are let in and leave nothing behind. */
const mostTabs = 600;
/** Milliseconds between two questions whether a tab is still there. */
const beat = 30_000;

export function openTabs(onOpen: (tab: Tab) => void): Tabs {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1_024, perMessageDeflate: false });
  const tabs = new Map<WebSocket, Tab & { alive: boolean }>();

  const heartbeat = setInterval(() => {
    for (const [socket, tab] of tabs) {
      if (!tab.alive) socket.terminate();
      tab.alive = false;
      socket.ping();
    }
  }, beat);
  heartbeat.unref();

  return {
    welcome(request, socket, head) {
      if (tabs.size >= mostTabs) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => {
        const { searchParams } = new URL(request.url ?? "", "http://localhost");
        const tab = {
          page: searchParams.get("page") ?? "/",
          seen: searchParams.get("seen") ?? "",
          alive: true,
          tell: (frame: Frame) => send(client, JSON.stringify(frame)),
        };
        tabs.set(client, tab);
        client.on("close", () => tabs.delete(client));
        client.on("error", () => client.terminate());
        client.on("message", () => client.terminate());
        client.on("ping", () => {});
        client.on("pong", () => {
          tab.alive = true;
        });
        onOpen(tab);
      });
    },
    all: () => [...tabs.values()],
    tellAll(frame) {
      const text = JSON.stringify(frame);
      for (const client of tabs.keys()) send(client, text);
    },
    close() {
      clearInterval(heartbeat);
      for (const client of tabs.keys()) client.terminate();
      server.close();
    },
  };
}

/** A tab that does not take what it is sent is let go before it fills the memory. */
function send(client: WebSocket, text: string): void {
  if (client.readyState !== client.OPEN) return;
  if (client.bufferedAmount > 16_777_216) client.terminate();
  else client.send(text);
}
