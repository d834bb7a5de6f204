/**
 * The search page. Without this script it is a list of everything by year; with it, a field above that list.
 *
 * The index is cut into small files, and only those are fetched that can hold what is looked for. They say which posts
 * have all the grams of each word; the pages of the best of these are then read to see whether the words really stand
 * there, and to show where. There is no dictionary: a word is found wherever its characters stand side by side.
 */

// --------------------------------------------------------------------------------------------------------- words

/** As the index is folded: by width, case and Unicode form, without white space and signs that are not seen. */
export function fold(text) {
  return text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").replace(UNSEEN, "");
}

const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}]+/gu;

/** Chinese, Japanese and Korean characters, by the same ranges as in the index. */
const DENSE =
  "[\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303b\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f" +
  "\\u3131-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9d" +
  "\\u1100-\\u11ff\\ua960-\\ua97c\\uac00-\\ud7a3\\ud7b0-\\ud7fb\\uffa0-\\uffdc\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{3ffff}]";
const isDense = new RegExp(`^${DENSE}`, "u");
const runs = new RegExp(`(${DENSE}+)|(?:(?!${DENSE})[\\p{L}\\p{N}\\p{M}])+`, "gu");
/** Of a pasted paragraph a few grams say enough: what they let through is sorted out when the page is read. */
const MOST_GRAMS = 12;

/**
 * What to look up for a folded word: two characters each in Chinese, Japanese and Korean, three letters elsewhere. A run
 * shorter than that is a gram of its own if something else follows it, as in `C++`; at the end of the word it is the
 * beginning of some, and a single letter of too many to look up.
 */
export function gramsOf(word) {
  const grams = [...word.matchAll(runs)].flatMap(({ 0: run, 1: dense, index }) => {
    const signs = [...run];
    const isEnded = index + run.length < word.length;
    const size = dense ? 2 : 3;
    const last = signs.length - size;
    if (last < 0) return dense || isEnded || signs.length > 1 ? [{ text: run, isWhole: isEnded }] : [];
    return signs.flatMap((_, at) =>
      at > last || (size === 3 && at % 2 === 1 && at < last)
        ? []
        : [{ text: signs.slice(at, at + size).join(""), isWhole: true }],
    );
  });
  const step = Math.ceil(grams.length / MOST_GRAMS);
  return grams.filter((_, at) => at % step === 0);
}

/** The file of the index in which a gram stands. */
export function shardOf(gram, shards) {
  const key = isDense.test(gram) ? gram.codePointAt(0) : gram.charCodeAt(0) * 31 + (gram.charCodeAt(1) || 0);
  return (Math.imul(key, 0x9e3779b1) >>> 16) % shards;
}

// --------------------------------------------------------------------------------------------------------- index

/**
 * The documents that may have all words, best first; `isSure` where nothing is left to be read for, `isOfTitles` where
 * no word is long enough to be looked up, so that only titles were searched.
 *
 * @param index `shards`, how many files; `lines(n)`, the lines of one; `titles`, folded, by document
 */
export async function find(words, { shards, lines, titles }) {
  const wanted = words.map((word) => ({ word, grams: gramsOf(word) }));
  const numbers = new Set(wanted.flatMap(({ grams }) => grams.map(({ text }) => shardOf(text, shards))));
  const files = new Map(await Promise.all([...numbers].map(async (number) => [number, await lines(number)])));

  let found = null;
  for (const { word, grams } of wanted) {
    if (grams.length === 0) continue;
    const lists = grams.map((gram) => documentsOf(gram, files.get(shardOf(gram.text, shards))));
    const [first, ...others] = lists.sort((a, b) => a.size - b.size);
    const common = [...first].filter(([document]) => others.every((list) => list.has(document)));
    const weight = Math.log(1 + titles.length / (1 + common.length));
    const before = found;
    found = new Map();
    for (const [document, times] of common) {
      if (before !== null && !before.has(document)) continue;
      const inTitle = titles[document]?.includes(word) ? 6 + 6 * (word.length / titles[document].length) : 0;
      found.set(document, (before?.get(document) ?? 0) + weight * (times + inTitle));
    }
  }
  const isOfTitles = found === null;
  found ??= new Map(
    titles.flatMap((title, document) => (words.every((word) => title.includes(word)) ? [[document, 1]] : [])),
  );
  return {
    documents: [...found].sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([document]) => document),
    isSure: wanted.every(({ word, grams }) => grams.length === 1 && grams[0].text === word),
    isOfTitles,
  };
}

/** Document → about how often, of the lines `gram list` of one file. */
function documentsOf({ text, isWhole }, lines) {
  const documents = new Map();
  const start = isWhole ? `${text} ` : text;
  for (const line of lines) {
    if (!line.startsWith(start)) continue;
    let next = 0;
    for (const [, passed, times] of line.slice(line.indexOf(" ")).matchAll(/([0-9a-v]*)([ABC])/g)) {
      const document = next + (Number.parseInt(passed, 32) || 0);
      documents.set(document, Math.max(documents.get(document) ?? 0, { A: 1, B: 2, C: 3 }[times]));
      next = document + 1;
    }
  }
  return documents;
}

// ------------------------------------------------------------------------------------------------------- matches

/** Where folded words stand in a text: pairs of start and end, in order. */
export function matchesIn(text, words) {
  let folded = "";
  const starts = [];
  const ends = [];
  for (const { 0: sign, index } of text.matchAll(signs)) {
    for (const unit of foldSign(sign)) {
      folded += unit;
      starts.push(index);
      ends.push(index + sign.length);
    }
  }
  const matches = [];
  for (const word of words) {
    for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
      matches.push([starts[from], ends[from + word.length - 1]]);
    }
  }
  return matches.sort((a, b) => a[0] - b[0]);
}

/** Characters with the marks that join them, ﾃﾞ and é, and the letters of a Korean syllable. */
const signs = /[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]+|.[\uff9e\uff9f\p{M}]*/gsu;
const foldedSigns = new Map();

function foldSign(sign) {
  if (!foldedSigns.has(sign)) foldedSigns.set(sign, fold(sign).split(""));
  return foldedSigns.get(sign);
}

/** A piece of a text around the first match, one line long or two. */
function pieceAround(text, [start, end]) {
  let from = Math.max(0, start - 40);
  // Not in the middle of a word that has letters.
  while (from > 0 && from < start && /^[a-z0-9]{2}/i.test(text.slice(from - 1))) from += 1;
  const to = Math.min(text.length, end + 100);
  const piece = text.slice(from, to).toWellFormed?.() ?? text.slice(from, to);
  return `${from > 0 ? "…" : ""}${piece.replaceAll("\ufffd", "").replace(/\s+/g, " ").trim()}${to < text.length ? "…" : ""}`;
}

// ---------------------------------------------------------------------------------------------------------- page

const box = globalThis.document?.querySelector("[data-search]");
if (box) start(box);

function start(box) {
  // As the page says it now: while posts are being written, it changes in place.
  const says = box.dataset;
  const [form, input, status, results, more] = [
    "form",
    "input",
    ".search-status",
    ".search-results",
    ".search-more",
  ].map((selector) => box.querySelector(selector));
  const list = document.querySelector(".search-index");
  let entries, titles, lines, readPage;
  forget();

  let asked = "";
  let turn = 0;

  function forget() {
    // The oldest is the first document, so that a new one changes no other's number.
    entries = [...document.querySelectorAll("[data-entry]")].reverse();
    titles = null;
    lines = remembered(async (number) => {
      const { search: root, documents } = says;
      const text = await fetchText(`${root}${number}.txt?v=${documents}`);
      const [state, ...rest] = text.split("\n");
      if (state !== documents) throw new Error("stale");
      return rest;
    });
    readPage = remembered(async (address) => visibleText(await fetchText(address)));
  }

  async function run() {
    const words = [...new Set(input.value.split(/\s+/).map(fold))].filter((word) => word !== "");
    const query = words.join(" ");
    if (query === asked) return;
    asked = query;
    turn += 1;
    const own = turn;
    history.replaceState(null, "", query === "" ? location.pathname : `?q=${encodeURIComponent(input.value.trim())}`);
    if (query === "") {
      show([]);
      say("");
      list.hidden = false;
      return;
    }
    titles ??= entries.map((entry) => fold(entry.querySelector("a").textContent));
    try {
      const found = await find(words, { shards: Number(says.shards), lines, titles });
      if (own === turn) await showFound(found, words, own);
    } catch (error) {
      asked = "";
      if (own === turn) say(error.message === "stale" ? says.stale : says.failed);
    }
  }

  /**
   * Ten at a time: their pages are read, and those are left out on which the words do not stand side by side. For one
   * request no more than sixty are read, and what is not known yet is a plus behind the number.
   */
  async function showFound({ documents: found, isSure, isOfTitles }, words, own) {
    const left = found.filter((document) => entries[document]);
    const shown = [];
    const next = async (wanted = shown.length + 10, rounds = 6) => {
      const some = left.splice(0, 10);
      const read = await Promise.all(some.map((document) => readEntry(entries[document], words)));
      if (own !== turn) return;
      shown.push(...read.filter(({ hasAll }) => isSure || hasAll));
      if (shown.length < wanted && left.length > 0 && rounds > 1) return next(wanted, rounds - 1);
      show(shown, words);
      more.hidden = left.length === 0;
      list.hidden = true;
      const isNone = shown.length + left.length === 0;
      const number = isSure ? found.length : shown.length + (left.length > 0 ? "+" : "");
      const lines = [
        ...(isNone ? [] : [says.found.replace("{n}", number)]),
        ...(isOfTitles ? [says.short] : isNone ? [says.nothing] : []),
      ];
      say(lines.join(" · ").replace("{words}", () => input.value.trim()));
    };
    more.onclick = () => next();
    await next();
  }

  async function readEntry(entry, words) {
    const link = entry.querySelector("a");
    try {
      const { whole, said, description } = await readPage(link.href);
      const hasAll = words.every((word) => whole.includes(word));
      const [match] = matchesIn(said, words);
      return {
        entry,
        hasAll,
        piece: match ? pieceAround(said, match) : description,
        match: match && said.slice(...match),
      };
    } catch {
      // A page that cannot be read now is shown by its title.
      return { entry, hasAll: true, piece: "" };
    }
  }

  function show(found, words = []) {
    more.hidden = true;
    const marks = [];
    results.replaceChildren(
      ...found.map(({ entry, piece, match }) => {
        const item = document.createElement("li");
        const link = entry.querySelector("a").cloneNode(true);
        // Browsers that know text fragments scroll to the words and mark them.
        if (match) link.hash = `:~:text=${encodeURIComponent(match.trim()).replaceAll("-", "%2D")}`;
        const text = document.createElement("p");
        text.textContent = piece;
        const time = entry.querySelector("time")?.cloneNode(true);
        if (time) time.textContent = time.dateTime.slice(0, 10);
        if (entry.lang) item.lang = entry.lang;
        item.append(link, ...(time ? [time] : []), ...(piece ? [text] : []));
        marks.push(...mark(link, words), ...mark(text, words));
        return item;
      }),
    );
    if (globalThis.Highlight) CSS.highlights.set("search", new Highlight(...marks));
  }

  const say = (text) => {
    status.textContent = text;
  };

  // ---------------------------------------------------------------------------------------------------- keyboard

  let soon;
  input.oninput = (event) => {
    clearTimeout(soon);
    if (!event.isComposing) soon = setTimeout(run, 150);
  };
  input.addEventListener("compositionend", () => {
    soon = setTimeout(run, 150);
  });
  form.onsubmit = async (event) => {
    event.preventDefault();
    clearTimeout(soon);
    await run();
    // On a screen keyboard Enter says that the word is whole; on another, that the first is the right one.
    if (matchMedia("(hover: none)").matches) input.blur();
    else results.querySelector("a")?.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const isHere = at >= 0 || document.activeElement === input;
    if (event.key === "/" && !document.activeElement?.closest("input, textarea, select, [contenteditable]"))
      input.select();
    else if (event.key === "ArrowDown" && isHere) (links[at + 1] ?? (more.hidden ? links[at] : more))?.focus();
    else if (event.key === "ArrowUp" && isHere) (links[at - 1] ?? input).focus();
    else if (event.key === "Escape" && isHere) {
      if (at < 0) input.value = "";
      input.focus();
      run();
    } else return;
    event.preventDefault();
  });

  document.addEventListener("inkstone:update", () => {
    forget();
    asked = "";
    run();
  });
  document.documentElement.dataset.js = "";
  box.hidden = false;
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  run();
}

/** Marks words in an element that holds nothing but text; returns what a browser can mark by itself. */
function mark(element, words) {
  const matches = matchesIn(element.textContent, words);
  if (globalThis.Highlight) {
    return matches.map(([from, to]) => {
      const range = new Range();
      range.setStart(element.firstChild, from);
      range.setEnd(element.firstChild, to);
      return range;
    });
  }
  const text = element.textContent;
  let end = 0;
  element.replaceChildren();
  for (const [from, to] of matches) {
    if (from < end) continue;
    const marked = document.createElement("mark");
    marked.textContent = text.slice(from, to);
    element.append(text.slice(end, from), marked);
    end = to;
  }
  element.append(text.slice(end));
  return [];
}

/** What a page says, without what stands beside the text: readings, numbers of notes, other posts. */
function visibleText(html) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const whole = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  for (const aside of whole.querySelectorAll("script, style, nav, form, rt, rp, .footnote-ref")) aside.remove();
  return {
    whole: fold(whole.textContent),
    said: (whole.querySelector(".prose") ?? whole).textContent,
    description: page.querySelector("meta[name=description]")?.content ?? "",
  };
}

/**
 * What is parsed here is under the policy of this page, which would complain of each style that its own page allows.
 */
function withoutStyles(html) {
  return html
    .replace(/<style[\s>][\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag) =>
      tag.replace(/([\s"'/])(style|on[a-z]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*)/gi, "$1"),
    );
}

async function fetchText(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.text();
}

/** The same promise for the same key, unless it failed. */
function remembered(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) {
      const made = make(key);
      known.set(key, made);
      made.catch(() => known.delete(key));
    }
    return known.get(key);
  };
}
