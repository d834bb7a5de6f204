/** `title: C #1` is `C` to YAML: what it takes for a comment was mostly meant. `# words` behind a blank is one. */
import type { Meaning } from "./keys.ts";
import { type Desk, warn } from "./read-values.ts";

/** Keys whose values are words of the author's. */
const ofWords: readonly Meaning[] = ["title", "description", "headline", "excerpt", "series", "tags", "categories"];

export function warnOfComments(desk: Desk): void {
  const { text } = desk.source;
  // The front matter is what is no body; hardly any holds a sign like that.
  if (!/[ \t]#[^\s#]/.test(text.slice(0, text.length - desk.front.body.text.length))) return;
  const lines = text.split(/\r\n|\n|\r/);
  for (const key of ofWords.flatMap((meaning) => desk.written.get(meaning) ?? [])) {
    for (const [item, place] of placesOf(desk, key)) {
      const line = lines[place.line - 1] ?? "";
      const value = line.slice(place.column - 1, place.column - 1 + place.length);
      // An empty value stands where its key does.
      const isEmpty = place === desk.front.keys[item] || value === item;
      const rest = line.slice(place.column - 1 + place.length);
      const comment = (isEmpty ? /^[ \t]*:[ \t]+(#[^\s#].*)$/ : /^[ \t]+(#[^\s#].*)$/).exec(rest)?.[1];
      if (comment === undefined) continue;
      const column = line.length - comment.length + 1;
      const whole = isEmpty ? comment : `${value} ${comment}`;
      const message = `\`${comment.slice(0, 60)}\` is a comment to YAML and no part of \`${item.split(".")[0]}\`.`;
      const hint = `quote it if it is meant: "${whole.replaceAll('"', "'").trimEnd()}"; write "# " before a comment`;
      warn(
        { ...desk, front: { ...desk.front, at: { [item]: { line: place.line, column, length: comment.length } } } },
        item,
        {
          code: "front-matter/comment",
          message,
          hint,
        },
      );
    }
  }
}

/** Of plain values, which alone can be cut short, and of empty ones. */
function placesOf({ front }: Desk, key: string) {
  return Object.entries(front.at).filter(
    ([item]) => (item === key || item.startsWith(`${key}.`)) && (item in front.scalars || front.fields[item] === null),
  );
}
