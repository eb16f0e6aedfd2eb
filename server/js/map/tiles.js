/**
 * The pictures of the map, of which only those that exist are asked for.
 *
 * @import {MapInfo} from "../types.js"
 * @import {Occupied} from "../data/occupied.js"
 */
import { L } from "./leaflet.js";

/** Zooms beyond the deepest tiles, with and without tiles of twice the resolution. */
export const BEYOND = { doubled: 2, single: 1 };

/** Tiles that have come are decoded, and have faded in, after so long, ms. */
const DECODED = 300;

/** Whether the connection is slow (Mb/s), or the visitor pays for it, as far as browsers tell. */
const isSlow = () => {
  const { connection } = /** @type {any} */ (navigator);
  return Boolean(connection?.saveData) || connection?.downlink < 2;
};

/** Address of a tile, at twice the resolution where the collection has that and it shows.
 * @param {MapInfo} info @param {{x: number, y: number, z: number}} tile @param {boolean} doubled */
export function tileAddress(info, tile, doubled) {
  const template = (doubled && info.tiles2x) || info.tiles;
  return template.replace(/\{([xyz])\}/g, (_, key) => String(tile[/** @type {"x"} */ (key)]));
}

/** The Leaflet layer of a collection's tiles.
 * @param {MapInfo} info @param {Occupied} occupied @param {() => void} missing  called when a
 * tile that should exist cannot be had */
export function tileLayer(info, occupied, missing) {
  const layer = new (kind(info, occupied))(info.tiles, {
    tileSize: info.tile_size,
    minZoom: -8,
    minNativeZoom: 0,
    maxNativeZoom: info.maxzoom,
    maxZoom: info.maxzoom + BEYOND.doubled,
    keepBuffer: 3,
    updateInterval: 100,
    className: "tile",
  });
  const retried = new WeakSet();
  layer.on("tileerror", ({ tile }) => {
    const picture = /** @type {HTMLImageElement} */ (tile);
    if (retried.has(tile)) return missing();
    retried.add(tile);
    setTimeout(() => picture.isConnected && (picture.src = `${picture.src}&again`), 1500);
  });
  layer.on("add", () => /** @type {any} */ (layer)._map.on("zoom moveend", () => ageLevels(layer)));
  return layer;
}

/** Put the tiles in the place of the first picture, which stays beneath them until they are there.
 * @param {import("leaflet").TileLayer} layer @param {import("leaflet").Map} map */
export function takeOver(layer, map) {
  const first = document.getElementById("first");
  if (first) map.getPane("tilePane")?.prepend(first);
  const gone = () => first?.remove();
  layer.once("load", () => setTimeout(gone, DECODED));
  layer.addTo(map);
  map.once("zoom", gone);
}

/** Let the tiles of other zooms pale while they wait for their successors: a specimen has another
 * size in them. Those that nobody waits for go.
 * @param {import("leaflet").TileLayer} layer */
function ageLevels(layer) {
  const inner = /** @type {any} */ (layer);
  for (const [zoom, level] of Object.entries(inner._levels))
    level.el.classList.toggle("old", Number(zoom) !== inner._tileZoom);
  if (!layer.isLoading()) inner._pruneTiles();
}

/** @param {MapInfo} info @param {Occupied} occupied
 * @returns {new (address: string, options: import("leaflet").TileLayerOptions)
 *   => import("leaflet").TileLayer} */
function kind(info, occupied) {
  return /** @type {any} */ (
    L.TileLayer.extend({
      /** @param {{x: number, y: number, z: number}} tile */
      _isValidTile: ({ x, y, z }) => occupied.has(z, x, y),
      /** A browser may decode it after the frame it belongs to: no frame waits for twenty pictures.
       * @param {unknown[]} given */
      createTile(...given) {
        const tile = /** @type {any} */ (L.TileLayer.prototype).createTile.apply(this, given);
        tile.decoding = "async";
        return tile;
      },
      /** Half a pixel over the next tile: no hairlines at fractional zooms.
       * @param {HTMLElement} tile */
      _initTile(tile) {
        /** @type {any} */ (L.GridLayer.prototype)._initTile.call(this, tile);
        const layer = /** @type {any} */ (this);
        const grown = Math.max(1, 2 ** (layer._map.getZoom() - layer._tileZoom));
        tile.style.width = tile.style.height = `${info.tile_size + 0.6 / grown}px`;
      },
      /** @param {{x: number, y: number, z: number}} tile */
      getTileUrl(tile) {
        const grown = 2 ** (/** @type {any} */ (this)._map.getZoom() - tile.z);
        const sharp = window.devicePixelRatio * grown > 1.15 && !isSlow();
        return tileAddress(info, tile, sharp || tile.z >= info.maxzoom);
      },
    })
  );
}
