/** Former addresses of a post, from which a page each leads here. */
import type { OutputFile, Position, Url } from "../model.ts";
import { addressOf, decodeUrl, foldAddress, isPatternOfHosts, whatIsWrongWithPath } from "../shared/address.ts";
import { type Aliased, habitsOf } from "./habits.ts";
import type { AddressRules } from "./permalink.ts";
import { type Desk, fault, itemsAt, placeOf, presentKeys, warn } from "./read-values.ts";

/** Addresses that lead here, each once, and none that is the post's own. */
export function readAliases(
  desk: Desk,
  own: { readonly file: OutputFile },
  { base, compat, permalink, edition }: Pick<AddressRules, "base" | "compat"> & Omit<Aliased, "home">,
) {
  const { alias: asSaid } = habitsOf(compat);
  const home = `/${own.file}`.replace(/\/index\.html$/, "/");
  const aliases = new Map<string, { readonly url: Url; readonly file: OutputFile; readonly at: Position }>();
  for (const key of presentKeys(desk, "aliases")) {
    for (const item of itemsAt(desk, key)) {
      if (item.text === null) continue;
      const said = asSaid(item.text, { home, permalink, edition });
      const wrong = /[?#]/.test(said) ? "what follows ? or # never reaches a file" : whatIsWrongWithPath(said);
      if (wrong) {
        const message = `\`${key}\` holds \`${item.text.slice(0, 80)}\`, from which nothing can lead here: ${wrong}.`;
        fault(desk, item.key, {
          code: "front-matter/bad-alias",
          message,
          hint: "write a path of this site, such as /old/",
        });
        continue;
      }
      const address = addressOf(decodeUrl(said), base);
      if (address.file === own.file) continue;
      if (isPatternOfHosts(address.url)) warnOfPattern(desk, item.key, item.text);
      const folded = foldAddress(address.file);
      const twin = folded === foldAddress(own.file) ? own : aliases.get(folded);
      if (twin === undefined || twin.file === address.file)
        aliases.set(folded, { ...address, at: placeOf(desk, item.key) });
      else warnOfTwin(desk, item.key, item.text, twin === own ? "own" : "other");
    }
  }
  return [...aliases.values()];
}

/** Blogs that once changed the case of an address redirect from the old one; no disk that folds case can hold both. */
function warnOfTwin(desk: Desk, key: string, text: string, of: "own" | "other"): void {
  const twin = of === "own" ? "the post's own address" : "another of these";
  warn(desk, key, {
    code: "front-matter/alias-of-itself",
    message: `\`${text.slice(0, 80)}\` is ${twin} but for case, so no page redirects from it.`,
    hint: "let the host redirect it, or take it out",
  });
}

/** In `_redirects` it would send other addresses here as well, `*` the whole site. */
function warnOfPattern(desk: Desk, key: string, text: string): void {
  warn(desk, key, {
    code: "front-matter/alias-pattern",
    message: `\`${text.slice(0, 80)}\` is taken for itself: \`*\` and \`:\` stand for nothing else in it, and _redirects is without it.`,
    hint: "write each old address, such as /old/, or have the host redirect them",
  });
}
