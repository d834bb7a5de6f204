/** Facts that note which of the changing ones somebody has asked for. */
import { type ChangingFact, changingFacts, type SiteFacts } from "../model.ts";

export type AttendedFacts = {
  readonly seen: SiteFacts;
  /** What was asked for since this was asked last, in the order of `changingFacts`. */
  asked(): readonly ChangingFact[];
};

const known = new WeakMap<SiteFacts, AttendedFacts>();

/** The same object for the same facts: a page is rendered in one go, so one is enough for all of them. */
export function attended(facts: SiteFacts): AttendedFacts {
  const before = known.get(facts);
  if (before !== undefined) return before;
  const noted = new Set<ChangingFact>();
  const seen = { ...facts };
  for (const name of changingFacts) {
    const get = () => {
      noted.add(name);
      return facts[name];
    };
    Object.defineProperty(seen, name, { get, enumerable: true });
  }
  const made: AttendedFacts = {
    seen,
    asked() {
      const names = changingFacts.filter((name) => noted.has(name));
      noted.clear();
      return names;
    },
  };
  known.set(facts, made);
  return made;
}
