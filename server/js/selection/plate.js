/**
 * A plate: collected specimens side by side on one sheet, named and credited, as in an old monograph.
 *
 * @import {Fields} from "../types.js"
 */
import { credit } from "../panels/citation.js";
import { splitName } from "../data/records.js";

const CELL = 300;
const MARGIN = 60;
const LINE = 22;

/** How many columns and rows a plate has: a little wider than high.
 * @param {number} count @returns {{columns: number, rows: number}} */
export function grid(count) {
  const columns = Math.max(1, Math.round(Math.sqrt(count * 1.25)));
  return { columns, rows: Math.ceil(count / columns) };
}

/** All credits of a plate, each once, most frequent first.
 * @param {Fields[]} records @returns {string[]} */
export function credits(records) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const record of records) {
    const text = credit(record);
    if (text) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([text]) => text);
}

/** Draw a plate.
 * @param {{picture: HTMLCanvasElement, fields: Fields}[]} specimens @param {{title: string, unnamed: string}} words
 * @returns {HTMLCanvasElement} */
export function plate(specimens, { title, unnamed }) {
  const { columns, rows } = grid(specimens.length);
  const named = credits(specimens.map(({ fields }) => fields));
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(columns * CELL, 700) + 2 * MARGIN;
  const top = MARGIN + 70;
  const high = CELL + 2 * LINE + 16;
  sheet.height = top + rows * high + 40 + named.length * LINE + MARGIN;
  const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  pen.fillStyle = "#fbf8f1";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = "#221e18";
  pen.textAlign = "center";
  pen.font = "30px Georgia, serif";
  pen.fillText(title, sheet.width / 2, MARGIN + 24, sheet.width - 2 * MARGIN);
  const left = (sheet.width - columns * CELL) / 2;
  pen.imageSmoothingQuality = "high";
  specimens.forEach(({ picture, fields }, at) => {
    const x = left + (at % columns) * CELL;
    const y = top + Math.floor(at / columns) * high;
    // One scale for all: a thumbnail is as wide as its specimen is long, whoever it is.
    pen.drawImage(picture, x + 18, y + 18 * (picture.height / picture.width), CELL - 36, (CELL - 36) * (picture.height / picture.width));
    const { name, author } = splitName(fields);
    const number = [fields.institutionCode, fields.catalogNumber].filter(Boolean).join(" ");
    pen.font = "italic 17px Georgia, serif";
    pen.fillText(`${at + 1}. ${name || unnamed}`, x + CELL / 2, y + CELL + 10, CELL - 16);
    pen.font = "13px system-ui, sans-serif";
    pen.fillText([author, number].filter(Boolean).join(" · "), x + CELL / 2, y + CELL + 10 + LINE, CELL - 16);
  });
  pen.textAlign = "left";
  pen.font = "13px system-ui, sans-serif";
  named.forEach((text, at) => pen.fillText(text, left + 18, top + rows * high + 40 + at * LINE, sheet.width - 2 * left));
  return sheet;
}
