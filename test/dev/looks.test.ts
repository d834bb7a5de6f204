/** When it is looked, by a clock that the test moves. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Look, type Seen, scheduleLooks } from "../../src/dev/looks.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watching(answers: readonly Seen[] = []) {
  const seen: { readonly at: number; readonly where: readonly string[] | null; readonly sure: boolean }[] = [];
  const begun = performance.now();
  const looks = scheduleLooks(async ({ where, sure }: Look) => {
    const answer = answers[seen.length] ?? "content";
    seen.push({ at: Math.round(performance.now() - begun), where: where === null ? null : [...where], sure });
    return answer;
  });
  return { seen, looks };
}

test("a save by renaming is looked at sooner than a write, of which more may follow", async () => {
  const moved = watching();
  moved.looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(5);
  expect(moved.seen).toEqual([{ at: 3, where: ["a"], sure: false }]);
  const written = watching();
  written.looks.ring({ path: "a", kind: "written" });
  await vi.advanceTimersByTimeAsync(6);
  written.looks.ring({ path: "a", kind: "written" });
  await vi.advanceTimersByTimeAsync(9);
  expect(written.seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(written.seen).toEqual([{ at: 16, where: ["a"], sure: false }]);
});

test("after a look comes a second, and when all is calm one at everything", async () => {
  const { seen, looks } = watching();
  looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(seen).toEqual([
    { at: 3, where: ["a"], sure: false },
    { at: 83, where: ["a"], sure: true },
    { at: 1083, where: null, sure: true },
  ]);
});

test("where files came or went, the second look is at everything", async () => {
  const { seen, looks } = watching(["structure"]);
  looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(100);
  expect(seen[1]).toMatchObject({ where: null });
});

test("what is gone or empty is believed only the second time", async () => {
  const { seen, looks } = watching(["doubt", "structure"]);
  looks.ring({ path: "a", kind: "moved" });
  let settled = false;
  void looks.settled().then(() => {
    settled = true;
  });
  await vi.advanceTimersByTimeAsync(50);
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(40);
  expect(seen).toEqual([
    { at: 3, where: ["a"], sure: false },
    { at: 83, where: null, sure: true },
  ]);
  expect(settled).toBe(true);
});

test("an empty file is looked at again and again before it is believed, and with what rings meanwhile", async () => {
  const { seen, looks } = watching(["empty", "empty", "empty"]);
  looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(100);
  looks.ring({ path: "b", kind: "moved" });
  await vi.advanceTimersByTimeAsync(150);
  expect(seen.slice(0, 4)).toEqual([
    { at: 3, where: ["a"], sure: false },
    { at: 83, where: ["a"], sure: false },
    { at: 163, where: ["a", "b"], sure: false },
    { at: 243, where: ["a", "b"], sure: false },
  ]);
  const stubborn = watching(Array.from({ length: 5 }, () => "empty" as const));
  stubborn.looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(410);
  expect(stubborn.seen.at(-1)).toEqual({ at: 403, where: null, sure: true });
});

test("a storm does not put the look off for ever", async () => {
  const { seen, looks } = watching();
  for (let at = 0; at < 60; at++) {
    looks.ring({ path: String(at), kind: "written" });
    await vi.advanceTimersByTimeAsync(5);
  }
  expect(seen.length).toBeGreaterThanOrEqual(2);
  const looked = new Set(seen.flatMap(({ where }) => where ?? []));
  await vi.advanceTimersByTimeAsync(20);
  for (const { where } of seen) for (const path of where ?? []) looked.add(path);
  expect(looked.size).toBe(60);
});

test("a look in idle time keeps nobody waiting, and is not had where something rang: then one follows anyhow", async () => {
  const { seen, looks } = watching();
  looks.idly();
  await looks.settled();
  expect(seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(80);
  expect(seen).toEqual([{ at: 80, where: null, sure: true }]);
  const rung = watching();
  rung.looks.ring({ path: "a", kind: "moved" });
  rung.looks.idly();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(rung.seen.map(({ where }) => where)).toEqual([["a"], ["a"], null]);
});

test("nothing rang, nothing to wait for", async () => {
  const { seen, looks } = watching();
  await looks.settled();
  expect(seen).toEqual([]);
});

test("a look in idle time is given up when it rings", async () => {
  let given: AbortSignal | null = null;
  const looks = scheduleLooks(async ({ signal }) => {
    if (signal === null) return "content";
    given = signal;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return "content";
  });
  looks.ring({ path: "a", kind: "moved" });
  await vi.advanceTimersByTimeAsync(100);
  expect(given).toMatchObject({ aborted: false });
  looks.ring({ path: "a", kind: "moved" });
  expect(given).toMatchObject({ aborted: true });
});
