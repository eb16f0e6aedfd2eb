/**
 * Pictures of specimens, loaded ahead and kept for a while: the server may go away.
 *
 * @import {Card} from "./card.js"
 */
import { say } from "./notices.js";

const KEPT = 46; // pictures: those ahead, and some to go back to
const AGAIN = 2000; // milliseconds until a picture is asked for again
/** @type {Map<string, HTMLImageElement>} */ const pictures = new Map(); // by address, oldest first

/** A card's cutout, begun to load when first asked for.
 * @param {Card} card */
export function picture(card) {
  return kept(`/image/${encodeURIComponent(card.image)}.png`, card);
}

/** A card's photograph, no larger than a screen needs.
 * @param {Card} card */
export function photograph(card) {
  return kept(`/photograph/${encodeURIComponent(card.image)}.jpg`, card);
}

/** @param {string} address @param {Card} card */
function kept(address, card) {
  let element = pictures.get(address);
  if (!element) {
    element = new Image();
    element.src = address;
    pictures.set(address, element);
    if (pictures.size > KEPT) pictures.delete(/** @type {string} */ (pictures.keys().next().value));
  }
  element.alt = card.terms.scientificName ?? card.image;
  return element;
}

/** The mask of a card that holds, else what the network cut out.
 * @param {Card} card @param {() => boolean} wanted */
export async function outlined(card, wanted) {
  const picture = new Image();
  picture.src = `/mask/${encodeURIComponent(card.image)}.png?${card.history.length}`;
  await shown(picture, wanted);
  return picture;
}

/** Wait until a picture can be seen; ask for it again while the server is away.
 * @param {HTMLImageElement} element @param {() => boolean} wanted */
export async function shown(element, wanted) {
  for (;;) {
    try {
      await element.decode();
      element.hidden = false;
      return;
    } catch {
      element.hidden = true; // not the browser's sign of a broken picture
      if (!wanted()) return;
      say("The picture of this specimen cannot be shown yet. It is tried again; or skip it.");
      await new Promise((again) => setTimeout(again, AGAIN));
      element.src = `${element.src}`;
    }
  }
}
