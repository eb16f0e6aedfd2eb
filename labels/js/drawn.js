/**
 * How a mask is shown over its photograph: what is not the specimen lies in the dark.
 *
 * @import {Point} from "./board.js"
 * @import {Mask} from "./mask.js"
 */

/** @param {CanvasRenderingContext2D} context @param {Mask} mask @param {number} dimmed */
export function drawMask(context, mask, dimmed) {
  const { width, height } = mask.canvas;
  context.save();
  context.globalAlpha = dimmed;
  context.drawImage(shade(mask, width, height), 0, 0);
  context.globalAlpha = 1;
  context.drawImage(mask.edge, 0, 0);
  context.restore();
}

/** Darkness with a hole where the specimen is.
 * @param {Mask} mask @param {number} width @param {number} height */
function shade(mask, width, height) {
  const dark = Object.assign(document.createElement("canvas"), { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (dark.getContext("2d"));
  context.fillStyle = "#101310";
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "destination-out";
  context.drawImage(mask.canvas, 0, 0);
  return dark;
}

/** A polygon that is not closed yet.
 * @param {CanvasRenderingContext2D} context @param {Point[]} points @param {number} wide */
export function drawPolygon(context, points, wide) {
  context.beginPath();
  for (const point of points) context.lineTo(...point);
  context.strokeStyle = "#ffd34d";
  context.lineWidth = wide;
  context.stroke();
}
