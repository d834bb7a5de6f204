/**
 * The `_index.md` of a Hugo blog: the page of a section, which is not made here. What it says for everything below it
 * under `cascade` may keep posts from being shown; that is heeded, and whatever else stands there is told. A page with
 * a folder of its own has an `index.md`.
 */
import type { Json, Problem, Section, SourceFile, SourcePath } from "../../model.ts";
import { readMoment } from "../../shared/date.ts";
import { findFrontBlock } from "../../shared/front-block.ts";
import { ProblemError, problemAt } from "../../shared/problem.ts";
import { parseYaml } from "../../shared/yaml.ts";
import { isMap } from "../check-value.ts";
import { readToml } from "./old-file.ts";
import type { Values } from "./old-settings.ts";

export function isSection(path: SourcePath): boolean {
  return /(?:^|\/)_index(?:\.[a-z-]+)?\.(?:md|markdown)$/i.test(path);
}

/** Markdown beside or below the `index.md` of a page is a part of that page: Hugo makes none of it. */
export function partsOfPages<File extends { readonly path: SourcePath }>(files: readonly File[]): ReadonlySet<File> {
  const pages = new Set(files.flatMap(({ path }) => (INDEX.test(path) ? [folderOf(path)] : [])));
  return new Set(files.filter(({ path }) => isBelow(INDEX.test(path) ? folderOf(path) : path, pages)));
}

const INDEX = /\/index(?:\.[a-z-]+)?\.(?:md|markdown)$/i;

function folderOf(path: SourcePath): SourcePath {
  return path.slice(0, path.lastIndexOf("/"));
}

function isBelow(path: SourcePath, folders: ReadonlySet<SourcePath>): boolean {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
    if (folders.has(folder)) return true;
    if (!folder.includes("/")) return false;
  }
  return false;
}

/** Pure, from the text alone. */
export function readSection(file: SourceFile): { readonly section: Section; readonly problems: readonly Problem[] } {
  const none = { path: file.path, cascade: nothing };
  // Most sections have a title and nothing to hand down.
  if (!/cascade/i.test(file.text)) return { section: none, problems: [] };
  try {
    const handed = Object.entries(frontMatterOf(file)).find(([key]) => key.toLowerCase() === "cascade")?.[1] ?? null;
    const rules = (Array.isArray(handed) ? handed : [handed]).filter(isMap).map(understand);
    const cascade = rules.map((rule) => rule.cascade).reduce(filled, nothing);
    const left = [...new Set(rules.flatMap((rule) => rule.left))];
    return { section: { path: file.path, cascade }, problems: left.length === 0 ? [] : [notHeeded(file, left)] };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return {
      section: none,
      problems: error.problems.map((each) => ({ ...each, code: "source/bad-cascade", hint: inIndex })),
    };
  }
}

const inIndex = "correct it: what the section hands down to its posts may be below it.";

type Cascade = Section["cascade"];
const nothing: Cascade = { draft: null, expires: null, build: null };

function frontMatterOf({ path, text }: SourceFile): Values {
  const found = findFrontBlock(text);
  if (found === null) return {};
  const { format, block, line } = found;
  // With as many lines above it as in the file, what is wrong is told at its own.
  if (format === "toml") return mapOf(readToml("\n".repeat(line - 1) + block, path));
  const yaml = format === "json" ? block.replaceAll("\t", " ") : block;
  return mapOf(parseYaml(yaml, { path, firstLine: line, whole: text }).data);
}

function mapOf(data: Json): Values {
  return isMap(data) ? data : {};
}

/** Of two rules the upper one counts. */
function filled(upper: Cascade, lower: Cascade): Cascade {
  return {
    draft: upper.draft ?? lower.draft,
    expires: upper.expires ?? lower.expires,
    build: upper.build ?? lower.build,
  };
}

/** One rule: what of it is heeded, and the keys that are not. */
function understand(rule: Values): { readonly cascade: Cascade; readonly left: readonly string[] } {
  const target = Object.keys(rule).find((key) => /^_?target$/i.test(key) && !isEmpty(rule[key] ?? null));
  if (target !== undefined) return { cascade: nothing, left: Object.keys(rule).filter((key) => key !== target) };
  const by = (...names: readonly string[]) => Object.keys(rule).find((key) => names.includes(key.toLowerCase())) ?? "";
  const [draft, expires, build] = [by("draft"), by("expirydate", "unpublishdate"), by("build", "_build")];
  const cascade = {
    draft: typeof rule[draft] === "boolean" ? rule[draft] : null,
    expires: isDate(rule[expires]) ? rule[expires] : null,
    build: isMap(rule[build]) ? rule[build] : null,
  };
  const heeded = new Set([
    cascade.draft !== null && draft,
    cascade.expires !== null && expires,
    cascade.build !== null && build,
  ]);
  const left = Object.keys(rule).filter((key) => !heeded.has(key) && !isEmpty(rule[key] ?? null));
  const { render = null, list = null } = cascade.build ?? {};
  const ofLists = isShown(render) && !isShown(list);
  return { cascade, left: ofLists ? [...left, `${build}.list`] : left };
}

/** As Hugo has it of `render` and `list`. */
function isShown(value: Json): boolean {
  return !["never", "local", "link", false].includes(value as string);
}

function isDate(value: Json | undefined): value is string {
  return typeof value === "string" && "moment" in readMoment(value, "UTC");
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function notHeeded({ path, text }: SourceFile, keys: readonly string[]): Problem {
  const line = text.split(/\r\n|\n|\r/).findIndex((each) => /^\s*["']?cascade\b|^\[+cascade\b/i.test(each));
  const names = keys.map((key) => `\`${key}\``).join(", ");
  return problemAt(
    { path, text },
    { line: Math.max(0, line) + 1, column: 1, length: 1 },
    {
      severity: "warning",
      code: "source/cascade",
      message: `Of what \`cascade\` hands down to the posts below this folder, this is not heeded: ${names}.`,
      hint: "write it into the posts, where it matters",
    },
  );
}
