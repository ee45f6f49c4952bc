// Owns the question whether everything in this browser is durably kept by the server. Refuses to send or to store.

export type Clocks = ReadonlyMap<number, number>;

/** Whether every clock of `own` is reached by `kept`. */
export function covers(kept: Clocks, own: Clocks): boolean {
  for (const [client, clock] of own) if (clock > (kept.get(client) ?? 0)) return false;
  return true;
}

// A deletion advances no clock, so no state vector ever says that it arrived. It counts as kept once the server
// answered after it was sent and this much time went by on the same connection; a quiet server is believed later.
const ANSWERED_MS = 300;
const QUIET_MS = 10_000;

export class Keeping {
  readonly #kept = new Map<number, number>();
  #deletion: { sent: number | null; answered: boolean } | null = null;

  /** The server has these clocks: it said so, or it sent what they count. */
  learn(clocks: Clocks): void {
    for (const [client, clock] of clocks) if (clock > (this.#kept.get(client) ?? 0)) this.#kept.set(client, clock);
  }

  /** Something was deleted here; `sent` is when it went out, null while there is no connection. */
  deleted(sent: number | null): void {
    this.#deletion = { sent, answered: false };
  }

  /** The connection is up and everything was sent again. */
  connected(now: number): void {
    if (this.#deletion) this.#deletion = { sent: now, answered: false };
  }

  disconnected(): void {
    if (this.#deletion) this.#deletion = { sent: null, answered: false };
  }

  /** The server said what it keeps. */
  answered(clocks: Clocks): void {
    this.learn(clocks);
    if (this.#deletion?.sent != null) this.#deletion.answered = true;
  }

  isKept(own: Clocks, now: number): boolean {
    if (!covers(this.#kept, own)) return false;
    const deletion = this.#deletion;
    if (deletion === null) return true;
    if (deletion.sent === null || now - deletion.sent < (deletion.answered ? ANSWERED_MS : QUIET_MS)) return false;
    this.#deletion = null;
    return true;
  }
}
