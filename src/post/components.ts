/**
 * How a post asks for more than Markdown:
 *
 *     ::figure{src="a.png" caption="图一"}
 *
 *     :::note{title="注意"}
 *     Any Markdown, other components too: the inner one ends first.
 *     :::
 *
 * A component stands on lines of its own. What merely looks like one (`std::vector`, `:: `) stays text.
 */
export type ComponentLine =
  | {
      readonly kind: "leaf" | "open";
      readonly colons: number;
      readonly name: string;
      readonly args: readonly Argument[];
    }
  | { readonly kind: "close"; readonly colons: number };

/** `at` is where the value stands in the line, `from` where the name does. */
export type Argument = { readonly name: string; readonly value: string; readonly at: number; readonly from: number };

/** Reads one line without the white space around it; `null` = no component. */
export function readComponentLine(line: string): ComponentLine | null {
  const colons = countColons(line);
  if (colons < 2) return null;
  if (colons >= 3 && colons === line.length) return { kind: "close", colons };
  const kind = colons === 2 ? "leaf" : "open";
  const head = (kind === "leaf" ? leafName : containerName).exec(line.slice(colons, colons + longestName));
  const name = head?.[1];
  if (head === null || name === undefined) return null;
  const at = colons + head[0].length;
  const list = line[at] === "{" ? readArguments(line, at + 1) : { args: [], end: at };
  if (list === null) return null;
  const title = line.slice(list.end).trimStart();
  if (title === "") return { kind, colons, name, args: list.args };
  // `:::note 标题` and `:::note[标题]`, as other generators write it.
  if (kind === "leaf" || !isTitle(title, line[list.end])) return null;
  const value = /^\[(.*)\]$/.exec(title)?.[1] ?? title;
  const titleAt = line.indexOf(value, list.end);
  return { kind, colons, name, args: [...list.args, { name: "title", value, at: titleAt, from: titleAt }] };
}

/** The name in a line that would be a component, were its arguments as they should be; `null` = nothing of the kind. */
export function readBrokenComponent(line: string): string | null {
  return readComponentLine(line) === null ? (/^:{2,} ?([a-z][a-z0-9_-]*)\{/i.exec(line)?.[1] ?? null) : null;
}

const longestName = 80;
const leafName = /^([a-z][a-z0-9_-]*)(?=\{|$)/i;
const containerName = /^ *([a-z][a-z0-9_-]*)(?=[{[ ]|$)/i;

function countColons(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 0x3a) at += 1;
  return at;
}

function isTitle(title: string, separator: string | undefined): boolean {
  return separator === " " ? !title.includes("{") : title.startsWith("[") && title.endsWith("]");
}

/** `key=word key="some words" flag}`; `null` when it does not read so to the closing brace. */
function readArguments(
  line: string,
  from: number,
): { readonly args: readonly Argument[]; readonly end: number } | null {
  const args: Argument[] = [];
  for (let at = from; ; ) {
    at = skipSpaces(line, at);
    if (line[at] === "}") return { args, end: at + 1 };
    argument.lastIndex = at;
    const match = argument.exec(line);
    const name = match?.groups?.name;
    if (match === null || name === undefined) return null;
    const value = match.groups?.double ?? match.groups?.single ?? match.groups?.bare;
    const quoted = match.groups?.bare === undefined;
    const end = at + match[0].length;
    if (value === undefined) args.push({ name, value: "true", at, from: at });
    else {
      const valueAt = end - value.length - (quoted ? 1 : 0);
      args.push({ name, value: quoted ? withoutEscapes(value) : value, at: valueAt, from: at });
    }
    at = end;
  }
}

const argument =
  /(?<name>\p{L}[\p{L}\p{N}_-]*)(?:=(?:"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<bare>[^\s"'{}]+)))?(?=[\s}])/uy;

function withoutEscapes(value: string): string {
  return value.replace(/\\(["'\\])/g, "$1");
}

function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line[at] === " " || line[at] === "\t") at += 1;
  return at;
}
