/**
 * The languages of a Hugo blog. Those whose posts lie beside each other, `a.md` and `a.en.md`, are ours as they are; a
 * language with a folder of its own is another blog here.
 */
import fs from "node:fs";
import path from "node:path";
import type { Json } from "../../model.ts";
import { isMap } from "../check-value.ts";
import type { Values } from "./old-settings.ts";
import { at, languageOf, textOf } from "./translate.ts";

export type HugoLanguages = {
  /** Where the posts of the site's own language are. */
  readonly content: string;
  readonly own: Values;
} & (
  | {
      /** All of them, as our `languages`. */
      readonly further: Readonly<Record<string, Values>>;
      readonly told: { readonly as: string };
    }
  | { readonly further: null; readonly told: { readonly why: string } }
);

/** `old` with its own keys in lower case; `language` is the one that it says is its own. */
export function readHugoLanguages(root: string, old: Values, language: string): HugoLanguages {
  const all = Object.entries(isMap(old.languages) ? old.languages : {}).flatMap(([key, said]) =>
    isMap(said) ? [{ key, said: foldedKeys(said) }] : [],
  );
  const own = all.find(({ key }) => key.toLowerCase() === language.toLowerCase())?.said ?? {};
  const usual = textOf(old.contentdir ?? "") || "content";
  const content = textOf(own.contentdir ?? "") || usual;
  const others = all.filter(({ key, said }) => said !== own && said.disabled !== true && languageOf(key) !== undefined);
  const apart = others.flatMap(({ said }) => {
    const folder = textOf(said.contentdir ?? "") || usual;
    return folder === content ? [] : [folder];
  });
  const beside = others.filter(({ said }) => (textOf(said.contentdir ?? "") || usual) === content);
  const left = apart.map((folder) => `${folder} (${postsIn(root, folder)})`).join(", ");
  const here = `the posts in ${content} are read`;
  if (beside.length === 0 || languageOf(language) === undefined)
    return { content, own, further: null, told: { why: left === "" ? here : `${here}, and not those in ${left}` } };
  const names = beside.map(({ key }) => `\`.${key}.md\``).join(", ");
  return {
    content,
    own,
    further: Object.fromEntries([
      ...(Object.keys(own).length > 0 ? [[language, editionOf(own)] as const] : []),
      ...beside.map(({ key, said }) => [key, editionOf(said)] as const),
    ]),
    told: { as: `with posts named ${names}${left === "" ? "" : `; those in ${left} are not read`}` },
  };
}

/** Hugo's own keys are the same in any case. */
export function foldedKeys(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
}

function editionOf(said: Values): Values {
  const texts: readonly (readonly [string, Json | undefined])[] = [
    ["name", said.languagename ?? said.label],
    ["title", said.title],
    ["description", at(said, "params.description")],
  ];
  return Object.fromEntries(
    texts.flatMap(([key, value]) => {
      const text = textOf(value ?? "") ?? "";
      return text === "" ? [] : [[key, text] as const];
    }),
  );
}

function postsIn(root: string, folder: string): string {
  const full = path.join(root, folder);
  const files = fs.existsSync(full) ? fs.readdirSync(full, { recursive: true, encoding: "utf8" }) : [];
  const count = files.filter((file) => /\.(?:md|markdown)$/i.test(file)).length;
  return `${count} ${count === 1 ? "file" : "files"}`;
}
