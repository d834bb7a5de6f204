import type { Html, LateNode } from "../../../src/model.ts";
import { type MarkdownRules, type Rendered, renderMarkdown } from "../../../src/post/markdown.ts";

/** How a blog in Chinese is rendered. */
export const chinese: MarkdownRules = {
  language: "zh-CN",
  siteLanguage: "zh-CN",
  html: "allow",
  breaks: false,
  softBreakMixed: "auto",
  ruby: false,
  indent: false,
  headingIds: "github",
  highlight: false,
  math: false,
};

/** Renders a text that is a whole file. */
export function render(text: string, rules: Partial<MarkdownRules> = {}): Rendered {
  return renderMarkdown({ path: "posts/x.md", text }, { text, firstLine: 1 }, { ...chinese, ...rules });
}

/** Html in one piece, its gaps shown by what is to fill them: `«target»`, `«name key="value"»…«/name»`. */
export function show({ html, references }: Pick<Rendered, "html" | "references">): string {
  const target = (reference: number) => `«${references[reference]?.target}»`;
  const fill = (node: LateNode): string => {
    switch (node.late) {
      case "address":
        return target(node.reference);
      case "image":
        return `<img src="${target(node.reference)}"${attributes(node.attributes)}>`;
      case "component":
        return `«${node.name}${attributes(node.args)}»\n${flat(node.body)}«/${node.name}»\n`;
    }
  };
  const flat = (parts: Html): string => parts.map((part) => (typeof part === "string" ? part : fill(part))).join("");
  return flat(html);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");
}
