/**
 * What need not be worked out twice. Right for ever, since nobody changes a value after it was made: the same object
 * has the same answer, and an answer is forgotten together with the object it is about. Nothing is ever stale, so there
 * is nothing to invalidate.
 */

/** A pure function of one object that answers from memory the second time. */
export function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const answer = known.get(key) ?? { value: make(key) };
    known.set(key, answer);
    return answer.value;
  };
}

/**
 * A pure function of a text, for texts of which a few come again and again. Any number of others may come between, so
 * what is known is let go when it has become much.
 */
export function onceForText<Value>(make: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    const made = make(text);
    if (known.size === mostTexts) known.clear();
    known.set(text, made);
    return made;
  };
}

const mostTexts = 4000;

/**
 * A check that found nothing need not be made again of the same facts. `facts` is a list of all the check depends on;
 * the answer of a check that found something is never remembered.
 */
export function onceClean(): <Problem>(
  facts: readonly unknown[],
  check: () => readonly Problem[],
) => readonly Problem[] {
  const markOf = sameAsLast();
  const clean = new WeakSet<object>();
  return (facts, check) => {
    const mark = markOf(facts);
    if (clean.has(mark)) return [];
    const problems = check();
    if (problems.length === 0) clean.add(mark);
    return problems;
  };
}

/** One object for lists that hold the same: a list like the last one gets the last one's. To be used as a key. */
export function sameAsLast(): (list: readonly unknown[]) => object {
  let last: readonly unknown[] = [];
  let mark: object = {};
  return (list) => {
    if (list.length !== last.length || list.some((value, at) => value !== last[at])) mark = {};
    last = list;
    return mark;
  };
}
