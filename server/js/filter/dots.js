/**
 * Dots: every specimen that is meant and too small or too late to be drawn as a picture, as a few
 * pixels at its place. Drawn straight into an image, so that hundreds of thousands cost a few
 * milliseconds, on any machine.
 */

/** Set dots into an image.
 * @param {Uint32Array} pixels  of the image, row by row @param {{width: number, height: number}} size
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>, from: number, to: number,
 *   bits: ArrayLike<number> | null}} specimens  places as 0..65535; `bits` 0: meant
 * @param {{left: number, top: number, world: number, dot: number}} view  px of the world's corner in
 * the image, its width, and a dot's width
 * @param {(number: number) => number} colour @returns {number} how many dots were set */
export function scatter(pixels, size, { x, y, from, to, bits }, { left, top, world, dot }, colour) {
  const { width, height } = size;
  const step = world / 65535;
  const half = dot >> 1;
  let set = 0;
  for (let number = from; number < to; number++) {
    if (bits && bits[number]) continue;
    const column = Math.round(left + x[number] * step) - half;
    const row = Math.round(top + y[number] * step) - half;
    if (column < 0 || row < 0 || column + dot > width || row + dot > height) continue;
    const value = colour(number);
    set++;
    const round = dot > 3 ? 1 : 0; // a wide dot has no corners
    for (let down = 0, at = row * width + column; down < dot; down++, at += width) {
      const inset = down === 0 || down === dot - 1 ? round : 0;
      for (let right = inset; right < dot - inset; right++) pixels[at + right] = value;
    }
  }
  return set;
}

/** How wide a dot is, px: wider where there are few.
 * @param {number} count  of dots in the collection @param {number} zoom */
export const dotWidth = (count, zoom) => (count < 3_000 ? 4 : count < 60_000 || zoom > 5 ? 3 : 2);
