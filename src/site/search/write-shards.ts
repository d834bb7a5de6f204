import { cutGrams, shardOf } from "./cut-grams.ts";
import { gramTable } from "./gram-ids.ts";

/**
 * The index as the text of its files. A line is a gram, a space, and a list of the documents that have it, in their
 * order: how many documents are passed over, to the base of 32 (nothing for none), and a capital letter that says how
 * often it stands there.
 *
 *     集群 A3B1fA        in documents 0, 4 (a few times) and 52
 *
 * @param texts folded, one of each document
 */
export function writeShards(texts: readonly string[], shards: number): readonly string[] {
  const { grams, starts, entries } = gatherEntries(texts);
  const own = Array.from({ length: shards }, (): number[] => []);
  for (const [id, gram] of grams.entries()) own[shardOf(gram, shards)]?.push(id);
  const pen = linePen();
  return own.map((ids) => {
    for (const id of ids) {
      pen.line(grams[id] ?? "", { entries, from: starts[id] ?? 0, to: starts[id + 1] ?? 0 });
    }
    return pen.take();
  });
}

/** What stands between `starts[id]` and `starts[id + 1]` of `entries` are the documents that have the gram `id`. */
type Entries = { readonly grams: readonly string[]; readonly starts: Uint32Array; readonly entries: Uint32Array };

/** Counted first and then dealt out, in plain numbers: a large site has tens of millions of entries. */
function gatherEntries(texts: readonly string[]): Entries {
  const table = gramTable();
  const met = { ids: new Uint32Array(1 << 16), length: 0 };
  const tally = { times: new Uint32Array(1 << 16), documents: new Uint32Array(1 << 16) };
  const cut = new Uint32Array(texts.reduce((most, text) => Math.max(most, text.length), 0));
  const ends = texts.map((text) => {
    const count = cutGrams(text, table, cut);
    met.ids = withRoom(met.ids, met.length + count);
    tally.times = withRoom(tally.times, table.grams.length);
    tally.documents = withRoom(tally.documents, table.grams.length);
    met.length = countGrams(cut.subarray(0, count), tally, met);
    return met.length;
  });
  return { grams: table.grams, ...dealOut(met.ids, ends, tally.documents.subarray(0, table.grams.length)) };
}

type Tally = { readonly times: Uint32Array; readonly documents: Uint32Array };

/** Adds each gram of a document once to `met`, with how often it stands there. Returns the new length of `met`. */
function countGrams(cut: Uint32Array, { times, documents }: Tally, met: { ids: Uint32Array; length: number }): number {
  const { ids, length: start } = met;
  let end = start;
  for (let at = 0; at < cut.length; at++) {
    const id = cut[at] as number;
    const before = times[id] as number;
    if (before === 0) ids[end++] = id;
    times[id] = before + 1;
  }
  for (let at = start; at < end; at++) {
    const id = ids[at] as number;
    ids[at] = (id << CLASS_BITS) | classOf(times[id] as number);
    times[id] = 0;
    documents[id] = (documents[id] as number) + 1;
  }
  return end;
}

/** From the grams of each document to the documents of each gram. */
function dealOut(met: Uint32Array, ends: readonly number[], documents: Uint32Array): Omit<Entries, "grams"> {
  const starts = new Uint32Array(documents.length + 1);
  for (let id = 0; id < documents.length; id++) starts[id + 1] = (starts[id] as number) + (documents[id] as number);
  const next = starts.slice();
  const entries = new Uint32Array(ends.at(-1) ?? 0);
  let at = 0;
  for (let document = 0; document < ends.length; document++) {
    for (const end = ends[document] as number; at < end; at++) {
      const one = met[at] as number;
      const id = one >>> CLASS_BITS;
      const place = next[id] as number;
      next[id] = place + 1;
      entries[place] = (document << CLASS_BITS) | (one & CLASS_MASK);
    }
  }
  return { starts, entries };
}

/** How often a gram stands in a document is kept in the last two bits of the number before it. */
const CLASS_BITS = 2;
const CLASS_MASK = 3;

/** Once, two or three times, more often. */
function classOf(times: number): number {
  return times === 1 ? 0 : times < 4 ? 1 : 2;
}

/** Writes lines into one buffer: strings of a few characters each would be millions. */
function linePen() {
  let bytes = Buffer.alloc(1 << 16);
  let length = 0;

  /** As UTF-8. */
  function gram(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) bytes[length++] = unit;
      else if (unit < 0x800 || (unit & 0xf800) === 0xd800) {
        length += bytes.write(text.slice(at), length);
        return;
      } else {
        bytes[length++] = 0xe0 | (unit >> 12);
        bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[length++] = 0x80 | (unit & 0x3f);
      }
    }
  }

  return {
    line(text: string, { entries, from, to }: { entries: Uint32Array; from: number; to: number }): void {
      const least = length + text.length * 3 + (to - from) * 8 + 2;
      if (least > bytes.length) bytes = Buffer.concat([bytes], Math.max(bytes.length * 2, least));
      gram(text);
      const into = bytes;
      let end = length;
      into[end++] = SPACE;
      let expected = 0;
      for (let at = from; at < to; at++) {
        const entry = entries[at] as number;
        const document = entry >>> CLASS_BITS;
        if (document > expected) end = writeBase32(document - expected, into, end);
        into[end++] = LETTER_A + (entry & CLASS_MASK);
        expected = document + 1;
      }
      into[end++] = NEW_LINE;
      length = end;
    },
    take() {
      const text = bytes.toString("utf8", 0, length);
      length = 0;
      return text;
    },
  };
}

function writeBase32(value: number, into: Uint8Array, from: number): number {
  let end = from;
  if (value >= 32) end = writeBase32(value >>> 5, into, end);
  into[end] = DIGITS[value & 31] as number;
  return end + 1;
}

const DIGITS = Buffer.from("0123456789abcdefghijklmnopqrstuv");
const SPACE = 0x20;
const NEW_LINE = 0x0a;
const LETTER_A = 0x41;

function withRoom(numbers: Uint32Array<ArrayBuffer>, least: number): Uint32Array<ArrayBuffer> {
  if (numbers.length >= least) return numbers;
  const larger = new Uint32Array(Math.max(least, numbers.length * 2));
  larger.set(numbers);
  return larger;
}
