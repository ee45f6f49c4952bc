// Owns what the server wrote into the page for the editor. Refuses to run where it is not complete.

import { element } from "./dom";

export type Page = {
  root: HTMLElement;
  sections: HTMLElement;
  findings: HTMLElement;
  connection: HTMLElement;
  present: HTMLElement;
  name: string;
  live: string;
  epoch: string;
  person: string;
  colour: number;
  csrf: string;
  nonce: string;
  base: string;
  readOnly: boolean;
};

export const COLOURS = 8;

/** The page's facts, or null when this page has no editor. */
export function readPage(): Page | null {
  const root = document.getElementById("editor");
  if (!root) return null;
  const said = root.dataset;
  return {
    root,
    sections: place("sections", "aside"),
    findings: place("findings", "aside"),
    connection: place("connection", "p"),
    present: place("present", "ul"),
    name: said["name"] ?? "",
    live: said["live"] ?? "",
    epoch: said["epoch"] ?? "",
    person: said["person"] || "Somebody",
    colour: colourOf(Number(said["colour"])),
    csrf: said["csrf"] ?? "",
    nonce: said["nonce"] ?? "",
    base: (said["base"] ?? "").replace(/\/$/, ""),
    readOnly: Boolean(said["readonly"]),
  };
}

/** One of the eight colours, whatever the number was. */
export function colourOf(number: unknown): number {
  return typeof number === "number" && Number.isFinite(number) ? (((Math.trunc(number) - 1) % COLOURS) + COLOURS) % COLOURS + 1 : 1;
}

// A page that leaves a place out gets one that nobody sees: every feature can then write without asking.
function place(id: string, tag: "aside" | "p" | "ul"): HTMLElement {
  return document.getElementById(id) ?? element(tag, { id });
}
