/**
 * Decades: years as a few values with counts, to be ticked like others.
 *
 * @import {Column, Facet} from "../data/columns.js"
 */
import { UNKNOWN } from "../data/columns.js";

export const DECADE = "decade";

/** The decades that there are, in order, and each specimen's; 0 is not dated.
 * @param {ArrayLike<number>} years @returns {{facet: Facet, codes: Column}} */
export function decadesOf(years) {
  const found = new Set(Array.from(years, (year) => Math.floor(year / 10)));
  found.delete(Math.floor(UNKNOWN / 10));
  const decades = [...found].sort((a, b) => a - b);
  const place = new Map(decades.map((decade, at) => [decade, at + 1]));
  const codes = Uint16Array.from(years, (year) => place.get(Math.floor(year / 10)) ?? 0);
  const counts = new Array(decades.length + 1).fill(0);
  for (const code of codes) counts[code]++;
  return { facet: { name: DECADE, values: ["", ...decades.map((decade) => `${decade}0s`)], counts }, codes };
}
