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
  for (const sheet of hasImported(changed, sheets) ? sheets : named) replaceSheet(sheet, fresh(sheet.href));
  for (const image of document.querySelectorAll<HTMLImageElement>("img[src]")) {
    if (isChanged(image.src)) image.src = fresh(image.src);
  }
}

/** A style sheet that the page does not name, not even under its fingerprint, is one that another imports. */
function hasImported(changed: readonly string[], sheets: readonly HTMLLinkElement[]): boolean {
  const named = sheets.map(({ href }) => new URL(href).pathname);
  const plain = new Set([...named, ...named.map((path) => path.replace(/\.[0-9a-f]{8}(\.[^./]+)$/, "$1"))]);
  return changed.some((url) => url.endsWith(".css") && !plain.has(url));
}

/** The old sheet goes when the new one is there, so that the page is never seen without. */
export function replaceSheet(old: HTMLLinkElement, href: string): void {
  const sheet = old.cloneNode() as HTMLLinkElement;
  sheet.href = href;
  sheet.onload = () => old.remove();
  sheet.onerror = () => sheet.remove();
  old.after(sheet);
}

function fresh(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.set("inkstone", String(Date.now()));
  return url.href;
}
