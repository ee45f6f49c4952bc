// Owns bytes as text for JSON. Refuses anything else.

const STEP = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  let units = "";
  for (let at = 0; at < bytes.length; at += STEP) units += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(units);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}
