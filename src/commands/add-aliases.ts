/** `aliases` in the front matter of a post that was written for another generator. Nothing else of the text changes. */

/** `null` where a person has to write them: there is no front matter, or it says `aliases` in a way of its own. */
export function addAliases(text: string, addresses: readonly string[]): string | null {
  const end = /\r\n/.test(text) ? "\r\n" : "\n";
  const [whole = "", fence = ""] = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n/.exec(text) ?? [];
  if (fence === "") return null;
  const rest = text.slice(whole.length);
  const close = rest.search(fence === "---" ? /^---[ \t]*$/m : /^\+\+\+[ \t]*$/m);
  if (close < 0) return null;
  const front = rest.slice(0, close);
  const list = addresses.map((address) => JSON.stringify(address)).join(", ");
  if (fence === "+++") {
    // Below the first table a key would belong to that.
    const line = `aliases = [${list}]${end}`;
    return /^aliases[ \t]*=/m.test(front) ? null : whole + line + rest;
  }
  const listed = /^aliases:[ \t]*\[([^\]\r\n]*)\][ \t]*$/m.exec(front);
  if (listed !== null) {
    const before = (listed[1] ?? "").trim();
    const line = `aliases: [${before === "" ? list : `${before}, ${list}`}]`;
    return (
      whole + front.slice(0, listed.index) + line + front.slice(listed.index + listed[0].length) + rest.slice(close)
    );
  }
  return /^aliases[ \t]*:/m.test(front) ? null : `${whole}${front}aliases: [${list}]${end}${rest.slice(close)}`;
}
