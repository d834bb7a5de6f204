/** Every case of the collection that is about watching or serving is tried somewhere in this folder. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Case = { readonly id: string; readonly kind: string; readonly later?: string; readonly with?: string };

/** Case → the file, and the words of the test that tries it. */
const tried: Readonly<Record<string, readonly [file: string, words: string]>> = {
  "watch-half-written": ["save-patterns.ts", "in two halves, 40 ms apart"],
  "watch-atomic-saves": ["save-patterns.ts", "a temporary file, renamed, fifty times"],
  "watch-folder-recreated": ["save-patterns.ts", "all posts removed and put back, with one more"],
  "watch-no-inotify": ["command.test.ts", "without watches it looks every now and then"],
  "watch-10k-edits": ["../long/dev-edits.test.ts", "ten thousand edits"],
  "watch-broken-then-fixed": ["in-browser.test.ts", "broken front matter shows over the last good page"],
  "cli-port-in-use": ["command.test.ts", "a port that is taken"],
  "cli-host-exposed": ["command.test.ts", "is warned about"],
  "http-traversal": ["requests.test.ts", "is no file"],
  "http-bad-encoding": ["requests.test.ts", "is no address"],
  "http-foreign-host": ["requests.test.ts", "the host %s"],
  "http-ws-foreign-origin": ["requests.test.ts", "from %s"],
  "http-ws-garbage": ["requests.test.ts", "closes that socket and no other"],
  "http-methods": ["requests.test.ts", "CONNECT"],
  "http-reflected-path": ["in-browser.test.ts", "nothing that is written becomes a script"],
  "http-bind-address": ["requests.test.ts", "it listens to this machine only"],
  "http-clients-vanish": ["clients.test.ts", "five hundred sockets that vanish"],
};

const all = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "../data/bad-inputs.json"), "utf8"),
) as readonly Case[];
const ours = all.filter(
  ({ id, kind, later }) =>
    later === undefined && (kind === "http" || /^watch-|^cli-(?:port-in-use|host-exposed)$/.test(id)),
);

test.each(ours.map(({ id }) => id))("%s", (id) => {
  const [file, words] = tried[id] ?? ["", ""];
  expect(readFileSync(path.join(import.meta.dirname, file), "utf8")).toContain(words);
});

test("no case is named that is not there", () => {
  expect(Object.keys(tried).sort()).toEqual(ours.map(({ id }) => id).sort());
  expect(readdirSync(import.meta.dirname).length).toBeGreaterThan(3);
});
