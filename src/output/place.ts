import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { ProblemError } from "../shared/problem.ts";
import { look, onDisk } from "./disk.ts";

/** Where a site is published, and how. */
export type Place = {
  /** The project, absolute. Everything that must be kept between builds lives in its `.inkstone/`. */
  readonly root: string;
  /** The output folder, absolute. */
  readonly out: string;
  /** Files of others that stand in the way are overwritten. */
  readonly force?: boolean | undefined;
  /** Say what would be written and removed; write nothing at all. */
  readonly dryRun?: boolean | undefined;
  /** Asked up to the commit. The commit itself is synchronous: a signal listener runs only after its end. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for another build of this project; ten seconds unless told. */
  readonly patience?: number | undefined;
};

/** A place that was looked at: links on the way to it resolved, nothing created yet. */
export type Ground = {
  readonly root: string;
  readonly out: string;
  readonly outExists: boolean;
  /** `.inkstone` of the project. */
  readonly memory: string;
  /** By what the manifest knows this output folder: a project may be moved as a whole. */
  readonly key: string;
  /** What a person calls a path: `dist/posts`. */
  readonly show: (file: string) => string;
};

export function surveyPlace(place: Place): Ground {
  const root = realpathSync(place.root);
  const out = realOutput(place);
  const key = inside(root, out) ? relative(root, out).split(sep).join("/") : out;
  const show = (file: string) => (file === "" ? key : `${key}/${file}`);
  if (out === root || inside(out, root)) {
    throw new ProblemError({
      severity: "error",
      code: "output/unsafe-folder",
      message: `The output folder ${out} is the project itself or a folder around it.`,
      hint: "choose a folder of its own, such as out: dist.",
    });
  }
  const found = look(out);
  if (found !== null && !found.isDirectory()) {
    throw new ProblemError({
      severity: "error",
      code: "output/not-a-folder",
      message: `The output folder ${key} exists and is not a folder.`,
      hint: "move it away, or choose another folder with --out.",
    });
  }
  return { root, out, outExists: found !== null, memory: join(root, ".inkstone"), key, show };
}

/** Makes `.inkstone/`, which is never committed and never a way out of the project. */
export function openMemory(ground: Ground): void {
  refuseLink(ground.memory, ".inkstone");
  if (look(ground.memory)?.isDirectory() === false) throw noFolder();
  refuseLink(join(ground.memory, "stage"), ".inkstone/stage");
  onDisk("write to .inkstone", () => {
    mkdirSync(ground.memory, { recursive: true });
    const ignore = join(ground.memory, ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
  });
}

/** The output folder may be a link (the person chose it), but one that leads somewhere. */
function realOutput({ out }: Place): string {
  const found = look(out);
  if (found?.isSymbolicLink() && !existsSync(out)) throw linkProblem(basename(out), "leads nowhere");
  if (found !== null) return realpathSync(out);
  return join(realpathSync(nearestFolder(out)), relative(nearestFolder(out), out));
}

/** The path itself, or the closest folder above it that exists. */
export function nearestFolder(path: string): string {
  return look(path) !== null || dirname(path) === path ? path : nearestFolder(dirname(path));
}

export function inside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function linkProblem(shown: string, why: string): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/symlink",
    message: `${shown} is a symlink that ${why}; Inkstone writes only inside the output folder.`,
    hint: "replace the symlink by a real folder, or remove it.",
  });
}

function noFolder(): ProblemError {
  return new ProblemError({
    severity: "error",
    code: "output/not-a-folder",
    message: ".inkstone is not a folder, and what a build remembers is kept in a folder of that name.",
    hint: "move it away.",
  });
}

function refuseLink(path: string, shown: string): void {
  if (look(path)?.isSymbolicLink()) throw linkProblem(shown, "leads out of the project");
}
