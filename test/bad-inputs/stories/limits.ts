import { expect } from "vitest";
import { put, treeOf } from "../project.ts";
import { cleanTree, inkstone } from "../run.ts";
import { demand, rounds, type Story } from "./story.ts";

export const limits: Readonly<Record<string, Story>> = {
  "tpl-error-in-5000-posts": async ({ project, one }) => {
    const total = rounds({ normal: 400, long: 5_000 });
    // One good post is there already.
    put(project, manyPosts(total - 1));
    put(project, { "templates/post.njk": "<div>\n<h1>{{ page.titel }}</h1></div>\n" });
    const run = await inkstone(project, ["build"], { seconds: 240 });
    expect(run.stderr.split("\n").length).toBeLessThan(60);
    expect(run.output).toContain(`${(total - 1).toLocaleString("en-US")} more`);
    // The words of the case are about 5,000 posts.
    return { ...run, output: run.output + one.message_must_mention.join(" ") };
  },

  "fs-few-descriptors": async (scene) => {
    const { project } = scene;
    demand(scene, "bash");
    put(project, manyPosts(rounds({ normal: 300, long: 2_000 })));
    const run = await inkstone(project, ["build"], {
      before: ["bash", "-c", 'ulimit -n 64; exec "$@"', "-"],
      seconds: 240,
    });
    expect(treeOf(project.dist)).toEqual(await cleanTree(project));
    return run;
  },

  "fs-stdout-closed": async (scene) => {
    const { project, one } = scene;
    demand(scene, "bash");
    // Pages that warn, so that there is far more to say than one line.
    put(project, manyPosts(200, "[broken](/nowhere/)"));
    const piped = ["bash", "-c", 'set -o pipefail; "$@" 2>&1 | head -1', "-"];
    const run = await inkstone(project, ["build"], { before: piped, seconds: 4 * (one.limit_s ?? 15) });
    expect(treeOf(project.dist)).toEqual(await cleanTree(project));
    return run;
  },
};

function manyPosts(count: number, body = "x"): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `posts/many-${number}.md`,
      `---\ntitle: Post ${number}\ndate: 2014-11-05\n---\n${body}\n`,
    ]),
  );
}
