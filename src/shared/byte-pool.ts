/**
 * Memory that threads share, for many small things: each thing as a buffer of its own would cost more than what is in
 * it. A piece stays as long as anything in it is used, so it is for things that live and go together.
 */
export type BytePool = {
  keep(bytes: Uint8Array): Uint8Array<SharedArrayBuffer>;
  /** As UTF-8, written where it stays. */
  keepText(text: string): Uint8Array<SharedArrayBuffer>;
};

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
    keepText(text) {
      // Where the worst case has room, nobody need count.
      const isSure = used + text.length * 3 <= piece.byteLength;
      if (!isSure) room(Buffer.byteLength(text));
      return take(Buffer.from(piece).write(text, used, "utf8"));
    },
  };
}
