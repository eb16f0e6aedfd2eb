/**
 * One address is one state: `?specimen=...&taxon=...&sex=...&colour=...#zoom/x/y`. Specimens and taxa go by the
 * museum's own names, so an old link still works when the map was made anew.
 *
 * @import {Place, View} from "../types.js"
 */

/** What can be filtered by; values of one are joined by "|", a span by "..", a box of the globe by ",". */
const FILTERS = ["family", "genus", "species", "sex", "country", "typeStatus", "quality", "source", "years", "decade", "box", "words"];

const OR = "|";
/** A bar that belongs to the name of a specimen. */
const ESCAPED = "\u2758";

/** The state of an address that says nothing. @type {Place} */
export const NOWHERE = { view: null, specimen: "", taxon: "", filters: {}, colour: "", selected: [] };

/** Read the state out of an address; what cannot be understood is left out.
 * @param {{search: string, hash: string}} address @returns {Place} */
export function readAddress(address) {
  const query = new URLSearchParams(address.search);
  return {
    view: readView(address.hash),
    specimen: query.get("specimen") ?? "",
    taxon: query.get("taxon") ?? "",
    colour: query.get("colour") ?? "",
    selected: (query.get("selected") ?? "").split(OR).filter(Boolean).map((key) => key.replaceAll(ESCAPED, OR)),
    filters: Object.fromEntries(FILTERS.flatMap((key) => (query.has(key) ? [[key, query.get(key) ?? ""]] : []))),
  };
}

/** Write a state as the part of an address after the path.
 * @param {Place} place @param {string} [kept]  the present query, whose other keys stay */
export function writeAddress(place, kept = "") {
  const query = new URLSearchParams(kept);
  for (const key of /** @type {const} */ (["specimen", "taxon", "colour"])) {
    if (place[key]) query.set(key, place[key]);
    else query.delete(key);
  }
  if (place.selected.length) query.set("selected", place.selected.map((key) => key.replaceAll(OR, ESCAPED)).join(OR));
  else query.delete("selected");
  for (const key of FILTERS) {
    if (key in place.filters) query.set(key, place.filters[key]);
    else query.delete(key);
  }
  const text = query.toString().replaceAll("%3A", ":").replaceAll("%2F", "/").replaceAll("%2C", ",");
  return (text ? `?${text}` : "") + (place.view ? writeView(place.view) : "");
}

/** @param {string} hash @returns {View | null} */
function readView(hash) {
  const parts = hash.replace(/^#/, "").split("/");
  const map = parts.length === 4 && /^[0-9a-f]{4}$/.test(parts[3]) ? parts.pop() : undefined;
  const [zoom, x, y] = parts.map(Number);
  const numbers = parts.length === 3 && parts.every((part) => part.trim() !== "");
  if (!numbers || ![zoom, x, y].every(Number.isFinite)) return null;
  if (zoom < -4 || zoom > 40 || Math.abs(x) > 2 || Math.abs(y) > 2) return null;
  return map ? { zoom, x, y, map } : { zoom, x, y };
}

/** A tenth of a pixel is enough: as many decimals as the zoom deserves.
 * @param {View} view */
function writeView({ zoom, x, y, map }) {
  const decimals = Math.max(2, Math.ceil((zoom + 9) * 0.302) + 1);
  const short = (/** @type {number} */ value) => String(Number(value.toFixed(decimals)));
  return `#${Number(zoom.toFixed(2))}/${short(x)}/${short(y)}${map ? `/${map}` : ""}`;
}
