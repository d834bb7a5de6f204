/// <reference lib="dom" />
import type { Frame } from "../frames.ts";
import { metaNames } from "../frames.ts";

/** Milliseconds before another try. */
const first = 200;
const longest = 3_000;
/** The server would let this page in, but for all the others. */
const noRoom = 426;

export type Wire = {
  /** Where the page is by now and what it has, for the next connection. */
  now(page: string, seen: string): void;
};

/** Listens for as long as the page is open; loads it anew when the server was started anew. */
export function listenToServer(onFrame: (frame: Frame) => void): Wire {
  const path = document.querySelector<HTMLMetaElement>(`meta[name="${metaNames.socket}"]`)?.content ?? "";
  const address = new URL(path, location.href.replace(/^http/, "ws"));
  let wait = first;
  connect();

  function connect(): void {
    const socket = new WebSocket(address);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      wait = first;
    };
    socket.onmessage = ({ data }) => onFrame(JSON.parse(String(data)) as Frame);
    socket.onclose = () => setTimeout(() => (opened ? connect() : void askWhy()), wait);
  }

  /** A socket that is refused gives no reason. Whoever answers and does not know the token is not the server we had. */
  async function askWhy(): Promise<void> {
    wait = Math.min(longest, wait * 2);
    const isGone = await fetch(address.href.replace(/^ws/, "http"), { method: "HEAD", cache: "no-store" }).then(
      ({ status }) => status !== noRoom,
      () => false,
    );
    if (isGone) location.reload();
    else connect();
  }

  return {
    now(page, seen) {
      address.searchParams.set("page", page);
      address.searchParams.set("seen", seen);
    },
  };
}
