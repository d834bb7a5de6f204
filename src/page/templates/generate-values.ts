import { Compiler, type Node, type Scope } from "./nunjucks.ts";

/** Expressions as JavaScript: each that may fail at run time is a call of the rendering, with the number of its place. */
export class ValueGenerator extends Compiler {
  /** Whatever may be blamed, by its number. */
  readonly nodes: Node[] = [];
  /** Inside `is defined`, where asking for what is not there is no mistake. */
  asking = false;
  /** The block that is being written. */
  block = "";
  readonly fixed: ReadonlySet<string>;

  constructor(name: string, fixed: ReadonlySet<string>) {
    super(name);
    this.fixed = fixed;
  }

  place(node: Node): string {
    this.nodes.push(node);
    return `places[${this.nodes.length - 1}]`;
  }

  override compileSymbol(node: Node, scope: Scope): void {
    if (this.fixed.has(nameOf(node))) this._emit(`runtime.fixed.${nameOf(node)}`);
    else super.compileSymbol(node, scope);
  }

  override compileLookupVal(node: Node, scope: Scope): void {
    this._emit(this.asking ? "runtime.ask((" : "runtime.member((");
    this._compileExpression(node.target as Node, scope);
    this._emit("), (");
    this._compileExpression(node.val as Node, scope);
    this._emit(`), ${this.place(node)})`);
  }

  override compileFunCall(node: Node, scope: Scope): void {
    const callee = node.name as Node;
    if (callee.typename === "Symbol" && callee.value === "super") {
      const self = `{ name: ${JSON.stringify(this.block)}, section: b_${this.block} }`;
      this._emit(`runtime.superBlock(context, frame, ${self}, ${this.place(callee)})`);
      return;
    }
    const isMethod = callee.typename === "LookupVal";
    this._emit(isMethod ? "runtime.method((" : "runtime.call((");
    this._compileExpression((isMethod ? callee.target : callee) as Node, scope);
    this._emit("), ");
    if (isMethod) {
      this._emit("(");
      this._compileExpression(callee.val as Node, scope);
      this._emit("), ");
    }
    this._compileAggregate(node.args as Node, scope, "[", "]");
    this._emit(`, ${this.place(node)})`);
  }

  override compileFilter(node: Node, scope: Scope): void {
    this._emit(`runtime.filter(${JSON.stringify(nameOf(node.name))}, `);
    this._compileAggregate(node.args as Node, scope, "[", "]");
    this._emit(`, ${this.place(node)})`);
  }

  override compileIs(node: Node, scope: Scope): void {
    const right = node.right as Node;
    const test = right.value === null ? "none" : nameOf(right.typename === "FunCall" ? right.name : right);
    const before = this.asking;
    this._emit(`runtime.test(${JSON.stringify(test)}, (`);
    this.asking = test === "defined" || test === "undefined";
    this.compile(node.left as Node, scope);
    this.asking = before;
    this._emit("), ");
    if (right.args === undefined || right.args === null) this._emit("[]");
    else this._compileAggregate(right.args, scope, "[", "]");
    this._emit(")");
  }

  override compileIn(node: Node, scope: Scope): void {
    this._emit("runtime.contains((");
    this.compile(node.left as Node, scope);
    this._emit("), (");
    this.compile(node.right as Node, scope);
    this._emit(`), ${this.place(node)})`);
  }

  override compileAdd(node: Node, scope: Scope): void {
    this.emitPair("runtime.add(", node, scope);
  }

  override compileConcat(node: Node, scope: Scope): void {
    this.emitPair("runtime.concat(", node, scope);
  }

  emitPair(call: string, node: Node, scope: Scope): void {
    this._emit(`${call}(`);
    this.compile(node.left as Node, scope);
    this._emit("), (");
    this.compile(node.right as Node, scope);
    this._emit(`), ${this.place(node)})`);
  }

  /** nunjucks reads `not a == b` as `(not a) == b`. */
  override compileNot(node: Node, scope: Scope): void {
    this._emit("!(");
    this.compile(node.target as Node, scope);
    this._emit(")");
  }

  override compileArray(node: Node, scope: Scope): void {
    this._compileAggregate(node, scope, "runtime.ownList([", "])");
  }

  /** Without a prototype: by that it is known as the template's own, and asked for anything without complaint. */
  override compileDict(node: Node, scope: Scope): void {
    this._compileAggregate(node, scope, "{ __proto__: null, ", "}");
  }
}

export function nameOf(node: Node | undefined): string {
  return String(node?.value);
}
