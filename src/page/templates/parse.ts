import type { Template } from "../../model.ts";
import { nearest } from "../../shared/nearest.ts";
import { ProblemError, problemAt } from "../../shared/problem.ts";
import { type Node, Parser, type Token, textNode } from "./nunjucks.ts";
import { ownTree } from "./own-trees.ts";
import { type TemplateTokens, tokensOf } from "./tokens.ts";

/** A template's syntax tree. Of a text of ours there is one already; throws one located problem where there can be none. */
export function treeOf(template: Template): Node {
  return ownTree(template.text) ?? parseTemplate(template);
}

/** The trees of texts; one that has none is left out. */
export function parseAll(texts: readonly string[]): readonly (readonly [text: string, tree: Node])[] {
  return texts.flatMap((text) => {
    try {
      return [[text, parseTemplate({ name: "", path: "", hash: "", text })] as const];
    } catch (error) {
      if (error instanceof ProblemError) return [];
      throw error;
    }
  });
}

function parseTemplate(template: Template): Node {
  const tokens = tokensOf(template.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  const parser = new TemplateParser(tokens);
  try {
    return parser.parseAsRoot();
  } catch (error) {
    throw new ProblemError(syntaxProblem(template, parser, error));
  }
}

/** nunjucks' parser, which also knows which tags are open: that is where most mistakes are. */
class TemplateParser extends Parser {
  declare readonly tokens: TemplateTokens;
  readonly open: Token[] = [];

  override parseStatement(): Node | null {
    const tag = this.peekToken();
    if (tag !== null) this.open.push(tag);
    const node = super.parseStatement();
    if (tag !== null) this.open.pop();
    return node;
  }

  /** nunjucks takes an unclosed `{% raw %}` for text without a word, and does not know `{%- endraw %}`. */
  override parseRaw(name = "raw"): Node {
    const begun = this.advanceAfterBlockEnd();
    const isTrimmed = this.tokens.takesTrim();
    const text = this.tokens.str;
    const from = this.tokens.index;
    const ends = new RegExp(`\\{%(-?)\\s*(end)?${name}\\s*(-?)%\\}`, "g");
    ends.lastIndex = from;
    let depth = 1;
    for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
      depth += found[2] === undefined ? 1 : -1;
      if (depth > 0) continue;
      const raw = isTrimmed ? text.slice(from, found.index).trimStart() : text.slice(from, found.index);
      this.tokens.forwardN(ends.lastIndex - from);
      if (found[3] === "-") this.tokens.trimNext();
      return textNode(begun, found[1] === "-" ? raw.trimEnd() : raw);
    }
    this.tokens.forwardN(text.length - from);
    return this.fail("unexpected end of file");
  }
}

type SyntaxError = { readonly message: string; readonly lineno?: number; readonly colno?: number };
type Fault = { readonly at: { lineno: number; colno: number }; length?: number; message: string; hint?: string };

function syntaxProblem(template: Template, parser: TemplateParser, thrown: unknown) {
  const fault = findFault(parser, thrown);
  const position = { line: fault.at.lineno + 1, column: fault.at.colno + 1, length: fault.length ?? 1 };
  return problemAt(template, position, {
    severity: "error",
    code: "template/syntax",
    message: fault.message,
    ...(fault.hint === undefined ? {} : { hint: fault.hint }),
  });
}

function findFault(parser: TemplateParser, thrown: unknown): Fault {
  const { tokens, open } = parser;
  if (thrown instanceof RangeError)
    return { at: { lineno: 0, colno: 0 }, message: "This template nests too deeply to be understood." };
  const error = thrown as SyntaxError;
  const message = error.message.replace(/^\w+: /, "");

  if (/^unexpected end of comment/.test(message))
    return { at: tokens, length: 2, message: "`#}` ends a comment that was never begun." };
  if (/^expected end of comment/.test(message))
    return { at: tokens.start(), length: 2, message: "This comment is never closed.", hint: "write `#}` at its end." };

  const tag = /^unknown block tag: (.*)/.exec(message)?.[1];
  const innermost = open.at(-1);
  if (tag !== undefined && innermost !== undefined) return strayTag(tag, innermost, open.slice(0, -1));

  if (error.lineno === undefined && tokens.isFinished()) {
    const begun = tokens.openTag();
    if (begun !== null) {
      const end = begun.value === "{{" ? "}}" : "%}";
      return {
        at: begun,
        length: 2,
        message: `This \`${begun.value}\` is never closed.`,
        hint: `write \`${end}\` at its end, and look for a quote that is missing.`,
      };
    }
    if (innermost !== undefined) return unclosed(innermost);
  }
  // This one message is about the token before the one it names.
  const isLate = message.startsWith("expected block end");
  const at =
    isLate || error.lineno === undefined
      ? tokens.before()
      : { lineno: error.lineno - 1, colno: (error.colno ?? 1) - 1 };
  return { at, ...inWords(message, textAt(tokens.str, at)) };
}

function unclosed(tag: Token): Fault {
  return {
    at: tag,
    length: tag.value.length,
    message: `This \`{% ${tag.value} %}\` is never closed.`,
    hint: `write \`{% end${tag.value} %}\` where it ends.`,
  };
}

const tags = [
  ..."block call extends filter for from if import include macro raw set switch verbatim".split(" "),
  ..."case default elif else endblock endcall endfilter endfor endif endmacro endraw endset endswitch".split(" "),
];

/** A tag that cannot stand here: mostly because one that was opened before is not closed. */
function strayTag(name: string, tag: Token, open: readonly Token[]): Fault {
  const opener = name.startsWith("end") ? name.slice(3) : name.startsWith("el") ? "if" : null;
  const innermost = open.at(-1);
  if (opener !== null && innermost !== undefined && open.some(({ value }) => value === opener)) {
    const fault = unclosed(innermost);
    return {
      ...fault,
      hint: `\`{% ${name} %}\` on line ${tag.lineno + 1} comes before its \`end${innermost.value}\`.`,
    };
  }
  const at = { at: tag, length: name.length };
  if (opener !== null && tags.includes(name))
    return { ...at, message: `\`{% ${name} %}\` closes nothing: no \`${opener}\` is open here.` };
  const near = nearest(name, tags);
  return {
    ...at,
    message: `There is no tag \`{% ${name} %}\`.`,
    hint: near === null ? `the tags are ${tags.slice(0, 14).join(", ")}.` : `did you mean \`${near}\`?`,
  };
}

/** What stands in other languages where ours has a word. */
const foreign: readonly (readonly [string, string])[] = [
  ["&&", "write `and`."],
  ["||", "write `or`."],
  ["|", "a filter has a name: `a | length`; and where another language has `||`, write `or`."],
  ["!", "write `not`."],
  ["??", "write `a or b`, or the filter `default`."],
  ["?", "write `a if condition else b`."],
  [":", "there are no slices here; use the filters `first`, `last` or `truncate`."],
  ["=", "compare with `==`."],
];

function inWords(message: string, found: string): { message: string; hint?: string; length: number } {
  const thing = found === "" ? "The end of the template" : `\`${/^(?:[\p{L}\p{N}_]+|.)/u.exec(found)?.[0] ?? found}\``;
  const expected = [
    { pattern: /expected variable end/, words: "`}}` is expected before it" },
    { pattern: /expected block end in (\S+)/, words: "the tag should end with `%}` before it" },
    { pattern: /expected comma/, words: "a comma or a closing bracket is missing" },
    { pattern: /expected colon/, words: "a key and its value are parted by a colon" },
    { pattern: /name as lookup value/, words: "a name is expected after the dot" },
    { pattern: /expected symbol/, words: "a name is expected" },
    { pattern: /variable name expected/, words: "a name is expected" },
  ].find(({ pattern }) => pattern.test(message));
  const hint = foreign.find(([sign]) => found.startsWith(sign))?.[1];
  const words = expected?.words ?? message.replace(/^expected /, "this is expected: ");
  const isElseIf = /in else statement/.test(message);
  const tip = isElseIf ? "write `{% elif … %}`." : hint;
  return { message: `${thing} cannot stand here: ${words}.`, length: 1, ...(tip === undefined ? {} : { hint: tip }) };
}

function textAt(text: string, at: { readonly lineno: number; readonly colno: number }): string {
  return (text.split("\n", at.lineno + 1)[at.lineno] ?? "").slice(at.colno, at.colno + 40).trimStart();
}
