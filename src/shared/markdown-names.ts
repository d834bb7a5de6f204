/** Which names are those of Markdown, with every ending under which some generator reads it. */
const endings = /\.(?:md|markdown|mkdn?|mkdown|mdown|mdwn|mdte?xt)$/i;

export function isMarkdown(path: string): boolean {
  return endings.test(path);
}

/** The name of a post, which may be one of HTML, without its ending. */
export function withoutEnding(path: string): string {
  return path.replace(endings, "").replace(/\.html?$/i, (html) => (endings.test(path) ? html : ""));
}
