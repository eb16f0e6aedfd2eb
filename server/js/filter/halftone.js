/**
 * Places as a halftone: the frame in small cells, each with a dot that grows with how many come from
 * there. Hundreds of thousands are counted in milliseconds, and a single one is seen.
 *
 * @import {Column} from "../data/columns.js"
 * @import {Frame} from "./projection.js"
 */
import { STEPS, UNKNOWN } from "../data/columns.js";
import { extentOf, project, turned } from "./projection.js";

/** Px of a cell. */
export const CELL = 2;
/** The cell of what has no place, or none in the frame. */
const NOWHERE = 0xffff;

/** The extent of a map that shows all places.
 * @param {Column} lon @param {Column} lat */
export function extentOfPlaces(lon, lat) {
  const meridians = new Uint8Array(360);
  let [south, north] = [Infinity, -Infinity];
  for (let at = 0; at < lon.length; at++) {
    if (lon[at] === UNKNOWN || lat[at] === UNKNOWN) continue;
    meridians[Math.floor(turned(lon[at] / STEPS.lon)) % 360] = 1;
    south = Math.min(south, lat[at]);
    north = Math.max(north, lat[at]);
  }
  return extentOf(meridians, south / STEPS.lat, north / STEPS.lat);
}

/** The cells of a frame and who lies in which. */
export class Halftone {
  /** @param {Column} lon @param {Column} lat @param {Frame} frame */
  constructor(lon, lat, frame) {
    this.frame = frame;
    this.columns = Math.ceil(frame.width / CELL);
    this.rows = Math.ceil(frame.height / CELL);
    this.cells = new Uint16Array(lon.length);
    for (let at = 0; at < lon.length; at++) this.cells[at] = this.#cell(lon[at], lat[at]);
    this.every = this.counted(null, 0);
  }

  /** @param {number} lon @param {number} lat */
  #cell(lon, lat) {
    if (lon === UNKNOWN || lat === UNKNOWN) return NOWHERE;
    const { x, y } = project(this.frame, lon / STEPS.lon, lat / STEPS.lat);
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    return column < this.columns && row >= 0 && row < this.rows ? row * this.columns + column : NOWHERE;
  }

  /** How many come from each cell, of those that no bit but one turns away.
   * @param {Uint16Array | null} bits  null: all @param {number} bit */
  counted(bits, bit) {
    const { cells } = this;
    const counts = new Uint32Array(this.columns * this.rows);
    for (let at = 0; at < cells.length; at++)
      if (cells[at] !== NOWHERE && !(bits && bits[at] & ~bit)) counts[cells[at]]++;
    return counts;
  }

  /** Draw a dot for each cell that has any.
   * @param {CanvasRenderingContext2D} pen @param {Uint32Array} counts @param {string} colour @param {number} most */
  draw(pen, counts, colour, most) {
    pen.fillStyle = colour;
    pen.beginPath();
    counts.forEach((count, cell) => {
      if (!count) return;
      const radius = dotRadius(count, most);
      const [x, y] = [((cell % this.columns) + 0.5) * CELL, (Math.floor(cell / this.columns) + 0.5) * CELL];
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 7);
    });
    pen.fill();
  }
}

/** A dot's radius, px: by the logarithm, since places differ a thousandfold.
 * @param {number} count @param {number} most */
export const dotRadius = (count, most) => 1 + (1.5 * Math.log(count)) / Math.max(Math.log(20), Math.log(most));
