/**
 * Names on the map: families in small capitals, genera and species in italics, each where its
 * taxon is densest, none over another.
 *
 * @import {Label} from "../types.js"
 * @import {CollectionMap} from "./map.js"
 */
import { el } from "../page/dom.js";
import { WALL } from "./home.js";
import { isItalic } from "../data/taxa.js";

const ORDER = ["order", "superfamily", "family", "subfamily", "tribe", "genus", "subgenus"];
const GAP = 10;
const MOST = 70;
/** A species whose name would hide more of the pictures than this part of itself goes unnamed. */
const HIDDEN = 0.3;
/** Species are named a little later than the data allows: the overview belongs to the genera. */
const LATER = 0.6;

/** @param {string} rank */
const place = (rank) => (ORDER.indexOf(rank) < 0 ? ORDER.length : ORDER.indexOf(rank));

/** A smaller picture may be hidden by a name, px. */
const SMALL = 12;

/** How far up or down a label may step aside so that it hides less, px. */
const STEPS = [0, 15, -15, 30, -30, 46, -46, 62, -62, 80, -80];

/** The step that lets a label hide least of the pictures, and what it still hides, px².
 * @param {{x: number, y: number, width: number, height: number}} label  centre and size, px
 * @param {{x: number, y: number, width: number}[]} squares  of the pictures: corner and edge, px
 * @returns {{step: number, hidden: number}} */
export function leastHiding(label, squares) {
  const [wide, high] = [label.width / 2, label.height / 2 + STEPS[STEPS.length - 2]];
  const near = squares.filter(
    ({ x, y, width }) =>
      x < label.x + wide && x + width > label.x - wide && y < label.y + high && y + width > label.y - high,
  );
  const hides = (/** @type {number} */ step) =>
    near.reduce((sum, { x, y, width }) => {
      const inset = width * 0.14;
      const wide = Math.min(label.x + label.width / 2, x + width - inset) - Math.max(label.x - label.width / 2, x + inset);
      const [top, bottom] = [label.y + step - label.height / 2, label.y + step + label.height / 2];
      const high = Math.min(bottom, y + width - inset * 1.6) - Math.max(top, y + inset * 1.6);
      return sum + Math.max(0, wide) * Math.max(0, high);
    }, 0);
  const tried = STEPS.map((step) => ({ step, hidden: hides(step) }));
  const cost = (/** @type {{step: number, hidden: number}} */ one) => one.hidden + Math.abs(one.step) * 6;
  return tried.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}

/** Of labels wished for, best first, those that fit without touching.
 * @template {{x: number, y: number, width: number, height: number}} Wish
 * @param {Wish[]} wishes  centre and size, px
 * @param {{x: number, y: number, width: number, height: number}[]} [taken]  what is there already
 * @returns {Wish[]} */
export function withoutCollisions(wishes, taken = []) {
  /** @type {{x: number, y: number, width: number, height: number}[]} */
  const there = [...taken];
  return wishes.filter((wish) => {
    const isFree = there.every(
      (other) =>
        Math.abs(other.x - wish.x) * 2 >= other.width + wish.width + 2 * GAP ||
        Math.abs(other.y - wish.y) * 2 >= other.height + wish.height + GAP,
    );
    if (isFree) there.push(wish);
    return isFree;
  });
}

/** Labels in their order of importance at a zoom.
 * @param {Label[]} labels @param {number} zoom */
export function labelsAt(labels, zoom) {
  return labels
    .filter(({ rank, zoom_from, zoom_to }) => {
      const from = isItalic(rank) && rank !== "genus" ? zoom_from + LATER : zoom_from - 0.25;
      return from <= zoom && zoom <= zoom_to + 0.5;
    })
    .sort((a, b) => place(a.rank) - place(b.rank) || b.count - a.count);
}

export class Labels {
  /** @type {Map<Label, HTMLElement>} */ #shown = new Map();
  /** @type {Map<Label, {width: number, height: number}>} */ #sizes = new Map();
  /** Which taxa may be named, or all.
   * @type {((taxon: number) => boolean) | null} */
  filter = null;
  /** @type {Map<Label, number>} */ #steps = new Map();
  #pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  #placedAt = 0;
  /** Where the world's middle was when the names were laid, px. */
  #laid = { x: 0, y: 0, zoom: NaN };

  /** @param {HTMLElement} layer @param {CollectionMap} map @param {Label[]} labels
   * @param {() => {x: number, y: number, width: number}[]} squares  of the pictures shown, px */
  constructor(layer, map, labels, squares) {
    this.layer = layer;
    this.map = map;
    this.labels = labels;
    this.squares = squares;
    map.leaflet.on("move", () => this.#follow());
    map.leaflet.on("moveend", () => this.place());
    map.leaflet.on("resize", () => this.#sizes.clear());
    this.place();
  }

  /** Decide anew which labels are shown. */
  place() {
    this.#placedAt = this.map.zoom;
    const size = this.map.leaflet.getSize();
    const squares = this.squares().filter(({ width }) => width > SMALL);
    this.#steps.clear();
    const wishes = labelsAt(this.labels, this.map.zoom)
      .filter(({ taxon }) => this.filter?.(taxon) ?? true)
      .map((label) => ({ label, ...this.#point(label), ...this.#size(label) }))
      .filter(({ x, y, width }) => x > -width / 2 && y > 0 && x < size.x + width / 2 && y < size.y);
    const clear = wishes.filter((wish) => {
      const { step, hidden } = leastHiding(wish, squares);
      this.#steps.set(wish.label, step);
      wish.y += step;
      return isItalic(wish.label.rank) && wish.label.rank !== "genus"
        ? hidden < HIDDEN * wish.width * wish.height
        : true;
    });
    const fits = withoutCollisions(clear).slice(0, MOST);
    const wanted = new Set(fits.map(({ label }) => label));
    for (const [label, element] of this.#shown) {
      if (!wanted.has(label)) this.#hide(label, element);
    }
    for (const label of wanted) {
      if (!this.#shown.has(label)) this.#show(label);
    }
    this.#move();
  }

  /** The label that an element of the page belongs to.
   * @param {EventTarget | null} target */
  labelOf(target) {
    for (const [label, element] of this.#shown) if (element === target) return label;
    return null;
  }

  #follow() {
    if (Math.abs(this.map.zoom - this.#placedAt) > 0.3) this.place();
    else this.#shift();
  }

  /** Panning shifts all names together, which costs a browser nothing; zooming sets each. */
  #shift() {
    const { x, y } = this.map.point(0, 0);
    if (this.map.zoom !== this.#laid.zoom) return this.#move();
    this.layer.style.transform = `translate(${(x - this.#laid.x).toFixed(1)}px, ${(y - this.#laid.y).toFixed(1)}px)`;
  }

  #move() {
    this.#laid = { ...this.map.point(0, 0), zoom: this.map.zoom };
    this.layer.style.transform = "";
    for (const [label, element] of this.#shown) {
      const { x, y } = this.#point(label);
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
    }
  }

  /** @param {Label} label */
  #show(label) {
    const kind = isItalic(label.rank) ? (label.rank === "genus" ? "genus" : "species") : "family";
    const element = el("div", { class: `label ${kind}`, lang: "la" }, label.name);
    this.layer.append(element);
    this.#shown.set(label, element);
    requestAnimationFrame(() => element.classList.add("shown"));
  }

  /** @param {Label} label @param {HTMLElement} element */
  #hide(label, element) {
    this.#shown.delete(label);
    element.remove();
  }

  /** @param {Label} label */
  #point(label) {
    const { x, y } = this.map.point(label.x, label.y);
    return { x, y: y + (this.#steps.get(label) ?? 0) };
  }

  /** Room that a label takes, measured once for a screen, in px.
   * @param {Label} label */
  #size(label) {
    const known = this.#sizes.get(label);
    if (known) return known;
    const height = (label.rank === "genus" ? 20 : isItalic(label.rank) ? 15 : 22) * (matchMedia(WALL).matches ? 1.5 : 1);
    this.#pen.font = `${height}px Georgia, serif`;
    const spaced = isItalic(label.rank) ? 1 : 1.12;
    const size = { width: this.#pen.measureText(label.name).width * spaced, height: height * 1.2 };
    this.#sizes.set(label, size);
    return size;
  }
}
