import fs from "node:fs";
import path from "node:path";
import { momentFromInstant, readMoment } from "../shared/date.ts";
import { languageTag } from "../shared/languages.ts";
import { ProblemError } from "../shared/problem.ts";
import { findOldBlog } from "../source/old/old-blog.ts";
import type { Call } from "./command.ts";
import { firstFiles } from "./first-files.ts";
import { flagValue } from "./flags.ts";
import { generators } from "./old-blog.ts";
import { usage } from "./parse.ts";

/** Begins a blog in a folder. What is there already stays as it is, and is named. */
export async function run({ words, flags, home, terminal }: Call): Promise<number> {
  const given = words[0] ?? ".";
  const root = path.resolve(given);
  const language = readLanguage(flagValue(flags, "lang") ?? "zh-CN");
  const files = firstFiles({
    name: path.basename(root),
    language,
    day: today(flagValue(flags, "now")),
    version: versionOf(home),
  });
  refuseWhatIsThere(root);

  const written: string[] = [];
  const kept: string[] = [];
  for (const [file, text] of Object.entries(files)) (writeNew(root, file, text) ? written : kept).push(file);
  for (const file of written) terminal.say(`  wrote ${file}`);
  for (const file of kept) terminal.say(`  kept ${file}, which was there`);
  const missing = kept.includes(".gitignore") ? ignoredBy(root) : [];
  if (missing.length > 0) terminal.say(`  add to .gitignore: ${missing.join(" ")}`);
  for (const line of nextSteps(given, kept.includes("package.json") ? installOf(root) : "npm install"))
    terminal.say(line);
  terminal.event("done", { root, written, kept });
  return 0;
}

function nextSteps(folder: string, install: string): readonly string[] {
  return [
    "",
    "next:",
    ...(folder === "." ? [] : [`  cd ${/^[\p{L}\p{N}_./-]+$/u.test(folder) ? folder : JSON.stringify(folder)}`]),
    `  ${install}`,
    "  npx inkstone dev        see it in the browser while you write",
    "  npx inkstone new TITLE  begin a post",
    "  npx inkstone build      write the site to dist/",
  ];
}

/** A package of somebody's own does not know of us yet. */
function installOf(root: string): string {
  const known = /"inkstone"\s*:/.test(textOf(path.join(root, "package.json")));
  return known ? "npm install" : "npm install inkstone";
}

/** What a `.gitignore` that was there lets through of what we make. */
function ignoredBy(root: string): readonly string[] {
  const lines = textOf(path.join(root, ".gitignore"))
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^\/|\/$/g, ""));
  return ["node_modules", "dist", ".inkstone"].filter((name) => !lines.includes(name)).map((name) => `${name}/`);
}

function textOf(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function readLanguage(written: string): string {
  const tag = languageTag(written);
  if (tag !== null) return tag;
  throw usage("bad-lang", {
    message: `\`--lang\` is ${written === "" ? "empty" : `${written}, which is no language tag`}.`,
    hint: "write one such as zh-CN, en, ja or ko.",
  });
}

/** A bare day in the zone that the new `site.yml` names. */
function today(written: string | undefined): string {
  const zone = "Asia/Shanghai";
  if (written === undefined) return momentFromInstant(Date.now(), zone).day;
  const read = readMoment(written, zone);
  if ("moment" in read) return read.moment.day;
  throw usage("bad-now", { message: `\`--now\` is ${written}: ${read.wrong}.`, hint: "write 2014-12-01." });
}

/** A blog that has begun needs no first post; one of another generator would be hidden behind ours. */
function refuseWhatIsThere(root: string): void {
  const here = fs.statSync(root, { throwIfNoEntry: false });
  if (here !== undefined && !here.isDirectory()) throw refusal(`${root} is no folder.`, "name another one.");
  if (fs.existsSync(path.join(root, "site.yml")) || fs.existsSync(path.join(root, "posts")))
    throw refusal(`There is a blog in ${root} already.`, "run `inkstone dev` there, or name another folder.");
  const old = findOldBlog(root);
  if (old !== null)
    throw refusal(
      `There is a ${generators[old.origin]} blog in ${root}, which is read as it is.`,
      "run `inkstone dev` there, and `inkstone import` to give it a site.yml; or name another folder.",
    );
}

function refusal(message: string, hint: string): ProblemError {
  return new ProblemError({ severity: "error", code: "init/exists", message, hint });
}

/** False when something stands there, whatever it is. */
function writeNew(root: string, file: string, text: string): boolean {
  const full = path.join(root, file);
  try {
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text, { flag: "wx" });
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "EEXIST") return false;
    throw new ProblemError({
      severity: "error",
      code: "init/cannot-write",
      message: `${file} cannot be written in ${root} (${code}).`,
      hint: "name a folder that you may write to.",
    });
  }
}

function versionOf(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  return version;
}
