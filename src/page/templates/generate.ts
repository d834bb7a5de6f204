import { nameOf, ValueGenerator } from "./generate-values.ts";
import { CompileScope, type Node, type Scope } from "./nunjucks.ts";
import type { Place } from "./place.ts";
import type { CompiledTemplate } from "./rendering.ts";
import type { Survey } from "./survey.ts";

/**
 * A template as JavaScript. nunjucks' generator does what needs no care (`if`, `set`, `switch`, macros, arithmetic);
 * whatever may fail at run time is written anew here as a call of the rendering, with the number of its place.
 * Functions return their text: there are no callbacks in which an error could be lost.
 *
 * @param fixed names that no template gives, such as `site`: they need not be looked for
 */
export function generate({ template, root, blocks }: Survey, fixed: ReadonlySet<string>): CompiledTemplate {
  const generator = new Generator(template.name, fixed);
  generator.compileTemplate(root, blocks);
  const places = generator.nodes.map((node): Place => ({ template, node }));
  const made = new Function("places", generator.getCode())(places) as Pick<CompiledTemplate, "root" | "blocks">;
  return { name: template.name, template, ...made };
}

const signature = "(context, frame, runtime)";

class Generator extends ValueGenerator {
  readonly printer: "printHtml" | "printXml" | "printText";

  constructor(name: string, fixed: ReadonlySet<string>) {
    super(name, fixed);
    this.printer = /\.xml\.njk$/.test(name) ? "printXml" : /\.txt\.njk$/.test(name) ? "printText" : "printHtml";
  }

  compileTemplate(root: Node, blocks: readonly Node[]): void {
    const scope = new CompileScope();
    this._emitFuncBegin(root, "root");
    this._emitLine("var parentTemplate = null;");
    this._compileChildren(root, scope);
    this._emitLine(`if (parentTemplate) return parentTemplate.root${signature};`);
    this._emitFuncEnd();

    this.inBlock = true;
    for (const block of blocks) {
      this.block = nameOf(block.name);
      this._emitFuncBegin(block, `b_${this.block}`);
      this._emitLine("frame = frame.push(true);");
      this.compile(block.body as Node, new CompileScope());
      this._emitFuncEnd();
    }
    const entries = blocks.map(({ name }) => `[${JSON.stringify(nameOf(name))}, b_${nameOf(name)}]`);
    this._emitLine(`return { root, blocks: new Map([${entries.join(", ")}]) };`);
  }

  override _emitFuncBegin(_node: Node, name: string): void {
    this.buffer = "output";
    this._scopeClosers = "";
    this._emitLine(`function ${name}${signature} {`);
    this._emitLine('var output = "";');
  }

  override _emitFuncEnd(): void {
    this._emitLine("return output;\n}");
    this.buffer = null;
  }

  // -------------------------------------------------------------------------------------------------- tags

  /** One loop over one list of rows; nunjucks writes the body twice for `key, value`, so nested ones grow by powers. */
  override compileFor(node: Node, scope: Scope): void {
    const name = node.name as Node;
    const names = name.typename === "Array" ? (name.children ?? []).map(nameOf) : [nameOf(name)];
    const [rows, index, row] = [this._tmpid(), this._tmpid(), this._tmpid()];
    const inside = scope.push();
    this._emit(`var ${rows} = runtime.rows((`);
    this._compileExpression(node.arr as Node, scope);
    this._emitLine(`), ${names.length}, ${this.place(node.arr as Node)});`);
    this._emitLine("frame = frame.push();");
    this._emitLine(`for (var ${index} = 0; ${index} < ${rows}.length; ${index}++) {`);
    this._emitLine(`runtime.step(${this.place(node)});`);
    this._emitLine(`var ${row} = ${rows}[${index}];`);
    names.forEach((each, i) => {
      const variable = this._tmpid();
      this._emitLine(`var ${variable} = ${names.length === 1 ? row : `${row}[${i}]`};`);
      this._emitLine(`frame.set(${JSON.stringify(each)}, ${variable});`);
      inside.set(each, variable);
    });
    this._emitLine(`frame.set("loop", runtime.loop(${index}, ${rows}.length));`);
    this.scoped(() => this.compile(node.body as Node, inside));
    this._emitLine("}");
    this._emitLine("frame = frame.parent;");
    if (node.else_ === null || node.else_ === undefined) return;
    this._emitLine(`if (${rows}.length === 0) {`);
    this.scoped(() => this.compile(node.else_ as Node, scope));
    this._emitLine("}");
  }

  override compileBlock(node: Node): void {
    const text = `runtime.block(context, frame, ${JSON.stringify(nameOf(node.name))})`;
    this._emitLine(`${this.buffer} += ${this.inBlock ? text : `(parentTemplate ? "" : ${text})`};`);
  }

  override compileExtends(node: Node, scope: Scope): void {
    this._emit("parentTemplate = runtime.extend(context, ");
    this._compileExpression(node.template as Node, scope);
    this._emitLine(`, ${this.place(node)});`);
  }

  override compileInclude(node: Node, scope: Scope): void {
    this._emit(`${this.buffer} += runtime.include(context, frame, { name: `);
    this._compileExpression(node.template as Node, scope);
    this._emitLine(`, optional: ${node.ignoreMissing === true}, place: ${this.place(node)} });`);
  }

  override compileImport(node: Node, scope: Scope): void {
    const id = this.emitExports(node, scope);
    this.give(nameOf(node.target as Node), id, scope);
  }

  override compileFromImport(node: Node, scope: Scope): void {
    const id = this.emitExports(node, scope);
    for (const wanted of (node.names as Node).children ?? []) {
      const [name, alias] = wanted.typename === "Pair" ? [wanted.key, wanted.value] : [wanted, wanted];
      const variable = this._tmpid();
      const key = JSON.stringify(nameOf(name as Node));
      this._emitLine(`var ${variable} = runtime.member(${id}, ${key}, ${this.place(name as Node)});`);
      this.give(nameOf(alias as Node), variable, scope);
    }
  }

  emitExports(node: Node, scope: Scope): string {
    const id = this._tmpid();
    this._emit(`var ${id} = runtime.exports(context, frame, { name: `);
    this._compileExpression(node.template as Node, scope);
    this._emitLine(`, withContext: ${node.withContext === true}, place: ${this.place(node)} });`);
    return id;
  }

  give(name: string, variable: string, scope: Scope): void {
    scope.set(name, variable);
    const target = scope.parent === null ? "context.setVariable" : "frame.set";
    this._emitLine(`${target}(${JSON.stringify(name)}, ${variable});`);
  }

  // ------------------------------------------------------------------------------------------------ output

  /** `{% set x %}…{% endset %}` is text that is escaped already; nunjucks escapes it again. */
  override compileCapture(node: Node, scope: Scope): void {
    const buffer = this.buffer;
    this.buffer = "output";
    this._emitLine('runtime.markSafe((function() {\nvar output = "";');
    this.scoped(() => this.compile(node.body as Node, scope));
    this._emitLine("return output;\n})())");
    this.buffer = buffer;
  }

  override compileOutput(node: Node, scope: Scope): void {
    for (const child of node.children ?? []) {
      if (child.typename === "TemplateData") {
        if (child.value === "") continue;
        this._emit(`${this.buffer} += `);
        this.compileLiteral(child);
        this._emitLine(";");
      } else {
        this._emit(`${this.buffer} += runtime.${this.printer}((`);
        this.compile(child, scope);
        this._emitLine(`), ${this.place(child)});`);
      }
    }
  }

  scoped(emit: () => void): void {
    const closers = this._scopeClosers;
    this._scopeClosers = "";
    emit();
    this._scopeClosers = closers;
  }
}
