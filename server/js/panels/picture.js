/**
 * The picture of one specimen, cut out of the deepest tiles of this site.
 *
 * @import {MapInfo, Specimen} from "../types.js"
 * @import {Occupied} from "../data/occupied.js"
 */
import { squaresOver } from "../map/geometry.js";
import { tileAddress } from "../map/tiles.js";

/** Draw a specimen on a canvas; at the deepest zoom no other reaches into its square.
 * @param {HTMLCanvasElement} canvas @param {Specimen} specimen @param {MapInfo} info
 * @param {Occupied} occupied
 * @param {number} [edge]  px of the canvas; as many as there are, unless told */
export async function drawPicture(canvas, specimen, info, occupied, edge = Infinity) {
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
  canvas.width = canvas.height = Math.min(edge, width);
  const pen = pencil(canvas);
  pen.scale(canvas.width / width, canvas.width / width);
  pen.imageSmoothingQuality = "high";
  there.forEach((square, place) => {
    const part = pictures[place];
    const [dx, dy] = [square.x * tile - left, square.y * tile - top];
    if (part) pen.drawImage(part, Math.round(dx), Math.round(dy), tile, tile);
  });
}

/** Cut the empty rows above and below a picture off, but for a margin.
 * @param {HTMLCanvasElement} canvas */
export function trim(canvas) {
  const pen = pencil(canvas);
  const { width, height } = canvas;
  const pixels = pen.getImageData(0, 0, width, height).data;
  const isEmpty = (/** @type {number} */ row) => {
    for (let at = row * width * 4 + 3; at < (row + 1) * width * 4; at += 4) if (pixels[at] > 40) return false;
    return true;
  };
  let [top, bottom] = [0, height - 1];
  while (top < bottom && isEmpty(top)) top++;
  while (bottom > top && isEmpty(bottom)) bottom--;
  top = Math.max(0, top - 8);
  const kept = pen.getImageData(0, top, width, Math.min(height, bottom + 9) - top);
  canvas.height = kept.height;
  pen.putImageData(kept, 0, 0);
}

/** @param {HTMLCanvasElement} canvas */
const pencil = (canvas) =>
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));

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
