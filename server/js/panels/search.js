/**
 * Search as one types: names of all ranks, and catalogue numbers or ids when exact.
 *
 * @typedef {{text: string, taxon: number, place: number[] | null, word?: WordHit}} Hit
 *
 * @import {Viewer} from "../viewer.js"
 * @import {Words, WordHit} from "../data/words.js"
 */
import { el, fill } from "../page/dom.js";
import { whereIs } from "../data/ids.js";
import { language, say } from "../page/strings.js";
import { isItalic } from "../data/taxa.js";

const LIMIT = 30;
/** Words of each kind. */
const MOST = 6;
/** Pause in typing before a file of ids is asked for, ms. */
const PAUSE = 250;

export class Search {
  /** @type {Hit[]} */ #hits = [];
  #active = -1;
  #pause = 0;
  /** Whether Enter was pressed before there was anything to choose. */
  #isEager = false;
  /** @type {Promise<Words> | null} */ #words = null;

  /** @param {HTMLInputElement} input @param {HTMLElement} list @param {Viewer} viewer */
  constructor(input, list, viewer) {
    this.input = input;
    this.list = list;
    this.viewer = viewer;
    const form = /** @type {HTMLFormElement} */ (input.form);
    form.addEventListener("submit", (event) => event.preventDefault());
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("focus", () => input.value && this.#typed());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    list.setAttribute("aria-label", say("results"));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  close() {
    this.list.hidden = true;
    this.#active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #typed() {
    const text = this.input.value.trim();
    this.#isEager = false;
    clearTimeout(this.#pause);
    if (!text) return this.close();
    const taxa = this.viewer.taxa.search(text, LIMIT);
    this.#hits = taxa.map((taxon) => ({ text: this.viewer.taxa.columns.name[taxon], taxon, place: null }));
    this.#show();
    if (text.length < 3) return;
    this.#pause = window.setTimeout(() => this.#beyondNames(text), PAUSE);
  }

  /** Look for ids, and for words of places, collectors and numbers.
   * @param {string} text */
  async #beyondNames(text) {
    const { info, drawers } = this.viewer;
    this.#words ??= import("../data/words.js").then(({ Words }) => new Words(info));
    const [numbers, hits] = await Promise.all([
      whereIs(text, info).catch(() => []),
      this.#words.then((words) => words.find(text, MOST)).catch(() => []),
    ]);
    const place = (await drawers.find(text, numbers)) ? numbers : null;
    if (this.input.value.trim() !== text) return;
    if (place) this.#hits.unshift({ text, taxon: -1, place });
    this.#hits.push(...hits.map((word) => ({ text: word.text, taxon: -1, place: null, word })));
    if (this.#isEager && this.#hits.length) return this.#choose(0);
    this.#show();
    this.viewer.speak(say("search.found", { count: this.#hits.length }));
  }

  #show() {
    const { columns } = this.viewer.taxa;
    const options = this.#hits.map((hit, at) => {
      const rank = hit.taxon >= 0 ? columns.rank[hit.taxon] : (hit.word?.kind ?? "specimen");
      const name = el("span", { class: isItalic(rank) ? "name italic" : "name", lang: hit.taxon >= 0 ? "la" : null }, hit.text);
      const counted = hit.word?.count ?? columns.count[hit.taxon];
      const count = counted && el("span", { class: "count" }, counted.toLocaleString(language));
      const attributes = { role: "option", id: `hit-${at}`, "aria-selected": "false" };
      const option = el("li", attributes, name, el("span", { class: "rank" }, say(rank)), count);
      option.addEventListener("click", () => this.#choose(at));
      return option;
    });
    const text = this.input.value.trim();
    const nothing = el("li", { role: "option", "aria-disabled": "true", class: "none" }, say("search.none", { text }));
    fill(this.list, options.length ? options : [nothing]);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#activate(options.length ? 0 : -1);
  }

  /** @param {number} at */
  #activate(at) {
    this.#active = at;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === at));
      if (place === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) this.input.setAttribute("aria-activedescendant", `hit-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.#hits.length) {
      event.preventDefault();
      if (this.list.hidden) this.#show();
      else this.#activate((this.#active + step + this.#hits.length) % this.#hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden && this.#active >= 0) this.#choose(this.#active);
      else this.#isEager = true;
    } else if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      else event.preventDefault();
      this.close();
    }
  }

  /** @param {number} at */
  #choose(at) {
    const hit = this.#hits[at];
    this.close();
    if (!hit) return;
    this.input.value = "";
    if (hit.word) this.#mean(hit.word);
    else if (hit.place) this.viewer.openByName(hit.text, hit.place);
    else this.viewer.chooseTaxon(hit.taxon, { fly: true, focus: true });
  }

  /** Show the specimens of a word: the one, or all of them on the map.
   * @param {WordHit} word */
  async #mean(word) {
    const { viewer } = this;
    const numbers = await word.numbers();
    if (numbers.length === 1) return viewer.select((await viewer.drawers.specimens([numbers[0]]))[0], { fly: true });
    const filtering = await viewer.meaning.filtering();
    await filtering.meanWords(word.text, numbers);
    viewer.speak(say("filter.count", { count: filtering.filter.count, all: filtering.filter.columns.count }));
  }
}
