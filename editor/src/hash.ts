// Owns the short hash by which a reading names the text it was made from. It guards against mix-ups, not against malice.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (that of zlib) over the UTF-16 units of the text: low byte first, then the high one. */
export function crc(text: string): number {
  let value = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    value = (TABLE[(value ^ unit) & 0xff] ?? 0) ^ (value >>> 8);
    value = (TABLE[(value ^ (unit >>> 8)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}

/** Whether the hash is this text's. */
export function isHashOf(hash: number, text: string): boolean {
  return crc(text) === hash;
}
