/**
 * Posts under a name that makes none: Markdown as others call it, what an editor has laid aside, HTML and text with
 * front matter. They are files to download and are said to be, and what calls itself a draft stays here.
 */
import fs from "node:fs";
import type { Problem, Settings, SourcePath, Withheld } from "../model.ts";
import { findFrontBlock } from "../shared/front-block.ts";
import type { Found } from "./scan.ts";

export type Strays = {
  readonly shown: readonly Found[];
  /** Those of them that are no posts, and may have been meant as such. */
  readonly meant: readonly Found[];
  readonly withheld: readonly Withheld[];
};

/**
 * Of an old blog's files its generator has said what becomes of them, so their names alone are looked at.
 *
 * @param files what lies among posts and pages and is none of them
 */
export function findStrays(files: readonly Found[], { drafts, compat }: Pick<Settings, "drafts" | "compat">): Strays {
  const withheld: Withheld[] = [];
  const meant: Found[] = [];
  const shown = files.filter((file) => {
    const front = compat === null && MAY_HOLD_KEYS.test(file.path) ? frontMatterOf(file) : null;
    const isNamedSo = MARKDOWN_OF_OTHERS.test(file.path) || (compat === null && LAID_ASIDE.test(file.path));
    if (front === null && !isNamedSo) return true;
    const reason = front === null ? null : reasonToWithhold(front, drafts);
    if (reason === null) meant.push(file);
    else withheld.push({ file: file.path, reason, when: null });
    return reason === null;
  });
  return { shown, meant, withheld };
}

/** @param copied what is published as it is; of an old blog's files not all are */
export function tellOfStrays({ meant, withheld }: Strays, copied: ReadonlySet<SourcePath>): readonly Problem[] {
  return [
    ...meant.map(({ path: file }) => notAPost(file, copied.has(file) ? "copied" : "left")),
    ...withheld.map(({ file }) => notEvenLater(file)),
  ];
}

/** Markdown under a name that elsewhere makes a post of it, and here a file to download. */
const MARKDOWN_OF_OTHERS = /\.(?:mdx|mkdn?|mkdown|mdown|mdwn|mdte?xt|md\.txt)$/i;
/** What editors and merges leave of a post. */
const LAID_ASIDE = /\.(?:md|markdown)\.(?:txt|bak|backup|old|orig|save|rej|\d+)$/i;
/** What people write in, whatever stands behind it; and names that say nothing. */
const MAY_HOLD_KEYS =
  /\.(?:md|markdown|mdx|mkdn?|mkdown|mdown|mdwn|x?html?|te?xt|org|rst|adoc|asciidoc|textile)(?:\.\w+)?$|(?:^|\/)[^./]+$/i;

/** Longer front matter is none. One for all files: there may be thousands. */
const head = Buffer.allocUnsafe(64 * 1024);
const KEY = /^\s*(?:["']?[\p{L}_][\p{L}\p{N}_-]*["']?[ \t]*[:=]|#|\{\s*")/u;

function frontMatterOf({ full }: Found): string | null {
  try {
    const { block = "" } = findFrontBlock(headOf(full)) ?? {};
    return KEY.test(block) ? block : null;
  } catch {
    // Whoever reads the file next says why it cannot be read.
    return null;
  }
}

function headOf(full: string): string {
  const open = fs.openSync(full, "r");
  try {
    return head.toString("utf8", 0, fs.readSync(open, head, 0, head.length, 0));
  } finally {
    fs.closeSync(open);
  }
}

/** No flag shows what has a password. */
function reasonToWithhold(front: string, drafts: boolean): Withheld["reason"] | null {
  if (/(?:^|[{,])\s*["']?password["']?[ \t]*[:=][ \t]*(?!["']{2}|null\b|~|false\b)[^\s,}]/im.test(front))
    return "password";
  if (drafts) return null;
  if (says(front, "draft", "true|yes|on")) return "draft";
  return says(front, "published", "false|no|off") ? "unpublished" : null;
}

function says(front: string, key: string, value: string): boolean {
  return new RegExp(
    `(?:^|[{,])\\s*["']?${key}["']?[ \\t]*[:=][ \\t]*["']?(?:${value})["']?[ \\t]*(?:$|[,}#])`,
    "im",
  ).test(front);
}

function notAPost(file: SourcePath, fate: "copied" | "left"): Problem {
  return {
    severity: "warning",
    code: "source/not-a-post",
    file,
    message: `This file is ${fate === "copied" ? "published as it is" : "not published"}: its ending makes no post of it.`,
    hint: fate === "copied" ? "rename it to .md, or move it to assets/." : "rename it to .md.",
  };
}

function notEvenLater(file: SourcePath): Problem {
  return {
    severity: "warning",
    code: "source/not-a-post",
    file,
    message:
      "This file is left out, as its front matter asks, and would be no post either: its ending makes none of it.",
    hint: "rename it to .md, or take it out of the folder.",
  };
}
