/**
 * The picture of one specimen, cut out of the deepest tiles of this site.
 *
 * @import {MapInfo, Specimen} from "./types.js"
 * @import {Occupied} from "./occupied.js"
 */
import { squaresOver } from "./geometry.js";
import { tileAddress } from "./tiles.js";

/** Draw a specimen on a canvas; at the deepest zoom no other reaches into its square.
 * @param {HTMLCanvasElement} canvas @param {Specimen} specimen @param {MapInfo} info
 * @param {Occupied} occupied */
export async function drawPicture(canvas, specimen, info, occupied) {
  const doubled = Boolean(info.tiles2x);
  const width = info.thumbnail_size * (doubled ? 2 : 1);
  const tile = info.tile_size * (doubled ? 2 : 1);
  const zoom = info.maxzoom;
  const half = info.thumbnail_size / info.tile_size / 2 ** zoom;
  const left = ((specimen.x - half + 1) / 2) * tile * 2 ** zoom;
  const top = ((specimen.y - half + 1) / 2) * tile * 2 ** zoom;
  const { x, y } = specimen;
  const squares = squaresOver({ x0: x - half, y0: y - half, x1: x + half, y1: y + half }, zoom);
  const there = squares.filter((square) => occupied.has(square.z, square.x, square.y));
  const pictures = await Promise.all(there.map((square) => picture(tileAddress(info, square, doubled))));
  canvas.width = canvas.height = width;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  there.forEach((square, place) => {
    const part = pictures[place];
    const [dx, dy] = [square.x * tile - left, square.y * tile - top];
    if (part) pen.drawImage(part, Math.round(dx), Math.round(dy), tile, tile);
  });
}

/** @param {string} address @returns {Promise<HTMLImageElement | null>} */
async function picture(address) {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  }
}
