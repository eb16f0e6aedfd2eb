/**
 * The arithmetic of the map: the world is [-1, 1] x [-1, 1], y down; at zoom z it is
 * 2^z tiles wide. Nothing here knows the browser.
 *
 * @import {Box, Specimen, Square} from "../types.js"
 */

/** Limit a number to a range.
 * @param {number} value @param {number} low @param {number} high */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** The column (or row) of the square at a zoom that holds a world coordinate.
 * @param {number} value @param {number} zoom */
export function column(value, zoom) {
  const across = 2 ** zoom;
  return clamp(Math.floor(((value + 1) / 2) * across), 0, across - 1);
}

/** All squares of a zoom that a box touches, row by row.
 * @param {Box} box @param {number} z @returns {Square[]} */
export function squaresOver(box, z) {
  if (box.x1 < -1 || box.y1 < -1 || box.x0 > 1 || box.y0 > 1) return [];
  const squares = [];
  for (let y = column(box.y0, z); y <= column(box.y1, z); y++) {
    for (let x = column(box.x0, z); x <= column(box.x1, z); x++) squares.push({ z, x, y });
  }
  return squares;
}

/** Edge of a specimen's square in world units, as drawn in the tiles of a zoom.
 *
 * A specimen is `unit * 2^-full` wide until its full zoom and keeps its size on the screen
 * from there on, so it shrinks in the world.
 * @param {number} full @param {number} zoom @param {number} unit  2 * thumbnail / tile size */
export const side = (full, zoom, unit) => unit * 2 ** -Math.max(full, zoom);

/** The zoom of the squares in which records of a first zoom are kept.
 * @param {number} first @param {number} span  tiles along a drawer's edge at that zoom */
export const drawerZoom = (first, span) => Math.max(0, first - Math.round(Math.log2(span)));

/** Whether two boxes share a point.
 * @param {Box} a @param {Box} b */
export const touches = (a, b) => a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;

/** The specimen drawn at a place, or null; squares never overlap at one zoom.
 * @param {Iterable<Specimen>} specimens @param {{x: number, y: number}} place
 * @param {number} zoom @param {number} unit @returns {Specimen | null} */
export function specimenAt(specimens, place, zoom, unit) {
  for (const specimen of specimens) {
    const half = side(specimen.full, zoom, unit) / 2;
    if (
      specimen.first <= zoom &&
      Math.abs(specimen.x - place.x) <= half &&
      Math.abs(specimen.y - place.y) <= half
    )
      return specimen;
  }
  return null;
}

/** The nearest specimen in a direction, within 45 degrees of it; those straight ahead win.
 * @param {Iterable<Specimen>} specimens @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} direction  of length 1, along an axis
 * @returns {Specimen | null} */
export function nearestToward(specimens, from, direction) {
  let best = null;
  let least = Infinity;
  for (const specimen of specimens) {
    const dx = specimen.x - from.x;
    const dy = specimen.y - from.y;
    const ahead = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y - dy * direction.x);
    const cost = ahead + 2 * aside;
    if (ahead > 1e-9 && aside <= ahead && cost < least) {
      least = cost;
      best = specimen;
    }
  }
  return best;
}

/** The specimen nearest to a place, or null.
 * @param {Iterable<Specimen>} specimens @param {{x: number, y: number}} place
 * @returns {Specimen | null} */
export function nearestTo(specimens, place) {
  let best = null;
  let least = Infinity;
  for (const specimen of specimens) {
    const distance = Math.hypot(specimen.x - place.x, specimen.y - place.y);
    if (distance < least) {
      least = distance;
      best = specimen;
    }
  }
  return best;
}
