/**
 * Which specimens a list can show: those in view, all that are meant, those collected; in portions, so
 * that only what is looked at is loaded.
 *
 * @typedef {"view" | "meant" | "collected"} Kind
 * @typedef {{count: number, numbers: () => Iterable<number>, portion: (from: number, to: number) => Promise<Specimen[]>}} Source
 *
 * @import {Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { record } from "../data/drawers.js";
import { splitName } from "../data/records.js";

/** @type {Kind[]} */
export const KINDS = ["view", "meant", "collected"];

/** Places of taxa in the order of their names; what has no taxon comes last.
 * @param {string[]} names @returns {Uint32Array} */
export function nameOrder(names) {
  const order = names.map((_, taxon) => taxon).sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b));
  const places = new Uint32Array(names.length + 1).fill(names.length);
  order.forEach((taxon, place) => (places[taxon] = place));
  return places;
}

/** The numbers of specimens that are meant, by the names of their taxa.
 * @param {ArrayLike<number>} taxon  of each specimen @param {Uint32Array} places  of the taxa
 * @param {ArrayLike<number>} bits  0: meant @returns {Uint32Array} */
export function byName(taxon, places, bits) {
  const starts = new Uint32Array(places.length + 1);
  for (let number = 0; number < taxon.length; number++) if (!bits[number]) starts[places[taxon[number]] + 1]++;
  for (let place = 1; place < starts.length; place++) starts[place] += starts[place - 1];
  const numbers = new Uint32Array(starts[starts.length - 1]);
  for (let number = 0; number < taxon.length; number++) if (!bits[number]) numbers[starts[places[taxon[number]]]++] = number;
  return numbers;
}

/** @param {Kind} kind @param {Viewer} viewer @returns {Promise<Source>} */
export async function sourceOf(kind, viewer) {
  if (kind === "view") return inView(viewer.meant);
  if (kind === "collected") return ofNumbers([...viewer.selecting.collected.keys()], viewer);
  const { filter } = await viewer.meaning.filtering();
  const lowest = /** @type {ArrayLike<number>} */ (filter.lowest);
  return ofNumbers(byName(lowest, nameOrder(viewer.taxa.columns.name), filter.bits), viewer);
}

/** @param {Specimen[]} specimens @returns {Source} */
function inView(specimens) {
  const named = specimens.map((specimen) => ({ specimen, name: splitName(record(specimen)).name }));
  named.sort((a, b) => a.name.localeCompare(b.name) || a.specimen.number - b.specimen.number);
  const sorted = named.map(({ specimen }) => specimen);
  return { count: sorted.length, numbers: () => sorted.map(({ number }) => number), portion: async (from, to) => sorted.slice(from, to) };
}

/** @param {ArrayLike<number>} numbers @param {Viewer} viewer @returns {Source} */
function ofNumbers(numbers, viewer) {
  const part = (/** @type {number} */ from, /** @type {number} */ to) => Array.prototype.slice.call(numbers, from, to);
  return { count: numbers.length, numbers: () => part(0, numbers.length), portion: (from, to) => viewer.drawers.specimens(part(from, to)) };
}
