/**
 * What a record says, in words: its name, its rows, its rights and its links.
 *
 * @import {Fields, MapInfo} from "../types.js"
 */
import { spokenDate } from "./dates.js";
import { webAddress } from "../page/dom.js";

/** Values that are said in the visitor's language. */
const SEXES = new Set(["male", "female"]);
const ROWS = ["sex", "typeStatus", "place", "date", "recordedBy", "catalogNumber", "institutionCode"];

/** The name without its author, and the author.
 * @param {Fields} fields @returns {{name: string, author: string}} */
export function splitName(fields) {
  const author = String(fields.scientificNameAuthorship ?? "").trim();
  let name = String(fields.scientificName ?? "").trim();
  if (author && name.endsWith(author)) name = name.slice(0, -author.length).trim();
  return { name, author };
}

/** Rows of [term, text] that are worth showing, in order.
 * @param {Fields} fields @param {{language: string, say: (key: string) => string}} voice
 * @returns {[string, string][]} */
export function rows(fields, { language, say }) {
  const texts = {
    ...fields,
    sex: SEXES.has(String(fields.sex).toLowerCase()) ? say(String(fields.sex).toLowerCase()) : fields.sex,
    place: [fields.locality, fields.country].filter(Boolean).join(", "),
    date: fields.date && spokenDate(String(fields.date), language),
  };
  return ROWS.map((term) => [term, String(texts[/** @type {"sex"} */ (term)] ?? "").trim()]).filter(
    /** @returns {row is [string, string]} */ (row) => row[1] !== "",
  );
}

/** A licence by its usual short name: "CC BY 4.0".
 * @param {string} licence  an address or a name */
export function licenceName(licence) {
  const text = licence.trim();
  const [, kind, number] = /creativecommons\.org\/licenses\/([a-z-]+)\/([\d.]+)/i.exec(text) ?? [];
  if (kind) return `CC ${kind.toUpperCase()} ${number}`;
  if (/creativecommons\.org\/publicdomain\/zero/i.test(text)) return "CC0 1.0";
  if (/creativecommons\.org\/publicdomain\/mark/i.test(text)) return "Public domain";
  const [, terms, version] = /^CC[ _-]((?:BY|NC|ND|SA)(?:[ _-](?:BY|NC|ND|SA))*)[ _-]?([\d.]+)?/i.exec(text) ?? [];
  if (terms) return `CC ${terms.toUpperCase().replace(/[ _]/g, "-")}${version ? ` ${version}` : ""}`;
  return text;
}

/** The address of a licence's text, or null.
 * @param {string} licence */
export const licenceAddress = (licence) => webAddress(licence);

/** The museum's page of a record, or null.
 * @param {Fields} fields @param {MapInfo} info */
export function recordAddress(fields, info) {
  const own = webAddress(fields.references);
  if (own) return own;
  const link = (info.links ?? []).find(
    ({ institutionCode }) => !institutionCode || institutionCode === fields.institutionCode,
  );
  if (!link || !fields.occurrenceID) return null;
  const id = encodeURIComponent(String(fields.occurrenceID));
  return webAddress(link.template.replaceAll("{occurrenceID}", () => id));
}

/** The place on OpenStreetMap, or null.
 * @param {Fields} fields */
export function placeAddress(fields) {
  const [lat, lon] = [fields.lat, fields.lon].map((text) =>
    text === "" || text == null ? NaN : Number(text),
  );
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return null;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=8/${lat}/${lon}`;
}
