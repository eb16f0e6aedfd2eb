/**
 * A ZIP archive of files that are compressed already: stored, not packed (PKWARE APPNOTE 6.3).
 *
 * @typedef {{name: string, bytes: Uint8Array}} Entry
 */

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The CRC-32 of bytes.
 * @param {Uint8Array} bytes */
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** Two and four bytes, little endian.
 * @param {...[number, 2 | 4]} fields */
function header(...fields) {
  return Uint8Array.from(
    fields.flatMap(([value, width]) => Array.from({ length: width }, (_, at) => (value >>> (8 * at)) & 255)),
  );
}

/** The whole archive. Names are UTF-8; the date of every file is the first that a ZIP can tell.
 * @param {Entry[]} entries @returns {Uint8Array<ArrayBuffer>} */
export function archive(entries) {
  const UTF8 = 0x0800;
  const DATE = 0x0021;
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const called = new TextEncoder().encode(name);
    /** @type {[number, 2 | 4][]} */
    const facts = [[20, 2], [UTF8, 2], [0, 2], [0, 2], [DATE, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [called.length, 2], [0, 2]];
    bodies.push(header([0x04034b50, 4], ...facts), called, bytes);
    directory.push(header([0x02014b50, 4], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), called);
    offset += 30 + called.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = header([0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [size, 4], [offset, 4], [0, 2]);
  const whole = new Uint8Array(offset + size + end.length);
  let at = 0;
  for (const part of [...bodies, ...directory, end]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
