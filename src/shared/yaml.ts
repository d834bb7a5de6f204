/**
 * The only door of js-yaml. Its parser is asked for events, which say exactly where everything stands; the value is
 * built from them by us. So a plain scalar is known as it was written (`012`, `no`, `1.10`; a date stays text), every
 * key has its place, and what has no business in data is refused before it exists.
 */
import {
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { type Position, type Problem, ProblemError, problemAt } from "./problem.ts";
import { placed, placeIn } from "./yaml-places.ts";
import { diagnose, type Trouble, usualHints, YamlTrouble } from "./yaml-trouble.ts";
import { buildValue, DEEPEST, type Node, type Scalar, tooDeep, type YamlJson } from "./yaml-value.ts";

export type YamlSource = {
  readonly path: string;
  /** Line of the file on which the text begins. */
  readonly firstLine: number;
  /** The whole file, for the code frame. */
  readonly whole: string;
  /** How many values there may be, repeats by alias counted; 10,000 if not said. */
  readonly mostValues?: number;
  /** `map` = anything but `key: value` is refused (an empty text is not); `any` if not said. */
  readonly shape?: "map" | "any";
};

export type Yaml = {
  readonly data: YamlJson;
  /** Where each value stands, by dotted key: `image.feature`, `tags.0`. An empty value stands where its key does. */
  readonly at: Readonly<Record<string, Position>>;
  /** Where each key stands. */
  readonly keys: Readonly<Record<string, Position>>;
  /** The text of each plain scalar as written. */
  readonly scalars: Readonly<Record<string, string>>;
  /** Warnings. */
  readonly problems: readonly Problem[];
};

/** Throws a `ProblemError` when the text is no YAML that may be read. */
export function parseYaml(text: string, source: YamlSource): Yaml {
  const first = attempt(text, source, text);
  if (!(first instanceof YamlTrouble)) return { ...first, problems: [] };

  // YAML forbids tabs as indentation, but old blogs hold them: each is read as two spaces, and said.
  const spaced = text.replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll("\t", "  "));
  const second = spaced === text ? first : attempt(spaced, source, text);
  if (!(second instanceof YamlTrouble)) return { ...second, problems: [tabWarning(text, source)] };

  const works = (changed: string): boolean => !(attempt(changed, source, changed) instanceof YamlTrouble);
  const found = diagnose(spaced, second.trouble, works);
  throw new ProblemError(problemOf({ ...found, position: placeIn(text, spaced, 1)(found.position) }, source));
}

type Attempt = Omit<Yaml, "problems"> | YamlTrouble;

const MOST_LINES_INDENTED = 64;

/**
 * Quoted text and lists in brackets may go on below without indentation in every reader but this one. Indenting such a
 * line changes nothing in what it says, so that is done; unless the line is a key, and a quote above was forgotten.
 */
function attempt(text: string, source: YamlSource, original: string): Attempt {
  let outcome = attemptStrictly(text, source);
  let current = text;
  const indented: number[] = [];
  for (let lines = 0; lines < MOST_LINES_INDENTED; lines++) {
    if (!(outcome instanceof YamlTrouble)) break;
    if (outcome.trouble.message !== "deficient indentation") return withoutIndents(outcome, indented);
    const start = current.lastIndexOf("\n", outcome.trouble.offset - 1) + 1;
    if (/^[\w-]+[ \t]*:(?:\s|$)/.test(current.slice(start, start + 100))) break;
    current = `${current.slice(0, start)}  ${current.slice(start)}`;
    indented.push(start);
    outcome = attemptStrictly(current, source);
  }
  if (outcome instanceof YamlTrouble) return attemptStrictly(text, source);
  return current === original ? outcome : placed(outcome, placeIn(original, current, source.firstLine));
}

/**
 * The same trouble where it is in the text as it was before two blanks were put at each of these offsets, one by one.
 */
function withoutIndents({ trouble }: YamlTrouble, starts: readonly number[]): YamlTrouble {
  const offset = starts.reduceRight((at, start) => (at > start ? Math.max(start, at - 2) : at), trouble.offset);
  return new YamlTrouble({ ...trouble, offset });
}

function attemptStrictly(text: string, source: YamlSource): Attempt {
  try {
    const root = treeOf(text, parseEvents(text, { maxDepth: DEEPEST + 8 }));
    const { firstLine, mostValues = 10_000, shape = "any" } = source;
    return buildValue(root, { text, firstLine, mostValues, shape });
  } catch (error) {
    if (error instanceof YamlTrouble) return error;
    if (!(error instanceof YAMLException)) throw error;
    const offset = Math.min(error.mark?.position ?? 0, text.length);
    if (error.reason.startsWith("nesting exceeded")) return new YamlTrouble(tooDeep(offset));
    return new YamlTrouble({ offset, length: 1, code: "yaml/syntax", message: error.reason });
  }
}

function problemOf(trouble: Trouble & { readonly position: Position }, source: YamlSource): Problem {
  const { position, code, message, hint = usualHints[code], earlier } = trouble;
  const shift = source.firstLine - 1;
  const problem = problemAt(
    { path: source.path, text: source.whole },
    { ...position, line: position.line + shift },
    {
      severity: "error",
      code,
      message: message.replace("{file}", source.path),
      ...(hint === undefined ? {} : { hint }),
    },
  );
  return earlier === undefined ? problem : { ...problem, related: [{ file: source.path, line: earlier }] };
}

function tabWarning(text: string, source: YamlSource): Problem {
  const lines = text.split(/\r\n|\n|\r/);
  const index = lines.findIndex((line) => /^[ \t]*\t/.test(line));
  const column = (lines[index] ?? "").indexOf("\t") + 1;
  return problemAt(
    { path: source.path, text: source.whole },
    { line: index + source.firstLine, column, length: 1 },
    {
      severity: "warning",
      code: "yaml/tab",
      message: "The indentation holds a tab, which YAML forbids; it is read as two spaces.",
      hint: "write spaces in place of the tab",
    },
  );
}

// ------------------------------------------------------------------------------------------ events → a tree of nodes

type Building = { readonly node: Extract<Node, { kind: "list" | "map" }>; key: Node | null };

/** `null` for a text without any value. */
function treeOf(text: string, events: readonly Event[]): Node | null {
  const stack: Building[] = [];
  let root: Node | null = null;
  let documents = 0;
  const add = (node: Node): void => {
    const parent = stack.at(-1);
    if (!parent) root = node;
    else if (parent.node.kind === "list") parent.node.items.push(node);
    else if (parent.key) {
      parent.node.pairs.push({ key: parent.key, value: node });
      parent.key = null;
    } else parent.key = node;
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (++documents > 1) throw new YamlTrouble(secondDocument(text));
        break;
      case EVENT_ID.SCALAR:
        add(scalarOf(text, event));
        break;
      case EVENT_ID.ALIAS:
        add({ kind: "alias", start: event.anchorStart - 1, end: event.anchorEnd });
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING: {
        const { tag, anchor } = propertiesOf(text, event);
        const place = { start: event.start, end: event.start + 1, tag, anchor };
        const list = event.type === EVENT_ID.SEQUENCE;
        stack.push({
          node: list ? { kind: "list", ...place, items: [] } : { kind: "map", ...place, pairs: [] },
          key: null,
        });
        break;
      }
      case EVENT_ID.POP: {
        const done = stack.pop();
        if (done) add(done.node);
        break;
      }
    }
  }
  return root;
}

function secondDocument(text: string): Trouble {
  const offset = Math.max(text.search(/(?<=[\r\n])(?:---|\.\.\.)/), 0);
  return {
    offset,
    length: 3,
    code: "yaml/second-document",
    message: "A second document begins here; only one is read.",
  };
}

type Properties = Pick<ScalarEvent, "tagStart" | "tagEnd" | "anchorStart" | "anchorEnd">;

function propertiesOf(text: string, event: Properties) {
  const tag = event.tagStart < 0 ? null : text.slice(event.tagStart, event.tagEnd);
  const anchor = event.anchorStart < 0 ? null : text.slice(event.anchorStart, event.anchorEnd);
  return { tag, anchor };
}

function scalarOf(text: string, event: ScalarEvent): Scalar {
  const { tag, anchor } = propertiesOf(text, event);
  const plain = event.style === SCALAR_STYLE.PLAIN;
  const empty = event.valueStart < 0;
  const quotes = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
  const starts = [event.tagStart, event.anchorStart - 1, event.valueStart - quotes].filter((offset) => offset >= 0);
  const start = starts.length === 0 ? -1 : Math.min(...starts);
  const end = empty ? Math.max(event.tagEnd, event.anchorEnd, -1) : event.valueEnd + quotes;
  const written = empty ? "" : getScalarValue(text, event);
  const value = plain && tag === null ? plainValue(written) : taggedValue(written, tag, start);
  return { kind: "scalar", start, end, anchor, written, plain: plain && tag === null, value };
}

const PLAIN_TAGS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag] as const;

/** What a plain scalar means. A number that JavaScript cannot hold exactly, or JSON not at all, stays text. */
export function plainValue(written: string): YamlJson {
  for (const tag of PLAIN_TAGS) {
    const value: unknown = tag.resolve(written, false, tag.tagName);
    if (value === NOT_RESOLVED) continue;
    if (typeof value !== "number") return value as null | boolean;
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : written;
  }
  return written;
}

const EXPLICIT_TAGS = { "!!null": nullCoreTag, "!!bool": boolCoreTag, "!!int": intCoreTag, "!!float": floatCoreTag };

function taggedValue(written: string, tag: string | null, offset: number): YamlJson {
  if (tag === null || tag === "!" || tag === "!!str") return written;
  const known = Object.hasOwn(EXPLICIT_TAGS, tag) ? EXPLICIT_TAGS[tag as keyof typeof EXPLICIT_TAGS] : null;
  const value: unknown = known === null ? NOT_RESOLVED : known.resolve(written, true, known.tagName);
  if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
    return value;
  throw new YamlTrouble({
    offset,
    length: tag.length,
    code: "yaml/unknown-tag",
    message: `The tag \`${tag}\` is not understood.`,
  });
}
