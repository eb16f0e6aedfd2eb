/** Pictures of specimens, loaded ahead and kept for a while: the server may go away. */
import { say } from "./notices.js";

const KEPT = 46; // pictures: those ahead, and some to go back to
const AGAIN = 2000; // milliseconds until a picture is asked for again
const pictures = new Map(); // address to <img>, oldest first

/** A card's cutout, begun to load when first asked for. */
export function picture(card) {
  return kept(`/image/${encodeURIComponent(card.image)}.png`, card);
}

/** A card's photograph, no larger than a screen needs. */
export function photograph(card) {
  return kept(`/photograph/${encodeURIComponent(card.image)}.jpg`, card);
}

function kept(address, card) {
  let element = pictures.get(address);
  if (!element) {
    element = new Image();
    element.src = address;
    pictures.set(address, element);
    if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
  }
  element.alt = card.terms.scientificName ?? card.image;
  return element;
}

/** Wait until a picture can be seen; ask for it again while the server is away. */
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
