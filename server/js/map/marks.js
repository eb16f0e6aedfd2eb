/**
 * What is drawn over the tiles on one canvas: a veil over all specimens that do not belong to
 * the chosen taxon, and rings around the specimen pointed at and the one selected.
 *
 * @import {Specimen} from "../types.js"
 * @import {CollectionMap} from "./map.js"
 */
import { side } from "./geometry.js";
import { colour } from "../page/ground.js";

export class Marks {
  /** @type {Specimen | null} */ hovered = null;
  /** @type {Specimen | null} */ selected = null;
  /** @type {((specimen: Specimen) => boolean) | null} */ filter = null;
  /** The colour of what a specimen is, or none. @type {((specimen: Specimen) => string) | null} */
  colourOf = null;
  /** Whether a specimen is among those collected. */
  isCollected = (/** @type {Specimen} */ _specimen) => false;
  /** How far all pictures step back behind the dots, 0 to 1. */
  dimmed = 0;
  #pen;
  #planned = 0;

  /** @param {HTMLCanvasElement} canvas @param {CollectionMap} map @param {number} unit
   * @param {() => Specimen[]} visible  the specimens on the screen */
  constructor(canvas, map, unit, visible) {
    this.canvas = canvas;
    this.map = map;
    this.unit = unit;
    this.visible = visible;
    this.#pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    map.leaflet.on("move zoom resize viewreset", () => this.draw());
  }

  /** Draw before the next frame. */
  plan() {
    this.#planned ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.#planned);
    this.#planned = 0;
    const size = this.map.leaflet.getSize();
    const fine = Math.min(2, devicePixelRatio || 1);
    const pen = this.#pen;
    if (this.canvas.width !== Math.round(size.x * fine) || this.canvas.height !== Math.round(size.y * fine)) {
      this.canvas.width = Math.round(size.x * fine);
      this.canvas.height = Math.round(size.y * fine);
    }
    pen.setTransform(fine, 0, 0, fine, 0, 0);
    pen.clearRect(0, 0, size.x, size.y);
    if (this.filter) this.#veil(size, this.filter);
    else if (this.dimmed) this.#cover(size, this.dimmed);
    if (this.colourOf) this.#flags(this.colourOf);
    for (const specimen of this.visible()) if (this.isCollected(specimen)) this.#tick(specimen);
    if (this.hovered && this.hovered !== this.selected) this.#ring(this.hovered, 1.5);
    if (this.selected) this.#ring(this.selected, 3);
  }

  /** A specimen's square on the screen, px.
   * @param {Specimen} specimen */
  square(specimen) {
    const { x, y } = this.map.point(specimen.x, specimen.y);
    const width = side(specimen.full, this.map.tileZoom, this.unit) * this.map.scale;
    return { x: x - width / 2, y: y - width / 2, width };
  }

  /** The ground's colour over everything, with holes where the specimens meant are.
   * @param {{x: number, y: number}} size @param {(specimen: Specimen) => boolean} filter */
  #veil(size, filter) {
    const pen = this.#pen;
    this.#cover(size, 0.84);
    for (const specimen of this.visible()) {
      if (!filter(specimen)) continue;
      const { x, y, width } = this.square(specimen);
      pen.clearRect(x, y, width, width);
    }
  }

  /** @param {{x: number, y: number}} size @param {number} strength */
  #cover(size, strength) {
    const pen = this.#pen;
    pen.globalAlpha = strength;
    pen.fillStyle = colour("map-ground");
    pen.fillRect(0, 0, size.x, size.y);
    pen.globalAlpha = 1;
  }

  /** A bar under each specimen that is meant, in its colour.
   * @param {(specimen: Specimen) => string} colourOf */
  #flags(colourOf) {
    const pen = this.#pen;
    for (const specimen of this.visible()) {
      if (this.filter && !this.filter(specimen)) continue;
      const { x, y, width } = this.square(specimen);
      const high = Math.max(2, Math.min(5, width * 0.05));
      pen.fillStyle = colourOf(specimen);
      pen.fillRect(x + width * 0.2, y + width - high, width * 0.6, high);
    }
  }

  /** A tick at the corner of a specimen that is collected.
   * @param {Specimen} specimen */
  #tick(specimen) {
    const { x, y, width } = this.square(specimen);
    const radius = Math.max(3, Math.min(9, width * 0.12));
    const [left, top] = [x + width - radius * 1.2, y + radius * 1.2];
    const pen = this.#pen;
    pen.beginPath();
    pen.arc(left, top, radius, 0, 7);
    pen.fillStyle = colour("accent");
    pen.fill();
    if (radius < 6) return;
    pen.beginPath();
    for (const [right, down] of [[-0.45, 0], [-0.1, 0.36], [0.46, -0.36]]) pen.lineTo(left + right * radius, top + down * radius);
    pen.lineWidth = 1.8;
    pen.strokeStyle = colour("paper");
    pen.stroke();
  }

  /** @param {Specimen} specimen @param {number} width */
  #ring(specimen, width) {
    const square = this.square(specimen);
    const grown = Math.max(square.width * 1.06, 18);
    const shift = (square.width - grown) / 2;
    const pen = this.#pen;
    pen.beginPath();
    pen.roundRect(square.x + shift, square.y + shift, grown, grown, Math.min(14, grown * 0.14));
    pen.lineWidth = width + 3;
    pen.strokeStyle = colour("map-ground");
    pen.stroke();
    pen.lineWidth = width;
    pen.strokeStyle = colour("accent");
    pen.stroke();
  }
}
