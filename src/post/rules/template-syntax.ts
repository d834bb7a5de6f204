import type MarkdownIt from "markdown-it";

/** `{{ … }}`, `{% … %}` and `{{< … >}}` are text to the last character: neither run nor read as Markdown. */
export function templateSyntaxIsText(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "template_syntax", (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
    const next = state.src[state.pos + 1];
    if (next !== "{" && next !== "%") return false;
    const closing = next === "{" ? "}}" : "%}";
    // An opening without an end is looked for once in a text, not once for each time it occurs.
    const ends: Record<string, number> = state.cache;
    if (ends[closing] === -1) return false;
    const end = state.src.indexOf(closing, state.pos + 2);
    ends[closing] = end;
    if (end < 0 || end + 2 > state.posMax) return false;
    if (!silent) state.pending += state.src.slice(state.pos, end + 2);
    state.pos = end + 2;
    return true;
  });
}
