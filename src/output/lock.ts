import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ProblemError } from "../shared/problem.ts";
import { codeOf, onDisk } from "./disk.ts";
import type { Ground, Place } from "./place.ts";

/** One build of a project at a time, from staging to sealing. A lock never has to be removed by hand. */
export type Lock = {
  /** Throws if somebody took the lock from us (which they do only if they believe us dead). */
  readonly confirm: () => void;
  readonly release: () => void;
};

type Holder = {
  readonly pid: number;
  /** When the process began: a process id may be used again. `null` where the system does not tell. */
  readonly started: string | null;
  readonly host: string;
  readonly token: string;
};

const PATIENCE = 10_000;
const PAUSE = 40;
/** A lock without readable words is being written, unless it is older than this. */
const WRITING = 2_000;
/** A process on another machine cannot be asked; no build holds the lock this long. */
const OTHER_HOST = 15 * 60_000;

export async function takeLock(ground: Ground, place: Place): Promise<Lock> {
  const path = join(ground.memory, "lock");
  const text = JSON.stringify({
    pid: process.pid,
    started: startOf(process.pid),
    host: hostname(),
    token: randomUUID(),
  });
  const patience = place.patience ?? PATIENCE;
  for (let waited = 0; !create(path, text); waited += PAUSE) {
    place.signal?.throwIfAborted();
    const held = readHeld(path);
    if (held !== null && isStale(held)) takeAway(path, held.text);
    else if (waited >= patience) throw lockedProblem(held?.holder ?? null);
    else await sleep(PAUSE);
  }
  return {
    confirm: () => {
      if (readHeld(path)?.text !== text) throw lockedProblem(readHeld(path)?.holder ?? null);
    },
    release: () => {
      try {
        if (readHeld(path)?.text === text) rmSync(path, { force: true });
      } catch (error) {
        // A lock left behind is stale as soon as this process has ended.
        if (codeOf(error) === null) throw error;
      }
    },
  };
}

type Held = { readonly text: string; readonly age: number; readonly holder: Holder | null };

function create(path: string, text: string): boolean {
  return onDisk("write .inkstone/lock", () => {
    try {
      writeFileSync(path, text, { flag: "wx" });
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      if (error instanceof Error && "syscall" in error && error.syscall !== "open") rmSync(path, { force: true });
      throw error;
    }
  });
}

function readHeld(path: string): Held | null {
  try {
    const text = readFileSync(path, "utf8");
    return { text, age: Date.now() - statSync(path).mtimeMs, holder: parseHolder(text) };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function isStale({ holder, age }: Held): boolean {
  if (holder === null) return age > WRITING;
  if (holder.host !== hostname()) return age > OTHER_HOST;
  return !isAlive(holder);
}

function isAlive({ pid, started }: Holder): boolean {
  const now = startOf(pid);
  if (now !== null && started !== null) return now === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * Two builds may find the same stale lock. A rename has one winner; whoever comes second may carry off the winner's
 * fresh lock instead, sees that by its words, and puts it back.
 */
function takeAway(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, "utf8") !== text) linkSync(aside, path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "EEXIST") throw error;
  }
  rmSync(aside, { force: true });
}

/** When a process began, in ticks since the machine did; a zombie has ended. `null` where the system does not tell. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "ended" : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    if (typeof holder?.pid !== "number" || typeof holder.host !== "string") return null;
    return { pid: holder.pid, host: holder.host, started: holder.started ?? null, token: holder.token ?? "" };
  } catch {
    return null;
  }
}

function lockedProblem(holder: Holder | null): ProblemError {
  const who = holder === null ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new ProblemError({
    severity: "error",
    code: "output/locked",
    message: `Another build of this project is under way: ${who} holds .inkstone/lock.`,
    hint: "wait until it has ended and build again.",
  });
}
