/**
 * Colours for the values of one dimension: the most frequent each have one, the rest share grey.
 *
 * The eight colours are told apart by people who see red and green alike (after Okabe and Ito 2008),
 * on the light ground and on the dark one.
 */

export const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b5477f", "#a67c00", "#3aa0d8", "#6b3fa0", "#5c6b2f"];
export const DARK = ["#4ba3e3", "#ff8a3d", "#2fc79b", "#ef8fbd", "#e6c229", "#8fd3ff", "#b794f6", "#b3c26b"];
/** Colours of what is not among the most frequent, and of what is not stated: light, dark. */
export const OTHERS = ["#8d857a", "#9a9287"];
export const NONE = ["#c3bcae", "#5d574f"];

/** The values that get colours of their own, the most frequent first.
 * @param {ArrayLike<number>} counts  of each value @param {number} none  the value "not stated"
 * @returns {number[]} */
export function ranked(counts, none) {
  return Array.from(counts, (count, value) => ({ count, value }))
    .filter(({ count, value }) => count > 0 && value !== none)
    .sort((a, b) => b.count - a.count || a.value - b.value)
    .slice(0, LIGHT.length)
    .map(({ value }) => value);
}

/** The colour of every value.
 * @param {number} size  how many values there are @param {number[]} values  ranked @param {number} none
 * @param {boolean} isDark @returns {string[]} */
export function coloured(size, values, none, isDark) {
  const colours = Array(size).fill(OTHERS[Number(isDark)]);
  values.forEach((value, place) => (colours[value] = (isDark ? DARK : LIGHT)[place]));
  if (none >= 0 && none < size) colours[none] = NONE[Number(isDark)];
  return colours;
}

/** A colour as a pixel of an ImageData, little endian.
 * @param {string} colour  #rrggbb */
export function pixel(colour) {
  const value = parseInt(colour.slice(1), 16);
  return (0xff000000 | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}
