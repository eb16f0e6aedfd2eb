/**
 * The first picture of the map, before Leaflet and all else: the few tiles that cover the whole
 * collection, as plain pictures where the first view will have them. All other files of the page
 * wait for them; they stand in the template "later" of index.html.
 *
 * @import {MapInfo, Square, View} from "./types.js"
 */
import { squaresOver } from "./map/geometry.js";
import { covered, fitted } from "./map/home.js";
import { readAddress } from "./page/address.js";

/** So many tiles are asked for at once by browsers, and make the first picture. */
const MOST = 6;
/** Zooms that the first picture may be coarser than the map. */
const COARSER = 2;
/** Tiles of a kind that knows no alpha: they are white where nothing is. */
const OPAQUE = /\.jpe?g(\?|$)/;
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

/** Ask for the pictures of tiles.
 * @param {MapInfo} info @param {Square[]} tiles */
function asked(info, tiles) {
  return tiles.map(({ z, x, y }) => {
    const picture = new Image();
    picture.alt = "";
    picture.setAttribute("elementtiming", "first");
    picture.src = info.tiles.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
    return picture;
  });
}

/** Lay pictures where a view has them.
 * @param {number} width  of a tile in the world @param {View} view @param {number} scale  px of a world unit
 * @param {Square[]} tiles @param {HTMLImageElement[]} pictures */
function lay(width, view, scale, tiles, pictures) {
  const layer = document.createElement("div");
  layer.id = "first";
  layer.className = "tile";
  pictures.forEach((picture, at) => {
    picture.style.width = picture.style.height = `${width * scale + 0.5}px`;
    picture.style.left = `${innerWidth / 2 + (tiles[at].x * width - 1 - view.x) * scale}px`;
    picture.style.top = `${innerHeight / 2 + (tiles[at].y * width - 1 - view.y) * scale}px`;
  });
  layer.append(...pictures);
  document.getElementById("map")?.append(layer);
}

/** Resolves when the page is there and its styles are, so that it can be measured. */
async function dressed() {
  if (document.readyState === "loading")
    await new Promise((wake) => document.addEventListener("readystatechange", wake, { once: true }));
  const styles = [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet]"))];
  await Promise.all(
    styles.map((style) => style.sheet || new Promise((wake) => (style.onload = style.onerror = wake))),
  );
}

/** Load what the template names: its styles are there before its last script runs. */
function loadLater() {
  const later = /** @type {HTMLTemplateElement} */ (document.getElementById("later"));
  const parts = /** @type {DocumentFragment} */ (later.content.cloneNode(true));
  const styles = [.../** @type {NodeListOf<HTMLLinkElement>} */ (parts.querySelectorAll("[rel=stylesheet]"))];
  const ready = styles.map((style) => new Promise((wake) => (style.onload = style.onerror = wake)));
  const main = /** @type {HTMLScriptElement} */ (parts.querySelector("script[type=module]"));
  main.remove();
  for (const script of [main, ...parts.querySelectorAll("script")]) script.async = false;
  later.replaceWith(parts);
  Promise.all(ready).then(() => document.head.append(main));
}

/** The pictures are asked for before the page is laid out, which takes a slow processor long. */
async function begin() {
  const info = /** @type {MapInfo | null} */ (await /** @type {any} */ (globalThis).mapInfo);
  if (!info) return;
  if (OPAQUE.test(info.tiles)) document.documentElement.dataset.tiles = "opaque";
  const size = { x: innerWidth, y: innerHeight };
  const asWritten = readAddress(location).view;
  const nothing = { left: 0, right: 0, top: 0, bottom: 0 };
  const tiles = firstTiles(info, (asWritten ?? fitted(info, size, nothing)).zoom);
  if (asWritten && asWritten.zoom - tiles[0].z > COARSER) return;
  const pictures = asked(info, tiles);
  await dressed();
  const name = document.getElementById("name");
  if (name) name.textContent = info.name;
  const view = asWritten ?? fitted(info, size, covered());
  lay(2 / 2 ** tiles[0].z, view, (info.tile_size / 2) * 2 ** view.zoom, tiles, pictures);
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
}

if (globalThis.document) {
  const tooLong = new Promise((wake) => setTimeout(wake, PATIENCE));
  Promise.race([begin(), tooLong]).catch(() => {}).finally(loadLater);
}
