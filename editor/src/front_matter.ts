// Owns one rule of Markdown's grammar: the lines between two `---` at the top are data, no heading.

import type { BlockParser, MarkdownConfig } from "@lezer/markdown";
import { tags } from "@lezer/highlight";

const LINE = /^(?:\s*$|#|\s+\S|- |[\w][\w -]*:)/;

const parser: BlockParser = {
  name: "FrontMatter",
  before: "HorizontalRule",
  parse(context, line) {
    if (context.lineStart !== 0 || line.text.trimEnd() !== "---") return false;
    const start = context.lineStart;
    let end = start + line.text.length;
    while (context.nextLine()) {
      if (line.text.trimEnd() === "---") {
        end = context.lineStart + line.text.length;
        context.nextLine();
        break;
      }
      // A head that is not closed ends where text begins that cannot belong to it.
      if (!LINE.test(line.text)) break;
      end = context.lineStart + line.text.length;
    }
    context.addElement(context.elt("FrontMatter", start, end));
    return true;
  },
};

export const frontMatter: MarkdownConfig = {
  defineNodes: [{ name: "FrontMatter", block: true, style: tags.meta }],
  parseBlock: [parser],
};
