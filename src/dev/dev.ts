/**
 * The dev loop: the same build, asked for one page at a time.
 *
 *     a ring → look again → build → the pages that are open, where their bytes differ
 *
 * Nothing is written. What a browser is shown is what a build would publish, but for the snippet that makes it live.
 */
import { randomBytes } from "node:crypto";
import type { Problem, SourcePath, Sources } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { ProblemError } from "../shared/problem.ts";
import { type ReadOptions, readSources } from "../source/read-sources.ts";
import { remember } from "../source/remembered.ts";
import { hangDoorbell } from "../source/watch.ts";
import { inProcess } from "../worker/in-process.ts";
import { answerText, answerView, pathOf } from "./answer.ts";
import { changedCopies, changedFiles, sameSources } from "./compare.ts";
import { originOf, whereItWent, type Origin } from "./follow.ts";
import { scriptPath } from "./frames.ts";
import { listen, type Port } from "./listen.ts";
import { type Current, openSite } from "./live-site.ts";
import { type Look, type Seen, scheduleLooks } from "./looks.ts";
import { shownProblems } from "./shown-problems.ts";
import { sweep, touchedBy } from "./sweep.ts";
import { openTabs, type Tab } from "./tabs.ts";
import { viewOf } from "./view.ts";

export type DevOptions = {
  /** The project, absolute. */
  readonly root: string;
  readonly reading: Omit<ReadOptions, "now" | "look">;
  /** The clock. */
  readonly now: () => number;
  readonly port: Port;
  /** The script that makes pages live. */
  readonly client: string;
  /** Editor address with `{file}`, `{line}`, `{column}`; `null` = none. */
  readonly editor: string | null;
  readonly on: DevEvents;
};
