import { codeBlock, plainBlock } from "../../shared/code/code-block.ts";
import { findLanguage } from "../../shared/code/languages.ts";
import { isSafe, markSafe } from "../templates/safe-text.ts";
import { argument, type FilterCall } from "./filter.ts";
import { text } from "./text-filters.ts";

/** A text as a block of code, as between fences in a post. `lang` may also be a file's name, whose end says what it is. */
export function code(call: FilterCall): unknown {
  const language = languageOf(text(argument(call, 0, "lang")));
  const title = text(argument(call, 1, "title"));
  const numbers = argument(call, 2, "linenos");
  const block = {
    ...plainBlock,
    text: isSafe(call.value) ? call.value.toString() : text(call.value),
    language,
    title: title === "" ? null : title,
    firstNumber: numbers === undefined || numbers === null || numbers === false ? null : Number(numbers) || 1,
    colours: call.facts.highlight,
  };
  return markSafe(codeBlock(block));
}

function languageOf(name: string): string | null {
  if (name === "" || findLanguage(name) !== null) return name === "" ? null : name;
  const ending = /\.([\p{L}\p{N}+#]+)(?:[?#].*)?$/u.exec(name)?.[1];
  if (ending === undefined) return /[/.]/.test(name) ? null : name;
  return findLanguage(ending) === null ? null : ending;
}
