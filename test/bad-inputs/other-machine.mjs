/** Loaded into the tool before it starts: another time of day, and folders whose names come in another order. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const shift = Number(process.env.INKSTONE_TEST_CLOCK ?? 0);
const now = Date.now.bind(Date);

globalThis.Date = new Proxy(Date, {
  construct: (target, args, own) => Reflect.construct(target, args.length === 0 ? [now() + shift] : args, own),
  get: (target, key, self) => (key === "now" ? () => now() + shift : Reflect.get(target, key, self)),
});

if (process.env.INKSTONE_TEST_FOLDERS === "backwards") {
  const { readdirSync } = fs;
  const { readdir } = fs.promises;
  fs.readdirSync = (...args) => readdirSync(...args).reverse();
  fs.promises.readdir = async (...args) => (await readdir(...args)).reverse();
  syncBuiltinESMExports();
}
