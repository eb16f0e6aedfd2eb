/**
 * The layer of dots over the tiles: those specimens that the pictures of this zoom do not show.
 *
 * @import {Column} from "../data/columns.js"
 * @import {CollectionMap} from "../map/map.js"
 */
import { dotWidth, scatter } from "./dots.js";

export class DotLayer {
  /** @type {((number: number) => number) | null} */ colour = null;
  /** 0 for each specimen that is meant. @type {Uint16Array | null} */ bits = null;
  #pen;
  /** @type {ImageData | null} */ #image = null;
  #planned = 0;

  /** @param {CollectionMap} map @param {{x: Column, y: Column}} places
   * @param {(zoom: number) => number} drawnAt  how many specimens are pictures at a zoom
   * @param {() => {x: number, y: number, width: number}[]} kept  squares that no dot may cover */
  constructor(map, places, drawnAt, kept) {
    this.map = map;
    this.places = places;
    this.drawnAt = drawnAt;
    this.kept = kept;
    this.canvas = document.createElement("canvas");
    this.canvas.id = "dots";
    this.canvas.setAttribute("aria-hidden", "true");
    this.#pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    map.leaflet.getContainer().querySelector("#marks")?.after(this.canvas);
    map.leaflet.on("move zoom resize viewreset", () => this.draw());
  }

  /** Draw before the next frame. */
  plan() {
    this.#planned ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.#planned);
    this.#planned = 0;
    const { x: width, y: height } = this.map.leaflet.getSize();
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.#image = null;
    }
    this.canvas.hidden = !this.colour;
    if (!this.colour || !width || !height) return;
    this.#image ??= this.#pen.createImageData(width, height);
    const pixels = new Uint32Array(this.#image.data.buffer);
    pixels.fill(0);
    const { x, y } = this.places;
    const from = this.drawnAt(this.map.tileZoom);
    const corner = this.map.point(-1, -1);
    const view = { left: corner.x, top: corner.y, world: 2 * this.map.scale, dot: dotWidth(x.length - from, this.map.zoom) };
    scatter(pixels, { width, height }, { x, y, from, to: x.length, bits: this.bits }, view, this.colour);
    this.#pen.putImageData(this.#image, 0, 0);
    for (const { x: left, y: top, width: wide } of this.kept()) this.#pen.clearRect(left, top, wide, wide);
  }
}
