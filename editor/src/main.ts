// Owns the start: reads the page, opens the room, puts the parts together. Refuses to hold logic of its own.

import type { EditorView } from "@codemirror/view";
import type { WebsocketProvider } from "y-websocket";
import { asker } from "./asking";
import { Connection } from "./connection";
import { button, element, say } from "./dom";
import { countWords, FindingsList } from "./findings_list";
import { foldHead } from "./folded_head";
import { watchHead } from "./head";
import { Help } from "./help";
import { move, remembered, rescue } from "./moving";
import { Notices } from "./notices";
import { readPage, type Page } from "./page";
import { Presence } from "./presence";
import { Readings, seen } from "./reading_state";
import { Room } from "./room";
import { SectionsList } from "./sections_list";
import { textView } from "./text_view";

declare global {
  interface Window {
    howcome?: { text(): string; view: EditorView | null; provider: WebsocketProvider };
  }
}

const HINT = "hc-hint";

function start(page: Page): void {
  watchHead();
  const notices = new Notices(page.root);
  const help = new Help(page.root);
  const ask = asker(page);
  const readings = new Readings();
  let view: EditorView | null = null;
  let moving = false;
  const place = remembered(page.name);

  const room = new Room(page, {
    changed: () => connection.update(),
    arrived: () => show(),
    reading: (reading) => readings.offer(view, reading),
    notice: (notice) => notices.tell(notice.words, notice.kind === "refused" ? "problem" : "info"),
    moved: (notice) => {
      if (moving) return;
      moving = true;
      void move(page, room, ask, notices.tell, notice, view);
    },
  });
  const connection = new Connection(page.connection, room, page.readOnly);

  const save = (): void => {
    const kept = room.synced && room.kept;
    notices.tell(kept ? "Everything is kept already" : connection.words.words, connection.words.tone === "bad" ? "problem" : "info");
  };

  function show(): void {
    const parts = { page, room, ask, tell: notices.tell, notices };
    const shown = textView(parts, { help: () => help.open(), save }, HINT, () => changed());
    view = shown;
    const desk = foot(page, shown, connection.mirror, () => help.open());
    for (const fallback of page.root.querySelectorAll(":scope > textarea, :scope > label")) fallback.setAttribute("hidden", "");
    page.root.prepend(shown.dom, desk.place);
    page.root.classList.add("hc-ready");
    const sections = new SectionsList(page.sections, shown);
    const findings = new FindingsList(page.findings, shown);
    new Presence(page, room, shown);
    const changed = (): void => {
      sections.update();
      findings.update();
      desk.update();
    };
    room.text.observe((_event, transaction) => {
      if (!transaction.local) queueMicrotask(() => readings.retry(shown));
    });
    readings.retry(shown);
    goBack(place, shown, notices);
    foldHead(shown);
    connection.update();
  }

  window.howcome = {
    text: () => room.text.toString(),
    get view() {
      return view;
    },
    provider: room.provider,
  };
  // The browser's own words are shown; a page may only say that there is a reason to ask.
  window.addEventListener("beforeunload", (event) => {
    if (!moving && !page.readOnly && !room.device && !room.kept) event.preventDefault();
  });
  window.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s" && !event.defaultPrevented) {
      event.preventDefault();
      save();
    }
  });
  window.addEventListener("offline", () => connection.update());
  // A connection from before may be dead without knowing it yet.
  window.addEventListener("online", () => {
    if (moving || (room.synced && room.kept)) return;
    room.provider.disconnect();
    room.provider.connect();
  });
  void rescue(page, ask, notices.tell);
  void room.open();
  connection.update();
}

/** The strip below the text: its length, its findings, its keys. */
function foot(page: Page, view: EditorView, state: HTMLElement, help: () => void): { place: HTMLElement; update(): void } {
  const words = element("span", { class: "hc-words" });
  const findings = button("", "hc-button hc-plain hc-to-findings", () => {
    page.findings.scrollIntoView({ block: "start" });
    page.findings.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  });
  const keys = button("Keys", "hc-button hc-plain", help);
  keys.append(element("kbd", { "aria-hidden": "true" }, "?"));
  const hint = element("p", { id: HINT, class: "hc-sr" });
  say(hint, page.readOnly
    ? "You can read this text. F8 goes to the next finding."
    : "Tab moves an item of a list. Press Escape, then Tab to leave the editor. "
      + "F8 goes to the next finding, Control and slash shows all keys.");
  const place = element("div", { class: "hc-foot" }, state, words, findings, keys, hint);
  const update = (): void => {
    const now = view.state.field(seen);
    say(words, now.number ? `${now.words.toLocaleString("en").replaceAll(",", "\u202f")} words` : "");
    say(findings, now.number ? countWords(now.findings.length) : "");
    findings.hidden = now.number === 0 || now.findings.length === 0;
  };
  update();
  return { place, update };
}

function goBack(place: ReturnType<typeof remembered>, view: EditorView, notices: Notices): void {
  if (!place) return;
  const line = view.state.doc.line(Math.min(place.line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: line.from } });
  requestAnimationFrame(() => window.scrollTo(0, place.top));
  if (place.words) notices.tell(place.words);
}

const page = readPage();
if (page) start(page);
