import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Rebuilt } from "../dev/dev.ts";
import { startDev } from "../dev/dev.ts";
import type { Withheld } from "../model.ts";
import { counted, withCommas } from "../shared/count.ts";
import { inProcess } from "../worker/in-process.ts";
import type { Call } from "./command.ts";
import { flagValue } from "./flags.ts";
import { Interrupted, listenForInterruption } from "./interruption.ts";
import { ledgerLines } from "./ledger.ts";
import { recalling } from "./memory.ts";
import { tellOfOldBlog } from "./old-blog.ts";
import { usage } from "./parse.ts";
import { presentOf, readOptions, rootOf } from "./project.ts";
import type { Terminal } from "./terminal.ts";
import { setForBuild } from "./v8-settings.ts";

const usualPort = 4000;

export async function run(call: Call): Promise<number> {
  const { flags, home, terminal } = call;
  const begun = performance.now();
  const interruption = listenForInterruption();
  const host = flags.host === true ? "0.0.0.0" : (flagValue(flags, "host") ?? null);
  let told: ReadonlySet<string> = new Set();
  setForBuild();
  try {
    const past = flags["no-cache"] === true ? {} : await recalling(inProcess(), { root: rootOf(call), home });
    const starting = startDev({
      root: rootOf(call),
      reading: readOptions(call),
      now: () => presentOf(call),
      ...past,
      port: { port: portOf(call), otherwise: flags["strict-port"] === true ? "give up" : "next", host },
      client: fs.readFileSync(new URL("./client.js", import.meta.url), "utf8"),
      editor: process.env.INKSTONE_EDITOR ?? "vscode://file{file}:{line}:{column}",
      on: {
        rebuilt: (rebuilt) => {
          const { withheld, ...facts } = rebuilt;
          terminal.say(rebuiltLine(rebuilt));
          terminal.event("rebuilt", facts);
          tellWithheld(withheld, terminal);
        },
        problems: (problems) => {
          const keys = problems.map((problem) => JSON.stringify(problem));
          terminal.report(problems.filter((_, at) => !told.has(keys[at] ?? "")));
          if (told.size > 0 && problems.length === 0) terminal.say("all is well again");
          told = new Set(keys);
        },
        deaf: (reason) => terminal.say(`${capitalized(reason)}; looking for changes every second instead.`),
        bug: (error) => terminal.say(`This is a bug in Inkstone: ${traceOf(error)}`),
      },
    });
    const dev = await interruption.orStop(starting).catch((error) => {
      void starting.then(
        ({ close }) => close(),
        () => {},
      );
      throw error;
    });
    const address = `http://${ownName(host)}:${dev.port}${dev.home}`;
    const ms = Math.round(performance.now() - begun);
    terminal.say(`inkstone ${versionOf(home)} · ready in ${withCommas(ms)} ms · ${counted(dev.pages, "page")}`);
    terminal.say(`  local    ${address}`);
    // A blog of another generator is told of as a build tells of it.
    if (dev.first !== null) tellOfOldBlog(rootOf(call), dev.first, terminal);
    networkLines(host, `:${dev.port}${dev.home}`).forEach(terminal.say);
    tellWithheld(dev.first?.built.withheld ?? [], terminal);
    terminal.event("ready", { address, ms, pages: dev.pages });
    if (flags.open === true) openBrowser(address);
    await interruption.orStop(new Promise<never>(() => {})).catch(() => {});
    await dev.close();
    const { reason } = interruption.signal;
    const stoppedByHand = process.stdout.isTTY === true && reason instanceof Interrupted && reason.exitCode === 130;
    return stoppedByHand ? 0 : reason instanceof Interrupted ? reason.exitCode : 1;
  } finally {
    interruption.close();
  }
}

/** Whoever looks for a page that is not there learns here why. */
function tellWithheld(withheld: readonly Withheld[], terminal: Terminal): void {
  ledgerLines(withheld).forEach(terminal.say);
  for (const { file, reason, when } of withheld) terminal.event("withheld", { file, reason, when });
}

function portOf({ flags }: Call): number {
  const written = flagValue(flags, "port");
  if (written === undefined) return usualPort;
  const port = Number(written);
  if (/^\d{1,5}$/.test(written) && port <= 65_535) return port;
  throw usage("bad-port", {
    message: `\`--port\` is ${written}, which is no port.`,
    hint: "write a number up to 65535.",
  });
}

/** `rebuilt 3 of 10,214 pages in 9 ms · posts/2014-08-24-mesoscon-2014.md`: the pages that are open, of all there are. */
function rebuiltLine({ rendered, pages, ms, changed }: Rebuilt): string {
  const [first = "", ...others] = changed;
  const files = others.length === 0 ? first : `${first} and ${counted(others.length, "other")}`;
  const time = ms < 10 ? ms.toFixed(1) : withCommas(Math.round(ms));
  return `rebuilt ${withCommas(rendered)} of ${counted(pages, "page")} in ${time} ms${files === "" ? "" : ` · ${files}`}`;
}

/** How a browser on this machine finds the server: not as localhost where it listens on one other address alone. */
function ownName(host: string | null): string {
  const isHere = host === null || isEverywhere(host) || ["127.0.0.1", "::1"].includes(host);
  return isHere ? "localhost" : inAddress(host);
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function inAddress(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function networkLines(host: string | null, rest: string): readonly string[] {
  if (host === null) return ["  network  use --host to let other machines in"];
  const own = Object.values(os.networkInterfaces()).flatMap((each) => each ?? []);
  const addresses = isEverywhere(host) ? own.filter(({ internal, family }) => !internal && family === "IPv4") : [];
  const shown = addresses.length === 0 ? [host] : addresses.map(({ address }) => address);
  return [
    ...shown.map((address) => `  network  http://${inAddress(address)}${rest}`),
    `  Everyone on this network can read the blog, drafts included, while it listens on ${host}.`,
  ];
}

function openBrowser(address: string): void {
  const [program, ...words] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", address]
        : ["xdg-open", address];
  // Without a desktop there is no browser to open; the address stands above.
  spawn(program ?? "", words, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}

function versionOf(home: string): string {
  const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")) as { version: string };
  return version;
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
