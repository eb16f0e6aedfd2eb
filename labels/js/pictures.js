/** The cutouts' pictures, loaded ahead and kept for a while: the server may go away. */

const KEPT = 46; // pictures: those ahead, and some to go back to
const pictures = new Map(); // image id to <img>, oldest first

/** A card's picture, begun to load when first asked for. */
export function picture(card) {
  let element = pictures.get(card.image);
  if (!element) {
    element = new Image();
    element.src = `/image/${encodeURIComponent(card.image)}.png`;
    pictures.set(card.image, element);
    if (pictures.size > KEPT) pictures.delete(pictures.keys().next().value);
  }
  element.alt = card.terms.scientificName ?? card.image;
  return element;
}
