/**
 * Records as a table for a spreadsheet: CSV with Darwin Core terms.
 *
 * @import {Fields} from "../types.js"
 */

/** Column in the file, and the term in a record where it is called otherwise. */
const TERMS = /** @type {[string, string][]} */ ([
  ["occurrenceID", "occurrenceID"], ["catalogNumber", "catalogNumber"], ["institutionCode", "institutionCode"],
  ["scientificName", "scientificName"], ["scientificNameAuthorship", "scientificNameAuthorship"],
  ["sex", "sex"], ["typeStatus", "typeStatus"], ["eventDate", "date"], ["recordedBy", "recordedBy"],
  ["country", "country"], ["locality", "locality"], ["decimalLatitude", "lat"], ["decimalLongitude", "lon"],
  ["image", "image"], ["associatedMedia", "identifier"], ["references", "references"],
  ["license", "license"], ["rightsHolder", "rightsHolder"],
]);
/** What a spreadsheet program would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** One cell: quoted where it must be, and never a formula.
 * @param {unknown} value */
export function cell(value) {
  if (typeof value === "number") return String(value);
  const text = String(value ?? "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The whole table, with a byte order mark, so that spreadsheet programs read it as UTF-8.
 * @param {Fields[]} records */
export function table(records) {
  const rows = records.map((record) => TERMS.map(([, term]) => cell(record[term])).join(","));
  return `\ufeff${[TERMS.map(([name]) => name).join(","), ...rows].join("\r\n")}\r\n`;
}
