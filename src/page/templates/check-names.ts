import { nearest } from "../../shared/nearest.ts";
import type { Problem } from "../../shared/problem.ts";
import type { Node } from "./nunjucks.ts";
import { type Place, problemOf, wordsOf } from "./place.ts";
import { childrenOf, loopNames, parametersOf, type Survey } from "./survey.ts";

/** The names there are in a template, beside those it gives itself. */
export type KnownNames = {
  readonly variables: ReadonlySet<string>;
  readonly filters: Names;
  readonly tests: Names;
};

type Names = { has(name: string): boolean; keys(): Iterable<string> };

type Scope = { readonly names: ReadonlySet<string>; readonly parent: Scope | null };

/** Members through which a template would reach JavaScript itself. */
export const forbiddenMembers: ReadonlySet<string> = new Set(["constructor", "__proto__", "prototype"]);

/** Of one template: whoever has mended these will not miss the others. */
const mostProblems = 50;

/**
 * Whatever a template calls by a name that nothing has: nunjucks prints nothing for it, or fails without a place.
 * A variable may be given by any template that this one is included in or extends, so those names come from outside.
 */
export function checkNames({ template, root, declared }: Survey, known: KnownNames): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (node: Node, code: string, message: string, hint: string | null) => {
    if (problems.length >= mostProblems) return;
    const place: Place = { template, node };
    problems.push(problemOf(place, { code, message, ...(hint === null ? {} : { hint }) }));
  };

  const visit = (node: Node, scope: Scope): void => {
    switch (node.typename) {
      case "Symbol":
        checkVariable(node, node, scope);
        return;
      case "LookupVal":
        checkMember(node);
        visitChain(node, scope);
        return;
      case "FunCall":
        visitChain(node, scope);
        return;
      case "Filter":
        checkFilter(node.name as Node);
        visitAll(node.args, scope);
        return;
      case "Is":
        checkTest(node, scope);
        return;
      case "For": {
        visitAll(node.arr as Node, scope);
        const names = loopNames(node);
        checkGiven(node.name?.typename === "Array" ? (node.name.children ?? []) : [node.name as Node]);
        visitAll(node.body, { names: new Set([...names, "loop"]), parent: scope });
        visitAll(node.else_ as Node | null, scope);
        return;
      }
      case "Macro":
      case "Caller": {
        checkGiven([node.name as Node]);
        const inside = { names: new Set([...parametersOf(node), "caller"]), parent: scope };
        for (const arg of node.args?.children ?? []) {
          if (arg.typename !== "KeywordArgs") checkGiven([arg]);
          for (const pair of arg.children ?? []) visitAll(pair.value as Node, inside);
        }
        visitAll(node.body, inside);
        return;
      }
      case "Block":
        checkGiven([node.name as Node]);
        visitAll(node.body, { names: new Set(["super"]), parent: scope });
        return;
      case "Set":
        checkGiven(node.targets as readonly Node[]);
        visitAll(node.value as Node | null, scope);
        visitAll(node.body, scope);
        return;
      case "Import":
        checkGiven([node.target as Node]);
        visitAll(node.template as Node, scope);
        return;
      case "FromImport":
        visitAll(node.template as Node, scope);
        return;
      case "Pair":
        checkKey(node.key as Node, scope);
        visitAll(node.value as Node, scope);
        return;
      case "AsyncEach":
      case "AsyncAll":
      case "IfAsync":
        say(node, "template/asynchronous", "Templates wait for nothing here.", "write `for` and `if`.");
        return;
      default:
        for (const child of childrenOf(node)) visit(child, scope);
    }
  };
  const visitAll = (node: Node | null | undefined, scope: Scope) => {
    if (node !== null && node !== undefined) visit(node, scope);
  };

  /** `nope.foo()` is blamed on `nope`, in the words of the whole. */
  const visitChain = (node: Node, scope: Scope) => {
    let head = node;
    for (;;) {
      if (head.typename === "LookupVal") {
        if (head !== node) checkMember(head);
        const key = head.val as Node;
        if (key.typename !== "Literal") visit(key, scope);
        head = head.target as Node;
      } else if (head.typename === "FunCall") {
        visitAll(head.args, scope);
        head = head.name as Node;
      } else break;
    }
    if (head.typename === "Symbol") checkVariable(head, node, scope);
    else visit(head, scope);
  };

  const checkVariable = (symbol: Node, whole: Node, scope: Scope) => {
    const name = String(symbol.value);
    if (!isName(name)) {
      const bare = name.replaceAll(/[^\p{L}\p{N}_]/gu, "");
      const hint = name.endsWith("?") ? `write \`${bare}.…\`: a member of nothing prints nothing.` : null;
      say(symbol, "template/bad-name", `\`${name}\` is not a name.`, hint);
      return;
    }
    if (isGiven(name, scope)) return;
    const words = whole === symbol ? "" : `, so \`${wordsOf(whole)}\` means nothing`;
    const near = nearest(name, [...namesOf(scope), ...declared, ...known.variables]);
    const hint = elsewhere.get(name) ?? (near === null ? whatThereIs : `did you mean \`${near}\`?`);
    say(symbol, "template/unknown-variable", `There is no variable \`${name}\` here${words}.`, hint);
  };
  const isGiven = (name: string, scope: Scope) => {
    for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.names.has(name)) return true;
    return declared.has(name) || known.variables.has(name);
  };

  const checkMember = (node: Node) => {
    const key = node.val as Node;
    if (key.typename === "Literal" && forbiddenMembers.has(String(key.value)))
      say(node, "template/forbidden-member", `\`${String(key.value)}\` may not be asked of anything here.`, null);
  };

  const checkFilter = (name: Node) => {
    const word = String(name.value);
    if (known.filters.has(word)) return;
    const near = nearest(word, known.filters.keys());
    const hint = word === "random" ? noRandom : near === null ? whichFilters : `did you mean \`${near}\`?`;
    say(name, "template/unknown-filter", `There is no filter \`${word}\`.`, hint);
  };

  const checkTest = (node: Node, scope: Scope) => {
    const right = node.right as Node;
    const name = right.typename === "FunCall" ? (right.name as Node) : right;
    const word = name.value === null ? "none" : String(name.value);
    const isAsked = word === "defined" || word === "undefined";
    if (!known.tests.has(word)) {
      const near = nearest(word, known.tests.keys());
      const hint = near === null ? `the tests are ${[...known.tests.keys()].join(", ")}.` : `did you mean \`${near}\`?`;
      say(name, "template/unknown-test", `There is no test \`is ${word}\`.`, hint);
    }
    const left = node.left as Node;
    if (!(isAsked && left.typename === "Symbol" && isName(String(left.value)))) visit(left, scope);
    visitAll(right.args, scope);
  };

  const checkGiven = (names: readonly Node[]) => {
    for (const node of names) {
      const name = String(node.value);
      if (node.typename !== "Symbol" || !isName(name) || reserved.has(name))
        say(node, "template/bad-name", `\`${wordsOf(node)}\` cannot be given as a name.`, null);
    }
  };

  const checkKey = (key: Node, scope: Scope) => {
    if (forbiddenMembers.has(String(key.value)))
      say(key, "template/forbidden-member", `\`${String(key.value)}\` cannot be a key.`, null);
    else if (key.typename !== "Symbol" && !(key.typename === "Literal" && typeof key.value === "string")) {
      say(key, "template/bad-name", "The keys of a dictionary are names or texts.", null);
      visit(key, scope);
    }
  };

  visit(root, { names: new Set(), parent: null });
  return problems;
}

function namesOf(scope: Scope | null): string[] {
  return scope === null ? [] : [...scope.names, ...namesOf(scope.parent)];
}

/** Names become names in the code that is made, so they must be such: letters of any script, digits, `_`, `$`. */
function isName(name: string): boolean {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name);
}

const reserved: ReadonlySet<string> = new Set([...forbiddenMembers, "site", "page", "kwargs"]);
const whatThereIs = "templates see `site` and `page`, and `post` on the page of a post.";
const noRandom = "two builds of the same sources are the same, so nothing is random.";
const whichFilters = "templates/README.md lists the filters.";

/** What other generators call things, and where it is here. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["content", "the text of a post is `post.html`; the posts of a list are `page.posts`."],
  ["posts", "the posts of a list are `page.posts`; the newest are `site.recent`."],
  ["collections", "the posts of a list are `page.posts`; tags are `site.tags`."],
  ["paginator", "it is `page.paginator`, with `prev`, `next` and `pages`."],
  ["config", "settings are members of `site`; a theme's own are in `site.theme`."],
  ["theme", "a theme's settings are `site.theme`."],
  ["title", "it is `page.title`, `post.title` or `site.title`."],
  ["url_for", 'use the filter `url`: `{{ "/tags/" | url }}`.'],
  ["args", "only templates in `components/` have arguments."],
  ["body", "only templates in `components/` have a body."],
]);
