import type MarkdownIt from "markdown-it";
import type { StateBlock, StateInline } from "markdown-it";

/** What markdown-it does to every text, said so that it takes less time; nothing becomes other than it was. */
export function quicker(md: MarkdownIt): void {
  // Nearly all files have neither, and going through a text to replace what is not there costs as much as if it were.
  md.core.ruler.at("normalize", (state) => {
    if (state.src.includes("\r")) state.src = state.src.replace(/\r\n?/g, "\n");
    if (state.src.includes("\0")) state.src = state.src.replaceAll("\0", "\ufffd");
  });
  md.inline.ruler.at("text", readText);
  const { State } = md.block;
  LineState.prototype = State.prototype;
  md.block.State = LineState as unknown as typeof State;
}

/** Signs before which text stops, since a rule may begin there: those that markdown-it has in a `switch`. */
const stops = new Uint8Array(0x80);
for (const sign of "\n!#$%&*+-:<=>@[\\]^_`{}~") stops[sign.charCodeAt(0)] = 1;

function readText(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  let end = pos;
  for (; end < posMax; end++) {
    const code = src.charCodeAt(end);
    if (code < 0x80 && stops[code] === 1) break;
  }
  if (end === pos) return false;
  if (!silent) state.pending += src.slice(pos, end);
  state.pos = end;
  return true;
}

/** Finds the lines of a text by their ends; markdown-it looks at every character. */
function LineState(this: StateBlock, src: string, md: MarkdownIt, env: object, tokens: StateBlock["tokens"]): void {
  this.src = src;
  this.md = md;
  this.env = env;
  this.tokens = tokens;
  this.bMarks = [];
  this.eMarks = [];
  this.tShift = [];
  this.sCount = [];
  this.bsCount = [];
  this.blkIndent = 0;
  this.line = 0;
  this.lineMax = 0;
  this.tight = false;
  this.ddIndent = -1;
  this.listIndent = -1;
  this.parentType = "root";
  this.level = 0;
  for (let start = 0; start < src.length; ) {
    let at = start;
    let width = 0;
    for (; ; at++) {
      const code = src.charCodeAt(at);
      if (code === 0x20) width += 1;
      else if (code === 0x09) width += 4 - (width % 4);
      else break;
    }
    // Blanks at the very end are no line.
    if (at >= src.length) break;
    const found = src.indexOf("\n", at);
    const end = found < 0 ? src.length : found;
    addLine(this, { start, end, shift: at - start, width });
    start = end + 1;
  }
  this.lineMax = this.bMarks.length;
  // One more, so that rules may look at the line behind the last.
  addLine(this, { start: src.length, end: src.length, shift: 0, width: 0 });
}

type Line = { readonly start: number; readonly end: number; readonly shift: number; readonly width: number };

function addLine(state: StateBlock, { start, end, shift, width }: Line): void {
  state.bMarks.push(start);
  state.eMarks.push(end);
  state.tShift.push(shift);
  state.sCount.push(width);
  state.bsCount.push(0);
}
