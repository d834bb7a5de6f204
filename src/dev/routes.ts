/**
 * Address → output, as a static host finds it. Addresses are looked up in a map and never joined to a folder, so there
 * is no way out of one.
 */
import type { Output, OutputFile } from "../model.ts";
import { encodePath } from "../shared/address.ts";
import { nearestAddress } from "./nearest-address.ts";

export type Route =
  | { readonly kind: "output"; readonly output: Output }
  | { readonly kind: "redirect"; readonly to: string }
  | { readonly kind: "missing" };

export type Routes = {
  /** @param path percent-encoded, well-formed, as it stands in a request */
  find(path: string): Route;
  file(file: OutputFile): Output | undefined;
  /** The page that was probably meant. */
  near(path: string): string;
};

export function routesOf(outputs: readonly Output[], base: string): Routes {
  const byFile = new Map(outputs.map((output) => [output.file, output]));
  return {
    file: (file) => byFile.get(file),
    find(path) {
      if (base !== "" && path !== base && !path.startsWith(`${base}/`)) {
        return path === "/" ? { kind: "redirect", to: `${base}/` } : { kind: "missing" };
      }
      const file = decodeURIComponent(path.slice(base.length)).normalize("NFC").slice(1);
      const folder = file === "" || file.endsWith("/");
      const output =
        byFile.get(folder ? `${file}index.html` : file) ?? (folder ? undefined : byFile.get(`${file}.html`));
      if (output !== undefined && path !== base) return { kind: "output", output };
      if (byFile.has(file === "" ? "index.html" : `${file}/index.html`)) {
        return { kind: "redirect", to: `${base}${encodePath(`/${file}`).replace(/\/$/, "")}/` };
      }
      return { kind: "missing" };
    },
    near: (path) => nearestAddress(path, addressesOf(outputs)) ?? `${base}/`,
  };
}

/** Pages a person may want to read. */
function addressesOf(outputs: readonly Output[]): readonly string[] {
  return outputs.flatMap((output) =>
    output.kind === "page" && output.file.endsWith(".html") && !["404", "redirect"].includes(output.page.kind)
      ? [output.url]
      : [],
  );
}
