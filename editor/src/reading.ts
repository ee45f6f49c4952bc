// Owns the shape of a reading: what the server sees in the text. Takes nothing on trust: what has not that shape is left
// out, and offsets outside of the text never come further than here.

export type SectionState = "present" | "empty" | "not-applicable" | "absent";
export type Severity = "error" | "warning" | "info";
export type ChipKind =
  | "id" | "mark" | "label" | "time" | "date" | "person" | "evidence" | "severity" | "fields" | "box" | "status";

export type Section = {
  key: string;
  title: string;
  state: SectionState;
  from: number | null;
  needs: readonly string[];
  questions: readonly string[];
};
export type Fix = { index: number; title: string; safe: boolean };
export type Finding = {
  key: string;
  code: string;
  severity: Severity;
  from: number;
  to: number;
  message: string;
  suggestion: string | null;
  about: string;
  fixes: readonly Fix[];
};
export type Chip = { from: number; to: number; kind: ChipKind; ref: string; value: string };
export type Reading = {
  hash: number;
  sections: readonly Section[];
  findings: readonly Finding[];
  chips: readonly Chip[];
  words: number;
};

const STATES: readonly string[] = ["present", "empty", "not-applicable", "absent"];
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];
const KINDS: readonly string[] = [
  "id", "mark", "label", "time", "date", "person", "evidence", "severity", "fields", "box", "status",
];

type Loose = Readonly<Record<string, unknown>>;

/** The reading that this JSON states, or null if it is none. */
export function parseReading(json: string): Reading | null {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return null;
  }
  if (!isLoose(raw) || typeof raw["hash"] !== "number") return null;
  return {
    hash: raw["hash"] >>> 0,
    sections: each(raw["sections"], section),
    findings: each(raw["findings"], finding),
    chips: each(raw["chips"], chip),
    words: count(raw["words"]) ?? 0,
  };
}

function section(raw: Loose): Section | null {
  const state = text(raw["state"]);
  if (!text(raw["key"]) || !STATES.includes(state)) return null;
  return {
    key: text(raw["key"]),
    title: text(raw["title"]),
    state: state as SectionState,
    from: count(raw["from"]),
    needs: texts(raw["needs"]),
    questions: texts(raw["questions"]),
  };
}

function finding(raw: Loose): Finding | null {
  const from = count(raw["from"]);
  const to = count(raw["to"]);
  const severity = SEVERITIES.find((known) => known === raw["severity"]);
  if (from === null || to === null || to < from || !severity || !text(raw["key"])) return null;
  return {
    key: text(raw["key"]),
    code: text(raw["code"]),
    severity,
    from,
    to,
    message: text(raw["message"]),
    suggestion: text(raw["suggestion"]) || null,
    about: text(raw["about"]),
    fixes: each(raw["fixes"], fix),
  };
}

function fix(raw: Loose): Fix | null {
  const index = count(raw["index"]);
  return index === null ? null : { index, title: text(raw["title"]), safe: raw["safe"] === true };
}

function chip(raw: Loose): Chip | null {
  const from = count(raw["from"]);
  const to = count(raw["to"]);
  const kind = text(raw["kind"]);
  if (from === null || to === null || to <= from || !KINDS.includes(kind)) return null;
  return { from, to, kind: kind as ChipKind, ref: text(raw["ref"]), value: text(raw["value"]) };
}

function each<T>(raw: unknown, read: (one: Loose) => T | null): T[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one: unknown) => {
    const value = isLoose(one) ? read(one) : null;
    return value === null ? [] : [value];
  });
}

function isLoose(raw: unknown): raw is Loose {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

const text = (raw: unknown): string => (typeof raw === "string" ? raw : "");
const texts = (raw: unknown): string[] => (Array.isArray(raw) ? raw.filter((one) => typeof one === "string") : []);
const count = (raw: unknown): number | null =>
  typeof raw === "number" && Number.isInteger(raw) && raw >= 0 ? raw : null;
