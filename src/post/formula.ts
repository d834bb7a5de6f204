/**
 * A formula in TeX becomes MathML: the only door of temml, which is loaded for the first formula there is. It is handed one
 * formula at a time, may neither link nor style nor run on for ever, and its complaints become sentences.
 */
import { createRequire } from "node:module";

/** The part of temml that is used here. */
type Temml = { renderToString(tex: string, options: Readonly<Record<string, unknown>>): string };

export type Formula = { readonly mathml: string } | { readonly fault: string; readonly at: number | null };

/** What temml takes for longer formulas grows with the square of their length. */
const longest = 5000;

/** @param display on lines of its own, or within a line of words */
export function renderFormula(tex: string, { display }: { readonly display: boolean }): Formula {
  if (tex.length > longest)
    return { fault: `This formula is ${tex.length} characters long, over the limit of ${longest}.`, at: null };
  try {
    const mathml = temml().renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      maxExpand: 500,
      maxSize: [50, 50],
    });
    // The style sheet says it for all.
    return { mathml: mathml.replace(' style="display:block math;"', "") };
  } catch (error) {
    return understood(error);
  }
}

const require = createRequire(import.meta.url);
let loaded: Temml | null = null;

function temml(): Temml {
  loaded ??= require("temml") as Temml;
  return loaded;
}

/** Anything that temml throws is about the formula: it stumbles over some unfinished ones without words of its own. */
function understood(error: unknown): Formula {
  if (error instanceof RangeError) return { fault: "This formula has too much within itself.", at: null };
  const isOurs = error instanceof Error && error.name === "ParseError";
  if (!isOurs) return { fault: "This formula ends too early or has something out of place.", at: null };
  const words = error.message.split(" at position ")[0]?.split(" at end of input")[0]?.trim() ?? "";
  const position = "position" in error && typeof error.position === "number" ? error.position : null;
  return { fault: `The formula cannot be read: ${words.replace(/[.\s]+$/, "")}.`, at: position };
}
