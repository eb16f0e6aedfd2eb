/**
 * Choosing cells of a sheet by pointer: a click, with Shift or Ctrl, a rectangle, a tap.
 *
 * @import {Sheet} from "./sheet.js"
 * @typedef {[x: number, y: number]} Place  pixels of the whole sheet
 */

export class Pointing {
  /** @param {Sheet} sheet */
  constructor(sheet) {
    this.sheet = sheet;
    /** @type {{from: Place, before: Set<number>} | null} */ this.held = null; // by the mouse
    /** @type {{place: number, x: number, y: number} | null} */ this.tapped = null;
    const { desk } = sheet;
    desk.addEventListener("pointerdown", (event) => this.press(event));
    desk.addEventListener("pointermove", (event) => this.drag(event));
    desk.addEventListener("pointerup", () => this.release());
    desk.addEventListener("pointercancel", () => (this.held = this.tapped = null));
  }

  /** @param {PointerEvent} event */
  press(event) {
    const { sheet } = this;
    const target = /** @type {Element} */ (event.target);
    /** @type {HTMLElement | null} */ const cell = target.closest("[data-place]");
    if (event.button || target.closest("a")) return;
    const place = cell ? Number(cell.dataset.place) : null;
    const mouse = event.pointerType === "mouse";
    if (mouse) this.held = { from: this.where(event), before: new Set(sheet.chosen) };
    if (place === null) return;
    if (!mouse) this.tapped = { place, x: event.clientX, y: event.clientY };
    else if (event.shiftKey) sheet.go(place, true);
    else if (event.ctrlKey || event.metaKey || sheet.chosen.has(place)) sheet.toggle(place);
    else {
      sheet.chosen = new Set([place]);
      sheet.go(place);
    }
  }

  /** @param {PointerEvent} event @returns {Place} */
  where(event) {
    const { desk } = this.sheet;
    const box = desk.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top + desk.scrollTop];
  }

  /** Choose what lies in the rectangle that is dragged.
   * @param {PointerEvent} event */
  drag(event) {
    const { sheet, tapped } = this;
    if (tapped && Math.hypot(event.clientX - tapped.x, event.clientY - tapped.y) > 10) this.tapped = null;
    if (!(event.buttons & 1)) this.held = null; // it was let go outside, or on the scroll bar
    if (!this.held) return;
    const [from, to] = [this.held.from, this.where(event)];
    if (Math.hypot(to[0] - from[0], to[1] - from[1]) < 12) return;
    const cell = (/** @type {number} */ x, /** @type {number} */ y) =>
      [Math.floor(x / sheet.side), Math.floor(y / (sheet.side + sheet.foot))];
    const low = cell(Math.min(from[0], to[0]), Math.min(from[1], to[1]));
    const high = cell(Math.max(from[0], to[0]), Math.max(from[1], to[1]));
    sheet.chosen = event.ctrlKey || event.shiftKey ? new Set(this.held.before) : new Set();
    for (let row = low[1]; row <= high[1]; row++)
      for (let column = Math.max(0, low[0]); column <= Math.min(high[0], sheet.across - 1); column++) {
        const place = row * sheet.across + column;
        if (place < sheet.total) sheet.chosen.add(place);
      }
    sheet.draw();
    sheet.tell();
  }

  release() {
    if (this.tapped) this.sheet.toggle(this.tapped.place);
    this.held = this.tapped = null;
  }
}
