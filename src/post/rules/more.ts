import type MarkdownIt from "markdown-it";
import { isMore } from "./prose.ts";

/**
 * `<!-- more -->` ends the excerpt, also where HTML is escaped. Alone on a line it is a block of its own; within a
 * paragraph it divides it.
 */
export function moreMark(md: MarkdownIt): void {
  md.block.ruler.before(
    "html_block",
    "more",
    (state, line, _endLine, silent) => {
      const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
      if (!state.src.startsWith("<!--", start) || (state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
      const text = state.src.slice(start, Math.min(state.eMarks[line] ?? 0, start + longest)).trimEnd();
      if (!text.endsWith("-->") || !isMore(text.slice(4, -3))) return false;
      if (silent) return true;
      state.push("more", "", 0);
      state.line = line + 1;
      return true;
    },
    { alt: ["paragraph", "reference", "blockquote"] },
  );

  md.inline.ruler.before("autolink", "more", (state, silent) => {
    if (!state.src.startsWith("<!--", state.pos)) return false;
    const text = state.src.slice(state.pos, state.pos + longest);
    const end = text.indexOf("-->", 4);
    if (end < 0 || state.pos + end + 3 > state.posMax || !isMore(text.slice(4, end))) return false;
    if (!silent) state.push("more", "", 0);
    state.pos += end + 3;
    return true;
  });

  md.renderer.rules.more = () => "";
}

const longest = 48;
