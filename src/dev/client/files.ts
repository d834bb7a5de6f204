/// <reference lib="dom" />

/** Files beside the page have other bytes: what the page shows of them is fetched again, without loading the page. */
export function renewFiles(changed: readonly string[]): void {
  const urls = new Set(changed);
  const isChanged = (address: string) => urls.has(new URL(address, location.href).pathname);
  if ([...document.scripts].some(({ src }) => src !== "" && isChanged(src))) {
    location.reload();
    return;
  }
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"][href]')];
  const named = sheets.filter(({ href }) => isChanged(href));
  // A sheet that no page names is one that another sheet imports.
  const stale = named.length === 0 && changed.some((url) => url.endsWith(".css")) ? sheets : named;
  for (const sheet of stale) replaceSheet(sheet, fresh(sheet.href));
  for (const image of document.querySelectorAll<HTMLImageElement>("img[src]")) {
    if (isChanged(image.src)) image.src = fresh(image.src);
  }
}

/** The old sheet goes when the new one is there, so that the page is never seen without. */
export function replaceSheet(old: HTMLLinkElement, href: string): void {
  const sheet = old.cloneNode() as HTMLLinkElement;
  sheet.href = href;
  sheet.onload = () => old.remove();
  sheet.onerror = () => old.remove();
  old.after(sheet);
}

function fresh(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.set("inkstone", String(Date.now()));
  return url.href;
}
