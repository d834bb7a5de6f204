/**
 * Memory that threads share, for many small things: each thing as a buffer of its own would cost more than what is in
 * it. A piece stays as long as anything in it is used, so it is for things that live and go together.
 */
export type BytePool = {
  keep(bytes: Uint8Array): Uint8Array<SharedArrayBuffer>;
  /** As UTF-8, written where they stay, with `noText` between them. */
  keepTexts(texts: readonly string[]): Uint8Array<SharedArrayBuffer>;
};

/** A byte that no UTF-8 has. */
export const noText = 0xff;

const pieceSize = 4 * 1024 * 1024;

export function bytePool(): BytePool {
  let piece = new SharedArrayBuffer(0);
  let used = 0;
  const room = (length: number) => {
    if (used + length <= piece.byteLength) return;
    piece = new SharedArrayBuffer(Math.max(pieceSize, length));
    used = 0;
  };
  const take = (length: number) => {
    const kept = new Uint8Array(piece, used, length);
    used += length;
    return kept;
  };
  return {
    keep(bytes) {
      room(bytes.length);
      const kept = take(bytes.length);
      kept.set(bytes);
      return kept;
    },
    keepTexts(texts) {
      const betweenThem = texts.length - 1;
      // Where the worst case has room, nobody need count.
      const isSure = used + texts.reduce((sum, { length }) => sum + length * 3, betweenThem) <= piece.byteLength;
      if (!isSure) room(texts.reduce((sum, text) => sum + Buffer.byteLength(text), betweenThem));
      const bytes = Buffer.from(piece);
      const begun = used;
      for (const [at, text] of texts.entries()) {
        if (at > 0) bytes[used++] = noText;
        used += bytes.write(text, used, "utf8");
      }
      return new Uint8Array(piece, begun, used - begun);
    },
  };
}
