import fs from "node:fs";
import path from "node:path";
import type { Built } from "../build.ts";
import { foldAddress } from "../shared/address.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import type { OldBlog, Taken } from "../source/old/old-settings.ts";
import type { Reading } from "../source/read-sources.ts";
import { counted } from "./ledger.ts";
import { oldConstructs } from "./old-constructs.ts";
import type { Terminal } from "./terminal.ts";

const names = { jekyll: "Jekyll", hexo: "Hexo", hugo: "Hugo" } as const;

/** Of a blog that is read in place: which of its settings count, and whether its posts are where they were. */
export function tellOfOldBlog(root: string, { sources, built }: Read, terminal: Terminal): void {
  const old = findOldBlog(root);
  if (old === null) return;
  settingsLines(old).forEach(terminal.say);
  for (const taken of old.taken) terminal.event("old-setting", taken);
  addressLines(root, built).forEach(terminal.say);
  const found = oldConstructs([...sources.posts, ...sources.pages]);
  if (found.length > 0) terminal.say("not understood in posts, and left as they stand:");
  for (const { name, count, posts, first } of found.slice(0, shownConstructs)) {
    const place = posts === 1 ? "in" : `in ${counted(posts, "post")}, first in`;
    terminal.say(`  ${String(count).padStart(6)} × ${name}  ${place} ${first.file}:${first.line}`);
  }
  if (found.length > shownConstructs) terminal.say(`  and ${counted(found.length - shownConstructs, "other kind")}`);
  for (const construct of found) terminal.event("old-construct", construct);
}

type Read = { readonly sources: Reading; readonly built: Built };

const shownConstructs = 20;

export function settingsLines({ origin, file, taken }: OldBlog): readonly string[] {
  const head = `a ${names[origin]} blog, read in place${file === "" ? "" : ` with ${file}`}`;
  return [head, ...taken.map((key) => `  ${fateOf(key)}`)];
}

function fateOf({ key, as, why }: Taken): string {
  if (as === key) return `${key}: taken`;
  if (as?.includes(" ")) return `${key}: taken, ${as}`;
  if (as !== null) return `${key}: taken as \`${as}\``;
  return `${key}: not taken${why === undefined ? "" : `; ${why}`}`;
}

/** Where the old generator left its pages, they are the old addresses; else its rules are. */
function addressLines(root: string, { site, counts, withheld, problems }: Built): readonly string[] {
  const folder = ["_site", "public", "docs"].find((name) => fs.existsSync(path.join(root, name, "index.html")));
  const failed = new Set(problems.flatMap(({ severity, file }) => (severity === "error" && file ? [file] : [])));
  const away = [
    ...withheld.map(({ file, reason }) => `${file} is withheld (${reason})`),
    ...[...failed].map((file) => `${file} has errors`),
  ];
  const moved =
    folder === undefined
      ? []
      : site.posts
          .filter(({ file }) => !isThere(path.join(root, folder), file))
          .map((post) => `${post.path} was not at ${post.url}`);
  const by = folder === undefined ? "by its rules" : `as in ${folder}/`;
  const differ = [...moved, ...away];
  const head = `${counted(counts.read, "post")} · ${counts.read - differ.length} at their old address ${by}`;
  if (differ.length === 0) return [head];
  const more = differ.length > 10 ? [`  and ${differ.length - 10} more`] : [];
  return [`${head}, ${differ.length} differ:`, ...differ.slice(0, 10).map((line) => `  ${line}`), ...more];
}

/** A folder's page or a file of the name, as either generator may have written it. */
function isThere(folder: string, file: string): boolean {
  const forms = [file, file.replace(/\.html$/, "/index.html"), file.replace(/\/index\.html$/, ".html")];
  return forms.some(
    (form) => fs.existsSync(path.join(folder, form)) || fs.existsSync(path.join(folder, foldAddress(form))),
  );
}
