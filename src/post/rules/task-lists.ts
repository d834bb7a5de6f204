import type MarkdownIt from "markdown-it";
import type { StateCore } from "markdown-it";

/** `- [ ] to do` and `- [x] done` as GitHub shows them. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.before("inline", "task_lists", (state) => {
    for (const [index, token] of state.tokens.entries()) if (token.type === "list_item_open") makeTask(state, index);
  });
  md.renderer.rules.checkbox = (tokens, index) =>
    `<input type="checkbox" disabled${tokens[index]?.info === "done" ? " checked" : ""}> `;
}

function makeTask(state: StateCore, index: number): void {
  const [item, paragraph, text] = [state.tokens[index], state.tokens[index + 1], state.tokens[index + 2]];
  if (item === undefined || paragraph?.type !== "paragraph_open" || text?.type !== "inline") return;
  const mark = /^\[([ xX])\][ \t]+(?=\S)/.exec(text.content);
  if (mark === null) return;
  item.attrJoin("class", "task");
  const checkbox = new state.Token("checkbox", "input", 0);
  checkbox.info = mark[1] === " " ? "to do" : "done";
  // The rest is parsed behind it; places in the file are counted from the end of the line and stay right.
  text.children = [checkbox];
  text.content = text.content.slice(mark[0].length);
}
