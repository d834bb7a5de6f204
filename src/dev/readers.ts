/** Tells the tabs that are open what has become of their pages. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { SourcePath, Url } from "../model.ts";
import { hash } from "../shared/hash.ts";
import { type Origin, originOf, whereItWent } from "./follow.ts";
import type { ShownProblem } from "./frames.ts";
import type { Current, LiveSite } from "./live-site.ts";
import { openTabs, type Tab } from "./tabs.ts";
import { viewOf } from "./view.ts";

export type Readers = {
  welcome(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Renders the pages that are open and tells those that are other than before; answers how many those are. */
  update(before: Current | null): Promise<number>;
  tellFiles(urls: readonly Url[]): void;
  tellProblems(problems: readonly ShownProblem[]): void;
  close(): void;
};

/** What is known of an address while a tab has it open. */
type Known = { readonly html: string; readonly origin: Origin | null };

export function openReaders(site: LiveSite, problems: () => readonly ShownProblem[]): Readers {
  const tabs = openTabs((tab) => {
    if (problems().length > 0) tab.tell({ type: "problems", problems: problems() });
    void bringUpToDate(tab);
  });
  let known = new Map<string, Known>();

  return {
    welcome: tabs.welcome,
    async update(before) {
      const open = tabs.all();
      const paths = before === null ? new Set<SourcePath>() : pathsOf(before);
      const now = new Map<string, Known>();
      const moved = new Map<string, string>();
      for (const page of new Set(open.map((tab) => tab.page))) {
        const went = whereTo(page, paths);
        moved.set(page, went);
        if (!now.has(went)) now.set(went, await understand(went, known.get(page)?.origin ?? null));
      }
      const old = known;
      known = now;
      const told = new Set<string>();
      for (const tab of open) {
        const page = moved.get(tab.page) ?? tab.page;
        if (tellPage(tab, page, old.get(tab.page)?.html ?? null)) told.add(page);
      }
      return told.size;
    },
    tellFiles(urls) {
      if (urls.length > 0) tabs.tellAll({ type: "update", files: urls });
    },
    tellProblems: (now) => tabs.tellAll({ type: "problems", problems: now }),
    close: tabs.close,
  };

  /** A tab that connects may show an older page than there is by now. */
  async function bringUpToDate(tab: Tab): Promise<void> {
    const page = known.get(tab.page) ?? (await understand(tab.page, null));
    if (!known.has(tab.page)) known.set(tab.page, page);
    tellPage(tab, tab.page, null);
  }

  function tellPage(tab: Tab, page: string, before: string | null): boolean {
    const html = known.get(page)?.html;
    if (html === undefined || html === "") return false;
    const seen = hash(html);
    if (tab.seen === seen && tab.page === page) return false;
    const had = before !== null && hash(before) === tab.seen ? before : null;
    const scrollToEdit = site.current?.sources.settings.dev.scrollToEdit ?? true;
    tab.tell({ type: "update", page, html, before: had, seen, scrollToEdit });
    tab.seen = seen;
    tab.page = page;
    return true;
  }

  /** Where the reader of this address is now: on the page itself, or wherever it went. */
  function whereTo(page: string, before: ReadonlySet<SourcePath>): string {
    const { current } = site;
    const route = current?.routes.find(page);
    if (current === null || route === undefined) return page;
    if (route.kind === "output" && route.output.kind === "page" && route.output.page.kind === "redirect") {
      const { target } = route.output.page.data;
      return target?.startsWith("/") ? target : page;
    }
    const origin = known.get(page)?.origin;
    return route.kind === "missing" && origin != null ? (whereItWent(origin, current, before) ?? page) : page;
  }

  async function understand(page: string, lastOrigin: Origin | null): Promise<Known> {
    const view = await viewOf(page, site);
    const route = site.current?.routes.find(page);
    const output = route?.kind === "output" ? route.output : null;
    const origin = output?.kind === "page" && site.current !== null ? originOf(output.page, site.current) : lastOrigin;
    return { html: view.kind === "html" ? view.html : "", origin };
  }
}

function pathsOf({ sources }: Current): ReadonlySet<SourcePath> {
  return new Set([...sources.posts, ...sources.pages].map(({ path }) => path));
}
