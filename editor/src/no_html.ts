// Stands in for the HTML language that Markdown's brings along. Tags inside of a postmortem are text to the editor, and the
// grammars of HTML, CSS and JavaScript would be a third of the bundle. bundle.mjs puts it in the place of the package.

/** Markdown asks for a parser of tags; none means that they are not looked into. */
export const html = (): { language: { parser: undefined }; support: [] } => ({ language: { parser: undefined }, support: [] });

export const htmlCompletionSource = (): null => null;
