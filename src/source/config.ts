import fs from "node:fs";
import path from "node:path";
import type { Author, Json, Problem, Settings } from "../model.ts";
import { withBase } from "../shared/address.ts";
import { nearest } from "../shared/nearest.ts";
import { ProblemError } from "../shared/problem.ts";
import { problemCodes } from "../shared/problem-codes.ts";
import type { Read } from "./addresses.ts";
import { readBase, readEncoding, readLanguage, readPermalink, readUrl, readZone } from "./addresses.ts";
import { emptyLinks, refusedLinks } from "./check-links.ts";
import type { Fault } from "./check-value.ts";
import { checkKeys, isMap } from "./check-value.ts";
import { navigationOf, primaryLanguages, readEditions, termSlugsOf } from "./editions.ts";
import { readCollection, readFolder, readInside, readPostsFolder, sharedFolders } from "./folders.ts";
import { readOutputFolder } from "./output-folder.ts";
import { namesElsewhere, settingsTable } from "./settings-table.ts";
import type { SiteFile } from "./site-file.ts";
import { readSiteFile } from "./site-file.ts";

/** What the command line says over `site.yml`. */
export type Overrides = {
  readonly drafts?: boolean | undefined;
  readonly future?: boolean | undefined;
  readonly base?: string | undefined;
  readonly url?: string | undefined;
  readonly out?: string | undefined;
};

export type Config = {
  readonly settings: Settings;
  /** The folder to publish to, absolute. */
  readonly out: string;
  /** The same before links are followed: it may be one. */
  readonly outAsNamed: string;
  readonly written: SiteFile;
  readonly problems: readonly Problem[];
};

type Values = Readonly<Record<string, Json>>;
/** `site.yml` with its defaults. Throws everything that is wrong with it at once. */
export function readConfig(root: string, overrides: Overrides): Config {
  requireFolder(root);
  const written = readSiteFile(root);
  const faults = [...faultsOf(written.values), ...emptyLinks(written.values)];
  const errors: Problem[] = faults.map((fault) => written.problemOf(fault, "error"));
  const values = withDefaults(written.values);

  // A value of the right type may still mean nothing.
  const said = <Value>(key: string, read: Read<Value>, otherwise: Value, at: Partial<Fault> = {}): Value => {
    if ("value" in read) return read.value;
    const fault: Fault = { path: [key], part: "value", code: `config/bad-${key}`, ...read, ...at };
    const flag = overrides[key as keyof Overrides] !== undefined;
    errors.push(flag ? ofFlag(fault) : written.problemOf(fault, "error"));
    return otherwise;
  };
  const address = said("url", readUrl(overrides.url ?? text(values.url)), { origin: "", base: "" });
  const posts = said("posts", readPostsFolder(text(values.posts)), "posts");
  const named = {
    title: text(values.title),
    subtitle: text(values.subtitle),
    description: text(values.description),
    language: said("language", readLanguage(text(values.language)), "zh-CN"),
    navigation: navigationOf(values.navigation),
  };
  const base = overrides.base === undefined ? address.base : said("base", readBase(overrides.base, "base"), "");
  const settings: Settings = {
    ...named,
    editions: said("languages", readEditions(values.languages, named), []),
    origin: address.origin,
    base,
    timezone: said("timezone", readZone(text(values.timezone)), "UTC"),
    author: authorOf(values.author, base),
    permalink: said("permalink", readPermalink(text(values.permalink)), "/:slug/"),
    paginate: paginateOf(values.paginate),
    posts,
    pages: said("pages", readFolder(text(values.pages), "pages"), "pages"),
    assets: said("assets", readFolder(text(values.assets), "assets"), "assets"),
    exclude: Array.isArray(values.exclude) ? values.exclude.map((pattern) => text(pattern)) : [],
    include: Array.isArray(values.include) ? values.include.map((name) => text(name)) : [],
    deployed: said("deployed", readInside(text(values.deployed)), ".inkstone/deployed.json"),
    deploy: deployOf(mapOf(values.deploy)),
    collections: Object.entries(mapOf(values.collections)).map(([folder, pattern]) => {
      const at = { path: ["collections", folder] };
      return {
        folder: said("collections", readCollection(folder), folder, { ...at, part: "key" }),
        permalink: said("permalink", readPermalink(text(pattern)), "", at),
      };
    }),
    sections: [],
    defaults: Array.isArray(values.defaults) ? defaultsOf(values.defaults) : [],
    compat: values.compat === "jekyll" || values.compat === "hexo" || values.compat === "hugo" ? values.compat : null,
    inPlace: written.inPlace,
    html: values.html === "escape" ? "escape" : "allow",
    encoding: said("encoding", readEncoding(text(values.encoding)), "utf-8"),
    breaks: values.breaks === true,
    softBreakMixed:
      values.softBreakMixed === "space" || values.softBreakMixed === "none" ? values.softBreakMixed : "auto",
    ruby: primaryLanguages(values.ruby),
    indent: values.indent === true,
    readingSpeed: readingSpeedOf(mapOf(values.readingSpeed)),
    termSlugs: { tags: termSlugsOf(values.tags), categories: termSlugsOf(values.categories) },
    headingIds: values.headingIds === "kramdown" || values.headingIds === "hexo" ? values.headingIds : "github",
    highlight: values.highlight !== false,
    search: values.search !== false,
    feeds: { site: mapOf(values.feeds).site === true, terms: mapOf(values.feeds).terms === true },
    social: Object.fromEntries(
      Object.entries(mapOf(values.social)).flatMap(([name, value]) =>
        text(value).trim() ? [[name, text(value)]] : [],
      ),
    ),
    comments: values.comments === true || Object.keys(withoutNulls(mapOf(values.comments))).length > 0,
    services: { ...withoutNulls(mapOf(values.comments)), analytics: withoutNulls(mapOf(values.analytics)) },
    theme: withoutNulls(mapOf(values.theme)),
    checks: mapOf(values.checks) as Settings["checks"],
    limits: limitsOf(mapOf(values.limits)),
    dev: { scrollToEdit: mapOf(values.dev).scrollToEdit !== false },
    noindex: overrides.drafts === true || overrides.future === true,
    drafts: overrides.drafts === true,
    future: overrides.future === true,
  };
  const outNamed = overrides.out ?? text(values.out);
  const out = said("out", readOutputFolder(outNamed, { root, posts }), "");
  if (errors.length === 0)
    errors.push(...sharedFolders(settings, { root, out }).map((fault) => written.problemOf(fault, "error")));
  if (errors.length > 0) throw new ProblemError(...errors);
  const refused = refusedLinks(written.values).map((fault) => written.problemOf(fault, "warning"));
  const problems = [...written.problems, ...notYet(written), ...unknownChecks(written), ...refused];
  return { settings, out, outAsNamed: path.resolve(root, outNamed), written, problems };
}

function requireFolder(root: string): void {
  if (fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return;
  const message = `There is no folder ${root}.`;
  const hint = "name the folder of a blog: the one that holds posts/.";
  throw new ProblemError({ severity: "error", code: "config/no-root", message, hint });
}

/** What is wrong with a flag is said of the flag. */
function ofFlag(fault: Fault): Problem {
  const name = fault.path.join(".");
  const flagged = (words: string) =>
    words.replaceAll(`\`${name}\``, `\`--${name}\``).replaceAll(`\`${name}: `, `\`--${name} `);
  return { severity: "error", code: fault.code, message: flagged(fault.message), hint: flagged(fault.hint) };
}

function faultsOf(values: Values): readonly Fault[] {
  return checkKeys(values, settingsTable, []).map((fault) => {
    const [name, deeper] = fault.path;
    const ours = name === undefined || deeper !== undefined ? undefined : namesElsewhere[name];
    return fault.code === "config/unknown-key" && ours !== undefined
      ? { ...fault, hint: `here it is called \`${ours}\`.` }
      : fault;
  });
}

function notYet(written: SiteFile): readonly Problem[] {
  const hint = "remove it until a later version does.";
  const keys = settingsTable.filter((key) => key.later === true && !isNothing(written.values[key.name]));
  const faults: Fault[] = keys.map(({ name }) => {
    const message = `\`${name}\` is not read by this version of Inkstone.`;
    return { path: [name], part: "key", code: "config/not-yet", message, hint };
  });
  if (written.values.highlight === "shiki") {
    const message = "`highlight: shiki` is not read by this version of Inkstone; code has the colours of `true`.";
    faults.push({ path: ["highlight"], part: "key", code: "config/not-yet", message, hint });
  }
  return faults.map((fault) => written.problemOf(fault, "warning"));
}

/** A code that nothing has would set the severity of nothing. */
function unknownChecks(written: SiteFile): readonly Problem[] {
  const unknown = Object.keys(mapOf(written.values.checks)).filter((code) => !problemCodes.has(code));
  return unknown.map((code) => {
    const near = nearest(code, problemCodes);
    const message = `\`checks.${code}\` is the code of no problem, so it sets nothing.`;
    const hint = near === null ? "the code of a problem stands before its place." : `did you mean \`${near}\`?`;
    return written.problemOf(
      { path: ["checks", code], part: "key", code: "config/unknown-check", message, hint },
      "warning",
    );
  });
}

function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
}

/** An empty value is the default; so is a part of a record that is not there. */
function withDefaults(values: Values): Values {
  return Object.fromEntries(
    settingsTable.map((key) => {
      const said = values[key.name] ?? key.default;
      const value = typeof said === "string" && said.trim() === "" ? key.default : said;
      const parts = isMap(key.default) && isMap(value);
      return [key.name, parts ? { ...mapOf(key.default), ...withoutNulls(mapOf(value)) } : value];
    }),
  );
}

function withoutNulls(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** A longer path says more, and a path with a type more than one without. */
function defaultsOf(written: readonly Json[]): Settings["defaults"] {
  return written
    .map((set) => mapOf(set))
    .map(({ path, type, values }) => ({
      path: text(path).replace(/^(?:\.?\/)+/, ""),
      type: text(type),
      values: mapOf(values),
    }))
    .sort((a, b) => a.path.length - b.path.length || Number(a.type !== "") - Number(b.type !== ""));
}

function deployOf(deploy: Values): Settings["deploy"] {
  return { git: text(deploy.git), branch: text(deploy.branch), rsync: text(deploy.rsync) };
}

function authorOf(value: Json | undefined, base: string): Author | null {
  if (typeof value === "string" || typeof value === "number")
    return { name: text(value), email: null, url: null, avatar: null };
  if (!isMap(value)) return null;
  const part = (name: string) => (value[name] === undefined || value[name] === null ? null : text(value[name]));
  const url = part("url");
  return { name: text(value.name), email: part("email"), url: url && withBase(url, base), avatar: part("avatar") };
}

function paginateOf(value: Json | undefined): Settings["paginate"] {
  if (typeof value === "number") return { home: value, terms: value };
  return { home: Number(mapOf(value).home), terms: Number(mapOf(value).terms) };
}

/** 0 is what is usual, as where nothing is set. */
function readingSpeedOf({ characters, words }: Values): Settings["readingSpeed"] {
  return { characters: Number(characters ?? 0) || null, words: Number(words ?? 0) || null };
}

/** 0 is no limit. Infinity would be none either, and goes into no JSON. */
function limitsOf(limits: Values): Settings["limits"] {
  const bytes = (value: Json | undefined) => Number(value) || Number.MAX_SAFE_INTEGER;
  return { postBytes: bytes(limits.postBytes), frontMatterBytes: bytes(limits.frontMatterBytes) };
}

function text(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value).normalize("NFC") : "";
}

function mapOf(value: Json | undefined): Values {
  return isMap(value) ? value : {};
}
