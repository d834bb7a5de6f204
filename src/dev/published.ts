/**
 * What a folder of a finished site has to offer, served as static hosts serve it: `/a` finds `a.html`, a folder its
 * `index.html`, nothing else the site's own `404.html`. The folder is listed, and requests are looked up in the list;
 * no request is ever joined to a path.
 */
import fs from "node:fs";
import path from "node:path";
import type { Output } from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { type Asked, answerText, answerView, pathOf } from "./answer.ts";
import { type Listening, listen, type Port } from "./listen.ts";
import { mediaType } from "./media-types.ts";
import { type Routes, routesOf } from "./routes.ts";

export type Published = {
  /** Absolute. */
  readonly folder: string;
  readonly base: string;
  readonly port: Port;
  readonly onError: (error: unknown) => void;
};

export async function servePublished({ folder, base, port, onError }: Published): Promise<Listening> {
  let seen = "";
  let routes: Routes = routesOf([], base);
  /** A new build is noticed by the folder's new parts, whenever somebody asks for a page. */
  const look = () => {
    const now = stampOf(folder);
    if (now !== seen) routes = routesOf(outputsIn(folder, base), base);
    seen = now;
  };
  return listen(
    {
      door: { names: [], token: "" },
      answer: async (asked) => {
        look();
        await answer(asked, routes);
      },
      welcome: (_, socket) => socket.destroy(),
      onError,
    },
    port,
  );
}

async function answer(asked: Asked, routes: Routes): Promise<void> {
  const route = routes.find(pathOf(asked.request));
  if (route.kind === "redirect") return answerView(asked, route, "");
  if (route.kind === "output" && route.output.kind === "copy") {
    return answerView(asked, { kind: "file", type: mediaType(route.output.file), from: route.output.from }, "");
  }
  const own = routes.file("404.html");
  const text = own?.kind === "copy" ? fs.readFileSync(own.from, "utf8") : "There is nothing at this address.\n";
  const type = own === undefined ? "text/plain; charset=utf-8" : "text/html; charset=utf-8";
  return answerText(asked, { status: 404, type, text });
}

function outputsIn(folder: string, base: string): readonly Output[] {
  // Somebody may take it away meanwhile, and build again.
  if (!fs.existsSync(folder)) return [];
  return (
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): Output => {
        const from = path.join(entry.parentPath, entry.name);
        const file = path.relative(folder, from).replaceAll("\\", "/").normalize("NFC");
        return { kind: "copy", file, url: base + encodePath(`/${file}`), from, hash: "", size: 0, source: file };
      })
      // A clone has its history beside it, which no host publishes.
      .filter(({ file }) => !file.startsWith(".git/"))
  );
}

/** Changes whenever a file comes or goes at the top, or the sitemap or the home page is written anew. */
function stampOf(folder: string): string {
  const stamp = (file: string) => fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return ["", "index.html", "404.html", "sitemap.xml"].map(stamp).join(" ");
}
