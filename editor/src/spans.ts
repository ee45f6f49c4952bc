// Owns how places move while the text changes and no newer reading has come. Refuses to know what stands there.

export type Span = { from: number; to: number };
export type Mapping = { mapPos(pos: number, assoc?: number): number };

/** The spans after a change. What was written at an edge stays outside; what was deleted as a whole is gone. */
export function mapSpans<T extends Span>(spans: readonly T[], changes: Mapping): T[] {
  const moved: T[] = [];
  for (const span of spans) {
    const from = changes.mapPos(span.from, 1);
    const to = span.from === span.to ? from : changes.mapPos(span.to, -1);
    if (span.from === span.to || from < to) moved.push({ ...span, from, to });
  }
  return moved;
}

/** The spans that lie inside of a text of this length. */
export function inside<T extends Span>(spans: readonly T[], length: number): T[] {
  return spans.filter((span) => span.to <= length);
}
