/**
 * A tour being shown: the map goes from stop to stop, a panel tells about each.
 *
 * @import {Viewer} from "../viewer.js"
 * @import {Tour} from "./tours.js"
 */
import { isCalm } from "../map/map.js";
import { readAddress } from "../page/address.js";
import { byId, el, fill, icon } from "../page/dom.js";
import { say } from "../page/strings.js";
import { CLOSE } from "../panels/card.js";

const BEFORE = "M15 5l-7 7 7 7";
const NEXT = "M9 5l7 7-7 7";
const PAUSE = "M9 6v12M15 6v12";
const PLAY = "M9 5.5v13l9.5-6.5z";
/** What is pressed within the panel, and how far it leads. */
const KEYS = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 });

export class Player {
  /** @type {Tour | null} */ tour = null;
  at = 0;
  /** Whether it goes on by itself. */
  isRunning = false;
  /** Called when the last stop has had its time. */
  ended = () => this.run(false);
  /** Seconds that a stop without a time of its own is shown; 0: until the visitor goes on. */
  patience = 0;
  #timer = 0;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.element = byId("tour");
    this.element.addEventListener("keydown", (event) => this.#key(event));
    // Whoever takes hold of the map wants to look for himself.
    byId("map").addEventListener("pointerdown", () => this.run(false));
    byId("map").addEventListener("wheel", () => this.run(false), { passive: true });
  }

  /** Show a tour from its first stop.
   * @param {Tour} tour @param {{isRunning?: boolean, focus?: boolean}} [how]  isRunning: it goes on by
   * itself, unless the visitor wants no motion */
  async play(tour, { isRunning = !isCalm(), focus = false } = {}) {
    this.tour = tour;
    this.isRunning = isRunning;
    document.body.classList.add("touring");
    this.#furnish();
    this.element.hidden = false;
    this.#address(tour.name);
    await this.go(0);
    if (focus) this.element.focus({ preventScroll: true });
  }

  /** Go to a stop.
   * @param {number} at */
  async go(at) {
    const stop = this.tour?.stops[at];
    if (!stop) return;
    clearTimeout(this.#timer);
    this.at = at;
    this.#show();
    await this.viewer.route.restore(readAddress(stop.state), true);
    this.#plan();
  }

  /** Go on by itself, or wait.
   * @param {boolean} isRunning */
  run(isRunning) {
    if (!this.tour || this.isRunning === isRunning) return;
    this.isRunning = isRunning;
    this.#dress();
    this.#plan();
  }

  /** Wait or go on; after the last stop, from the beginning. */
  #toggle() {
    const isOver = !this.isRunning && this.at + 1 === this.tour?.stops.length;
    this.run(!this.isRunning);
    if (isOver) this.go(0);
  }

  /** The button in the middle says what it would do. */
  #dress() {
    const button = this.#part(".pause");
    button.setAttribute("aria-label", say(this.isRunning ? "tour.pause" : "tour.play"));
    fill(button, [icon(this.isRunning ? PAUSE : PLAY)]);
  }

  stop() {
    if (!this.tour) return;
    this.tour = null;
    clearTimeout(this.#timer);
    const hadFocus = this.element.contains(document.activeElement);
    document.body.classList.remove("touring");
    this.element.hidden = true;
    this.element.replaceChildren();
    this.#address(null);
    if (hadFocus) byId("map").focus({ preventScroll: true });
  }

  /** After the stop's time comes the next. */
  #plan() {
    clearTimeout(this.#timer);
    const stop = this.tour?.stops[this.at];
    const seconds = stop?.seconds || this.patience;
    const isOn = Boolean(stop && this.isRunning && seconds);
    if (stop) this.#part(".time").hidden = !isOn;
    if (!isOn) return;
    this.#part(".time").style.animationDuration = `${seconds}s`;
    this.#timer = window.setTimeout(() => this.#on(), seconds * 1000);
  }

  #on() {
    if (this.at + 1 < (this.tour?.stops.length ?? 0)) this.go(this.at + 1);
    else this.ended();
  }

  /** The words stay where they are, so that screen readers tell what becomes of them; the buttons, so
   * that the keyboard stays on the one that was pressed. */
  #furnish() {
    const button = (/** @type {string} */ key, /** @type {string} */ path, /** @type {() => void} */ act) =>
      el("button", { type: "button", class: `tool ${key}`, "aria-label": say(`tour.${key}`), onclick: act }, icon(path));
    const steer = [
      button("before", BEFORE, () => this.go(this.at - 1)),
      button("pause", PAUSE, () => this.#toggle()),
      button("next", NEXT, () => this.go(this.at + 1)),
      button("stop", CLOSE, () => this.stop()),
    ];
    fill(this.element, [
      el("span", { class: "time", hidden: true, "aria-hidden": "true" }),
      el("div", { class: "words", "aria-live": "polite" }),
      el("div", { class: "steer" }, ...steer),
    ]);
  }

  #show() {
    const tour = /** @type {Tour} */ (this.tour);
    const { title, text } = tour.stops[this.at];
    this.element.setAttribute("aria-label", say("tour.name", { title: tour.title }));
    fill(this.#part(".words"), [
      el("p", { class: "facts" }, `${tour.title} · ${say("tour.at", { at: this.at + 1, all: tour.stops.length })}`),
      title && el("h2", {}, title),
      text && el("p", { class: "text" }, text),
    ]);
    this.#part(".words").scrollTop = 0;
    this.#part(".time").hidden = true;
    const ends = /** @type {[string, boolean][]} */ ([[".before", this.at === 0], [".next", this.at + 1 === tour.stops.length]]);
    for (const [end, isOff] of ends) {
      const button = /** @type {HTMLButtonElement} */ (this.#part(end));
      if (isOff && button === document.activeElement) this.element.focus({ preventScroll: true });
      button.disabled = isOff;
    }
    this.#dress();
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = KEYS[event.key];
    if (event.key === "Escape") this.stop();
    else if (step) this.go(this.at + step);
    else return;
    event.preventDefault();
  }

  /** Name the tour in the address, or no longer.
   * @param {string | null} name */
  #address(name) {
    const query = new URLSearchParams(location.search);
    if (name) query.set("tour", name);
    else query.delete("tour");
    const text = query.toString();
    history.replaceState(history.state, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
  }
}
