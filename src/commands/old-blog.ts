import type { Built } from "../build.ts";
import type { Withheld } from "../model.ts";
import { counted } from "../shared/count.ts";
import { oldConstructs } from "../shared/old-constructs.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import type { OldBlog, Taken } from "../source/old/old-settings.ts";
import type { Reading } from "../source/read-sources.ts";
import { type OldAddresses, readOldAddresses } from "./old-addresses.ts";
import type { Terminal } from "./terminal.ts";

export const generators = { jekyll: "Jekyll", hexo: "Hexo", hugo: "Hugo" } as const;

type Read = { readonly sources: Reading; readonly built: Built };

/** Of a blog that is read in place: which of its settings count, and whether its posts are where they were. */
export function tellOfOldBlog(root: string, read: Read, terminal: Terminal): void {
  const old = findOldBlog(root);
  if (old === null) return;
  const { sources } = read;
  settingsLines(old).forEach(terminal.say);
  for (const taken of old.taken) terminal.event("old-setting", taken);
  for (const { lines, ...facts } of compareAddresses(root, old, read)) {
    lines.forEach(terminal.say);
    terminal.event("old-addresses", facts);
  }
  if (sources.unread.length > 0)
    terminal.say(`not made here (templates, other markup, no front matter): ${someOf(sources.unread)}`);
  if (sources.unread.length > 0) terminal.event("old-unread", { files: sources.unread });
  const found = oldConstructs([...sources.posts, ...sources.pages], old.taxonomies);
  if (found.length > 0) terminal.say("not understood in posts, and left as they stand:");
  for (const { name, count, posts, first } of found.slice(0, shownConstructs)) {
    const place = posts === 1 ? "in" : `in ${counted(posts, "post")}, first in`;
    terminal.say(`  ${String(count).padStart(6)} × ${name}  ${place} ${first.file}:${first.line}`);
  }
  if (found.length > shownConstructs) terminal.say(`  and ${counted(found.length - shownConstructs, "other kind")}`);
  for (const construct of found) terminal.event("old-construct", construct);
}

const shownConstructs = 20;
const shownDifferences = 10;

export function settingsLines({ origin, file, taken }: OldBlog): readonly string[] {
  const head = `a ${generators[origin]} blog, read in place${file === "" ? "" : ` with ${file}`}`;
  return [head, ...taken.map((key) => `  ${fateOf(key)}`)];
}

function fateOf({ key, as, why }: Taken): string {
  if (as === key) return `${key}: taken`;
  if (as?.includes(" ")) return `${key}: taken, ${as}`;
  if (as !== null) return `${key}: taken as \`${as}\``;
  return `${key}: not taken${why === undefined ? "" : `; ${why}`}`;
}

type Comparison = {
  readonly kind: "post" | "page";
  readonly read: number;
  readonly same: number;
  readonly differ: readonly string[];
  readonly lines: readonly string[];
};

/** Where the old generator left its pages, they are the old addresses; else its rules are. */
function compareAddresses(root: string, old: OldBlog, { sources, built }: Read): readonly Comparison[] {
  const addresses = readOldAddresses(root, sources.out, built);
  const failed = new Set(built.problems.flatMap(({ severity, file }) => (severity === "error" && file ? [file] : [])));
  const compare = (kind: "post" | "page"): readonly Comparison[] => {
    const files = new Set(sources[kind === "post" ? "posts" : "pages"].map(({ path }) => path));
    const unread = kind === "post" ? sources.unread.filter((file) => isOfPosts(file, sources.settings)) : [];
    const withheld = built.withheld.filter(({ file, reason }) => files.has(file) && reason !== "made-here");
    const away = withheld.filter((one) => wasShown(one, old));
    const moved = [...built.site.posts, ...built.site.pages]
      .filter((card) => files.has(card.path) && addresses?.wasAt(card) === false)
      .map((card) => `${card.path} was not at ${card.url}${foundAt(addresses?.find(card) ?? null)}`);
    const differ = [
      ...moved,
      ...away.map(({ file, reason }) => `${file} is withheld (${reason}), and was not before`),
      ...[...failed].filter((file) => files.has(file)).map((file) => `${file} has errors`),
      ...unread.map((file) => `${file} is a template or in another markup, and not made`),
    ];
    const asBefore = withheld.length - away.length;
    const read = files.size + unread.length;
    const same = read - differ.length - asBefore;
    if (read === 0) return [];
    const lines = linesOf({ kind, read, same, differ, asBefore, where: whereOf(kind, old, addresses) });
    return [{ kind, read, same, differ, lines }];
  };
  return [...compare("post"), ...compare("page")];
}

function isOfPosts(file: string, { posts, collections }: Reading["settings"]): boolean {
  return [posts, ...collections.map(({ folder }) => folder)].some(
    (folder) => file.startsWith(`${folder}/`) && !/(?:^|\/)_drafts$/.test(folder),
  );
}

type Counted = Omit<Comparison, "lines"> & { readonly asBefore: number; readonly where: string };

/** `162 posts · 160 at their old address by its rules, 2 differ:` */
function linesOf({ kind, read, same, differ, asBefore, where }: Counted): readonly string[] {
  const parts = [
    `${same} ${where}`,
    ...(asBefore > 0 ? [`${asBefore} withheld as before`] : []),
    ...(differ.length > 0 ? [`${differ.length} ${differ.length === 1 ? "differs" : "differ"}:`] : []),
  ];
  const more = differ.length > shownDifferences ? [`  and ${differ.length - shownDifferences} more`] : [];
  const shown = differ.slice(0, shownDifferences).map((line) => `  ${line}`);
  return [`${counted(read, kind)} · ${parts.join(", ")}`, ...shown, ...more];
}

function whereOf(kind: Comparison["kind"], { taken }: OldBlog, addresses: OldAddresses | null): string {
  if (addresses !== null) return `at their old address as in ${addresses.folder}/`;
  const lost = taken.find(
    ({ key, as, decides }) =>
      decides === "all" ||
      (decides === "posts" && kind === "post") ||
      (as === null && ofAddresses.test(key) && (kind === "post" || !ofSections.test(key))),
  );
  return lost === undefined
    ? "at their old address by its rules"
    : `at addresses of ours, since its \`${lost.key}\` is not understood`;
}

/** Settings without which the old addresses cannot be told. */
const ofAddresses =
  /(?:^|\.)permalink$|^permalinks(?:\.|$)|^(?:defaultcontentlanguageinsubdir|uglyurls|disablepathtolower|removepathaccents|frontmatter\.date)$/;
/** Those of them that say nothing of pages at the top. */
const ofSections = /^permalinks(?!(?:\.page)?\.\/$)/;

function foundAt(address: string | null): string {
  return address === null ? "" : ` but at ${address}`;
}

/** What the old generator would have shown, and we do not. */
function wasShown({ file, reason }: Withheld, { origin }: OldBlog): boolean {
  if (reason === "password") return true;
  if (reason === "draft") return origin !== "hugo" && !file.includes("_drafts/");
  return (reason === "future" || reason === "undated") && origin === "hexo";
}

function someOf(files: readonly string[]): string {
  const shown = files.slice(0, shownDifferences).join(", ");
  return files.length > shownDifferences ? `${shown} and ${files.length - shownDifferences} more` : shown;
}
