import fs from "node:fs";
import { setImmediate as breathe } from "node:timers/promises";
import type { Problem, Settings, SourcePath, Sources, Withheld } from "../model.ts";
import type { BytePool } from "../shared/byte-pool.ts";
import { readMoment } from "../shared/date.ts";
import { markdownOf } from "../shared/markdown-names.ts";
import { ProblemError } from "../shared/problem.ts";
import type { Overrides } from "./config.ts";
import { readConfig } from "./config.ts";
import { missingFolders, requirePosts } from "./folders.ts";
import { leaveOut, matcher } from "./leave-out.ts";
import { firstLook, type Look, type Make } from "./look.ts";
import { isSection, partsOfPages, readSection } from "./old/sections.ts";
import { isTable, readData } from "./read-data.ts";
import { readAsset, readText } from "./read-file.ts";
import { readStrings } from "./read-strings.ts";
import type { Found } from "./scan.ts";
import { scan } from "./scan.ts";
import { setApart, unreadOf } from "./set-apart.ts";
import { findStrays, tellOfStrays } from "./stray-posts.ts";
import { assetsOverOurs, nameOf, oursByName, siteOverOurs, themeFiles } from "./theme.ts";

export type ReadOptions = Overrides & {
  /** The package's folder: our own templates and assets are in it. */
  readonly home: string;
  /** Milliseconds since 1970, or a date as posts write it, in the site's zone. */
  readonly now: number | string;
  /** Where the bytes of posts are kept, for threads to read them there. */
  readonly pool?: BytePool;
  /** What was read at an earlier look is not read again. */
  readonly look?: Look;
  /** Told how many posts and pages there are, before any of them is read, and where their site goes. */
  readonly onFound?: (count: number, out: string) => void;
};

/** What a build may know, and the folder its result goes to: an absolute path. */
export type Reading = Sources & {
  readonly out: string;
  /** Of an old blog: what its generator made pages of, and we do not. */
  readonly unread: readonly SourcePath[];
};

/** After so many files the rest of the process gets a word in: a signal, a progress line. */
const batch = 200;
const none: ReadonlySet<Found> = new Set();
const templateBytes = 20_971_520;

/**
 * Everything a build may know, as one value. The settings come first, since they say where the rest is; whatever cannot
 * be read is a problem beside it, so that one run tells all of them.
 */
export async function readSources(root: string, options: ReadOptions): Promise<Reading> {
  const { settings, out, written, problems: ofConfig } = readConfig(root, options);
  const now = typeof options.now === "number" ? options.now : instant(options.now, settings);
  requirePosts(root, settings, written);
  const isMarkdown = ({ path: name }: Found) => markdownOf(settings.compat).test(name);
  const included = settings.include.map(matcher);
  const isSetAside = (file: Found) => isMarkdown(file) && isAside(file, included);
  const isPost = (file: Found) => isMarkdown(file) && !isSetAside(file);
  const look = options.look ?? firstLook;
  const scanned = (folder: string, links: "refuse" | "follow", leave?: (path: SourcePath) => boolean) =>
    look.scan(`${folder} ${links} ${leave === undefined ? "" : `${settings.exclude} ${settings.include}`}`, () =>
      scan(root, folder, links, leave),
    );

  // 1. Which files are there? The sample blog is the package itself: then the theme's files are the site's.
  const folders = [settings.posts, ...settings.collections.map(({ folder }) => folder)].filter(isOutermost);
  const found = folders.map((folder) => scanned(folder, "refuse"));
  const posts = { files: found.flatMap(({ files }) => files) };
  const isOne = settings.pages === settings.assets;
  const within = (folder: SourcePath) => leaveOut(folder, settings, { root, out });
  const pages = scanned(settings.pages, isOne ? "follow" : "refuse", within(settings.pages));
  const assets = isOne ? null : scanned(settings.assets, "follow", within(settings.assets));
  const templates = scanned("templates", "follow");
  const tables = scanned("data", "follow");
  const theme = isSame(root, options.home)
    ? { templates: [], assets: [] }
    : themeFiles(options.home, settings.compat, look);
  const scans = [...found, pages, ...(assets === null ? [] : [assets]), templates, tables];

  options.onFound?.([...posts.files, ...pages.files].filter(isPost).length, out);

  // 2. What is in them?
  const missing = missingFolders(root, settings, written);
  const problems: Problem[] = [...ofConfig, ...missing, ...scans.flatMap((found) => found.problems)];
  const collect = async <Value>(files: readonly Found[], as: string, read: Make<Value>) => {
    const values: Value[] = [];
    for (const [at, file] of files.entries()) {
      if (at % batch === 0) await breathe();
      const outcome = look.read(file, as, read);
      if ("problem" in outcome) problems.push(outcome.problem);
      else values.push(outcome.value);
    }
    return values;
  };
  const parts = settings.compat === "hugo" ? partsOfPages([...posts.files, ...pages.files].filter(isPost)) : none;
  const isShown = (file: Found) => isPost(file) && !parts.has(file);
  const { encoding } = settings;
  const limit = settings.limits.postBytes;
  const asPost = `post ${encoding} ${limit}`;
  const asText = { encoding, limit, pool: options.pool };
  const post = (file: Found, size?: number) => readText(file, asText, size);
  const namesOfOurs = new Set(theme.templates.map(nameOf));
  const template = (file: Found) => {
    const read = readText(file, { encoding: null, limit: templateBytes });
    if ("problem" in read) return read;
    const named = { ...read.value, name: nameOf(file).slice("templates/".length) };
    return { value: namesOfOurs.has(file.path) ? { ...named, replacesOurs: true as const } : named };
  };
  const beside = [...posts.files, ...pages.files].filter((file) => !isMarkdown(file));
  const strays = findStrays(beside, settings);
  const own = [...(assets?.files ?? []), ...strays.shown];
  const data = readData(
    tables.files.filter((file) => settings.compat === null || isTable(file.path)),
    look,
  );
  const wordTables = [...theme.templates, ...templates.files].filter(isStringTable);
  const words = settings.editions.map(({ language }) => ({ language, ...readStrings(language, wordTables, look) }));
  const shown = await collect(siteOverOurs(theme.templates, templates.files).filter(isTemplate), "template", template);
  const ours = await collect(oursByName(theme.templates, shown), "template", template);
  const read = {
    posts: await collect(posts.files.filter(isShown), asPost, post),
    pages: await collect(pages.files.filter(isShown), asPost, post),
    templates: [...shown, ...ours.map((each) => ({ ...each, name: `theme/${each.name}` }))],
    assets: await collect(assetsOverOurs(theme.assets, own, settings), "asset", readAsset),
  };
  const { unread, ...kept } = setApart(read, settings);
  const copied = new Set(kept.assets.map(({ path: file }) => file));
  const aside = [...posts.files, ...pages.files].filter(isSetAside);
  const ofSections = settings.compat === "hugo" ? aside.filter(({ path: file }) => isSection(file)) : [];
  const sections = (await collect(ofSections, "section", (file) => readText(file, { encoding, limit }))).map(
    readSection,
  );
  look.done();
  return {
    settings: { ...settings, sections: sections.map(({ section }) => section) },
    out,
    ...kept,
    unread: [...new Set([...unread, ...unreadOf([...posts.files, ...pages.files], settings)])].sort(),
    data: data.value,
    strings: words[0]?.value ?? {},
    furtherStrings: Object.fromEntries(words.slice(1).map(({ language, value }) => [language, value])),
    now,
    settingsFile: written.file,
    withheld: [
      ...scans.flatMap((found) => found.withheld),
      ...[...parts].map((file) => withheldAs("part", file)),
      ...aside.map((file) => withheldAs(ofSections.includes(file) ? "section" : "set-aside", file)),
      ...strays.withheld,
    ],
    problems: [
      ...problems,
      ...sections.flatMap((section) => section.problems),
      ...tellOfStrays(strays, copied),
      ...data.problems,
      ...words.flatMap((table) => table.problems),
    ],
  };
}

function instant(written: string, settings: Settings): number {
  const read = readMoment(written, settings.timezone);
  if ("moment" in read) return read.moment.ms;
  throw new ProblemError({
    severity: "error",
    code: "config/bad-now",
    message: `\`--now\` is ${written}: ${read.wrong}.`,
    hint: `write 2014-12-01, or 2014-12-01T20:30 for a time in ${settings.timezone}.`,
  });
}

function isSame(one: string, other: string): boolean {
  return fs.realpathSync(one) === fs.realpathSync(other);
}

/** What lies in another of the folders is found there. */
function isOutermost(folder: string, at: number, all: readonly string[]): boolean {
  return !all.some((other, its) => (its !== at && folder.startsWith(`${other}/`)) || (other === folder && its < at));
}

/** Other generators keep what is no post under names such as `_index.md`. */
function isAside(file: Found, included: readonly ((name: string) => boolean)[]): boolean {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return name.startsWith("_") && !included.some((matches) => matches(name));
}

const withheldAs = (reason: Withheld["reason"], { path: file }: Found): Withheld => ({ file, reason, when: null });

function isStringTable(file: Found): boolean {
  return /^templates\/strings\/[^/]+\.yml$/.test(nameOf(file));
}

function isTemplate(file: Found): boolean {
  return !/\.(?:md|markdown)$/i.test(file.path) && !nameOf(file).startsWith("templates/strings/");
}
