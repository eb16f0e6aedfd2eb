/**
 * Which tiles exist, so that no other is ever asked for.
 *
 * occupied.bin lists the existing tiles breadth-first from the root, one byte each down to the
 * zoom before the deepest; bit 0 north-west, 1 north-east, 2 south-west, 3 south-east child.
 */
export class Occupied {
  #masks;
  #firstChild;
  #depth;

  /** @param {Uint8Array} masks @param {number} depth  the deepest zoom */
  constructor(masks, depth) {
    this.#masks = masks;
    this.#depth = depth;
    this.#firstChild = new Uint32Array(masks.length);
    let next = 1;
    for (let node = 0; node < masks.length; node++) {
      this.#firstChild[node] = next;
      next += bits(masks[node] & 15);
    }
    if (depth > 0 && masks.length === 0) throw new Error("occupied.bin is empty");
  }

  /** Whether the tile exists.
   * @param {number} z @param {number} x @param {number} y */
  has(z, x, y) {
    if (z < 0 || z > this.#depth || x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) return false;
    let node = 0;
    for (let level = z - 1; level >= 0; level--) {
      const quarter = (Math.floor(x / 2 ** level) & 1) + 2 * (Math.floor(y / 2 ** level) & 1);
      const mask = this.#masks[node] ?? 0;
      if (!(mask & (1 << quarter))) return false;
      node = this.#firstChild[node] + bits(mask & ((1 << quarter) - 1));
    }
    return true;
  }
}

/** How many of the low four bits are set.
 * @param {number} mask */
const bits = (mask) => (mask & 1) + ((mask >> 1) & 1) + ((mask >> 2) & 1) + ((mask >> 3) & 1);
