/** The candidate that was probably meant: few typing errors away, a swap of two letters counting as one. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const typed = plain(word);
  const most = typed.length <= 5 ? 1 : typed.length <= 9 ? 2 : 3;
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of candidates) {
    const meant = plain(candidate);
    if (Math.abs(meant.length - typed.length) >= least) continue;
    const errors = distance(typed, meant, least);
    // As many errors as letters is not a likeness: `is` is not meant by `x`.
    if (errors < least && errors < meant.length) {
      least = errors;
      best = candidate;
    }
  }
  return best;
}

const plain = (word: string): string => (isAscii.test(word) ? word : word.normalize("NFKC")).toLowerCase();
const isAscii = /^[\x20-\x7e]*$/;

/**
 * Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other, or `limit` where it
 * takes so many at least: of the table that counts them, only the band about its diagonal can hold fewer.
 */
function distance(from: string, to: string, limit: number): number {
  const source = [...from];
  const target = [...to];
  if (Math.abs(source.length - target.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: target.length + 1 }, (_, index) => index);
  for (let row = 1; row <= source.length; row++) {
    const current: number[] = [row];
    const start = Math.max(1, row - limit);
    const end = Math.min(target.length, row + limit);
    for (let column = 1; column < start; column++) current[column] = limit;
    let least = row;
    for (let column = start; column <= end; column++) {
      const same = source[row - 1] === target[column - 1] ? 0 : 1;
      let cost = Math.min((last[column] ?? limit) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same);
      if (row > 1 && column > 1 && source[row - 1] === target[column - 2] && source[row - 2] === target[column - 1]) {
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      }
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return Math.min(limit, last[target.length] ?? limit);
}
