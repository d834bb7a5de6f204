/**
 * What a page says itself, and not about others: the inside of its `main`, without lists that lead elsewhere (`nav`) and
 * what stands at the foot (`footer`). HTML gives these elements that meaning, so any theme is understood that is written
 * as it should be; of one that is not, the whole page counts.
 */
export function ownText(html: string): string {
  const begin = html.indexOf("<main");
  const end = html.lastIndexOf("</main>");
  const main = begin < 0 || end < begin ? html : html.slice(begin, end);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 1: closing, index } of main.matchAll(/<(\/?)(?:nav|footer)\b/gi)) {
    if (closing === "") {
      if (depth === 0) parts.push(main.slice(from, index));
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      from = index;
    }
  }
  return depth === 0 ? parts.join("") + main.slice(from) : main;
}
