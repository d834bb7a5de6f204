/** A static host as small as they come: folders by their index.html, names without extension, a 404 page. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export type Host = {
  /** `http://127.0.0.1:40123`, without the base path. */
  readonly origin: string;
  readonly close: () => Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

export async function serveFolder(folder: string, base = ""): Promise<Host> {
  const server = createServer((request, response) => {
    const pathname = new URL(request.url ?? "/", "http://host").pathname;
    const file = pathname.startsWith(`${base}/`)
      ? fileFor(folder, decodeURIComponent(pathname.slice(base.length)))
      : null;
    const missing = path.join(folder, "404.html");
    const shown = file ?? (existsSync(missing) ? missing : null);
    const type = TYPES[path.extname(shown ?? "")] ?? "application/octet-stream";
    response.writeHead(file === null ? 404 : 200, { "content-type": type });
    response.end(shown === null ? "" : readFileSync(shown));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function fileFor(folder: string, name: string): string | null {
  const file = path.join(folder, name);
  if (file !== folder && !file.startsWith(folder + path.sep)) return null;
  const candidates = name.endsWith("/") ? [path.join(file, "index.html")] : [file, `${file}.html`];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) ?? null;
}
