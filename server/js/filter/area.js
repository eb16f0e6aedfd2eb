/**
 * A dimension of places: a box of longitudes and latitudes, which may lie over the date line.
 *
 * @import {Column} from "../data/columns.js"
 * @typedef {{west: number, south: number, east: number, north: number}} GeoBox  degrees; where east is less
 *   than west, it goes over the date line
 */
import { STEPS, UNKNOWN } from "../data/columns.js";
import { normal, turned } from "./projection.js";

/** Decimals of a degree that are kept: a hundredth is a kilometre. */
const FINE = 100;

/** A box with its numbers in order and in range, or null if they make none.
 * @param {GeoBox} box @returns {GeoBox | null} */
export function boxOf({ west, south, east, north }) {
  if (![west, south, east, north].every(Number.isFinite)) return null;
  const rounded = (/** @type {number} */ degrees) => Math.round(degrees * FINE) / FINE;
  const isRound = Math.abs(east - west) >= 360;
  const [low, high] = south <= north ? [south, north] : [north, south];
  return {
    west: isRound ? -180 : rounded(normal(west)),
    south: rounded(Math.max(-90, low)),
    east: isRound ? 180 : rounded(normal(east)),
    north: rounded(Math.min(90, high)),
  };
}

/** A box as an address has it: "west,south,east,north".
 * @param {GeoBox} box */
export const boxText = ({ west, south, east, north }) => [west, south, east, north].join(",");

/** @param {string} text @returns {GeoBox | null} */
export function readBox(text) {
  const parts = text.split(",");
  if (parts.length !== 4 || parts.some((part) => !part.trim())) return null;
  const [west, south, east, north] = parts.map(Number);
  const isIn = Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90;
  return isIn && south <= north ? boxOf({ west, south, east, north }) : null;
}

/** How many degrees of longitude a box covers.
 * @param {GeoBox} box */
export const widthOf = ({ west, east }) => (east >= west ? east - west : turned(east - west));

/** A box at another place, of the same size.
 * @param {GeoBox} box @param {number} lon  degrees to the east @param {number} lat  degrees to the north */
export function moved(box, lon, lat) {
  const up = Math.min(90 - box.north, Math.max(-90 - box.south, lat));
  return boxOf({ west: box.west + lon, east: box.west + lon + widthOf(box), south: box.south + up, north: box.north + up });
}

export class Area {
  /** @type {GeoBox | null} */ chosen = null;

  /** @param {Column} lon  182 steps a degree @param {Column} lat  364 steps a degree */
  constructor(lon, lat) {
    this.lon = lon;
    this.lat = lat;
  }

  get isActive() {
    return this.chosen !== null;
  }

  clear() {
    this.chosen = null;
  }

  /** What is chosen, for an address. */
  get text() {
    return this.chosen ? boxText(this.chosen) : "";
  }

  /** Choose what an address says; false if it says nothing.
   * @param {string} text */
  read(text) {
    this.chosen = readBox(text);
    return this.isActive;
  }

  /** Set or take away this dimension's bit of every specimen.
   * @param {Uint16Array} bits @param {number} bit */
  mark(bits, bit) {
    if (!this.chosen) {
      for (let at = 0; at < bits.length; at++) bits[at] &= ~bit;
      return;
    }
    const { lon, lat } = this;
    const [west, east] = [this.chosen.west, this.chosen.east].map((degrees) => Math.round(degrees * STEPS.lon));
    const [south, north] = [this.chosen.south, this.chosen.north].map((degrees) => Math.round(degrees * STEPS.lat));
    const isOver = east < west;
    for (let at = 0; at < bits.length; at++) {
      const [x, y] = [lon[at], lat[at]];
      const across = isOver ? x >= west || x <= east : x >= west && x <= east;
      if (across && y >= south && y <= north && x !== UNKNOWN && y !== UNKNOWN) bits[at] &= ~bit;
      else bits[at] |= bit;
    }
  }

  /** How many specimens have no place, of those that no other dimension turns away.
   * @param {Uint16Array} bits @param {number} bit */
  unknown(bits, bit) {
    let count = 0;
    for (let at = 0; at < bits.length; at++)
      if (!(bits[at] & ~bit) && (this.lon[at] === UNKNOWN || this.lat[at] === UNKNOWN)) count++;
    return count;
  }
}
