// Owns the shared text and its connection to the server. Refuses to show anything and never writes the first text:
// the server does that, once.

import * as decoding from "lib0/decoding";
import type { IndexeddbPersistence } from "y-indexeddb";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { closingWords } from "./connection_words";
import { canStore, noteUnkept, store, unkeptEpochs } from "./device";
import { Keeping } from "./keeping";
import type { Page } from "./page";
import { parseReading, type Reading } from "./reading";

const KEPT = 10;
const READING = 11;
const NOTICE = 12;
const MADE_ANEW = 4409;
const ASK_AGAIN_MS = 10_000;

export type Notice = { kind: string; words: string; epoch: string; reason: string; to: string };
export type Hearers = {
  changed(): void;
  arrived(): void;
  reading(reading: Reading): void;
  notice(notice: Notice): void;
  /** The text of this epoch is no more: go on with another one. */
  moved(notice: Notice): void;
};

export class Room {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("content");
  readonly provider: WebsocketProvider;
  readonly awareness: Awareness;
  persistence: IndexeddbPersistence | null = null;
  device = false;
  arrived = false;
  saved = false;
  stopped: string | null = null;
  trouble: string | null = null;
  readonly #keeping = new Keeping();
  readonly #page: Page;
  readonly #hearers: Hearers;
  #noted = false;
  #look: ReturnType<typeof setTimeout> | undefined;

  constructor(page: Page, hearers: Hearers) {
    this.#page = page;
    this.#hearers = hearers;
    const address = new URL(page.live, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const [, folder, last] = /^(.*)\/([^/]*)$/.exec(address.origin + address.pathname) ?? [];
    this.provider = new WebsocketProvider(folder ?? "", last ?? "", this.doc, {
      connect: false,
      disableBc: true,
      params: { epoch: page.epoch },
      maxBackoffTime: 5_000,
      // A steady question keeps quiet connections alive and finds what a lost message left out.
      resyncInterval: ASK_AGAIN_MS,
    });
    this.awareness = this.provider.awareness;
    this.awareness.setLocalStateField("user", {
      name: page.person,
      colour: page.colour,
      // Other clients of the same protocol read these two names.
      color: `var(--person-${page.colour})`,
      colorLight: `var(--person-${page.colour}-soft)`,
    });
    this.#listen();
  }

  /** Opens what this device stored, then connects; neither waits for the other to succeed. */
  async open(): Promise<void> {
    if (this.#page.readOnly) {
      this.provider.connect();
      return;
    }
    if (unkeptEpochs(this.#page.name).includes(this.#page.epoch)) {
      this.#keeping.deleted(null);
      this.#noted = true;
    }
    this.device = await canStore();
    if (this.device) {
      this.persistence = store(this.#page.name, this.#page.epoch, this.doc, () => {
        this.device = false;
        this.#hearers.changed();
      });
      void this.persistence.whenSynced.then(() => {
        if (this.text.length > 0) this.#arrive();
        this.#judge();
      });
    }
    this.provider.connect();
  }

  get socket(): "connecting" | "open" | "offline" {
    if (this.provider.wsconnected) return "open";
    return this.arrived || this.stopped !== null || this.provider.wsUnsuccessfulReconnects > 1 ? "offline" : "connecting";
  }

  get synced(): boolean {
    return this.provider.synced;
  }

  /** Whether the server keeps all that this browser has. */
  get kept(): boolean {
    return this.#keeping.isKept(Y.decodeStateVector(Y.encodeStateVector(this.doc)), Date.now());
  }

  /** Ends the connection for good. */
  stop(words: string): void {
    this.stopped = words;
    this.provider.disconnect();
    this.#hearers.changed();
  }

  #listen(): void {
    const provider = this.provider;
    this.doc.on("afterTransaction", (transaction: Y.Transaction) => this.#record(transaction));
    this.doc.on("update", () => {
      this.saved = false;
      this.#judge();
    });
    provider.on("status", ({ status }) => {
      if (status === "disconnected") this.#keeping.disconnected();
      this.#judge();
    });
    provider.on("connection-close", () => this.#hearers.changed());
    provider.on("sync", (synced) => {
      if (!synced) return;
      this.#keeping.connected(Date.now());
      this.#arrive();
      this.#judge();
    });
    provider.on("closed", ({ code }) => {
      this.stop(closingWords(code) ?? "The server ended the connection. Reload the page.");
      if (code === MADE_ANEW) this.#hearers.moved({ kind: "moved", words: "", epoch: "", reason: "rebuilt", to: "" });
    });
    provider.messageHandlers[KEPT] = (_encoder, decoder) => {
      this.#keeping.answered(Y.decodeStateVector(decoding.readVarUint8Array(decoder)));
      this.#judge();
    };
    provider.messageHandlers[READING] = (_encoder, decoder) => {
      const reading = parseReading(decoding.readVarString(decoder));
      if (reading) this.#hearers.reading(reading);
    };
    provider.messageHandlers[NOTICE] = (_encoder, decoder) => this.#notice(decoding.readVarString(decoder));
  }

  // What the server sends it keeps already: it writes its log before it tells others.
  #record(transaction: Y.Transaction): void {
    if (transaction.origin === this.provider) {
      const learned = new Map<number, number>();
      for (const [client, clock] of transaction.afterState) {
        if (clock > (transaction.beforeState.get(client) ?? 0)) learned.set(client, clock);
      }
      this.#keeping.learn(learned);
    } else if (transaction.origin !== this.persistence && transaction.deleteSet.clients.size > 0) {
      this.#keeping.deleted(this.provider.synced ? Date.now() : null);
    }
  }

  #arrive(): void {
    if (this.arrived) return;
    this.arrived = true;
    this.#hearers.arrived();
  }

  #judge(): void {
    const unkept = !this.#page.readOnly && !this.kept;
    if (unkept !== this.#noted && (unkept || this.provider.synced)) {
      this.#noted = unkept;
      noteUnkept(this.#page.name, this.#page.epoch, unkept);
    }
    this.#hearers.changed();
    if (unkept) {
      clearTimeout(this.#look);
      this.#look = setTimeout(() => this.#judge(), 350);
    }
  }

  #notice(json: string): void {
    let raw: Record<string, unknown>;
    try {
      raw = JSON.parse(json) as Record<string, unknown>;
    } catch {
      return;
    }
    const text = (name: string): string => (typeof raw[name] === "string" ? raw[name] : "");
    const notice = { kind: text("kind"), words: text("words"), epoch: text("epoch"), reason: text("reason"), to: text("to") };
    if (notice.kind === "moved") return this.#hearers.moved(notice);
    if (notice.kind === "saved") {
      this.saved = true;
      this.trouble = null;
    } else if (notice.kind === "unsaved") {
      this.trouble = notice.words || "The file cannot be written.";
    } else if (notice.words) this.#hearers.notice(notice);
    this.#hearers.changed();
  }
}
