/** Browsers that come and go leave nothing behind. */
import fs from "node:fs";
import net from "node:net";
import { expect, test } from "vitest";
import { needsThat } from "../needs.ts";
import { start } from "./process.ts";
import { get, pause, post, smallSite } from "./running.ts";

test.skipIf(!needsThat("a /proc that lists open files", fs.existsSync("/proc/self/fd")))(
  "five hundred sockets that vanish without a word, and twenty edits",
  async () => {
    const dev = start({ files: smallSite(), words: ["dev", "--port", "0"] });
    try {
      const port = await dev.port;
      const asked = { dev: { port } } as Parameters<typeof get>[0];
      const { text } = await get(asked, "/posts/mesoscon/");
      const [, path = ""] = /<meta name="inkstone-socket" content="([^"]+)"/.exec(text) ?? [];
      const open = () => fs.readdirSync(`/proc/${dev.child.pid}/fd`).length;
      await pause(500);
      const before = open();
      const sockets = await Promise.all(
        Array.from({ length: 500 }, () => connect(port, path.replaceAll("&amp;", "&"))),
      );
      expect(open()).toBeGreaterThanOrEqual(before + 500);
      for (let at = 0; at < 20; at++) {
        dev.put("posts/2014-08-20-mesoscon.md", post("mesoscon", `第 ${at} 次`));
        for (const socket of sockets.slice(at * 25, at * 25 + 25)) socket.resetAndDestroy();
        await pause(40);
      }
      await expect.poll(open, { timeout: 60_000 }).toBeLessThanOrEqual(before);
      await expect.poll(async () => (await get(asked, "/posts/mesoscon/")).text).toContain("第 19 次");
      expect(dev.output()).not.toContain("bug");
    } finally {
      await dev.stop();
    }
  },
);

/** Resolves when the server has taken the socket. */
function connect(port: number, path: string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1");
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
    socket.write(`${head}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    socket.on("error", reject);
    socket.once("data", (data) => {
      socket.off("error", reject).on("error", () => {});
      if (String(data).startsWith("HTTP/1.1 101")) resolve(socket);
      else reject(new Error(String(data)));
    });
  });
}
