import fs from "node:fs";
import path from "node:path";
import type { Json, Problem, SettingsFile } from "../model.ts";
import { ProblemError, problemAt } from "../shared/problem.ts";
import { parseYaml } from "../shared/yaml.ts";
import { asWritten } from "./as-written.ts";
import type { Fault } from "./check-value.ts";
import { isMap } from "./check-value.ts";
import { decode } from "./decode.ts";
import { findOldBlog, findStranger, type Stranger } from "./old/old-blog.ts";
import { isInside, unreadable } from "./scan.ts";
import { settingsTable } from "./settings-table.ts";

/** What stands in `site.yml`, and how to say that something in it is wrong. */
export type SiteFile = {
  readonly values: Readonly<Record<string, Json>>;
  /** They are those of another generator. */
  readonly inPlace: boolean;
  /** Warnings of the file as a whole. */
  readonly problems: readonly Problem[];
  /** `null` where the settings are another generator's, or nobody has written any. */
  readonly file: SettingsFile | null;
  readonly problemOf: (fault: Fault, severity: Problem["severity"]) => Problem;
};

const file = "site.yml";

/** A site without the file has nothing to say; one that cannot be read throws. */
export function readSiteFile(root: string): SiteFile {
  const full = path.join(root, file);
  if (fs.lstatSync(full, { throwIfNoEntry: false }) === undefined) return readOldSettings(root);
  refuseOthers(root, full);
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(full);
  } catch (error) {
    throw new ProblemError({ ...unreadable(file, error), code: "config/unreadable" });
  }
  const decoded = decode(bytes, { path: file, encoding: null });
  if ("problem" in decoded) throw new ProblemError({ ...decoded.problem, code: "config/not-utf8" });
  const { text } = decoded;
  const { data, at, keys, scalars, problems } = parseYaml(text, { path: file, firstLine: 1, whole: text });
  if (data !== null && !isMap(data)) throw new ProblemError(notKeys(text));
  return {
    inPlace: false,
    values: asWritten(data ?? {}, settingsTable, scalars),
    problems,
    file: { path: file, text, at },
    problemOf: (fault, severity) => {
      const name = fault.path.join(".");
      const position = (fault.part === "key" ? keys[name] : at[name]) ?? null;
      return position === null
        ? { ...wordsOf(fault), severity, file }
        : problemAt({ path: file, text }, position, { ...wordsOf(fault), severity });
    },
  };
}

/**
 * A pipe would never end; a link may lead nowhere, where every setting would be the usual one, or out of the project.
 */
function refuseOthers(root: string, full: string): void {
  const say = (message: string, hint: string) =>
    new ProblemError({ severity: "error", code: "config/unreadable", file, message, hint });
  if (!fs.existsSync(full)) throw say("The symlink site.yml leads nowhere.", "remove the link, or mend it.");
  if (!fs.statSync(full).isFile()) throw say("site.yml is no file.", "put a file in its place.");
  const real = fs.realpathSync(full);
  if (isInside(real, fs.realpathSync(root))) return;
  throw say(`The symlink site.yml leads out of the project, to ${real}.`, "copy the file into the project.");
}

/** Another generator's, translated; what is wrong in them is said of the file they came from. */
function readOldSettings(root: string): SiteFile {
  const old = findOldBlog(root);
  const stranger = findStranger(root);
  if (stranger !== null) throw new ProblemError(notRead(stranger));
  const from = old === null || old.file === "" ? {} : { file: old.file };
  return {
    inPlace: old !== null,
    values: old?.values ?? {},
    problems: old === null ? namesakes(root) : [],
    file: null,
    problemOf: (fault, severity) => ({ ...wordsOf(fault), severity, ...from }),
  };
}

/** Its posts would be published as they are taken for others': drafts and headers among them. */
function notRead({ name, file: from }: Stranger): Problem {
  return {
    severity: "error",
    code: "config/other-generator",
    file: from,
    message: `This is a blog of ${name}, as ${from} says; blogs of Jekyll, Hexo and Hugo are read here, and those of ${name} are not.`,
    hint: "write a site.yml that says where its posts are (`posts: content`), and see with `inkstone check` what becomes of them.",
  };
}

/** Settings under another name are none; somebody has written them all the same. */
function namesakes(root: string): readonly Problem[] {
  const found = ["site.yaml", "site.yml.txt", "Site.yml", "config.yml", "_config.yml"].find((name) =>
    fs.existsSync(path.join(root, name)),
  );
  if (found === undefined) return [];
  const hint = found.includes("config") ? "write what it says into site.yml." : "rename it to site.yml.";
  const message = `${found} is not read: settings are in site.yml, and there is none.`;
  return [{ severity: "warning", code: "config/other-name", file: found, message, hint }];
}

function notKeys(text: string): Problem {
  const line = text.split(/\r\n|\n|\r/).findIndex((each) => /^[^#\s]/.test(each.replace(/^\ufeff/, "")));
  return problemAt(
    { path: file, text },
    { line: Math.max(0, line) + 1, column: 1, length: 1 },
    {
      severity: "error",
      code: "config/not-keys",
      message: "site.yml does not consist of `key: value` lines.",
      hint: "write, for example, `title: 我的博客`.",
    },
  );
}

export function wordsOf({ code, message, hint }: Fault): Pick<Problem, "code" | "message" | "hint"> {
  return { code, message, hint };
}
