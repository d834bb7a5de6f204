/** A project in a temporary folder, deep enough that what climbs out of it is still found. */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Case, CaseFile } from "./case.ts";

export type Project = {
  /** The temporary folder, with the project far inside. */
  readonly top: string;
  readonly root: string;
  readonly dist: string;
};

export const GOOD_SITE: Readonly<Record<string, string>> = {
  "site.yml": "title: A good site\nurl: https://example.com\n",
  "posts/good.md": "---\ntitle: A good post\ndate: 2014-08-24\n---\nGood words.\n",
};

export function emptyProject(): Project {
  const top = mkdtempSync(path.join(tmpdir(), "inkstone-case-"));
  chmodSync(top, 0o755);
  const root = path.join(top, "a/b/c/d/e/site");
  mkdirSync(root, { recursive: true });
  return { top, root, dist: path.join(root, "dist") };
}

export function goodProject(files: Readonly<Record<string, CaseFile | Buffer>> = {}): Project {
  const project = emptyProject();
  put(project, GOOD_SITE);
  put(project, files);
  return project;
}

export function put(project: Project, files: Readonly<Record<string, CaseFile | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(project.root, name);
    mkdirSync(path.dirname(target), { recursive: true });
    if (typeof content === "string" || Buffer.isBuffer(content)) writeFileSync(target, content);
    else symlinkSync(content.symlink, target);
  }
}

export function putCase(project: Project, one: Case): void {
  if (one.files !== undefined) put(project, one.files);
  if (one.path !== undefined) put(project, { [one.path]: contentOf(one) });
}

export function read(project: Project, file: string): string {
  return readFileSync(path.join(project.root, file), "utf8");
}

export function discard(project: Project): void {
  rmSync(project.top, { recursive: true, force: true });
}

/** The same sources without output or memory. */
export function copyOf(project: Project): Project {
  const copy = emptyProject();
  const own = new Set([project.dist, path.join(project.root, ".inkstone")]);
  cpSync(project.root, copy.root, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !own.has(source),
  });
  return copy;
}

/** Path → what stands there, so that two trees can be compared with one `toEqual`. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(namesIn(folder).map((name) => [name, mark(path.join(folder, name))]));
}

/** Files and empty folders (`name/`), sorted, with `/`. */
export function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      const inner = namesIn(path.join(folder, entry.name));
      return inner.length === 0 ? [`${entry.name}/`] : inner.map((name) => `${entry.name}/${name}`);
    })
    .sort();
}

/** What of a build is still lying about: locks, staged files, anything in the memory that is not its manifest. */
export function leftovers(project: Project): readonly string[] {
  const kept = new Set([
    ".gitignore",
    "manifest.json",
    "stage/",
    "store/",
    "store/texts",
    "store/index.json",
    "store/posts.jsonl",
  ]);
  const inDist = namesIn(project.dist).filter((name) => name.includes("inkstone"));
  return [...namesIn(path.join(project.root, ".inkstone")).filter((name) => !kept.has(name)), ...inDist];
}

/** Every file of `dist` as text, pictures aside: any digits may stand in their bytes. */
export function textsOf(project: Project): ReadonlyMap<string, string> {
  return new Map(
    namesIn(project.dist)
      .filter((name) => !/\/$|\.(?:png|jpe?g)$/.test(name))
      .map((name) => [name, readFileSync(path.join(project.dist, name), "utf8")]),
  );
}

/** What stands in the temporary folder outside the project: nothing, if all is well. */
export function strays(project: Project): readonly string[] {
  const inside = `${path.relative(project.top, project.root).replaceAll("\\", "/")}/`;
  return namesIn(project.top).filter((name) => !name.startsWith(inside));
}

function mark(file: string): string {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(file)}`;
  if (!stat.isFile()) return "not a file";
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);
}

function contentOf(one: Case): string | Buffer {
  if (one.content_base64 !== undefined) return Buffer.from(one.content_base64, "base64");
  if (one.content_repeat !== undefined) {
    const { prefix, unit, times, suffix } = one.content_repeat;
    return `${prefix}${unit.repeat(times)}${suffix}`;
  }
  return one.content ?? "";
}
