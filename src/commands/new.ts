import fs from "node:fs";
import path from "node:path";
import { momentFromInstant, readMoment } from "../shared/date.ts";
import { graphemes } from "../shared/graphemes.ts";
import { ProblemError } from "../shared/problem.ts";
import { readConfig } from "../source/config.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { usage } from "./parse.ts";

/** File systems allow 255 bytes a name; the date and the ending need some, links to the page want it shorter still. */
const nameBytes = 200;

/** Begins a post and never touches one that is there. */
export async function run({ words, flags, terminal }: Call): Promise<number> {
  const [title = "", folder = "."] = words;
  const root = path.resolve(folder);
  const name = fileName(title);
  const { settings } = readConfig(root, {});
  const moment = presentMoment(flagValue(flags, "now"), settings.timezone);
  const file = `${settings.posts}/${moment.day}-${name}.md`;
  const full = insideRoot(root, file);
  const date = moment.iso.length === 10 ? moment.iso : moment.iso.slice(0, 16).replace("T", " ");
  const head = [
    "---",
    `title: ${JSON.stringify(title.normalize("NFC").trim())}`,
    `date: ${date}`,
    "tags: []",
    "---",
    "",
    "",
  ];
  try {
    fs.writeFileSync(full, head.join("\n"), { flag: "wx" });
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw exists ? taken(file) : cannotWrite(file, error);
  }
  terminal.say(file);
  terminal.event("done", { file });
  return 0;
}

function presentMoment(written: string | undefined, zone: string) {
  if (written === undefined) return momentFromInstant(Date.now(), zone);
  const read = readMoment(written, zone);
  if ("moment" in read) return read.moment;
  throw usage("bad-now", { message: `\`--now\` is ${written}: ${read.wrong}.`, hint: "write 2014-12-01T20:30." });
}

/** `TCP/IP 入门` → `TCP-IP-入门`. A title that is a way to another folder is refused, not repaired. */
function fileName(title: string): string {
  const segments = title.split(/[/\\]/);
  if (
    segments.some((segment) => segment.trim() === ".." || segment.trim() === ".") ||
    /^[/\\]|^[a-z]:[/\\]/i.test(title)
  ) {
    throw usage("bad-title", {
      message: `The title \`${title}\` is a path that leads somewhere else.`,
      hint: "write the title as readers will see it.",
    });
  }
  const name = title
    .normalize("NFC")
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Z}/\\<>:"|?*#%&]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  if (name === "")
    throw usage("bad-title", {
      message: `The title \`${title}\` leaves no name for a file.`,
      hint: "use at least one letter or digit.",
    });
  return shortened(name);
}

/** Cut between characters, never inside one. */
function shortened(name: string): string {
  let kept = "";
  for (const character of graphemes(name)) {
    if (Buffer.byteLength(kept + character) > nameBytes) break;
    kept += character;
  }
  return kept;
}

/** Makes the folder of posts if it is not there; refuses one that is a link out of the project. */
function insideRoot(root: string, file: string): string {
  const folder = path.join(root, path.dirname(file));
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  const way = path.relative(fs.realpathSync(root), fs.realpathSync(folder));
  if (way.startsWith("..") || path.isAbsolute(way)) {
    throw new ProblemError({
      severity: "error",
      code: "source/symlink",
      message: `${path.dirname(file)} is a symlink that leads out of the project.`,
      hint: "replace it by a folder.",
    });
  }
  return path.join(root, file);
}

function taken(file: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "new/exists",
    message: `${file} is there already.`,
    hint: "choose another title, or go on writing that one.",
  });
}

function cannotWrite(file: string, error: unknown): ProblemError {
  const said = error instanceof Error ? error.message : String(error);
  return new ProblemError({
    severity: "error",
    code: "new/cannot-write",
    message: `${file} cannot be written: ${said}.`,
  });
}
