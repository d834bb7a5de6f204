import type MarkdownIt from "markdown-it";
import type { StateBlock } from "markdown-it";
import type { LateNode, Position, Reference } from "../../model.ts";
import { type Argument, type ComponentLine, readBrokenComponent, readComponentLine } from "../components.ts";
import { type Container, type Env, warn } from "./env.ts";
import { closeGap, openGap } from "./gaps.ts";
import { warnNoAlt } from "./image-alt.ts";
import { isOutward } from "./link-target.ts";
import { placeAt, positionIn } from "./places.ts";

/** A component's line as the block rule found it: without what stands around it, on a line of the body. */
type Call = {
  readonly kind: "leaf" | "open";
  readonly name: string;
  readonly args: readonly Argument[];
  readonly text: string;
  readonly bodyLine: number;
};

/**
 * Components as blocks.
 *
 * A container opens where a line says so, and its body is read like the rest of the post until a line of colons ends it.
 * That line is found by the same rule on the way, not searched for: so code that shows the syntax is inert, lists and
 * quotes inside end by themselves, and no line is read twice. `:::` ends the innermost container of as many colons, else
 * the innermost with fewer.
 */
export function componentBlocks(md: MarkdownIt): void {
  md.block.ruler.before("fence", "component", readComponent, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.renderer.rules.component_open = (tokens, index, _options, env: Env) => renderCall(env, tokens[index]?.meta);
  md.renderer.rules.component_close = closeGap;
}

function readComponent(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  const found = componentAt(state, line);
  if (found === null) {
    if (!silent) noteBroken(state, line);
    return false;
  }
  if (found.kind === "close")
    return silent ? mayClose(state, found.colons) : closeContainer(state, line, endLine, found);
  const call = { kind: found.kind, name: found.name, args: found.args, text: textOf(state, line), bodyLine: line };
  if (found.kind === "leaf") {
    // `::before` amid a paragraph is more likely a word.
    if (silent) return found.args.length > 0;
    state.push("component_open", "", 1).meta = call;
    state.push("component_close", "", -1);
    state.line = line + 1;
    return true;
  }
  if (silent) return true;
  if (line >= lastClosingLine(state)) {
    warnNotClosed(state.env, call, "it is shown as text");
    return false;
  }
  openContainer(state, endLine, found.colons, call);
  return true;
}

function openContainer(state: StateBlock, endLine: number, colons: number, call: Call): void {
  const { containers }: Env = state.env;
  state.push("component_open", "", 1).meta = call;
  const container: Container = { colons, level: state.level, closedOn: null };
  const depth = containers.push(container);
  state.md.block.tokenize(state, call.bodyLine + 1, endLine);
  containers.length = depth - 1;
  state.push("component_close", "", -1);
  if (container.closedOn !== null) state.line = container.closedOn + 1;
  else if (containers.every(({ closedOn }) => closedOn === null))
    warnNotClosed(state.env, call, "everything that follows belongs to it");
}

/** Ends the reading of the bodies between here and the container that is meant, by leaving them no more lines. */
function closeContainer(state: StateBlock, line: number, endLine: number, { colons }: { colons: number }): boolean {
  const { containers }: Env = state.env;
  // Only from directly inside: not out of a list or a quote.
  if (containers.at(-1)?.level !== state.level) return false;
  const sameColons = containers.findLast((container) => container.colons === colons);
  const container = sameColons ?? containers.findLast((candidate) => candidate.colons < colons);
  if (container === undefined) return false;
  container.closedOn = line;
  state.line = endLine;
  return true;
}

function mayClose(state: StateBlock, colons: number): boolean {
  const { containers }: Env = state.env;
  return containers.some((container) => container.colons <= colons);
}

/** The last line that could end a container: what opens after it stays text. Looked for once in a post. */
function lastClosingLine(state: StateBlock): number {
  const env: Env = state.env;
  if (env.lastClosingLine === null) {
    const at = env.lines.findLastIndex((line) => /^[\s>]*:{3,}\s*$/.test(line));
    env.lastClosingLine = at + 1 - env.firstLine;
  }
  return env.lastClosingLine;
}

function componentAt(state: StateBlock, line: number): ComponentLine | null {
  const start = startOf(state, line);
  if (state.src.charCodeAt(start) !== 0x3a || state.src.charCodeAt(start + 1) !== 0x3a) return null;
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4 ? null : readComponentLine(textOf(state, line));
}

/** Whether there is a component of that name, others know. */
function noteBroken(state: StateBlock, line: number): void {
  if (state.src.charCodeAt(startOf(state, line)) !== 0x3a) return;
  const text = textOf(state, line);
  const name = readBrokenComponent(text);
  if (name === null) return;
  const call: Call = { kind: "leaf", name, args: [], text, bodyLine: line };
  state.env.components.push({ name, kind: "leaf", args: null, ...positionOf(state.env, call) });
}

function startOf(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

function textOf(state: StateBlock, line: number): string {
  return state.src.slice(startOf(state, line), state.eMarks[line]).trimEnd();
}

function warnNotClosed(env: Env, call: Call, soThat: string): void {
  warn(env, positionOf(env, call), {
    code: "component/not-closed",
    message: `The component "${call.name}" is never closed, so ${soThat}.`,
    hint: `end it with ${/^:+/.exec(call.text)?.[0] ?? ":::"} on a line of its own.`,
  });
}

function positionOf(env: Env, call: Call, at = 0, length = call.text.length): Position {
  return positionIn(env, placeAt(call.text, env.firstLine + call.bodyLine), at, length);
}

function renderCall(env: Env, call: Call): string {
  const position = positionOf(env, call);
  const args: Record<string, string> = {};
  const references: Record<string, number> = {};
  for (const { name, value, at } of call.args) {
    args[name] = value;
    const kind = kindOf(name, value);
    if (kind === null) continue;
    references[name] = env.targets.push({ kind, target: value, ...positionOf(env, call, at, value.length) }) - 1;
  }
  const named = call.args.map(({ name, from }) => ({ name, ...positionOf(env, call, from, name.length) }));
  env.components.push({ name: call.name, kind: call.kind, args: named, ...position });
  if (call.name === "figure" && args.src !== undefined && !args.alt && !args.caption) warnNoAlt(env, position);
  const node: LateNode = { late: "component", name: call.name, args, references, body: [], position };
  return openGap(env, node);
}

/** What an argument points at, by its name; `null` = at nothing within the site. */
function kindOf(name: string, value: string): Reference["kind"] | null {
  if (name === "file") return "text";
  if (name === "post") return "card";
  if (value === "" || isOutward(value)) return null;
  if (name === "href") return "link";
  if (name === "poster") return "image";
  if (name === "src") return sound.test(value) ? "link" : "image";
  return null;
}

const sound = /\.(?:mp4|m4v|mov|webm|ogv|mp3|m4a|ogg|oga|opus|wav|flac|vtt|pdf|html?)(?:[?#].*)?$/i;
