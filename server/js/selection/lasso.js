/**
 * The lasso: draw round specimens to collect them, with mouse, pen or finger.
 *
 * @import {Viewer} from "../viewer.js"
 * @import {Point} from "./inside.js"
 */
import { Columns } from "../data/columns.js";
import { byId } from "../page/dom.js";
import { colour } from "../page/ground.js";
import { say } from "../page/strings.js";
import { within } from "./inside.js";

/** Nearer than this a further point of the outline is no news, px. */
const STEP = 4;

export class Lasso {
  /** @type {Point[]} */ #outline = [];
  #canvas = document.createElement("canvas");

  /** @param {Viewer} viewer @param {() => void} ended */
  constructor(viewer, ended) {
    this.viewer = viewer;
    this.ended = ended;
    this.#canvas.id = "lasso";
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    this.#canvas.addEventListener("pointermove", (event) => this.#follow(event));
    this.#canvas.addEventListener("pointerup", () => this.#close());
    this.#canvas.addEventListener("pointercancel", () => this.stop());
  }

  get isOn() {
    return this.#canvas.isConnected;
  }

  start() {
    const size = this.viewer.map.leaflet.getSize();
    Object.assign(this.#canvas, { width: size.x, height: size.y });
    byId("map").after(this.#canvas);
    this.viewer.notice(say("lasso.help"));
  }

  stop() {
    this.#outline = [];
    this.#canvas.remove();
    this.ended();
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#outline = [{ x: event.offsetX, y: event.offsetY }];
  }

  /** @param {PointerEvent} event */
  #follow(event) {
    const last = this.#outline.at(-1);
    if (!last || Math.hypot(event.offsetX - last.x, event.offsetY - last.y) < STEP) return;
    this.#outline.push({ x: event.offsetX, y: event.offsetY });
    const pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d"));
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    pen.beginPath();
    for (const { x, y } of this.#outline) pen.lineTo(x, y);
    pen.closePath();
    pen.globalAlpha = 0.14;
    pen.fillStyle = pen.strokeStyle = colour("accent");
    pen.fill();
    pen.globalAlpha = 1;
    pen.lineWidth = 2;
    pen.stroke();
  }

  async #close() {
    const { viewer } = this;
    const outline = this.#outline.map(({ x, y }) => {
      const { lng, lat } = viewer.map.leaflet.containerPointToLatLng([x, y]);
      return { x: lng, y: lat };
    });
    this.stop();
    if (outline.length < 3) return;
    const columns = new Columns(viewer.info);
    const [x, y] = await Promise.all([columns.column("x"), columns.column("y")]);
    const filter = viewer.meaning.filter;
    const found = within(outline, { x, y }, (number) => !filter?.isActive || filter.has(number));
    await viewer.selecting.add(found);
    viewer.speak(say("select.count", { count: viewer.selecting.collected.size }));
  }
}
