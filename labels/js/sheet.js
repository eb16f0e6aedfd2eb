/**
 * A sheet of thumbnails, of which only those in view are in the page: 716,000 scroll like 100.
 * Cells are chosen by click, Shift and Ctrl, a rectangle, or keys; what is chosen is kept by place.
 *
 * @import {Item} from "./cell.js"
 * @typedef {{items: Item[], total: number}} Page  some cells of so many
 */
import { fill, made } from "./cell.js";
import { Pointing } from "./pointing.js";

const PAGE = 200; // cells asked for at once
const WIDE = 126; // pixels
const AROUND = 2; // rows beyond the view that are made ready

export class Sheet extends EventTarget {
  /** @param {HTMLElement} desk @param {(offset: number, count: number) => Promise<Page>} ask */
  constructor(desk, ask) {
    super();
    this.desk = desk;
    this.ask = ask;
    this.across = 2;
    this.side = WIDE; // pixels, of a cell with its gap
    this.foot = 44; // pixels below a thumbnail, for name and labels
    this.total = 0;
    /** @type {Map<number, Item>} */ this.items = new Map(); // by place
    /** @type {Set<number>} */ this.asked = new Set(); // pages
    /** @type {Set<number>} */ this.chosen = new Set(); // places
    this.active = 0;
    this.anchor = 0;
    /** @type {Map<number, HTMLElement>} */ this.cells = new Map(); // by place
    this.floor = desk.appendChild(document.createElement("div"));
    this.floor.className = "floor";
    desk.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(desk);
    new Pointing(this);
  }

  /** Fill the width: as many cells as are about as wide as a thumbnail. */
  measure() {
    const wide = this.desk.clientWidth - 8;
    this.across = Math.max(2, Math.round(wide / WIDE));
    this.side = Math.floor(wide / this.across);
    this.floor.style.setProperty("--cell", `${this.side - 6}px`);
    this.draw();
  }

  /** Forget all and ask anew. */
  async renew() {
    this.items.clear();
    this.asked = new Set(); // what is still to come of the old ones is passed over
    this.chosen.clear();
    for (const cell of this.cells.values()) cell.remove();
    this.cells.clear();
    this.active = this.anchor = this.desk.scrollTop = 0;
    await this.fetch(0);
    this.tell();
  }

  /** Ask for the page of a place, if nobody has.
   * @param {number} place */
  async fetch(place) {
    const page = Math.floor(place / PAGE);
    const { asked } = this;
    if (asked.has(page)) return;
    asked.add(page);
    try {
      const { items, total } = await this.ask(page * PAGE, PAGE);
      if (asked !== this.asked) return;
      items.forEach((item, n) => this.items.set(page * PAGE + n, item));
      this.total = total;
      this.draw();
      this.dispatchEvent(new Event("answered"));
    } catch {
      asked.delete(page);
    }
  }

  /** Put cells where the view is, and take others away. */
  draw() {
    const { across, desk } = this;
    const high = this.side + this.foot;
    this.floor.style.height = `${Math.ceil(this.total / across) * high}px`;
    const first = Math.max(0, Math.floor(desk.scrollTop / high) - AROUND) * across;
    const end = Math.ceil((desk.scrollTop + desk.clientHeight) / high + AROUND) * across;
    for (const [place, cell] of this.cells) {
      if (place >= first && place < end && place < this.total) continue;
      cell.remove();
      this.cells.delete(place);
    }
    for (let place = first; place < Math.min(end, this.total); place++) this.cell(place);
  }

  /** @param {number} place */
  cell(place) {
    const item = this.items.get(place);
    if (!item) return void this.fetch(place);
    let cell = this.cells.get(place);
    if (!cell) {
      cell = made(item);
      cell.dataset.place = String(place);
      this.cells.set(place, cell);
      this.floor.append(cell);
    }
    const high = this.side + this.foot;
    const [x, y] = [(place % this.across) * this.side, Math.floor(place / this.across) * high];
    cell.style.transform = `translate(${x}px, ${y}px)`;
    fill(cell, item);
    cell.setAttribute("aria-selected", String(this.chosen.has(place)));
    cell.toggleAttribute("data-active", place === this.active);
    if (place === this.active) this.desk.setAttribute("aria-activedescendant", cell.id);
  }

  /** Take in what the server said of some items.
   * @param {Item[]} items */
  update(items) {
    const known = new Map(items.map((item) => [item.image, item]));
    for (const [place, item] of this.items) {
      const now = known.get(item.image);
      if (now) this.items.set(place, now);
    }
    this.draw();
  }

  /** Show a label at once, before the server has answered.
   * @param {number[]} places @param {string[]} labels */
  expect(places, labels) {
    for (const place of places) {
      const item = this.items.get(place);
      if (item) this.items.set(place, { ...item, labels });
    }
    this.draw();
  }

  /** The places that are meant: those chosen, else the active one. */
  get meant() {
    const places = this.chosen.size ? [...this.chosen].sort((a, b) => a - b) : [this.active];
    return places.filter((place) => this.items.has(place));
  }

  /** Move the active cell; with `extend` the range from the anchor is chosen.
   * @param {number} place */
  go(place, extend = false) {
    if (!this.total) return;
    this.active = Math.min(Math.max(place, 0), this.total - 1);
    if (extend) this.range();
    else this.anchor = this.active;
    const high = this.side + this.foot;
    const top = Math.floor(this.active / this.across) * high;
    const { scrollTop, clientHeight } = this.desk;
    if (top < scrollTop) this.desk.scrollTop = top;
    else if (top + high > scrollTop + clientHeight) this.desk.scrollTop = top + high - clientHeight;
    this.draw();
    this.tell();
  }

  range() {
    const [low, high] = [this.anchor, this.active].sort((a, b) => a - b);
    this.chosen = new Set(Array.from({ length: high - low + 1 }, (_, n) => low + n));
  }

  toggle(place = this.active) {
    if (!this.chosen.delete(place)) this.chosen.add(place);
    this.active = this.anchor = place;
    this.draw();
    this.tell();
  }

  none() {
    this.chosen.clear();
    this.draw();
    this.tell();
  }

  /** Choose all that are asked for, fetching what is not here yet. */
  async all() {
    const { asked } = this;
    for (let place = 0; place < this.total; place += PAGE) await this.fetch(place);
    if (asked !== this.asked) return; // something else was asked for meanwhile
    this.chosen = new Set(this.items.keys());
    this.draw();
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("chosen"));
  }
}
