import type MarkdownIt from "markdown-it";

/** A wide table scrolls in a box of its own, not the page with it. */
export function tablesScroll(md: MarkdownIt): void {
  md.renderer.rules.table_open = () => '<div class="table">\n<table>\n';
  md.renderer.rules.table_close = () => "</table>\n</div>\n";
}
