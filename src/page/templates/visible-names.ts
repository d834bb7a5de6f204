import type { Survey } from "./survey.ts";

/** What `renderPage` hands to a page's template, and to a component. */
const ofPages = ["site", "page", "post"];
const ofComponents = ["site", "page", "args", "body"];

/**
 * The variables each template may use without giving them itself. A template sees what those see that include it, what
 * its children set before they hand over to it, and what its parents set before it fills their blocks. Which of them
 * it will be on a page is not known, so a name that any of them gives is taken for known.
 */
export function visibleNames(
  surveys: ReadonlyMap<string, Survey>,
  globals: Iterable<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const relatives = relativesOf(surveys);
  const common = [...globals];
  return new Map(
    [...surveys.keys()].map((name) => {
      const names = new Set([...common, ...(name.startsWith("components/") ? ofComponents : ofPages)]);
      const met = new Set([name]);
      const waiting = [...(relatives.get(name) ?? [])];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (met.has(next)) continue;
        met.add(next);
        for (const given of giversOf(next, surveys)) names.add(given);
        waiting.push(...(relatives.get(next) ?? []));
      }
      return [name, names];
    }),
  );
}

/** Of the names that are handed in those that no template ever gives to something else. */
export function fixedNames(surveys: ReadonlyMap<string, Survey>, globals: Iterable<string>): ReadonlySet<string> {
  const names = new Set([...ofPages, ...ofComponents, ...globals]);
  for (const { declared, inner } of surveys.values()) for (const name of [...declared, ...inner]) names.delete(name);
  return names;
}

function giversOf(name: string, surveys: ReadonlyMap<string, Survey>): readonly string[] {
  const survey = surveys.get(name);
  const own = name.startsWith("components/") ? ofComponents : [];
  return survey === undefined ? own : [...own, ...survey.declared, ...survey.inner];
}

/** Template → the templates whose names it sees. A name that is an expression may mean any of them. */
function relativesOf(surveys: ReadonlyMap<string, Survey>): ReadonlyMap<string, ReadonlySet<string>> {
  const relatives = new Map<string, Set<string>>([...surveys.keys()].map((name) => [name, new Set()]));
  for (const { template, mentions } of surveys.values()) {
    for (const { kind, name, withContext } of mentions) {
      if (kind === "import" && !withContext) continue;
      for (const target of name === null ? surveys.keys() : [name]) {
        relatives.get(target)?.add(template.name);
        if (kind === "extends") relatives.get(template.name)?.add(target);
      }
    }
  }
  return relatives;
}
