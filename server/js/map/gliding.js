/**
 * Zooming that follows wheel, buttons and keys smoothly, to any fraction of a zoom, about the
 * place under the pointer. Leaflet's own wheel zoom steps; its CSS animation would leave the
 * labels and marks behind. Relies on `_move*` of Leaflet 1.9.4.
 */
import { L } from "./leaflet.js";

/** Time constant of an approach, ms. */
const EASE = 95;
/** Wheel travel that makes one zoom level, px. */
const WHEEL = 240;

export class Glide {
  #frame = 0;
  #goal = 0;
  #last = 0;
  #anchor = L.latLng(0, 0);
  #point = L.point(0, 0);

  /** @param {import("leaflet").Map} map @param {() => boolean} isCalm  no animation wanted */
  constructor(map, isCalm) {
    this.map = map;
    this.isCalm = isCalm;
    this.inner = /** @type {any} */ (map);
    const container = map.getContainer();
    container.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    container.addEventListener("pointerdown", () => this.stop());
    map.on("dblclick", (event) => this.by(event.originalEvent.shiftKey ? -1 : 1, event.containerPoint));
  }

  /** Zoom by some levels about a point of the container, the middle unless told.
   * @param {number} levels @param {import("leaflet").Point} [point] */
  by(levels, point = this.map.getSize().divideBy(2)) {
    const from = this.#frame ? this.#goal : this.map.getZoom();
    const goal = this.inner._limitZoom(from + levels);
    if (goal === this.map.getZoom()) return;
    this.#goal = goal;
    this.#point = point;
    this.#anchor = this.map.containerPointToLatLng(point);
    if (this.isCalm()) return this.#arrive();
    if (this.#frame) return;
    this.inner._stop();
    this.inner._moveStart(true, false);
    this.#last = performance.now();
    this.#frame = requestAnimationFrame((now) => this.#step(now));
  }

  /** Stay where it is. */
  stop() {
    if (!this.#frame) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.inner._moveEnd(true);
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 400 : 1;
    const travel = event.deltaY * unit * (event.ctrlKey ? 4 : 1);
    this.by(Math.max(-1.5, Math.min(1.5, -travel / WHEEL)), this.map.mouseEventToContainerPoint(event));
  }

  /** @param {number} now */
  #step(now) {
    const zoom = this.map.getZoom();
    const left = this.#goal - zoom;
    const part = 1 - Math.exp(-Math.min(64, Math.max(4, now - this.#last)) / EASE);
    this.#last = now;
    if (Math.abs(left) < 0.004) {
      this.#frame = 0;
      return this.#arrive();
    }
    const next = zoom + left * part;
    const sameTiles = Math.round(next) === Math.round(zoom);
    this.inner._move(this.#centre(next), next, sameTiles ? { pinch: true } : undefined);
    this.#frame = requestAnimationFrame((later) => this.#step(later));
  }

  #arrive() {
    this.inner._move(this.#centre(this.#goal), this.#goal);
    this.inner._moveEnd(true);
  }

  /** The centre that keeps the anchor under its point.
   * @param {number} zoom */
  #centre(zoom) {
    const offset = this.#point.subtract(this.map.getSize().divideBy(2));
    return this.map.unproject(this.map.project(this.#anchor, zoom).subtract(offset), zoom);
  }
}
