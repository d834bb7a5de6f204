/// <reference lib="dom" />

/** A child as it was and as it is: `null` on the left is new, on the right is gone. */
export type Step = { readonly left: Node | null; readonly right: Node | null };

/** More cells than this are not worth comparing; the children then go in step as they stand. */
const mostCells = 1_000_000;

/**
 * Two lists of children, walked in step: the equal ones together (as many as can be), those between them in pairs as
 * far as they are of a kind. So a paragraph put in is one that is put in, and not a change to all that follow.
 */
export function inStep(before: readonly Node[], now: readonly Node[]): readonly Step[] {
  let head = 0;
  while (head < before.length && head < now.length && isEqual(before[head], now[head])) head += 1;
  let tail = 0;
  while (tail < Math.min(before.length, now.length) - head && isEqual(before.at(-1 - tail), now.at(-1 - tail)))
    tail += 1;
  const same = (count: number, from: number, to: number) =>
    Array.from({ length: count }, (_, at) => ({ left: before[from + at] ?? null, right: now[to + at] ?? null }));
  return [
    ...same(head, 0, 0),
    ...between(before.slice(head, before.length - tail), now.slice(head, now.length - tail)),
    ...same(tail, before.length - tail, now.length - tail),
  ];
}

function between(before: readonly Node[], now: readonly Node[]): readonly Step[] {
  const steps: Step[] = [];
  let [from, to] = [0, 0];
  for (const [left, right] of [...common(before, now), [before.length, now.length] as const]) {
    steps.push(...paired(before.slice(from, left), now.slice(to, right)));
    if (left < before.length) steps.push({ left: before[left] ?? null, right: now[right] ?? null });
    [from, to] = [left + 1, right + 1];
  }
  return steps;
}

/** Nodes that are of a kind are the same node, changed; the others come and go. */
function paired(before: readonly Node[], now: readonly Node[]): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  for (const right of now) {
    const found = before.findIndex((left, index) => index >= at && isOfAKind(left, right));
    if (found < 0) {
      steps.push({ left: null, right });
      continue;
    }
    for (const left of before.slice(at, found)) steps.push({ left, right: null });
    steps.push({ left: before[found] ?? null, right });
    at = found + 1;
  }
  for (const left of before.slice(at)) steps.push({ left, right: null });
  return steps;
}

/** Positions of a longest common subsequence. */
function common(before: readonly Node[], now: readonly Node[]): readonly (readonly [number, number])[] {
  const width = now.length + 1;
  if ((before.length + 1) * width > mostCells) return [];
  const numbers = new Map<string, number>();
  const numberOf = (node: Node) => {
    const key = keyOf(node);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const [left, right] = [before.map(numberOf), now.map(numberOf)];
  const longest = new Uint32Array((before.length + 1) * width);
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const at = row * width + column;
      const skipped = Math.max(longest[at + width] ?? 0, longest[at + 1] ?? 0);
      longest[at] = left[row] === right[column] ? (longest[at + width + 1] ?? 0) + 1 : skipped;
    }
  }
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < before.length && column < now.length) {
    const at = row * width + column;
    if (left[row] === right[column]) pairs.push([row++, column++]);
    else if ((longest[at + width] ?? 0) >= (longest[at + 1] ?? 0)) row += 1;
    else column += 1;
  }
  return pairs;
}

function keyOf(node: Node): string {
  return node instanceof Element ? node.outerHTML : `${node.nodeType} ${node.nodeValue}`;
}

function isEqual(one: Node | undefined, other: Node | undefined): boolean {
  return one !== undefined && other !== undefined && one.isEqualNode(other);
}

function isOfAKind(one: Node, other: Node): boolean {
  if (one.nodeName !== other.nodeName) return false;
  return !(one instanceof Element && other instanceof Element) || one.id === other.id;
}
