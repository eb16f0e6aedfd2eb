/**
 * The first picture of the map, before Leaflet and all else: the few tiles that cover the whole
 * collection, as plain pictures where the first view will have them. All other files of the page
 * wait for them; they stand in the template "later" of index.html.
 *
 * @import {MapInfo, View} from "./types.js"
 */
import { squaresOver } from "./map/geometry.js";
import { covered, fitted } from "./map/home.js";
import { readAddress } from "./page/address.js";

/** So many tiles are asked for at once by browsers, and make the first picture. */
const MOST = 6;
/** Zooms that the first picture may be coarser than the map. */
const COARSER = 2;
/** What comes later waits for the pictures at most so long, ms. */
const PATIENCE = 5000;

/** The tiles of the first picture: the finest zoom at which a few cover all.
 * @param {Pick<MapInfo, "bounds" | "maxzoom">} info @param {number} zoom  of the view */
export function firstTiles({ bounds, maxzoom }, zoom) {
  const [x0, y0, x1, y1] = bounds;
  const finest = Math.min(maxzoom, Math.max(0, Math.round(zoom)));
  for (let z = finest; z > 0; z--) {
    const squares = squaresOver({ x0, y0, x1, y1 }, z);
    if (squares.length <= MOST) return squares;
  }
  return [{ z: 0, x: 0, y: 0 }];
}

/** Lay pictures where a view has them; resolves when they are there or cannot be had.
 * @param {MapInfo} info @param {View} view @param {HTMLElement} ground */
async function paint(info, view, ground) {
  const tiles = firstTiles(info, view.zoom);
  if (view.zoom - tiles[0].z > COARSER) return;
  const layer = document.createElement("div");
  layer.id = "first";
  layer.className = "tile";
  const px = (info.tile_size / 2) * 2 ** view.zoom;
  const edge = (info.tile_size * 2 ** view.zoom) / 2 ** tiles[0].z;
  const pictures = tiles.map(({ z, x, y }) => {
    const picture = new Image();
    picture.alt = "";
    picture.setAttribute("elementtiming", "first");
    picture.src = info.tiles.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
    picture.style.width = picture.style.height = `${edge + 0.5}px`;
    picture.style.left = `${innerWidth / 2 + (-1 - view.x) * px + x * edge}px`;
    picture.style.top = `${innerHeight / 2 + (-1 - view.y) * px + y * edge}px`;
    return picture;
  });
  layer.append(...pictures);
  ground.append(layer);
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
}

/** Load what the template names: its styles are there before its last script runs. */
function loadLater() {
  const later = /** @type {HTMLTemplateElement} */ (document.getElementById("later"));
  const parts = /** @type {DocumentFragment} */ (later.content.cloneNode(true));
  const styles = [.../** @type {NodeListOf<HTMLLinkElement>} */ (parts.querySelectorAll("[rel=stylesheet]"))];
  const dressed = styles.map((style) => new Promise((wake) => (style.onload = style.onerror = wake)));
  const main = /** @type {HTMLScriptElement} */ (parts.querySelector("script[type=module]"));
  main.remove();
  for (const script of [main, ...parts.querySelectorAll("script")]) script.async = false;
  later.replaceWith(parts);
  Promise.all(dressed).then(() => document.head.append(main));
}

/** @returns {Promise<void>} */
async function begin() {
  const info = await /** @type {any} */ (globalThis).mapInfo;
  const ground = document.getElementById("map");
  const name = document.getElementById("name");
  if (!info || !ground || !name) return;
  name.textContent = info.name;
  const size = { x: innerWidth, y: innerHeight };
  await paint(info, readAddress(location).view ?? fitted(info, size, covered()), ground);
}

if (globalThis.document) {
  const tooLong = new Promise((wake) => setTimeout(wake, PATIENCE));
  Promise.race([begin(), tooLong]).catch(() => {}).finally(loadLater);
}
