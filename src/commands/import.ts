import fs from "node:fs";
import path from "node:path";
import type { Json } from "../model.ts";
import { onDisk } from "../output/disk.ts";
import { counted } from "../shared/count.ts";
import { ProblemError } from "../shared/problem.ts";
import { findOldBlog, findStranger } from "../source/old/old-blog.ts";
import type { OldBlog } from "../source/old/old-settings.ts";
import { addAliases } from "./add-aliases.ts";
import type { Call } from "./command.ts";
import { readOldAddresses } from "./old-addresses.ts";
import { tellOfOldBlog } from "./old-blog.ts";
import { type Understood, understand } from "./understand.ts";

/** Writes the `site.yml` that an old blog's settings amount to, and `aliases` into the posts whose addresses move. */
export async function run(call: Call): Promise<number> {
  const { words, flags, terminal } = call;
  const root = path.resolve(words[0] ?? ".");
  const old = findOldBlog(root);
  if (old === null) throw nothingOld(root);
  const read = await understand({ ...call, flags: {} }, root);
  const moved = movedIn(root, read);
  const text = siteFile(old);
  const dryRun = flags["dry-run"] === true;
  tellOfOldBlog(root, read, terminal);
  if (dryRun && flags.json !== true) terminal.print(text);
  if (!dryRun)
    onDisk(`write site.yml in ${root}`, () => fs.writeFileSync(path.join(root, "site.yml"), text, { flag: "wx" }));
  for (const { card, from } of moved) terminal.say(writeAlias(root, { file: card.path, from, dryRun }));
  const posts =
    moved.length === 0 ? "no address moves, so no post needs `aliases`" : counted(moved.length, "alias", "es");
  terminal.say(dryRun ? "nothing written" : `wrote site.yml; ${posts}`);
  terminal.event("done", {
    origin: old.origin,
    values: old.values,
    aliases: Object.fromEntries(moved.map(({ card, from }) => [card.path, from])),
  });
  return 0;
}

/** Posts and pages that stood somewhere else, where the old pages are still there to say so. */
function movedIn(root: string, { sources, built }: Understood) {
  const addresses = readOldAddresses(root, sources.out, built);
  if (addresses === null) return [];
  return [...built.site.posts, ...built.site.pages].flatMap((card) => {
    const from = addresses.wasAt(card) ? null : addresses.find(card);
    return from === null ? [] : [{ card, from }];
  });
}

type Alias = { readonly file: string; readonly from: string; readonly dryRun: boolean };

function writeAlias(root: string, { file, from, dryRun }: Alias): string {
  const full = path.join(root, file);
  const text = addAliases(fs.readFileSync(full, "utf8"), [from]);
  if (text === null) return `  ${file}: add ${from} to its \`aliases\` yourself`;
  if (!dryRun) onDisk(`write ${file}`, () => fs.writeFileSync(full, text));
  return `  ${file}: ${dryRun ? "would get" : "got"} \`aliases: [${from}]\``;
}

/** Every key on a line of its own, what belongs together indented below it. */
function siteFile({ origin, values }: OldBlog): string {
  const lines = Object.entries(values).flatMap(([key, value]) => entry(key, value, ""));
  return `${[`# From the settings of a ${origin} blog.`, ...lines].join("\n")}\n`;
}

function entry(key: string, value: Json, indent: string): readonly string[] {
  const name = /^[a-z_][a-z0-9_/-]*$/i.test(key) ? key : JSON.stringify(key);
  if (typeof value !== "object" || value === null) return [`${indent}${name}: ${scalar(value)}`];
  if (Array.isArray(value)) return [`${indent}${name}: [${value.map((item) => scalar(item)).join(", ")}]`];
  const parts = Object.entries(value);
  if (parts.length === 0) return indent === "" ? [] : [`${indent}${name}: {}`];
  return [`${indent}${name}:`, ...parts.flatMap(([inner, deeper]) => entry(inner, deeper, `${indent}  `))];
}

function scalar(value: Json): string {
  // Such a list is YAML, too.
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  if (typeof value !== "string") return String(value);
  const plain = /^[\p{L}][\p{L}\p{N} ._/-]*$/u.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value);
  return plain && value === value.trim() ? value : JSON.stringify(value);
}

function nothingOld(root: string): ProblemError {
  const stranger = findStranger(root);
  const begun = fs.existsSync(path.join(root, "site.yml"));
  return new ProblemError({
    severity: "error",
    code: "import/nothing-old",
    message: begun
      ? `There is a site.yml in ${root} already.`
      : stranger !== null
        ? `The blog in ${root} is one of ${stranger.name}, as ${stranger.file} says, which is not read here.`
        : `There is no blog of Jekyll, Hexo or Hugo in ${root} that is known here.`,
    hint: begun ? "it is what counts; remove it to begin anew." : "name the folder with _config.yml or hugo.toml.",
  });
}
