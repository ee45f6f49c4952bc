// Owns the shape of lines: line feeds only, and what stands on a line of a list. Refuses to know the editor.

/** The text with line feeds only, as everybody shares it. */
export function lineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

const LIST = /^(\s*)([-*+]|\d+[.)])(\s+)(\[[ xX]\]\s+)?/;
const TAIL = /^(\s*\^[A-Za-z0-9][\w.-]*)?(\s*\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))?\s*$/;

export type ListLine = { indent: number; boxed: boolean; text: number };

/** Where the marker and the text of a list's line stand, or null for any other line. */
export function listLine(line: string): ListLine | null {
  const match = LIST.exec(line);
  if (!match) return null;
  return { indent: match[1]?.length ?? 0, boxed: match[4] !== undefined, text: match[0].length };
}

/** Whether only an item's id and fields follow: a new item begins after them, not between them and the text. */
export function onlyTail(rest: string): boolean {
  return rest.trim() !== "" && TAIL.test(rest);
}

/** Where a slash at the end of `before` opens the menu: alone on its line or on an empty line of a list. */
export function slashAt(before: string): number | null {
  const match = /^\s*(?:(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?)?(\/[\w\- ]{0,30})$/.exec(before);
  return match?.[1] === undefined ? null : before.length - match[1].length;
}

/** The ids that lines of the text carry, with what the line says. */
export function idsOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /(?:^|\s)\^([A-Za-z0-9][\w.-]{0,63})(?=\s|$)/.exec(line);
    const at = listLine(line);
    if (match?.[1] && at && !found.has(match[1])) found.set(match[1], line.slice(at.text, match.index).trim());
  }
  return found;
}
