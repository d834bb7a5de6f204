/**
 * Memory that threads share, for many small things: each thing as a buffer of its own would cost more than what is in
 * it. A piece stays as long as anything in it is used, so it is for things that live and go together.
 */
export type BytePool = { keep(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> };

const pieceSize = 4 * 1024 * 1024;

export function bytePool(): BytePool {
  let piece = new SharedArrayBuffer(0);
  let used = 0;
  return {
    keep(bytes) {
      if (used + bytes.length > piece.byteLength) {
        piece = new SharedArrayBuffer(Math.max(pieceSize, bytes.length));
        used = 0;
      }
      const kept = new Uint8Array(piece, used, bytes.length);
      kept.set(bytes);
      used += bytes.length;
      return kept;
    },
  };
}
