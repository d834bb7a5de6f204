import type MarkdownIt from "markdown-it";
import type { StateCore, Token } from "markdown-it";

/** An image alone in its paragraph, linked or not, is a figure; its title is the caption. */
export function figures(md: MarkdownIt): void {
  const { escapeHtml } = md.utils;
  md.core.ruler.push("figures", (state) => {
    for (const [index, token] of state.tokens.entries()) {
      if (token.type === "inline" && token.content.startsWith("!", token.content[0] === "[" ? 1 : 0))
        makeFigure(state, index);
    }
  });
  md.renderer.rules.figcaption = (tokens, index) =>
    `<figcaption>${escapeHtml(tokens[index]?.content ?? "")}</figcaption>`;
}

function makeFigure(state: StateCore, index: number): void {
  const [open, inline, close] = [state.tokens[index - 1], state.tokens[index], state.tokens[index + 1]];
  const children = inline?.children ?? [];
  const image = loneImage(children);
  if (image === undefined || open?.type !== "paragraph_open" || open.hidden || close?.type !== "paragraph_close")
    return;
  open.tag = "figure";
  close.tag = "figure";
  const title = image.attrGet("title");
  if (title === null) return;
  image.attrs = (image.attrs ?? []).filter(([name]) => name !== "title");
  const caption = new state.Token("figcaption", "figcaption", 0);
  caption.content = title;
  children.push(caption);
}

function loneImage(children: readonly Token[]): Token | undefined {
  const [first, second, third] = children;
  if (children.length === 1 && first?.type === "image") return first;
  const linked = children.length === 3 && first?.type === "link_open" && third?.type === "link_close";
  return linked && second?.type === "image" ? second : undefined;
}
