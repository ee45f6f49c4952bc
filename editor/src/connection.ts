// Owns the line that tells where the changes are. Routine words change silently; only what matters is read out.

import { connectionWords, type Said } from "./connection_words";
import { element, say } from "./dom";
import type { Room } from "./room";

// A server that answers quickly would make the words flicker at every key.
const BUSY_AFTER_MS = 700;

export class Connection {
  /** Says the same below the text, for when the place above is out of sight. */
  readonly mirror = element("span", { class: "hc-mirror", "aria-hidden": "true", hidden: true });
  readonly #place: HTMLElement;
  readonly #room: Room;
  readonly #readOnly: boolean;
  #shown: Said | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement, room: Room, readOnly: boolean) {
    this.#place = place;
    this.#room = room;
    this.#readOnly = readOnly;
    new IntersectionObserver(([seen]) => {
      this.mirror.hidden = seen?.isIntersecting ?? true;
    }).observe(place);
  }

  get words(): Said {
    const { socket, arrived, synced, kept, saved, device, stopped, trouble } = this.#room;
    return connectionWords({
      socket, arrived, synced, kept, saved, device, stopped, trouble, readOnly: this.#readOnly,
    });
  }

  update(): void {
    const next = this.words;
    const wait = next.tone === "busy" && this.#shown !== null && this.#shown.tone !== "busy";
    if (!wait) {
      clearTimeout(this.#later);
      this.#later = undefined;
      this.#show(next);
    } else this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#show(this.words);
    }, BUSY_AFTER_MS);
  }

  #show(next: Said): void {
    const matters = next.tone === "bad" || this.#shown === null || this.#shown.tone === "bad";
    this.#place.setAttribute("aria-live", matters ? "polite" : "off");
    this.#place.dataset["tone"] = next.tone;
    say(this.#place, next.words);
    this.mirror.dataset["tone"] = next.tone;
    say(this.mirror, next.words);
    this.#shown = next;
  }
}
