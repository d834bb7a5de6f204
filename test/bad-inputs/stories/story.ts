/** What a case told in steps is given, and how often it repeats itself. */
import { needs, needsThat } from "../../needs.ts";
import type { Case } from "../case.ts";
import type { Project } from "../project.ts";
import type { Run } from "../run.ts";

export type Scene = {
  readonly project: Project;
  readonly one: Case;
  readonly skip: (reason: string) => never;
};

/** Does the steps, looks at `must` and `must_not`, and answers the run whose exit and words the case speaks of. */
export type Story = (scene: Scene) => Promise<Run>;

/** The number of rounds: few in every run, all of them in `npm run test:long`. */
export function rounds(counts: { readonly normal: number; readonly long: number }): number {
  return process.env.INKSTONE_LONG === "1" ? counts.long : counts.normal;
}

export function demand(scene: Scene, ...programs: readonly string[]): void {
  for (const program of programs) if (!needs(program)) scene.skip(`needs ${program}`);
}

export function demandThat(scene: Scene, what: string, there: boolean): void {
  if (!needsThat(what, there)) scene.skip(`needs ${what}`);
}
