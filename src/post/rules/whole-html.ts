import type MarkdownIt from "markdown-it";

/** For a file that is HTML all through: none of it is Markdown, its addresses and ids count as anywhere else. */
export function wholeHtml(md: MarkdownIt): void {
  md.block.ruler.before("table", "whole_html", (state, line, endLine) => {
    const token = state.push("html_block", "", 0);
    token.map = [line, endLine];
    token.content = state.getLines(line, endLine, 0, true);
    state.line = endLine;
    return true;
  });
  md.block.ruler.enableOnly("whole_html");
}
