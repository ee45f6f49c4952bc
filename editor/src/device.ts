// Owns what this device stores: the document's changes in IndexedDB and a small record of what the server may lack.
// Refuses to fail: a browser that stores nothing still edits.

import { clearDocument, IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

const databaseName = (name: string, epoch: string): string => `howcome:${name}:${epoch}`;
const recordName = (name: string): string => `howcome:${name}`;

/** Whether IndexedDB can be used: private windows and full disks say no, some of them late. */
export async function canStore(): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), 2_000);
    const done = (can: boolean): void => {
      clearTimeout(late);
      resolve(can);
    };
    try {
      const asked = indexedDB.open("howcome:probe");
      asked.onerror = () => done(false);
      asked.onblocked = () => done(false);
      asked.onsuccess = () => {
        asked.result.close();
        done(true);
      };
    } catch {
      done(false);
    }
  });
}

/** Starts to store the document's changes here. `failed` is called when a write did not get through. */
export function store(name: string, epoch: string, doc: Y.Doc, failed: () => void): IndexeddbPersistence {
  const persistence = new IndexeddbPersistence(databaseName(name, epoch), doc);
  void persistence.whenSynced.then(() => {
    persistence.db?.addEventListener("abort", failed);
    persistence.db?.addEventListener("error", failed);
  });
  return persistence;
}

export async function forget(name: string, epoch: string): Promise<void> {
  await clearDocument(databaseName(name, epoch)).catch(() => undefined);
}

/** All that this device stored of an epoch, as one update; null when there is nothing. */
export async function stored(name: string, epoch: string): Promise<Uint8Array | null> {
  const doc = new Y.Doc();
  const persistence = new IndexeddbPersistence(databaseName(name, epoch), doc);
  const synced = await Promise.race([
    persistence.whenSynced.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 5_000)),
  ]);
  const update = synced && doc.store.clients.size > 0 ? Y.encodeStateAsUpdate(doc) : null;
  await persistence.destroy();
  return update;
}

/** Notes that changes of this epoch may not be with the server, or that all of them are. */
export function noteUnkept(name: string, epoch: string, unkept: boolean): void {
  const others = unkeptEpochs(name).filter((other) => other !== epoch);
  const all = unkept ? [epoch, ...others] : others;
  try {
    const [latest, ...older] = all;
    if (latest === undefined) localStorage.removeItem(recordName(name));
    else localStorage.setItem(recordName(name), JSON.stringify({ epoch: latest, unkept: true, older }));
  } catch {
    // A browser that refuses this also refuses IndexedDB; the page warns before it is left.
  }
}

/** The epochs of this document with changes here that the server may lack, the latest first. */
export function unkeptEpochs(name: string): string[] {
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(recordName(name)) ?? "null");
    if (typeof raw !== "object" || raw === null) return [];
    const { epoch, unkept, older } = raw as { epoch?: unknown; unkept?: unknown; older?: unknown };
    if (unkept !== true) return [];
    return [epoch, ...(Array.isArray(older) ? older : [])].filter((one) => typeof one === "string" && one !== "");
  } catch {
    return [];
  }
}
