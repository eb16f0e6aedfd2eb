/**
 * A photograph on a canvas that is zoomed and moved: by wheel, fingers, keys.
 *
 * @import {Telling} from "./types.js"
 * @typedef {[x: number, y: number]} Point  in pixels of the photograph
 * @typedef {{at: Point, event: PointerEvent}} Press
 * @typedef {{draw: CanvasRenderingContext2D} &
 *   Record<"pressed" | "dragged" | "released" | "abandoned", Press>} Happenings
 */

const CLOSEST = 12; // screen pixels for one of the photograph

export class Board extends /** @type {new () => Telling<Happenings>} */ (EventTarget) {
  /** @param {HTMLElement} desk @param {HTMLCanvasElement} canvas */
  constructor(desk, canvas) {
    super();
    this.desk = desk;
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    /** @type {HTMLImageElement | null} */ this.picture = null;
    this.scale = this.whole = 1; // pixels of the canvas for one of the photograph; whole: all is seen
    this.left = this.top = 0; // of the photograph, pixels of the canvas
    /** @type {Map<number, Point>} */ this.fingers = new Map(); // pixels of the page
    /** @type {Point} */ this.cursor = [0, 0]; // where the keyboard points
    this.keyed = false;
    this.drawing = false;
    new ResizeObserver(() => this.fit()).observe(desk);
    desk.addEventListener("wheel", (event) => this.roll(event), { passive: false });
    desk.addEventListener("pointerdown", (event) => this.down(event));
    desk.addEventListener("pointermove", (event) => this.move(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      desk.addEventListener(end, (event) => this.up(event));
  }

  /** Lay another picture on the board; the view shows all of it.
   * @param {HTMLImageElement | null} picture */
  lay(picture) {
    this.picture = picture;
    this.desk.style.aspectRatio = picture
      ? `${picture.naturalWidth} / ${picture.naturalHeight}`
      : "4 / 3";
    if (picture) this.cursor = [picture.naturalWidth / 2, picture.naturalHeight / 2];
    this.fit();
  }

  /** Show the whole photograph. */
  fit() {
    const sharp = devicePixelRatio;
    this.canvas.width = Math.round(this.desk.clientWidth * sharp);
    this.canvas.height = Math.round(this.desk.clientHeight * sharp);
    const { naturalWidth = 1, naturalHeight = 1 } = this.picture ?? {};
    this.whole = Math.min(this.canvas.width / naturalWidth, this.canvas.height / naturalHeight);
    this.scale = this.whole;
    this.left = (this.canvas.width - naturalWidth * this.scale) / 2;
    this.top = (this.canvas.height - naturalHeight * this.scale) / 2;
    this.draw();
  }

  /** Zoom about a point of the canvas, by default its middle.
   * @param {number} factor */
  zoom(factor, x = this.canvas.width / 2, y = this.canvas.height / 2) {
    const scale = Math.min(Math.max(this.scale * factor, this.whole), CLOSEST * devicePixelRatio);
    this.left = x - ((x - this.left) * scale) / this.scale;
    this.top = y - ((y - this.top) * scale) / this.scale;
    this.scale = scale;
    if (scale === this.whole) this.fit();
    else this.draw();
  }

  /** Draw at the next frame. */
  draw() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      const { context, canvas } = this;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      if (!this.picture) return;
      context.setTransform(this.scale, 0, 0, this.scale, this.left, this.top);
      context.imageSmoothingEnabled = this.scale < 3;
      context.drawImage(this.picture, 0, 0);
      this.dispatchEvent(new CustomEvent("draw", { detail: context }));
      if (this.keyed) this.cross(context);
    });
  }

  /** Move the point of the keyboard, and the view with it.
   * @param {number} across @param {number} down */
  point(across, down) {
    this.keyed = true;
    const { naturalWidth, naturalHeight } = /** @type {HTMLImageElement} */ (this.picture);
    this.cursor[0] = Math.min(Math.max(this.cursor[0] + across, 0), naturalWidth);
    this.cursor[1] = Math.min(Math.max(this.cursor[1] + down, 0), naturalHeight);
    const [x, y] = [this.cursor[0] * this.scale + this.left, this.cursor[1] * this.scale + this.top];
    this.left += Math.min(Math.max(x, 20), this.canvas.width - 20) - x;
    this.top += Math.min(Math.max(y, 20), this.canvas.height - 20) - y;
    this.draw();
  }

  /** @param {CanvasRenderingContext2D} context */
  cross(context) {
    const [x, y] = this.cursor;
    const arm = 14 / this.scale;
    for (const { colour, wide } of [{ colour: "#000", wide: 4 }, { colour: "#fff", wide: 2 }]) {
      context.strokeStyle = colour;
      context.lineWidth = (wide * devicePixelRatio) / this.scale;
      context.beginPath();
      context.moveTo(x - arm, y);
      context.lineTo(x + arm, y);
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
      context.stroke();
    }
  }

  /** Where an event is.
   * @param {PointerEvent} event @returns {Point} */
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * devicePixelRatio;
    const y = (event.clientY - box.top) * devicePixelRatio;
    return [(x - this.left) / this.scale, (y - this.top) / this.scale];
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (!this.picture) return;
    this.keyed = false;
    this.desk.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const moves = event.button === 1 || this.fingers.size > 1;
    if (this.fingers.size > 1) this.tell("abandoned", event);
    else if (!moves && event.button === 0) this.tell("pressed", event);
    this.panning = moves;
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    if (!this.panning) return this.tell("dragged", event);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    /** @type {Point} */ const now = [event.clientX, event.clientY];
    this.left += ((now[0] - before[0]) * devicePixelRatio) / this.fingers.size;
    this.top += ((now[1] - before[1]) * devicePixelRatio) / this.fingers.size;
    if (other) {
      const far = (/** @type {Point} */ [x, y]) => Math.hypot(x - other[0], y - other[1]) || 1;
      const box = this.canvas.getBoundingClientRect();
      const x = ((now[0] + other[0]) / 2 - box.left) * devicePixelRatio;
      const y = ((now[1] + other[1]) / 2 - box.top) * devicePixelRatio;
      this.zoom(far(now) / far(before), x, y);
    }
    this.fingers.set(event.pointerId, now);
    this.draw();
  }

  /** @param {PointerEvent} event */
  up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    if (!this.panning) this.tell("released", event);
    if (!this.fingers.size) this.panning = false;
  }

  /** @param {WheelEvent} event */
  roll(event) {
    event.preventDefault();
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) * devicePixelRatio;
    const y = (event.clientY - box.top) * devicePixelRatio;
    this.zoom(Math.exp(-event.deltaY * 0.002), x, y);
  }

  /** @param {keyof Happenings} what @param {PointerEvent} event */
  tell(what, event) {
    this.dispatchEvent(new CustomEvent(what, { detail: { at: this.place(event), event } }));
  }
}
