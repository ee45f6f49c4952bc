// Owns how Markdown is understood and looks: quiet marks, real headings, lists that hang. Classes only, no colours here.

import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";
import { frontMatter } from "./front_matter";
import { listLine } from "./lines";

const looks = tagHighlighter([
  { tag: tags.heading1, class: "hc-h1" },
  { tag: tags.heading2, class: "hc-h2" },
  { tag: tags.heading3, class: "hc-h3" },
  { tag: [tags.heading4, tags.heading5, tags.heading6], class: "hc-h4" },
  { tag: tags.strong, class: "hc-strong" },
  { tag: tags.emphasis, class: "hc-em" },
  { tag: tags.strikethrough, class: "hc-strike" },
  { tag: [tags.link, tags.url], class: "hc-link" },
  { tag: tags.monospace, class: "hc-code" },
  { tag: tags.quote, class: "hc-quote" },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: "hc-sign" },
  { tag: tags.meta, class: "hc-meta" },
  { tag: tags.labelName, class: "hc-meta" },
]);

const DEEPEST = 6;
const hanging = ["", " hc-boxed"].map((boxed) =>
  Array.from({ length: DEEPEST + 1 }, (_, depth) => Decoration.line({ class: `hc-item hc-depth-${depth}${boxed}` })),
);
const indent = Decoration.mark({ class: "hc-indent" });
const question = Decoration.mark({ class: "hc-question" });
const comment = Decoration.mark({ class: "hc-comment" });
const headLine = Decoration.line({ class: "hc-head-line" });
const codeLine = Decoration.line({ class: "hc-code-line" });

/** Lines and comments as they are drawn in what can be seen. */
function draw(view: EditorView): { lines: DecorationSet; comments: DecorationSet } {
  const { doc } = view.state;
  const lines = new RangeSetBuilder<Decoration>();
  const comments = new RangeSetBuilder<Decoration>();
  const plain = new Set<number>();
  const blocks = new Map<number, Decoration>();
  let commented = -1;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        if (node.name === "Comment" || node.name === "CommentBlock") {
          if (node.from < commented || node.from === node.to) return;
          const asks = /^<!--\s*\?/.test(doc.sliceString(node.from, Math.min(node.to, node.from + 12)));
          comments.add(node.from, node.to, asks ? question : comment);
          commented = node.to;
        } else if (node.name === "FencedCode" || node.name === "FrontMatter") {
          const style = node.name === "FrontMatter" ? headLine : codeLine;
          const last = doc.lineAt(Math.min(node.to, doc.length)).number;
          for (let at = doc.lineAt(node.from).number; at <= last; at++) {
            plain.add(at);
            blocks.set(at, style);
          }
        }
      },
    });
  }
  let next = 1;
  for (const { from, to } of view.visibleRanges) {
    const last = doc.lineAt(to).number;
    for (let at = Math.max(next, doc.lineAt(from).number); at <= last; at++) {
      next = at + 1;
      const line = doc.line(at);
      const block = blocks.get(at);
      if (block) lines.add(line.from, line.from, block);
      const item = plain.has(at) ? null : listLine(line.text);
      if (!item) continue;
      const depth = Math.min(DEEPEST, Math.floor(item.indent / 2));
      lines.add(line.from, line.from, hanging[item.boxed ? 1 : 0]?.[depth] ?? indent);
      if (item.indent > 0) lines.add(line.from, line.from + item.indent, indent);
    }
  }
  return { lines: lines.finish(), comments: comments.finish() };
}

const drawing = ViewPlugin.fromClass(
  class {
    shown: ReturnType<typeof draw>;
    constructor(view: EditorView) {
      this.shown = draw(view);
    }
    update(update: ViewUpdate): void {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) this.shown = draw(update.view);
    }
  },
  {
    provide: (plugin) => [
      decorations(plugin, "lines"),
      decorations(plugin, "comments"),
    ],
  },
);

type Drawn = { shown: ReturnType<typeof draw> };

function decorations(plugin: ViewPlugin<Drawn>, which: "lines" | "comments"): Extension {
  return EditorView.decorations.of((view) => view.plugin(plugin)?.shown[which] ?? Decoration.none);
}

export const writing: Extension = [
  markdown({ base: markdownLanguage, extensions: [frontMatter], addKeymap: false, completeHTMLTags: false, pasteURLAsLink: false }),
  syntaxHighlighting(looks),
  drawing,
];
