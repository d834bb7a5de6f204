import type { StateCore } from "markdown-it";
import { sharesMarks } from "../../../shared/character-class.ts";

/**
 * Whether a text holds any character that our rules about lines and passages are about. Most English posts hold none, and
 * going through one for this costs as much as either rule does afterwards: so the rules share what is found.
 */
export function holdsWideText(state: StateCore, language: string): boolean {
  const known = found.get(state);
  if (known !== undefined) return known;
  const holds = (sharesMarks(language) ? wideOrShared : wide).test(state.src);
  found.set(state, holds);
  return holds;
}

const found = new WeakMap<StateCore, boolean>();

/** East Asian, of whatever plane, or a zero-width space. */
const wide = /[\u1100-\u11ff\u200b\u20a9\u2329\u232a\u2e80-\uffff]/;
/** Two marks that Chinese shares with Latin may stand side by side in a text that holds nothing else of it. */
const wideOrShared = /[\xb7\u1100-\u11ff\u200b\u2014-\u2027\u20a9\u2329\u232a\u2e80-\uffff]/;
