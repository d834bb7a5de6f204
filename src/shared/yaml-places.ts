import type { Position } from "./problem.ts";

/** Where a place of a text is that was indented otherwise to be read. */
export function placeIn(original: string, read: string, firstLine: number): (position: Position) => Position {
  const [written, changed] = [original, read].map((text) =>
    text.split(/\r\n|\n|\r/).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0),
  );
  return (position) => {
    const at = position.line - firstLine;
    const shift = (changed?.[at] ?? 0) - (written?.[at] ?? 0);
    return { ...position, column: Math.max(1, position.column - shift) };
  };
}

type Placed = { readonly at: Readonly<Record<string, Position>>; readonly keys: Readonly<Record<string, Position>> };

export function placed<T extends Placed>(yaml: T, place: (position: Position) => Position): T {
  const all = (places: Placed["at"]): Placed["at"] => {
    const moved = Object.create(null);
    for (const [key, position] of Object.entries(places)) moved[key] = place(position);
    return moved;
  };
  return { ...yaml, at: all(yaml.at), keys: all(yaml.keys) };
}
