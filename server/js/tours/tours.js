/**
 * The curators' tours: tours.json beside index.html, read with care, since people write it by hand.
 *
 * @typedef {{search: string, hash: string}} State  what an address says after its path
 * @typedef {{state: State, title: string, text: string, seconds: number}} Stop
 * @typedef {{name: string, title: string, stops: Stop[]}} Tour
 * @typedef {{idle: number, tours: Tour[]}} Tours
 */
import { ask } from "../data/loading.js";
import { language } from "../page/strings.js";

/** Seconds that a stop is shown, and after which a kiosk is given up, unless the file says otherwise. */
const SECONDS = 12;
const IDLE = 60;
/** Nothing moves on faster than this, s. */
const LEAST = 2;

/** A text that is written once, or once for each language.
 * @param {unknown} texts @param {string} [spoken]  language */
export function inLanguage(texts, spoken = language) {
  if (typeof texts === "string") return texts;
  if (!texts || typeof texts !== "object") return "";
  const known = /** @type {Record<string, unknown>} */ (texts);
  const found = known[spoken] ?? known.en ?? Object.values(known)[0];
  return typeof found === "string" ? found : "";
}

/** The state of an address that was copied whole or in part.
 * @param {unknown} address @returns {State} */
export function stateOf(address) {
  const text = typeof address === "string" ? address : "";
  const [before, hash] = text.split("#");
  const query = before.includes("?") ? before.slice(before.indexOf("?")) : "";
  return { search: query, hash: hash === undefined ? "" : `#${hash}` };
}

/** @param {unknown} value @param {number} otherwise */
const seconds = (value, otherwise) => (typeof value === "number" && value >= 0 ? (value && Math.max(LEAST, value)) : otherwise);

/** What a file says; tours without a name or a stop are left out.
 * @param {any} file @param {string} [spoken] @returns {Tours} */
export function readTours(file, spoken = language) {
  const stops = (/** @type {any} */ steps) =>
    (Array.isArray(steps) ? steps : [])
      .filter((one) => one && typeof one === "object" && (one.state !== undefined || one.text !== undefined))
      .map((one) => ({
        state: stateOf(one.state),
        title: inLanguage(one.title, spoken),
        text: inLanguage(one.text, spoken),
        seconds: seconds(one.seconds, SECONDS),
      }));
  const tours = (Array.isArray(file?.tours) ? file.tours : [])
    .filter((/** @type {any} */ one) => one && typeof one.name === "string" && one.name)
    .map((/** @type {any} */ one) => ({ name: one.name, title: inLanguage(one.title, spoken) || one.name, stops: stops(one.steps) }));
  return { idle: Math.max(LEAST, seconds(file?.idle, IDLE)), tours: tours.filter((/** @type {Tour} */ { stops }) => stops.length > 0) };
}

/** Ask for the tours. Rejects with what is wrong with the file.
 * @returns {Promise<Tours>} */
export const loadTours = async () => readTours(await (await ask("tours.json", { cache: "no-cache" })).json());
