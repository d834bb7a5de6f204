/** A request that was found to be in order → bytes. */
import fs from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { hash } from "../shared/hash.ts";
import type { Refusal } from "./refuse.ts";
import { addSnippet } from "./snippet.ts";
import type { View } from "./view.ts";

export type Asked = { readonly request: IncomingMessage; readonly response: ServerResponse };

/** Everything is true for now only, and for this server's own pages only. */
const headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "strict-origin-when-cross-origin",
};

export async function answerView(asked: Asked, view: View, token: string): Promise<void> {
  switch (view.kind) {
    case "html": {
      const page = pathOf(asked.request);
      const html = addSnippet(view.html, { token, page, seen: hash(view.html) });
      return answerText(asked, { status: view.status, type: "text/html; charset=utf-8", text: html });
    }
    case "text":
      return answerText(asked, { status: 200, ...view });
    case "file":
      return answerFile(asked, view);
    case "redirect": {
      const query = (asked.request.url ?? "").slice(pathOf(asked.request).length);
      asked.response.writeHead(302, { ...headers, location: view.to + query }).end();
    }
  }
}

/** The address of a request without its query. */
export function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

export function answerRefusal(asked: Asked, { status, says }: Refusal): void {
  const instead = { 405: { allow: "GET, HEAD" }, 426: { upgrade: "websocket", connection: "upgrade" } }[status];
  asked.response.writeHead(status, { ...headers, ...instead, "content-type": "text/plain; charset=utf-8" });
  asked.response.end(asked.request.method === "HEAD" ? undefined : `${says}\n`);
}

export type Reply = { readonly status: number; readonly type: string; readonly text: string };

export function answerText({ request, response }: Asked, { status, type, text }: Reply): void {
  const bytes = Buffer.from(text);
  response.writeHead(status, { ...headers, "content-type": type, "content-length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** Straight from the disk, also in parts: films are asked for in parts, and some browsers play no others. */
async function answerFile(
  asked: Asked,
  { from, type }: { readonly from: string; readonly type: string },
): Promise<void> {
  const { request, response } = asked;
  const open = await fs.promises.open(from, fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0)).catch(() => null);
  if (open === null) return answerRefusal(asked, { status: 404, says: "The file is gone." });
  const { size } = await open.stat();
  const part = partOf(request.headers.range, size);
  if (part === "outside") {
    await open.close();
    response.writeHead(416, { ...headers, "content-range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = part ?? { start: 0, end: size - 1 };
  response.writeHead(part === null ? 200 : 206, {
    ...headers,
    "content-type": type,
    "content-length": end - start + 1,
    "accept-ranges": "bytes",
    ...(part !== null && { "content-range": `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === "HEAD" || size === 0) {
    await open.close();
    response.end();
    return;
  }
  // A browser that goes away in the middle is no error.
  await pipeline(open.createReadStream({ start, end }), response).catch(() => response.destroy());
}

type Part = { readonly start: number; readonly end: number };

/** `null`: the whole, also where what is asked for makes no sense. */
function partOf(range: string | undefined, size: number): Part | "outside" | null {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return null;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < start) return null;
  return start <= end ? { start, end } : "outside";
}
