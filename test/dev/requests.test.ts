/** What the server answers, and whom. */
import { once } from "node:events";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { get, post, type Running, run, smallSite } from "./running.ts";

let running: Running;
beforeAll(async () => {
  running = await run({
    ...smallSite(),
    "package.json": '{ "secret": "canary" }',
    ".env": "SECRET=canary",
    "assets/film.mp4": "0123456789",
    "assets/notes/a b.txt": "blanks",
    "posts/broken-links.md": post("Links", "[nowhere](/no/such/page/)"),
  });
});
afterAll(() => running.stop());

describe("addresses", () => {
  test.each([
    ["/", 200],
    ["/index.html", 200],
    ["/posts/mesoscon/", 200],
    ["/posts/mesoscon/index.html", 200],
    ["/posts/%E6%8E%92%E7%89%88/", 200],
    ["/tags/mesos/", 200],
    ["/feed.xml", 200],
    ["/css/own.css", 200],
    ["/css/own.css?v=1", 200],
    ["/notes/a%20b.txt", 200],
    ["/404", 200],
    ["/posts/mesoscon", 302],
    ["/tags", 302],
    ["/nothing/", 404],
    ["/posts/mesoscon/nothing", 404],
  ])("%s → %i", async (url, status) => {
    expect((await get(running, url)).status).toBe(status);
  });

  test("a folder without its slash leads to it, query and all", async () => {
    expect((await get(running, "/posts/mesoscon?a=1")).headers.location).toBe("/posts/mesoscon/?a=1");
  });

  test("a page that is not there names the nearest one", async () => {
    const { status, text } = await get(running, "/post/mesocon/");
    expect(status).toBe(404);
    expect(text).toContain('The nearest address is <a href="/posts/mesoscon/">');
  });

  test("an address is shown as text", async () => {
    const { text } = await get(running, "/%3Cscript%3Ewindow.X=1%3C/script%3E");
    expect(text).not.toContain("<script>window");
  });

  test("a part of a file", async () => {
    const { status, text, headers } = await get(running, "/film.mp4", { headers: { range: "bytes=2-4" } });
    expect([status, text, headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
    expect((await get(running, "/film.mp4", { headers: { range: "bytes=-3" } })).text).toBe("789");
  });

  test.each([
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=20-30", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=8-99999999999999999999", 206, "89", "bytes 8-9/10"],
    ["bytes=5-2", 200, "0123456789", undefined],
    ["bytes=0-0,2-3", 200, "0123456789", undefined],
    ["lines=1-2", 200, "0123456789", undefined],
  ])("the part %s of a file of ten bytes", async (range, status, text, said) => {
    const answer = await get(running, "/film.mp4", { headers: { range } });
    expect([answer.status, answer.text, answer.headers["content-range"]]).toEqual([status, text, said]);
  });

  test("nothing is said to be unchanged, since nothing may be kept", async () => {
    for (const url of ["/", "/film.mp4"]) {
      expect((await get(running, url, { headers: { "if-none-match": "*" } })).status).toBe(200);
    }
  });

  test("HEAD says what GET says, without the body", async () => {
    const [head, whole] = [await get(running, "/", { method: "HEAD" }), await get(running, "/")];
    expect(head.status).toBe(200);
    expect(head.text).toBe("");
    expect(head.headers["content-length"]).toBe(whole.headers["content-length"]);
  });

  test("nothing may be kept, guessed or read by others", async () => {
    expect((await get(running, "/")).headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
    expect((await get(running, "/")).headers["access-control-allow-origin"]).toBeUndefined();
  });
});

describe("what is refused", () => {
  test.each([
    "/../package.json",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/..%5cpackage.json",
    "/%252e%252e/package.json",
    "//..//package.json",
    "/posts/../../package.json",
    "/....//package.json",
    "/package.json",
    "/.git/config",
    "/.env",
    "/site.yml",
    "/posts/2014-08-20-mesoscon.md",
    "/@fs/etc/passwd",
    "/__inkstone/../package.json",
    "/constructor",
    "/__proto__/",
  ])("%s is no file", async (url) => {
    const { status, text } = await get(running, url);
    expect([400, 404]).toContain(status);
    expect(text).not.toMatch(/canary|root:|tags: \[mesos/);
  });

  test.each(["/%E0%A4%A", "/%00", "/index.html%00.txt", "/%", "/a\\b", "/a#b", "*", "http://evil.test/"])(
    "%s is no address",
    async (url) => {
      expect((await raw(`GET ${url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).status).toBe(400);
      expect((await get(running, "/")).status).toBe(200);
    },
  );

  test.each(["evil.test", "127.0.0.1.nip.io", "localhost.evil.test", "evil.test:4000", "localhost@evil.test", ""])(
    "the host %s",
    async (host) => {
      const { status, text } = await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(status).toBe(403);
      expect(text).toContain(host);
    },
  );

  test.each(["", "Host: localhost\r\nHost: localhost\r\n", "Host: localhost\r\nhost: evil.test\r\n"])(
    "a request with the host lines %j",
    async (lines) => {
      expect((await raw(`GET / HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`)).status).toBe(400);
    },
  );

  test.each(["localhost", "blog.localhost:1", "127.0.0.1", "[::1]:4000"])("the host %s is ours", async (host) => {
    expect((await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).status).toBe(200);
  });

  test.each(["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "CONNECT"])("%s", async (method) => {
    expect((await raw(`${method} / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)).status).toBe(405);
  });

  test("a page of another site that reads along, but not one that leads here", async () => {
    const from = (mode: string) => ({ headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": mode } });
    expect((await get(running, "/", from("no-cors"))).status).toBe(403);
    expect((await get(running, "/", from("navigate"))).status).toBe(200);
  });

  test("too much", async () => {
    expect((await get(running, `/${"a".repeat(9_000)}`)).status).toBe(414);
    expect((await get(running, "/", { headers: { "x-much": "a".repeat(20_000) } })).status).toBe(431);
    expect((await raw("nonsense\r\n\r\n")).status).toBe(400);
  });

  test("it listens to this machine only", async () => {
    const server = net.createServer();
    server.listen({ host: "127.0.0.2", port: running.dev.port });
    await once(server, "listening");
    server.close();
  });
});

describe("sockets", () => {
  const address = async (url = "/") => {
    const { text } = await get(running, url);
    const [, path = ""] = /<meta name="inkstone-socket" content="([^"]+)"/.exec(text) ?? [];
    return path.replaceAll("&amp;", "&");
  };
  const open = async (path: string, options: Record<string, string> = {}) => {
    const socket = new WebSocket(`ws://localhost:${running.dev.port}${path}`, { headers: options });
    const status = await new Promise<number>((resolve) => {
      socket.on("open", () => resolve(101));
      socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
      socket.on("error", () => {});
    });
    return { socket, status };
  };

  test.each([
    ["its own page", (origin: string) => ({ origin }), 101],
    ["another site", () => ({ origin: "http://evil.test" }), 403],
    ["nowhere", () => ({ origin: "null" }), 403],
    ["another name of this machine", () => ({ origin: "http://127.0.0.1:1" }), 403],
    ["another host", () => ({ host: "evil.test" }), 403],
    ["a program that knows the token", () => ({}), 101],
  ])("from %s", async (_, headers, expected) => {
    const { socket, status } = await open(await address(), headers(running.origin) as Record<string, string>);
    socket.terminate();
    expect(status).toBe(expected);
  });

  test.each([
    ["/__inkstone/socket?page=%2F", 403],
    ["/__inkstone/socket?token=wrong&page=%2F", 403],
    ["/elsewhere", 404],
  ])("at %s", async (path, expected) => {
    const { socket, status } = await open(path, { origin: running.origin });
    socket.terminate();
    expect(status).toBe(expected);
  });

  test("asked for as a page, the socket says whether it would have been opened", async () => {
    const { status, headers } = await get(running, await address());
    expect([status, headers.upgrade]).toEqual([426, "websocket"]);
    expect((await get(running, "/__inkstone/socket?token=of-another-run&page=%2F")).status).toBe(403);
  });

  test("a socket is told of its page, and of no other", async () => {
    const one = await open(await address("/posts/mesoscon/"));
    const other = await open(await address("/posts/docker/"));
    const [told, toldOther]: [string[], string[]] = [[], []];
    one.socket.on("message", (data) => told.push(String(data)));
    other.socket.on("message", (data) => toldOther.push(String(data)));
    running.put("posts/2014-08-20-mesoscon.md", post("mesoscon", "一句新的话"));
    await expect.poll(() => told.length, { timeout: 5_000 }).toBe(1);
    expect(JSON.parse(told[0] ?? "")).toMatchObject({
      type: "update",
      page: "/posts/mesoscon/",
      html: expect.stringContaining("一句新的话"),
    });
    expect(toldOther.filter((frame) => frame.includes("一句新的话"))).toEqual(
      toldOther.filter((frame) => frame.includes('"page":"/posts/docker/"')),
    );
    for (const { socket } of [one, other]) socket.terminate();
  });

  test("a socket with an older page is told at once", async () => {
    const path = (await address("/posts/docker/")).replace(/seen=\w+/, "seen=0123");
    const socket = new WebSocket(`ws://localhost:${running.dev.port}${path}`);
    const [data] = (await once(socket, "message")) as [Buffer];
    expect(JSON.parse(String(data))).toMatchObject({ type: "update", page: "/posts/docker/", before: null });
    socket.terminate();
  });

  test.each([
    ["text that is not JSON", Buffer.from([0x81, 0x83, 1, 2, 3, 4, 0x6f, 0x6a, 0x7a])],
    ["a length of 2^63", Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])],
    ["a frame without a mask", Buffer.from([0x81, 0x02, 0x68, 0x69])],
    ["a ping in pieces", Buffer.from([0x09, 0x80, 1, 2, 3, 4])],
    ["reserved bits", Buffer.from([0xf1, 0x80, 1, 2, 3, 4])],
  ])("%s closes that socket and no other", async (_, bytes) => {
    const witness = await open(await address("/posts/docker/"));
    const socket = net.connect(running.dev.port, "127.0.0.1");
    const head = `GET ${await address()} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
    socket.write(`${head}Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    await once(socket, "data");
    socket.on("error", () => {}).resume();
    socket.write(bytes);
    await once(socket, "close");
    const told = once(witness.socket, "message");
    running.put("posts/2014-08-21-docker.md", post("docker", `正文 ${bytes.toString("hex")}`));
    await told;
    expect(witness.socket.readyState).toBe(WebSocket.OPEN);
    expect((await get(running, "/")).status).toBe(200);
    witness.socket.terminate();
  });
});

test("whoever sends half a request, or none, and stalls is cut off", async () => {
  const stalled = ["", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text"].map(raw);
  expect((await get(running, "/")).status).toBe(200);
  expect((await Promise.all(stalled)).map(({ status }) => status)).toEqual([408, 408, 408]);
  expect((await get(running, "/")).status).toBe(200);
});

test("--host opens the door, to its own name", async () => {
  const open = await run(smallSite(), "0.0.0.0");
  try {
    expect((await get(open, "/", { headers: { host: `192.168.1.5:${open.dev.port}` } })).status).toBe(200);
    expect((await get(open, "/", { headers: { host: "evil.test" } })).status).toBe(403);
  } finally {
    await open.stop();
  }
});

test("the site's base path is where it is served, and the root leads there", async () => {
  const blog = await run({ ...smallSite(), "site.yml": "title: 砚台\nurl: https://example.com/blog\n" });
  try {
    expect(blog.dev.home).toBe("/blog/");
    expect((await get(blog, "/")).headers.location).toBe("/blog/");
    expect((await get(blog, "/blog")).headers.location).toBe("/blog/");
    expect((await get(blog, "/blog/posts/docker/")).status).toBe(200);
    expect((await get(blog, "/posts/docker/")).status).toBe(404);
    expect((await get(blog, "/blogs/")).status).toBe(404);
  } finally {
    await blog.stop();
  }
});

test("of two servers that want the same port the second takes the next, or says that it is taken", async () => {
  const { startDev } = await import("../../src/dev/dev.ts");
  const { home, now } = await import("./running.ts");
  const options = { root: running.root, reading: { home }, now: () => now, client: "", editor: null };
  const on = { rebuilt: () => {}, problems: () => {}, deaf: () => {}, bug: () => {} };
  const { port } = running.dev;
  const second = await startDev({ ...options, on, port: { port, otherwise: "next", host: null } });
  expect(second.port).toBeGreaterThan(port);
  await second.close();
  await expect(startDev({ ...options, on, port: { port, otherwise: "give up", host: null } })).rejects.toThrow(
    `The port ${port} is in use.`,
  );
});

/** Bytes as no client would send them. */
async function raw(text: string): Promise<{ readonly status: number; readonly text: string }> {
  const socket = net.connect(running.dev.port, "127.0.0.1");
  socket.write(text);
  let answer = "";
  socket.setEncoding("utf8").on("data", (piece: string) => {
    answer += piece;
  });
  socket.on("error", () => {});
  await once(socket, "close");
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0), text: answer };
}
