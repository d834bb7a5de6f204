import { nearest } from "../../shared/nearest.ts";
import type { Problem } from "../../shared/problem.ts";
import { problemOf } from "./place.ts";
import type { Mention, Survey } from "./survey.ts";

/**
 * Templates that name templates: missing ones, names they do not give, circles.
 *
 * @param unread names of templates that are there and could not be understood, which is told
 */
export function checkMentions(surveys: ReadonlyMap<string, Survey>, unread: ReadonlySet<string>): readonly Problem[] {
  const each = [...surveys.values()];
  return [
    ...each.flatMap((survey) =>
      survey.mentions
        .filter(({ name }) => name === null || !unread.has(name))
        .flatMap((mention) => checkMention(survey, mention, surveys)),
    ),
    ...checkCycles(surveys),
  ];
}

function checkMention(survey: Survey, mention: Mention, surveys: ReadonlyMap<string, Survey>): Problem[] {
  const place = { template: survey.template, node: mention.node };
  if (mention.name === null) return [];
  const target = surveys.get(mention.name);
  if (target === undefined) {
    return mention.optional
      ? []
      : [problemOf(place, { code: "template/not-found", ...missing(mention.name, surveys) })];
  }
  return mention.wanted.flatMap((node) => {
    const name = String(node.value);
    if (target.exported.has(name)) return [];
    const near = nearest(name, target.exported);
    return problemOf(
      { template: survey.template, node },
      {
        code: "template/not-exported",
        message: `\`${mention.name}\` has no macro or variable \`${name}\`.`,
        ...(near === null ? {} : { hint: `did you mean \`${near}\`?` }),
      },
    );
  });
}

/** Names are looked up among the templates there are and never on disk, so that nothing outside can be reached. */
export function missing(name: string, known: { keys(): Iterable<string> }): { message: string; hint: string } {
  const near = nearest(name, known.keys());
  const outside = /^(?:\/|\.\.\/)|^[A-Za-z]:/.test(name);
  return {
    message: `There is no template \`${name}\`.`,
    hint: outside
      ? "only templates below templates/ can be named, as they are called there: `base.njk`, `parts/x.njk`."
      : near === null
        ? `make templates/${name}, or correct the name.`
        : `did you mean \`${near}\`?`,
  };
}

/** A template that includes itself, by whatever way round, would never end. Each circle is told once. */
function checkCycles(surveys: ReadonlyMap<string, Survey>): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  const walk = (survey: Survey) => {
    const { name } = survey.template;
    path.push(name);
    for (const mention of survey.mentions) {
      const target = mention.name === null ? undefined : surveys.get(mention.name);
      if (target === undefined) continue;
      const from = path.indexOf(target.template.name);
      if (from !== -1) {
        const circle = [...path.slice(from), target.template.name];
        const shown = circle.length > 8 ? [...circle.slice(0, 7), "…", target.template.name] : circle;
        problems.push(
          problemOf(
            { template: survey.template, node: mention.node },
            {
              code: "template/cycle",
              message: `Templates that use each other in a cycle never end: ${shown.join(" → ")}.`,
              hint: "for something that repeats itself use a macro that calls itself.",
            },
          ),
        );
      } else if (!done.has(target.template.name)) walk(target);
    }
    path.pop();
    done.add(name);
  };
  for (const survey of surveys.values()) if (!done.has(survey.template.name)) walk(survey);
  return problems;
}
