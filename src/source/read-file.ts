import { createHash } from "node:crypto";
import fs from "node:fs";
import { imageSize } from "image-size";
import type { Asset, Problem, SharedBytes, SourceFile, SourcePath } from "../model.ts";
import type { BytePool } from "../shared/byte-pool.ts";
import { hash } from "../shared/hash.ts";
import { ProblemError } from "../shared/problem.ts";
import { textOfUtf8 } from "../shared/utf8.ts";
import { decode, isPlainUtf8, withoutMark } from "./decode.ts";
import type { Found } from "./scan.ts";
import { unreadable } from "./scan.ts";

export type Outcome<Value> = { readonly value: Value } | { readonly problem: Problem };

/** Text files up to this size may be included in posts. */
const includable = 64 * 1024;
/** Larger files are hashed piece by piece; the head of an image tells its size. */
const piece = 4 * 1024 * 1024;
const image = /\.(?:avif|bmp|gif|heic|ico|jpe?g|jxl|png|svg|tiff?|webp)$/i;

export type TextOptions = {
  /** What `site.yml` says of posts; `null` for what is no post. */
  readonly encoding: string | null;
  /** In bytes. */
  readonly limit: number;
  /** Where the bytes are kept for threads, and for whoever asks for the text. */
  readonly pool?: BytePool | undefined;
};

/**
 * A post, page or template.
 *
 * @param known its size, where somebody has just found it out
 */
export function readText(file: Found, options: TextOptions, known?: number): Outcome<SourceFile> {
  try {
    const size = known ?? fs.statSync(file.full).size;
    if (size > options.limit) return { problem: tooLarge(file, size, options.limit) };
    const bytes = fs.readFileSync(file.full);
    if (options.pool !== undefined && isPlainUtf8(bytes))
      return { value: new HeldFile(file, bytes, options.pool, options) };
    const decoded = decode(bytes, { path: file.path, encoding: options.encoding });
    if ("problem" in decoded) return decoded;
    return { value: { path: file.path, text: decoded.text, hash: hash(bytes) } };
  } catch (error) {
    return { problem: unreadable(file.path, error) };
  }
}

/**
 * Most posts of a large site are decoded in the thread that reads them, and nowhere else. A class, since objects with
 * getters of their own take kilobytes each.
 */
class HeldFile implements SourceFile {
  readonly path: SourcePath;
  readonly hash: string;
  readonly #file: Found;
  readonly #options: TextOptions;
  #utf8: SharedBytes | undefined;

  constructor(file: Found, bytes: Buffer, pool: BytePool, options: TextOptions) {
    this.path = file.path;
    this.hash = hash(bytes);
    this.#file = file;
    this.#options = options;
    this.#utf8 = pool.keep(withoutMark(bytes));
  }

  get utf8(): SharedBytes | undefined {
    return this.#utf8;
  }

  get text(): string {
    const held = this.#utf8;
    if (held === undefined) return textAgain(this.hash, readText(this.#file, { ...this.#options, pool: undefined }));
    return textOfUtf8(held);
  }

  release(): void {
    this.#utf8 = undefined;
  }
}

/** The text of a file that was read before. Throws a problem when it is no longer the same. */
export function textAgain(before: string, outcome: Outcome<SourceFile>): string {
  if ("problem" in outcome) throw new ProblemError(outcome.problem);
  const { path, text, hash: now } = outcome.value;
  if (now === before) return text;
  throw new ProblemError({
    severity: "error",
    code: "source/changed-meanwhile",
    message: `${path} was changed while the site was being built.`,
    file: path,
    hint: "build again.",
  });
}

/** What the site must know of a file that it copies. */
export function readAsset(file: Found): Outcome<Asset> {
  try {
    const { head, size, digest } = readHead(file.full);
    const pixels = image.test(file.path) ? pixelsOf(head) : { width: null, height: null };
    const text = size <= includable ? textOf(head) : null;
    return { value: { path: file.path, disk: file.full, hash: digest, size, ...pixels, text } };
  } catch (error) {
    return { problem: unreadable(file.path, error) };
  }
}

function readHead(full: string): { readonly head: Buffer; readonly size: number; readonly digest: string } {
  const { size } = fs.statSync(full);
  if (size <= piece) {
    const head = fs.readFileSync(full);
    return { head, size: head.length, digest: hash(head) };
  }
  const open = fs.openSync(full, "r");
  try {
    const head = Buffer.alloc(piece);
    fs.readSync(open, head, 0, piece, 0);
    const digest = createHash("sha256");
    const buffer = Buffer.alloc(piece);
    let total = 0;
    for (;;) {
      const count = fs.readSync(open, buffer, 0, piece, total);
      if (count === 0) break;
      digest.update(buffer.subarray(0, count));
      total += count;
    }
    return { head, size: total, digest: digest.digest("hex").slice(0, 32) };
  } finally {
    fs.closeSync(open);
  }
}

/** As it is shown: a picture taken with the camera on its side has width and height changed over. */
function pixelsOf(head: Buffer): Pick<Asset, "width" | "height"> {
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0) || !(height > 0)) return { width: null, height: null };
    const [shownWidth, shownHeight] = orientation >= 5 && orientation <= 8 ? [height, width] : [width, height];
    return { width: Math.round(shownWidth), height: Math.round(shownHeight) };
  } catch {
    return { width: null, height: null };
  }
}

function textOf(bytes: Buffer): string | null {
  return !bytes.includes(0) && isPlainUtf8(bytes) ? textOfUtf8(withoutMark(bytes)) : null;
}

function tooLarge(file: Found, size: number, limit: number): Problem {
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return {
    severity: "error",
    code: "source/too-large",
    message: `${file.path} has ${megabytes(size)}, more than the limit of ${megabytes(limit)}.`,
    file: file.path,
    hint: "split it, or raise `limits.postBytes` in site.yml.",
  };
}
