/**
 * The list: specimens as links with pictures, to be collected by ticking, loaded as one scrolls.
 *
 * @import {Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 * @import {Kind, Source} from "./list_sources.js"
 */
import { CLOSE } from "./card.js";
import { keyOf, record } from "../data/drawers.js";
import { el, fill, icon } from "../page/dom.js";
import { specimenLink } from "./links.js";
import { KINDS, sourceOf } from "./list_sources.js";
import { drawPicture } from "./picture.js";
import { rows, splitName } from "../data/records.js";
import { language, say } from "../page/strings.js";

const PORTION = 40;
/** Px around the list in which pictures are drawn already. */
const AHEAD = "400px";
/** So many at most are collected at once. */
const MOST = 2000;

export class List {
  /** @type {Kind} */ kind = "view";
  /** @type {Source | null} */ #source = null;
  #shown = 0;
  #isLoading = false;
  /** The specimens of the pictures. @type {Map<Element, Specimen>} */ #pictures = new Map();

  /** @param {HTMLElement} element @param {Viewer} viewer */
  constructor(element, viewer) {
    this.element = element;
    this.viewer = viewer;
    this.watcher = new IntersectionObserver((entries) => this.#seen(entries), { root: element, rootMargin: AHEAD });
    this.facts = el("p", { class: "facts", "aria-live": "polite" });
    this.items = el("ul", { class: "specimens" });
    this.more = el("button", { type: "button", class: "plain more", onclick: () => this.#grow(true) });
    this.all = el("button", { type: "button", class: "plain", onclick: () => this.#collectAll() });
    this.kinds = KINDS.map((kind) => this.#choice(kind));
    element.setAttribute("aria-labelledby", "list-title");
    const close = () => viewer.twin.toggleList(false);
    const closer = { type: "button", class: "tool close", "aria-label": say("list.close"), onclick: close };
    fill(element, [
      el("button", closer, icon(CLOSE)),
      el("h2", { id: "list-title" }, say("list.title")),
      el("div", { class: "kinds", role: "radiogroup", "aria-label": say("list.which") }, ...this.kinds.map(({ label }) => label)),
      el("div", { class: "status" }, this.facts, this.all),
      this.items,
      this.more,
    ]);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    viewer.selecting.listeners.add(() => this.#tick());
    this.watcher.observe(this.more);
  }

  /** @param {Kind} kind */
  #choice(kind) {
    const input = el("input", { type: "radio", name: "list-kind", value: kind, class: "unseen", onchange: () => this.show(kind) });
    const count = el("span", { class: "count" });
    const name = el("span", {}, say(`list.${kind}`));
    return { kind, input, name, count, label: el("label", {}, input, name, " ", count) };
  }

  /** Show specimens from the beginning.
   * @param {Kind} [kind] */
  async show(kind = this.kind) {
    this.kind = kind;
    const source = await sourceOf(kind, this.viewer).catch(() => null);
    if (this.kind !== kind || !source) return;
    this.#source = source;
    this.#count();
    const count = this.kind === "view" ? this.#shown : 0;
    this.#shown = 0;
    await this.#grow(false, Math.max(PORTION, count));
  }

  /** @param {"moved" | "filtered"} what */
  changed(what) {
    if (what === "filtered" || this.kind === "view") return this.show();
    return this.#count();
  }

  /** How many there are of each kind, and what is said of those shown. */
  #count() {
    const { viewer } = this;
    const { filter } = viewer.meaning;
    const all = viewer.info.specimens;
    const counts = { view: viewer.meant.length, meant: filter?.count ?? all, collected: viewer.selecting.collected.size };
    for (const { kind, input, name, count } of this.kinds) {
      input.checked = kind === this.kind;
      count.textContent = counts[kind].toLocaleString(language);
      if (kind === "meant") name.textContent = say(filter?.isActive ? "list.meant" : "list.all");
    }
    const count = this.#source?.count ?? 0;
    this.facts.textContent = say(count === 1 ? "list.one" : count ? "list.count" : "list.none", { count });
    this.all.hidden = !count || count > MOST || this.kind === "collected";
    this.all.textContent = say("list.collect.all");
  }

  /** Show a portion more.
   * @param {boolean} focus  whether the keyboard goes to the first new one @param {number} [by]
   * @returns {Promise<void>} */
  async #grow(focus, by = PORTION) {
    const source = this.#source;
    const from = this.#shown;
    if (!source || this.#isLoading) return;
    this.#isLoading = true;
    const specimens = await source.portion(from, from + by).catch(() => []);
    this.#isLoading = false;
    if (source !== this.#source) return this.#grow(false, by);
    this.#shown = Math.min(source.count, from + by);
    if (!from) this.#clear(new Set(specimens.map(({ number }) => number)));
    const base = from ? this.items.children.length : 0;
    const kept = new Map([...this.items.children].map((item) => [Number(/** @type {HTMLElement} */ (item).dataset.number), item]));
    specimens.forEach((specimen, at) => {
      const item = kept.get(specimen.number) ?? this.#item(specimen);
      const there = this.items.children[base + at] ?? null;
      if (there !== item) this.items.insertBefore(item, there);
    });
    const rest = source.count - this.#shown;
    this.more.hidden = rest <= 0;
    this.more.textContent = say("list.more", { count: Math.min(PORTION, rest) });
    this.watcher.unobserve(this.more); // so that it tells anew whether it is seen
    this.watcher.observe(this.more);
    this.#tick();
    if (focus) /** @type {HTMLElement | null} */ (this.items.children[base]?.querySelector("a"))?.focus();
  }

  /** Take away all items but those of some specimens, which keep the keyboard if it is there.
   * @param {Set<number>} kept  numbers */
  #clear(kept) {
    for (const item of [...this.items.children]) {
      if (kept.has(Number(/** @type {HTMLElement} */ (item).dataset.number))) continue;
      const picture = item.querySelector("canvas");
      if (picture) this.watcher.unobserve(picture);
      if (picture) this.#pictures.delete(picture);
      item.remove();
    }
  }

  /** @param {Specimen} specimen */
  #item(specimen) {
    const fields = record(specimen);
    const { name } = splitName(fields);
    const details = rows(fields, { language, say })
      .filter(([term]) => term === "sex" || term === "place" || term === "date")
      .map(([, text]) => text);
    const canvas = el("canvas", { width: 1, height: 1, "aria-hidden": "true" });
    this.#pictures.set(canvas, specimen);
    this.watcher.observe(canvas);
    const words = el(
      "span",
      {},
      name ? el("i", { lang: "la" }, name) : say("card.unnamed"),
      el("small", {}, details.join(" · ")),
    );
    const which = [name || say("card.unnamed"), fields.catalogNumber || keyOf(specimen)].join(", ");
    const tick = (/** @type {any} */ event) => this.viewer.selecting.set([specimen], event.target.checked);
    const box = el("input", { type: "checkbox", "aria-label": say("list.collect", { name: which }), onchange: tick });
    return el("li", { "data-number": specimen.number }, specimenLink(this.viewer, specimen, {}, canvas, words), el("label", { title: say("select.collect") }, box));
  }

  /** Show what is collected. */
  #tick() {
    if (this.element.hidden) return;
    for (const item of /** @type {Iterable<HTMLElement>} */ (this.items.children))
      /** @type {HTMLInputElement} */ (item.querySelector("input")).checked = this.viewer.selecting.has(Number(item.dataset.number));
    this.#count();
  }

  async #collectAll() {
    await this.viewer.selecting.add(this.#source?.numbers() ?? []);
    this.viewer.speak(say("select.count", { count: this.viewer.selecting.collected.size }));
  }

  /** Pictures are drawn when they come into sight and let go when they leave it; the end of the list
   * brings the next portion.
   * @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (target === this.more && isIntersecting) this.#grow(false);
      const specimen = this.#pictures.get(target);
      if (!specimen) continue;
      const canvas = /** @type {HTMLCanvasElement} */ (target);
      if (isIntersecting) drawPicture(canvas, specimen, this.viewer.info, this.viewer.occupied, 120);
      else canvas.width = canvas.height = 1;
    }
  }
}
