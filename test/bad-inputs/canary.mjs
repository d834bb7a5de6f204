/** Loaded into the tool before it starts: at the end it says what was added to the prototypes everybody shares. */
import { appendFileSync } from "node:fs";

const shared = { Object: Object.prototype, Function: Function.prototype, Array: Array.prototype };
const before = Object.fromEntries(Object.entries(shared).map(([name, prototype]) => [name, keysOf(prototype)]));

process.on("exit", () => {
  const added = Object.entries(shared).flatMap(([name, prototype]) =>
    keysOf(prototype)
      .filter((key) => !before[name].includes(key))
      .map((key) => `${name}.prototype.${key}\n`),
  );
  if (added.length > 0) appendFileSync(process.env.INKSTONE_CANARY, added.join(""));
});

function keysOf(prototype) {
  return Reflect.ownKeys(prototype).map(String);
}
