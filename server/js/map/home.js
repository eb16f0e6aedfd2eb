/**
 * The view in which the whole collection is seen beside the panels. Needed before Leaflet is there.
 *
 * @import {MapInfo, View} from "../types.js"
 */

/** Narrower screens have their panels below the map. */
export const NARROW = "(max-width: 760px)";
/** On a wall all that is read is larger by half. */
export const WALL = "(min-width: 2560px)";
/** Wider screens have room for the whole map beside the panel at its left, px. */
const ROOMY = 1000;
/** Free ground beside the whole collection, px. */
const EDGE = 24;

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Px along each edge of the map that panels lie over. */
export function covered() {
  const open = ["card", "list"].map(part).find((panel) => !panel.hidden);
  const frame = open?.getBoundingClientRect();
  const top = part("top").getBoundingClientRect();
  const tour = part("tour").hidden ? 0 : innerHeight - part("tour").getBoundingClientRect().top;
  if (matchMedia(NARROW).matches)
    return { left: 0, right: 0, top: top.bottom, bottom: Math.max(tour, frame ? innerHeight - frame.top : 40) };
  const isFree = innerWidth < ROOMY && ["taxon", "filter", "contents"].every((id) => part(id).hidden);
  return { left: isFree ? 0 : top.right, right: frame ? innerWidth - frame.left : 0, top: 0, bottom: Math.max(tour, 24) };
}

/** The whole collection in what is free of a screen.
 * @param {Pick<MapInfo, "bounds" | "maxzoom" | "tile_size">} info
 * @param {{x: number, y: number}} size  of the screen, px
 * @param {{left: number, top: number, right: number, bottom: number}} free  px that panels cover
 * @param {boolean} [plain]  the middle of the collection, whatever covers the screen
 * @returns {View} */
export function fitted(info, size, { left, top, right, bottom }, plain = false) {
  const [x0, y0, x1, y1] = info.bounds;
  const wide = Math.max(80, size.x - left - right - 2 * EDGE);
  const high = Math.max(80, size.y - top - bottom - EDGE);
  const unit = Math.min(wide / (x1 - x0 || 2), high / (y1 - y0 || 2));
  const zoom = Math.min(info.maxzoom, Math.log2(unit / (info.tile_size / 2)));
  const shift = plain ? [0, 0] : [(right - left) / 2 / unit, (bottom - top) / 2 / unit];
  return { zoom, x: (x0 + x1) / 2 + shift[0], y: (y0 + y1) / 2 + shift[1] };
}
