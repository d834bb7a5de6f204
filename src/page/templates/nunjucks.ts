/**
 * The only door of nunjucks. We stand on its grammar (lexer, parser, nodes) and on its code generator; the environment,
 * the loaders and the callbacks around them stay outside: they lose errors, misplace them, and look at the disk.
 */
import library from "nunjucks";

/** A token of the lexer; lines and columns count from 0. */
export type Token = { readonly type: string; value: string; readonly lineno: number; readonly colno: number };

/** A node of the syntax tree. Which of the fields there are depends on `typename`. */
export type Node = {
  readonly typename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly fields: readonly string[];
  readonly children?: readonly Node[];
  readonly value?: unknown;
  readonly name?: Node;
  readonly args?: Node;
  readonly body?: Node;
  readonly [field: string]: unknown;
};

export type Tokens = {
  readonly str: string;
  readonly index: number;
  readonly lineno: number;
  readonly colno: number;
  readonly in_code: boolean;
  nextToken(): Token | null;
  isFinished(): boolean;
  forwardN(count: number): void;
};

type ParserParts = {
  readonly tokens: Tokens;
  peekToken(): Token | null;
  parseAsRoot(): Node;
  parseStatement(): Node | null;
  parseRaw(tagName?: string): Node;
  advanceAfterBlockEnd(): Token;
  fail(message: string, line?: number, column?: number): never;
};

/** Names known while code is made: the JavaScript variable that holds each. */
type Scope = {
  readonly parent: Scope | null;
  set(name: string, variable: string): void;
  lookup(name: string): string | undefined;
  push(isolate?: boolean): Scope;
};

type CompilerParts = {
  buffer: string | null;
  inBlock: boolean;
  _emit(code: string): void;
  _emitLine(code: string): void;
  _tmpid(): string;
  _scopeClosers: string;
  _emitFuncBegin(node: Node, name: string): void;
  _emitFuncEnd(): void;
  _compileChildren(node: Node, scope: Scope): void;
  _compileExpression(node: Node, scope: Scope): void;
  _compileAggregate(node: Node, scope: Scope, open: string, close: string): void;
  _compileMacro(node: Node, scope?: Scope): string;
  compile(node: Node, scope: Scope): void;
  compileLiteral(node: Node): void;
  compileSymbol(node: Node, scope: Scope): void;
  compileArray(node: Node, scope: Scope): void;
  compileDict(node: Node, scope: Scope): void;
  compileLookupVal(node: Node, scope: Scope): void;
  compileFunCall(node: Node, scope: Scope): void;
  compileFilter(node: Node, scope: Scope): void;
  compileIs(node: Node, scope: Scope): void;
  compileIn(node: Node, scope: Scope): void;
  compileAdd(node: Node, scope: Scope): void;
  compileConcat(node: Node, scope: Scope): void;
  compileFor(node: Node, scope: Scope): void;
  compileNot(node: Node, scope: Scope): void;
  compileImport(node: Node, scope: Scope): void;
  compileFromImport(node: Node, scope: Scope): void;
  compileBlock(node: Node, scope: Scope): void;
  compileExtends(node: Node, scope: Scope): void;
  compileInclude(node: Node, scope: Scope): void;
  compileCapture(node: Node, scope: Scope): void;
  compileOutput(node: Node, scope: Scope): void;
  getCode(): string;
};

keepTextsQuick();

/**
 * nunjucks makes a kind of string of its own, by inheriting from `String.prototype`. V8 then takes that for something
 * still being built, and each call of a method of a text, in the whole program, takes six times as long; until a method
 * is looked up through something else that inherits from it, often enough to be noticed.
 */
function keepTextsQuick(): void {
  const text: unknown = Object("");
  const lookUp = (of: unknown) => (of as string).charCodeAt;
  for (let times = 0; times < 100; times += 1) lookUp(text);
}

const parts = library as unknown as {
  readonly parser: { readonly Parser: new (tokens: Tokens) => ParserParts };
  readonly lexer: { lex(text: string): Tokens };
  readonly compiler: { readonly Compiler: new (name: string) => CompilerParts };
  readonly nodes: {
    readonly Output: new (line: number, column: number, children: readonly Node[]) => Node;
    readonly TemplateData: new (line: number, column: number, text: string) => Node;
    readonly [typename: string]: (new (...args: never[]) => Node) | undefined;
  };
  readonly runtime: {
    readonly Frame: new () => Scope;
    makeMacro(args: readonly string[], kwargs: readonly string[], body: AnyFunction): AnyFunction;
    makeKeywordArgs(named: object): object;
  };
};

export type { CompilerParts, ParserParts, Scope };

export type AnyFunction = (...args: unknown[]) => unknown;

export const Parser = parts.parser.Parser;
export const Compiler = parts.compiler.Compiler;
export const { Frame: CompileScope, makeMacro, makeKeywordArgs } = parts.runtime;

export function lex(text: string): Tokens {
  return Object.assign(parts.lexer.lex(text), { _extractMatching: takeRun });
}

/**
 * What stands before the next of some signs, or consists of them. nunjucks asks five of its methods about every single
 * character here, which was most of what a theme took to compile.
 *
 * @returns `null` at the end of the text
 */
function takeRun(this: Place, untilMatch: boolean, signs: string): string | null {
  const { str, index: start } = this;
  if (start >= str.length) return null;
  let end = start;
  while (end < str.length && signs.includes(str.charAt(end)) !== untilMatch) {
    if (str.charCodeAt(end) === 10) {
      this.lineno += 1;
      this.colno = 0;
    } else this.colno += 1;
    end += 1;
  }
  this.index = end;
  return str.slice(start, end);
}

type Place = { readonly str: string; index: number; lineno: number; colno: number };

/** The node of some text that is printed as it stands. */
export function textNode(at: Token, text: string): Node {
  return new parts.nodes.Output(at.lineno, at.colno, [new parts.nodes.TemplateData(at.lineno, at.colno, text)]);
}

/** A node as the parser makes one, without its members. */
export function bareNode(typename: string): Record<string, unknown> {
  return Object.create(parts.nodes[typename]?.prototype ?? null);
}
