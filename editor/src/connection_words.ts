// Owns the words that tell where the changes are. Pure: the element that shows them is elsewhere.

export type Situation = {
  socket: "connecting" | "open" | "offline";
  /** The document has arrived at least once, from the server or from this device. */
  arrived: boolean;
  synced: boolean;
  kept: boolean;
  saved: boolean;
  /** Whether this device stores changes itself. */
  device: boolean;
  readOnly: boolean;
  /** Why the server ended the connection for good. */
  stopped: string | null;
  /** Why the file cannot be written. */
  trouble: string | null;
};

export type Tone = "quiet" | "busy" | "good" | "bad";
export type Said = { words: string; tone: Tone };

export function connectionWords(at: Situation): Said {
  if (at.stopped !== null) return { words: withUnkept(at.stopped, at), tone: "bad" };
  if (at.socket !== "open" && !at.arrived && at.socket === "connecting") return { words: "Connecting…", tone: "busy" };
  if (at.socket !== "open") return offline(at);
  if (!at.synced) return { words: "Connecting…", tone: "busy" };
  if (at.trouble !== null) return { words: at.trouble, tone: "bad" };
  if (at.readOnly) return { words: "Up to date; you can read this document", tone: "quiet" };
  if (!at.kept) return { words: "Keeping…", tone: "busy" };
  return at.saved ? { words: "Saved to the file", tone: "good" } : { words: "All changes kept", tone: "good" };
}

function offline(at: Situation): Said {
  if (at.readOnly) return { words: "Offline: this text may be out of date", tone: "bad" };
  if (at.device) return { words: "Offline: your changes stay on this device and merge when you are back", tone: "bad" };
  return { words: "Offline: keep this page open. This browser cannot store your changes", tone: "bad" };
}

function withUnkept(words: string, at: Situation): string {
  if (at.kept || at.readOnly) return words;
  return `${words} ${at.device ? "Your last changes stay on this device." : "Copy your last changes before you leave."}`;
}

/** Why the server closed for good, by its close code; null when it is worth trying again. */
export function closingWords(code: number): string | null {
  switch (code) {
    case 4401:
      return "You may not edit this document, or your session has ended. Reload the page to sign in again.";
    case 4404:
      return "This document does not exist any more.";
    case 4409:
      return "This document was made anew on the server.";
    default:
      return code >= 4400 && code < 4500 ? `The server ended the connection (${code}). Reload the page.` : null;
  }
}
