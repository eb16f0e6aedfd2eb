/**
 * Words and pictures to take along, with their credit.
 *
 * @import {Fields} from "../types.js"
 */
import { licenceName, splitName } from "../data/records.js";

/** One line that cites a specimen.
 * @param {Fields} fields @param {string} address  of this specimen on the map */
export function citation(fields, address) {
  const { name, author } = splitName(fields);
  const number = [fields.institutionCode, fields.catalogNumber].filter(Boolean).join(" ");
  const title = [[name, author].filter(Boolean).join(" "), number].filter(Boolean).join(", ");
  return [title, credit(fields), address].filter(Boolean).join(". ");
}

/** Whose photograph it is, and under which licence.
 * @param {Fields} fields */
export function credit(fields) {
  const licence = fields.license ? licenceName(String(fields.license)) : "";
  return [fields.rightsHolder && `© ${fields.rightsHolder}`, licence].filter(Boolean).join(", ");
}

/** Offer a picture as a file, its credit written below it.
 * @param {HTMLCanvasElement} picture @param {string} name  of the file @param {string[]} lines */
export async function savePicture(picture, name, lines) {
  const sheet = document.createElement("canvas");
  const line = 15;
  sheet.width = Math.max(picture.width, 420);
  sheet.height = picture.height + (lines.length + 1) * line;
  const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(picture, (sheet.width - picture.width) / 2, 0);
  pen.fillStyle = "#333";
  pen.font = "11px sans-serif";
  lines.forEach((text, at) => pen.fillText(text, 10, picture.height + (at + 1) * line, sheet.width - 20));
  const file = await new Promise((done) => sheet.toBlob(done, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(/** @type {Blob} */ (file));
  link.download = `${name.replace(/[^\w.-]+/g, "_")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
