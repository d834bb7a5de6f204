/**
 * Html of code cut into its lines, each whole in itself: a comment over three lines becomes three spans. Spans within each
 * other beyond a depth that no reader tells apart are left out, so that a line costs no more than its own length.
 */
export function linesOf(html: string): readonly string[] {
  const lines: string[] = [];
  const open: string[] = [];
  let deeper = 0;
  let line = "";
  let from = 0;
  for (const { 0: mark, index } of html.matchAll(/<span[^>]*>|<\/span>|\n/g)) {
    line += html.slice(from, index);
    from = index + mark.length;
    if (mark === "\n") {
      lines.push(line + "</span>".repeat(open.length));
      line = open.join("");
    } else if (mark !== "</span>") {
      if (open.length === deepest) deeper += 1;
      else {
        open.push(mark);
        line += mark;
      }
    } else if (deeper > 0) deeper -= 1;
    else {
      open.pop();
      line += mark;
    }
  }
  line += html.slice(from);
  // A block ends with a line break; what is behind it is no line.
  if (line.replaceAll(/<\/?span[^>]*>/g, "") !== "" || lines.length === 0) lines.push(line);
  return lines;
}

const deepest = 12;
