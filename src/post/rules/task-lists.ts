import type MarkdownIt from "markdown-it";
import type { StateCore } from "markdown-it";

/** `- [ ] to do` and `- [x] done` as GitHub shows them. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.before("inline", "task_lists", (state) => {
    let index = 0;
    for (const { type } of state.tokens) {
      if (type === "list_item_open") makeTask(state, index);
      index += 1;
    }
  });
  // Its name is a sign and no word, so that it is read in any language; what it says is whether it is checked.
  md.renderer.rules.checkbox = (tokens, index) =>
    tokens[index]?.info === "done"
      ? '<input type="checkbox" disabled checked aria-label="✓"> '
      : '<input type="checkbox" disabled aria-label="○"> ';
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
