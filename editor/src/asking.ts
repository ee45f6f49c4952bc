// Owns requests to the server that change something. Every failure comes back as words; nothing is thrown.

import type { Page } from "./page";

export type Loose = Readonly<Record<string, unknown>>;
export type Answer = { ok: true; said: Loose } | { ok: false; reached: boolean; words: string };
export type Ask = (path: string, body: unknown) => Promise<Answer>;

const PAUSE_MS = 800;

/** Posts JSON below the document's address. A request that did not get through is sent once more. */
export function asker(page: Page): Ask {
  return async (path, body) => {
    // The same mark on both attempts lets the server see that it has done this already.
    const once = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const send = (): Promise<Response> =>
      fetch(page.base + path, {
        method: "POST",
        credentials: "same-origin",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRF-Token": page.csrf,
          "X-Request-Once": once,
        },
        body: JSON.stringify(body),
      });
    let response: Response;
    try {
      response = await send().catch(async () => {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        return send();
      });
    } catch {
      return { ok: false, reached: false, words: "The server cannot be reached. Nothing was changed; try again." };
    }
    return answer(response.status, await response.text().catch(() => ""));
  };
}

/** What an answer of the server means. */
export function answer(status: number, body: string): Answer {
  let said: Loose = {};
  try {
    const raw: unknown = JSON.parse(body || "{}");
    if (typeof raw === "object" && raw !== null && !Array.isArray(raw)) said = raw as Loose;
  } catch {
    if (status < 300) return { ok: false, reached: true, words: "The server's answer was not understood." };
  }
  if (status >= 200 && status < 300) return { ok: true, said };
  const words = said["words"];
  return { ok: false, reached: true, words: typeof words === "string" && words ? words : statusWords(status) };
}

function statusWords(status: number): string {
  if (status === 401 || status === 403) return "You may not do this, or your session has ended. Reload the page.";
  if (status === 404) return "That is not there any more.";
  if (status === 409) return "The text has changed in the meantime. Look again, then repeat it.";
  if (status === 413) return "That is too large.";
  if (status === 429) return "That was too much at once. Wait a moment.";
  return `The server could not do this (${status}).`;
}
