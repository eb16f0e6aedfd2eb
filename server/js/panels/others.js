/**
 * Other specimens on a card, as pictures: other photographs of the same specimen, and those that
 * look most like it.
 *
 * @import {Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { record, value } from "../data/drawers.js";
import { whereIs } from "../data/ids.js";
import { nearest } from "../data/near.js";
import { splitName } from "../data/records.js";
import { el, fill } from "../page/dom.js";
import { say } from "../page/strings.js";
import { specimenLink } from "./links.js";
import { drawPicture } from "./picture.js";

const MOST = 6;

/** Fill a card's two rows of pictures; what comes too late for the card is dropped.
 * @param {Viewer} viewer @param {Specimen} specimen
 * @param {{also: HTMLElement, alike: HTMLElement, isOpen: () => boolean}} card */
export async function showOthers(viewer, specimen, { also, alike, isOpen }) {
  const show = (/** @type {HTMLElement} */ place, /** @type {string} */ title, /** @type {Specimen[]} */ found) => {
    if (isOpen() && found.length) fill(place, [el("h3", {}, say(title)), pictures(viewer, found)]);
  };
  await Promise.all([
    photographs(viewer, specimen).then((found) => show(also, "card.also", found)),
    viewer.info.near
      ? likeIt(viewer, specimen).then((found) => show(alike, "card.alike", found))
      : beside(viewer, specimen).then((found) => show(alike, "card.near", found.length > 1 ? found : [])),
  ]);
}

/** The other photographs of a specimen.
 * @param {Viewer} viewer @param {Specimen} specimen */
async function photographs({ info, drawers }, specimen) {
  const id = String(value(specimen, "occurrenceID") ?? "");
  const numbers = await whereIs(id, info).catch(() => []);
  const others = numbers.filter((number) => number !== specimen.number).slice(0, 2 * MOST);
  const found = await drawers.specimens(others);
  return found.filter((one) => value(one, "occurrenceID") === id).slice(0, MOST);
}

/** Those that look most like it.
 * @param {Viewer} viewer @param {Specimen} specimen */
async function likeIt({ info, drawers }, { number }) {
  return drawers.specimens(await nearest(number, info).catch(() => []));
}

/** Those that lie next to it at the deepest zoom.
 * @param {Viewer} viewer @param {Specimen} specimen */
async function beside({ info, drawers }, { x, y, image }) {
  const reach = 3 * drawers.unit * 2 ** -info.maxzoom;
  const box = { x0: x - reach, y0: y - reach, x1: x + reach, y1: y + reach };
  await drawers.load(drawers.names(box, info.maxzoom));
  const far = (/** @type {Specimen} */ one) => Math.hypot(one.x - x, one.y - y);
  const others = drawers.within(box, info.maxzoom).filter((one) => one.image !== image);
  return others.sort((a, b) => far(a) - far(b)).slice(0, MOST);
}

/** @param {Viewer} viewer @param {Specimen[]} found */
function pictures(viewer, found) {
  const { info, occupied } = viewer;
  const links = found.map((one) => {
    const canvas = el("canvas", { width: 128, height: 128, "aria-hidden": "true" });
    drawPicture(canvas, one, info, occupied, 160);
    const title = splitName(record(one)).name || say("card.unnamed");
    return el("li", {}, specimenLink(viewer, one, { "aria-label": title, title }, canvas));
  });
  return el("ul", {}, ...links);
}
