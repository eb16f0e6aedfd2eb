/**
 * Which places lie inside an outline.
 *
 * @typedef {{x: number, y: number}} Point
 */

/** Whether a place lies inside a closed outline, by the even-odd rule.
 * @param {Point[]} outline @param {number} x @param {number} y */
export function inside(outline, x, y) {
  let isIn = false;
  for (let at = 0, before = outline.length - 1; at < outline.length; before = at++) {
    const [a, b] = [outline[at], outline[before]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isIn = !isIn;
  }
  return isIn;
}

/** The numbers of all specimens inside an outline; those outside its box cost one comparison.
 * @param {Point[]} outline  in world units @param {{x: ArrayLike<number>, y: ArrayLike<number>}} places  0..65535
 * @param {(number: number) => boolean} isMeant @returns {number[]} */
export function within(outline, { x, y }, isMeant) {
  const step = 2 / 65535;
  const scaled = outline.map((point) => ({ x: (point.x + 1) / step, y: (point.y + 1) / step }));
  const [xs, ys] = [scaled.map((one) => one.x), scaled.map((one) => one.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const found = [];
  for (let number = 0; number < x.length; number++) {
    const [column, row] = [x[number], y[number]];
    if (column < left || column > right || row < top || row > bottom) continue;
    if (inside(scaled, column, row) && isMeant(number)) found.push(number);
  }
  return found;
}
