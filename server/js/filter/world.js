/**
 * The map of places: where on earth the specimens come from, and a box that chooses among them.
 *
 * @import {Filter} from "./filter.js"
 * @import {Area, GeoBox} from "./area.js"
 * @import {Frame} from "./projection.js"
 */
import { el } from "../page/dom.js";
import { colour } from "../page/ground.js";
import { language, say } from "../page/strings.js";
import { boxOf } from "./area.js";
import { drawable } from "./box_drag.js";
import { drawLand, loadCoast } from "./coast.js";
import { extentOfPlaces, Halftone } from "./halftone.js";
import { framed, project, WORLD } from "./projection.js";

/** Px of the map, before it is drawn twice as fine. */
const WIDTH = 300;
const FINE = 2;
/** While a box is drawn the page follows so often, ms. */
const PACE = 120;
const SIDES = /** @type {const} */ (["west", "east", "south", "north"]);

/** A box in words: 110° E – 155° E, 45° S – 10° S.
 * @param {GeoBox} box */
export function boxWords({ west, south, east, north }) {
  const degrees = (/** @type {number} */ value, /** @type {string} */ plus, /** @type {string} */ minus) =>
    `${Math.abs(value).toLocaleString(language)}°${value ? ` ${say(value < 0 ? minus : plus)}` : ""}`;
  const lon = [west, east].map((value) => degrees(value, "globe.e", "globe.w"));
  const lat = [south, north].map((value) => degrees(value, "globe.n", "globe.s"));
  return `${lon.join(" – ")}, ${lat.join(" – ")}`;
}

export class World {
  /** @type {Halftone | null} */ #dots = null;
  /** @type {Float32Array[]} */ #land = [];
  /** @type {GeoBox | null} */ #shown = null;
  #ground = document.createElement("canvas");
  #lit = document.createElement("canvas");
  /** When the page was told of a box, and how long that took, ms. */
  #told = 0;
  #cost = 0;

  /** @param {Filter} filter */
  constructor(filter) {
    this.filter = filter;
    this.canvas = el("canvas", { "aria-hidden": "true" });
    this.facts = el("p", { class: "facts" });
    this.fields = SIDES.map((side) => this.#field(side));
    this.element = el(
      "fieldset",
      { class: "world", hidden: true },
      el("legend", {}, say("box")),
      this.canvas,
      el("div", { class: "sides" }, ...this.fields.map((input, at) => el("label", {}, el("span", {}, say(`globe.${SIDES[at]}`)), input))),
      this.facts,
    );
    const show = (/** @type {GeoBox | null} */ box) => {
      this.#shown = box;
      this.#draw();
      if (performance.now() - this.#told > Math.max(PACE, 4 * this.#cost)) this.#choose(box);
    };
    drawable(this.canvas, { frame: () => this.frame, box: () => this.area?.chosen ?? null, show, done: (box) => this.#choose(box) });
  }

  get area() {
    return /** @type {Area | undefined} */ (this.filter.dimensions.get("box"));
  }

  /** @returns {Frame} */
  get frame() {
    return this.#dots?.frame ?? framed(WORLD, WIDTH);
  }

  /** Load the places and the coasts; without places there is no map, without coasts it works as well. */
  async begin() {
    loadCoast().then((land) => {
      this.#land = land;
      this.#paint();
      this.#draw();
    }, () => {});
    await this.filter.load(["box"]);
    const { area } = this;
    if (!area) return;
    this.#dots = new Halftone(area.lon, area.lat, framed(extentOfPlaces(area.lon, area.lat), WIDTH));
    if (!this.#dots.every.some(Boolean)) return;
    this.canvas.width = WIDTH * FINE;
    this.canvas.height = this.frame.height * FINE;
    this.element.hidden = false;
    this.update();
  }

  /** @param {typeof SIDES[number]} side */
  #field(side) {
    const most = side === "west" || side === "east" ? 180 : 90;
    const input = el("input", { type: "number", min: -most, max: most, step: "any" });
    input.addEventListener("change", () => this.#typed());
    input.addEventListener("keydown", (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const from = input.value === "" ? Number(input.placeholder) : Number(input.value);
      input.value = String(Math.min(most, Math.max(-most, from + step * (event.shiftKey ? 10 : 1))));
      this.#typed();
    });
    input.placeholder = String(side === "west" || side === "south" ? -most : most);
    return input;
  }

  /** What stands in the fields holds; an empty one means as far as can be. */
  #typed() {
    const [west, east, south, north] = this.fields.map((input) => Number(input.value === "" ? input.placeholder : input.value));
    const isAll = west === -180 && east === 180 && south === -90 && north === 90;
    this.#choose(isAll ? null : boxOf({ west, east, south, north }));
  }

  /** @param {GeoBox | null} box */
  #choose(box) {
    const begun = performance.now();
    this.filter.choose("box", box);
    this.#told = performance.now();
    this.#cost = this.#told - begun;
  }

  /** Show places, counts and box as they are now. */
  update() {
    const { area, filter } = this;
    if (!area || !this.#dots) return;
    this.#shown = area.chosen;
    SIDES.forEach((side, at) => {
      const input = this.fields[at];
      if (input !== document.activeElement || !area.chosen || Number(input.value) !== area.chosen[side])
        input.value = area.chosen ? String(area.chosen[side]) : "";
    });
    const unknown = area.unknown(filter.bits, filter.bitOf("box"));
    this.facts.textContent = unknown ? say("box.unknown", { count: unknown }) : "";
    this.#paint();
    this.#draw();
  }

  /** Draw what stays the same while a box is drawn: land with all places, and the places that are meant. */
  #paint() {
    const [dots, { filter }] = [this.#dots, this];
    if (!dots) return;
    const most = dots.every.reduce((before, count) => Math.max(before, count), 1);
    const ground = this.#layer(this.#ground);
    ground.globalAlpha = 0.6;
    drawLand(ground, this.#land, this.frame, colour("line"));
    ground.globalAlpha = 0.4;
    dots.draw(ground, dots.every, colour("quiet"), most);
    dots.draw(this.#layer(this.#lit), dots.counted(filter.bits, filter.bitOf("box")), colour("accent"), most);
  }

  /** A cleared canvas of the frame's size. @param {HTMLCanvasElement} canvas */
  #layer(canvas) {
    Object.assign(canvas, { width: WIDTH * FINE, height: this.frame.height * FINE });
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    pen.scale(FINE, FINE);
    return pen;
  }

  #draw() {
    if (!this.#dots) return;
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    const { width, height } = this.frame;
    pen.setTransform(FINE, 0, 0, FINE, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.drawImage(this.#ground, 0, 0, width, height);
    const parts = this.#rectangles();
    pen.save();
    if (parts.length) this.#outline(pen, parts);
    if (parts.length) pen.clip();
    pen.drawImage(this.#lit, 0, 0, width, height);
    pen.restore();
    if (!parts.length) return;
    this.#outline(pen, parts);
    pen.strokeStyle = pen.fillStyle = colour("accent");
    pen.lineWidth = 1.5;
    pen.stroke();
    pen.globalAlpha = 0.1;
    pen.fill();
    pen.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} pen @param {number[][]} parts */
  #outline(pen, parts) {
    pen.beginPath();
    for (const [x, y, wide, high] of parts) pen.rect(x, y, wide, high);
  }

  /** The box on the frame: two parts where it goes over the frame's edge. */
  #rectangles() {
    const [box, { frame }] = [this.#shown, this];
    if (!box) return [];
    const [a, b] = [project(frame, box.west, box.north), project(frame, box.east, box.south)];
    const round = (360 / (frame.east - frame.west)) * frame.width;
    const right = b.x > a.x ? b.x : b.x + round;
    return [0, -round].map((turn) => [a.x + turn, a.y, right - a.x, b.y - a.y]).filter(([x, , wide]) => x < frame.width && x + wide > 0);
  }
}
