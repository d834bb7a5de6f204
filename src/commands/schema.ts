import fs from "node:fs";
import path from "node:path";
import { onDisk } from "../output/disk.ts";
import { settingsSchema } from "../source/settings-schema.ts";
import type { Call } from "./command.ts";
import { frontMatterSchema } from "./front-matter-schema.ts";
import { usage } from "./parse.ts";

/** JSON Schemas, with which editors complete and check `site.yml` and front matter. */
export async function run({ words, flags, terminal }: Call): Promise<number> {
  const schemas: Readonly<Record<string, object>> = { site: settingsSchema(), "front-matter": frontMatterSchema() };
  const name = words[0] ?? "site";
  const schema = schemas[name];
  if (schema === undefined) {
    throw usage("unknown-schema", { message: `There is no schema \`${name}\`.`, hint: "write site or front-matter." });
  }
  if (flags.write !== true) {
    terminal.print(flags.json === true ? `${JSON.stringify(schema)}\n` : asText(schema));
    return 0;
  }
  onDisk("make .inkstone", () => fs.mkdirSync(".inkstone", { recursive: true }));
  const written = Object.entries(schemas).map(([which, content]) => {
    const file = path.join(".inkstone", `${which}.schema.json`);
    onDisk(`write ${file}`, () => fs.writeFileSync(file, asText(content)));
    terminal.say(file);
    return file;
  });
  terminal.event("done", { written });
  return 0;
}

function asText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
