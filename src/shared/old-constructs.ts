/** What another generator would have replaced in a post, and what stays visible here. */
import type { Position } from "./problem.ts";

type Text = { readonly path: string; readonly text: string };

/** One kind of it, in all posts. */
export type Construct = {
  readonly name: string;
  readonly count: number;
  readonly posts: number;
  readonly first: { readonly file: string; readonly line: number };
};

/**
 * Liquid and Hexo tags, Hugo shortcodes, Liquid outputs, of a text, too; what kramdown puts aside, and its attributes.
 */
const constructs =
  /\{%-?[ \t]{0,9}(?<tag>[a-z_][\w-]{0,40})|\{\{[<%][ \t]{0,9}(?<shortcode>[\w./-]{1,40})|\{\{-?[ \t]{0,9}(?<output>[\w.]{1,60})|\{\{-?[ \t]{0,9}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}')(?:[ \t]{0,9}\|[ \t]{0,9}(?<filter>\w{1,40}))?|\{::(?<extension>[a-z]{1,20})|\{:(?=[ \t]{0,9}[.#a-z])/gi;

/** Those outside of code, and front matter by which there were lists, the commonest first. */
export function oldConstructs(files: readonly Text[], taxonomies: readonly string[] = []): readonly Construct[] {
  const found = new Map<string, { count: number; files: Set<string>; first: Construct["first"] }>();
  const add = (name: string, file: string, line: number) => {
    const known = found.get(name) ?? { count: 0, files: new Set<string>(), first: { file, line } };
    known.count += 1;
    known.files.add(file);
    found.set(name, known);
  };
  for (const { path, text } of files) {
    for (const [line, key] of frontKeys(text)) if (taxonomies.includes(key)) add(`list of \`${key}\``, path, line);
    for (const { name, line } of constructsIn(text)) add(name, path, line);
  }
  return [...found]
    .map(([name, { count, files: all, first }]) => ({ name, count, posts: all.size, first }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** The same of one post, `null` where there are none. */
export function readConstructs(
  text: string,
  compat: string | null,
): { readonly first: Position; readonly counts: Readonly<Record<string, number>> } | null {
  const counts: Record<string, number> = {};
  let first: Position | null = null;
  for (const { name, ...place } of constructsIn(text)) {
    // Of what stands in a text, Hugo replaces shortcodes alone.
    if (compat === "hugo" && !name.startsWith("{{<")) continue;
    counts[name] = (counts[name] ?? 0) + 1;
    first ??= place;
  }
  return first === null ? null : { first, counts };
}

function* constructsIn(text: string): Iterable<Position & { readonly name: string }> {
  for (const [line, prose] of proseLines(text)) {
    for (const match of prose.matchAll(constructs)) {
      const name = nameOf(match.groups ?? {});
      if (!name.startsWith("{% end")) yield { name, line, column: match.index + 1, length: match[0].length };
    }
  }
}

function nameOf({ tag, shortcode, output, filter, extension }: Readonly<Record<string, string | undefined>>): string {
  if (tag !== undefined) return `{% ${tag.toLowerCase()} %}`;
  if (shortcode !== undefined) return `{{< ${shortcode} >}}`;
  if (output !== undefined) return `{{ ${output} }}`;
  if (filter !== undefined) return `{{ "…" | ${filter} }}`;
  return extension === undefined ? "{: … }" : `{::${extension.toLowerCase()}}`;
}

/** Keys at the margin of the front matter, of YAML or TOML. */
function* frontKeys(text: string): Iterable<readonly [number, string]> {
  const lines = text.split(/\r\n|\n|\r/, 500);
  const end = lines.slice(1).findIndex((line) => /^(?:---|\+\+\+)[ \t]*$/.test(line));
  for (const [at, line] of lines.slice(0, end + 1).entries()) {
    const key = /^["']?([\w-]+)["']?[ \t]*[:=]/.exec(line)?.[1];
    if (key !== undefined) yield [at + 1, key];
  }
}

/** Code and formulas in a line. */
const NO_PROSE = /`[^`]*`|\$\$[^$]*\$\$|\$[^$\s](?:[^$]*[^$\s])?\$/g;

/** Lines below the front matter, outside of fences and formulas, without what of these stands in them. */
function* proseLines(text: string): Iterable<readonly [number, string]> {
  const lines = text.split(/\r\n|\n|\r/);
  const end = lines.slice(1, 500).findIndex((line) => /^(?:---|\+\+\+)[ \t]*$/.test(line));
  let fence = "";
  for (let at = end < 0 ? 0 : end + 2; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence === "" && mark !== "") fence = mark;
    else if (fence === "$$") fence = line.includes("$$") ? "" : fence;
    else if (fence !== "") fence = mark.startsWith(fence) ? "" : fence;
    else if (fence === "" && /^[ \t]*\$\$/.test(line) && !/\$\$.*\$\$/.test(line)) fence = "$$";
    else if (line.includes("{")) yield [at + 1, line.replace(NO_PROSE, (code) => " ".repeat(code.length))];
  }
}
