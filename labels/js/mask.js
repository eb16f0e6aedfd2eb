/**
 * A mask: which pixels of a photograph are the specimen, as strokes and clicks change it.
 *
 * @import {Point} from "./board.js"
 */

const KEPT = 10; // states to go back to

export class Mask {
  /** @param {HTMLImageElement} picture white on black @param {number} width @param {number} height */
  constructor(picture, width, height) {
    this.canvas = sheet(width, height);
    this.edge = sheet(width, height);
    /** @type {HTMLCanvasElement[]} */ this.before = []; // states, newest last
    this.set(picture);
  }

  get context() {
    return /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
  }

  /** Take a picture, white on black, as the mask: white stays, black becomes clear.
   * @param {HTMLImageElement} picture */
  set(picture) {
    const { width, height } = this.canvas;
    const { context } = this;
    context.globalCompositeOperation = "copy";
    context.drawImage(picture, 0, 0, width, height);
    const pixels = context.getImageData(0, 0, width, height);
    for (let at = 0; at < pixels.data.length; at += 4) {
      const inside = pixels.data[at] > 127 && pixels.data[at + 3] > 127;
      pixels.data.fill(inside ? 255 : 0, at, at + 4);
    }
    context.putImageData(pixels, 0, 0);
    this.outline();
  }

  /** Keep the state, so that the next change can be taken back. */
  keep() {
    const state = sheet(this.canvas.width, this.canvas.height);
    state.getContext("2d")?.drawImage(this.canvas, 0, 0);
    this.before.push(state);
    if (this.before.length > KEPT) this.before.shift();
  }

  /** Go back to the state before the last change; false if there is none. */
  back() {
    const state = this.before.pop();
    if (!state) return false;
    this.context.globalCompositeOperation = "copy";
    this.context.drawImage(state, 0, 0);
    this.outline();
    return true;
  }

  /** Draw or wipe a stroke from one point to another.
   * @param {Point} from @param {Point} to @param {number} across @param {boolean} inside */
  stroke(from, to, across, inside) {
    const { context } = this;
    this.ready(inside);
    context.lineWidth = across;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(to[0] + 0.01, to[1]);
    context.stroke();
  }

  /** Fill or empty a polygon.
   * @param {Point[]} points @param {boolean} inside */
  polygon(points, inside) {
    const { context } = this;
    this.ready(inside);
    context.beginPath();
    for (const point of points) context.lineTo(...point);
    context.fill();
    this.outline();
  }

  clear() {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.outline();
  }

  /** Find the line along its border, two pixels wide, by shifting it about and cutting it out. */
  outline() {
    const context = /** @type {CanvasRenderingContext2D} */ (this.edge.getContext("2d"));
    context.globalCompositeOperation = "copy";
    context.drawImage(this.canvas, 0, 0);
    context.globalCompositeOperation = "source-over";
    const corners = [[-1.4, -1.4], [1.4, 1.4], [1.4, -1.4], [-1.4, 1.4]];
    for (const [x, y] of [[-2, 0], [2, 0], [0, -2], [0, 2], ...corners])
      context.drawImage(this.canvas, x, y);
    context.globalCompositeOperation = "destination-out";
    context.drawImage(this.canvas, 0, 0);
    context.globalCompositeOperation = "source-over";
  }

  /** The mask as a PNG, white on black, in base64. */
  png() {
    const whole = sheet(this.canvas.width, this.canvas.height);
    const context = /** @type {CanvasRenderingContext2D} */ (whole.getContext("2d"));
    context.fillRect(0, 0, whole.width, whole.height);
    context.drawImage(this.canvas, 0, 0);
    return whole.toDataURL("image/png").replace(/^.*,/, "");
  }

  /** @param {boolean} inside */
  ready(inside) {
    this.context.globalCompositeOperation = inside ? "source-over" : "destination-out";
    this.context.strokeStyle = this.context.fillStyle = "#fff";
  }
}

/** A picture from a PNG in base64.
 * @param {string} text */
export async function fromPng(text) {
  const picture = new Image();
  picture.src = `data:image/png;base64,${text}`;
  await picture.decode();
  return picture;
}

/** @param {number} width @param {number} height */
function sheet(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}
