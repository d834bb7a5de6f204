/** Which names are those of Markdown, with every ending under which some generator reads it. */
const endings = /\.(?:md|markdown|mkdn?|mkdown|mdown|mdwn|mdte?xt)$/i;

export function isMarkdown(path: string): boolean {
  return endings.test(path);
}

/** The endings that the generator of an old blog read as Markdown, and ours. */
export function markdownOf(compat: string | null): RegExp {
  switch (compat) {
    case "jekyll":
      return /\.(?:md|markdown|mkdown|mkdn|mkd)$/i;
    case "hexo":
      return /\.(?:md|markdown|mkd|mkdn|mdwn|mdtxt|mdtext)$/i;
    case "hugo":
      return /\.(?:md|markdown|mdown)$/i;
    default:
      return /\.(?:md|markdown)$/i;
  }
}

/** The name of a post, which may be one of HTML, without its ending. */
export function withoutEnding(path: string): string {
  return path.replace(endings, "").replace(/\.html?$/i, (html) => (endings.test(path) ? html : ""));
}
