// Owns dates and times as the format writes them, in UTC.

/** `2026-11-20`. */
export function day(now: Date): string {
  return now.toISOString().slice(0, 10);
}

/** `2026-11-20 14:02Z`. */
export function minute(now: Date): string {
  return `${now.toISOString().slice(0, 16).replace("T", " ")}Z`;
}
