/**
 * What is remembered between two runs, in a folder of its own: an index, and two files that only grow. The index is
 * written last and moved into place; it says how long the others are and what their checksum is, so that whatever a
 * killed run has left behind it is not seen. Whatever does not fit is thrown away whole: doubt costs time, nothing else.
 */
import fs from "node:fs";
import path from "node:path";
import { crc32 } from "node:zlib";
import { hash } from "./hash.ts";
import { textOfUtf8 } from "./utf8.ts";

/** Why nothing of what is there is used. */
export type Doubt = "damaged" | "of another version";

export type Extent = { readonly offset: number; readonly length: number; readonly sum: number };

/** An index, of which each part is taken to pieces when somebody asks for it. */
export type Parts<Index> = { part<Name extends keyof Index>(name: Name): Index[Name] };

export type Store<Index> = {
  /** `null`: nothing is remembered. */
  readonly index: Parts<Index> | null;
  readonly doubt: Doubt | null;
  /** One value a line. */
  lines(): readonly string[];
  /** A text kept apart; `null` where it is not what was kept. */
  text(at: Extent): Uint8Array | null;
  /** What comes to the lines and the texts, and the new index; `anew` = everything old is forgotten. */
  write(news: News<Index>): void;
};

export type News<Index> = {
  readonly index: Index;
  /** Some at a time: all of them at once would be a large part of a site. */
  readonly texts: Iterable<readonly Uint8Array[]>;
  /** Told where each of the texts is. A line may be in several pieces. */
  readonly lines: (extents: readonly Extent[]) => Iterable<readonly Uint8Array[]>;
  readonly keep: "old" | "nothing old";
};

type Part = { readonly size: number; readonly mtime: number; readonly sum: number };
type Head = { readonly version: string; readonly lines: Part; readonly texts: Part };

const nothing: Part = { size: 0, mtime: 0, sum: 0 };

/** @param version changes with everything that makes what is remembered worthless */
export function openStore<Index extends object>(folder: string, version: string): Store<Index> {
  const place = {
    index: path.join(folder, "index.json"),
    lines: path.join(folder, "posts.jsonl"),
    texts: path.join(folder, "texts"),
  };
  const found = readIndex<Index>(folder, place.index);
  let head: Head = { version, lines: nothing, texts: nothing };
  let doubt: Doubt | null = found === "damaged" ? "damaged" : null;
  let index: Parts<Index> | null = null;
  if (typeof found === "object" && found !== null) {
    if (found.head.version !== version) doubt = "of another version";
    else if (!isWhole(place.lines, found.head.lines) || !isWhole(place.texts, found.head.texts)) doubt = "damaged";
    else ({ head, index } = found);
  }
  let open: number | null = null;

  return {
    index,
    doubt,
    lines() {
      if (head.lines.size === 0) return [];
      try {
        const bytes = fs.readFileSync(place.lines).subarray(0, head.lines.size);
        return textOfUtf8(bytes).split("\n").slice(0, -1);
      } catch {
        // Another build is writing it anew.
        return [];
      }
    },
    text({ offset, length, sum }) {
      try {
        open ??= fs.openSync(place.texts, "r");
        const bytes = Buffer.allocUnsafe(length);
        if (offset + length > head.texts.size || fs.readSync(open, bytes, 0, length, offset) !== length) return null;
        return crc32(bytes) === sum ? bytes : null;
      } catch {
        return null;
      }
    },
    write({ index: next, texts, lines, keep }) {
      // The first of the texts may be old ones, which are read before their file goes.
      const waiting = texts[Symbol.iterator]();
      let some = waiting.next();
      if (open !== null) fs.closeSync(open);
      open = null;
      if (doubt !== null || keep === "nothing old") {
        fs.rmSync(folder, { recursive: true, force: true });
        head = { version, lines: nothing, texts: nothing };
      }
      fs.mkdirSync(folder, { recursive: true });
      const extents: Extent[] = [];
      const ofTexts = appending(place.texts, head.texts);
      const ofLines = appending(place.lines, head.lines);
      try {
        for (; some.done !== true; some = waiting.next()) {
          let offset = ofTexts.add(some.value);
          for (const text of some.value) {
            extents.push({ offset, length: text.length, sum: crc32(text) });
            offset += text.length;
          }
        }
        let batch: Uint8Array[] = [];
        for (const line of lines(extents)) {
          if (batch.push(...line, lineEnd) < atOnce) continue;
          ofLines.add(batch);
          batch = [];
        }
        ofLines.add(batch);
      } finally {
        head = { version, texts: ofTexts.close(), lines: ofLines.close() };
      }
      // JSON has no line ends of its own.
      const names = Object.keys(next);
      const body = [{ head, names }, ...Object.values(next)].map((each) => JSON.stringify(each)).join("\n");
      fs.writeFileSync(`${place.index}.new`, `${hash(body)}\n${body}`);
      fs.renameSync(`${place.index}.new`, place.index);
    },
  };
}

function readIndex<Index>(folder: string, file: string): { head: Head; index: Parts<Index> } | "damaged" | null {
  try {
    // A link could lead anywhere.
    const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    if (!stat.isDirectory()) return "damaged";
    if (fs.readdirSync(folder).length === 0) return null;
    const text = fs.readFileSync(file, "utf8");
    const start = text.indexOf("\n") + 1;
    const body = text.slice(start);
    if (start === 0 || text.slice(0, start - 1) !== hash(body)) return "damaged";
    const [first = "", ...parts] = body.split("\n");
    const { head, names } = JSON.parse(first) as { head: Head; names: readonly (keyof Index)[] };
    const part: Parts<Index>["part"] = (name) => JSON.parse(parts[names.indexOf(name)] ?? "null");
    return { head, index: { part } };
  } catch {
    return "damaged";
  }
}

/** Size and time tell, or the checksum does: a folder that was copied has other times. */
function isWhole(file: string, part: Part): boolean {
  try {
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return part.size === 0;
    if (!stat.isFile() || stat.size < part.size) return false;
    if (stat.size === part.size && stat.mtimeMs === part.mtime) return true;
    return crc32(fs.readFileSync(file).subarray(0, part.size)) === part.sum;
  } catch {
    return false;
  }
}

/** Behind what the index knew of; whatever a killed run had put there goes. */
function appending(file: string, before: Part) {
  let target: number | null = null;
  let part = before;
  return {
    /** Answers where they are. */
    add(pieces: readonly Uint8Array[]): number {
      const { size } = part;
      if (pieces.length === 0) return size;
      if (target === null) {
        target = fs.openSync(file, before.size === 0 ? "w" : "r+");
        fs.ftruncateSync(target, before.size);
      }
      const length = pieces.reduce((all, piece) => all + piece.length, 0);
      const sum = pieces.reduce((all, piece) => crc32(piece, all), part.sum);
      writeAll(target, pieces, { at: size, length });
      part = { size: size + length, mtime: 0, sum };
      return size;
    },
    close(): Part {
      if (target === null) {
        if (before.size === 0) fs.rmSync(file, { recursive: true, force: true });
        return before;
      }
      const { mtimeMs } = fs.fstatSync(target);
      fs.closeSync(target);
      return { ...part, mtime: mtimeMs };
    },
  };
}

type Place = { readonly at: number; readonly length: number };

function writeAll(target: number, pieces: readonly Uint8Array[], { at, length }: Place): void {
  let written = fs.writevSync(target, pieces, at);
  // A disk takes all of them at once, as a rule.
  const bytes = written === length ? null : Buffer.concat(pieces);
  while (bytes !== null && written < length)
    written += fs.writeSync(target, bytes, written, length - written, at + written);
}

const lineEnd = Buffer.from("\n");
const atOnce = 256;
