/**
 * The contents of the collection: its tours, and its families, genera and species with their counts.
 *
 * @import {Viewer} from "../viewer.js"
 */
import { isItalic } from "../data/taxa.js";
import { el, fill, icon } from "../page/dom.js";
import { language, say } from "../page/strings.js";
import { CLOSE } from "./card.js";
import { Tree } from "./tree.js";

/** So few families are open from the beginning. */
const FEW = 1;

export class Contents {
  /** @type {ArrayLike<number>} */ #counts = [];

  /** @param {HTMLElement} element @param {Viewer} viewer */
  constructor(element, viewer) {
    this.element = element;
    this.viewer = viewer;
    this.tours = el("div", { class: "tours" });
    this.tree = new Tree(say("contents"), {
      roots: () => [...this.#leaves(this.#roots()), ...this.#others()],
      children: (taxon) => this.#leaves(viewer.taxa.children(taxon)),
      choose: (taxon) => this.#choose(taxon),
    });
    const close = () => viewer.twin.toggleContents(false);
    const closer = { type: "button", class: "tool close", "aria-label": say("contents.close"), onclick: close };
    element.setAttribute("aria-labelledby", "contents-title");
    fill(element, [
      el("button", closer, icon(CLOSE)),
      el("h2", { id: "contents-title" }, say("contents")),
      this.tours,
      this.tree.element,
    ]);
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    this.#count();
    this.tree.openFew(FEW);
    this.#showTours();
  }

  /** Show what is meant now.
   * @param {boolean} [isOpening]  stand on the chosen taxon, and not where one stood before */
  show(isOpening = false) {
    const { taxa, taxon } = this.viewer;
    this.#count();
    const line = taxa.lineage(taxon);
    const roots = new Set(this.#roots());
    const first = line.findIndex((one) => roots.has(one));
    this.tree.show(!isOpening || first < 0 ? [] : line.slice(first));
  }

  /** How many specimens of each taxon are meant, whichever taxon is chosen. */
  #count() {
    const { taxa, meaning } = this.viewer;
    const { filter } = meaning;
    const isFiltered = Boolean(filter && Object.keys(filter.state()).length);
    this.#counts = filter && isFiltered ? filter.counts("taxon") : taxa.columns.count;
  }

  /** Taxa that no other holds. */
  #tops() {
    return this.viewer.taxa.columns.parent.flatMap((one, taxon) => (one == null || one < 0 ? [taxon] : []));
  }

  /** The highest taxa that tell anything: one order that holds all does not. */
  #roots() {
    const { taxa } = this.viewer;
    const { rank } = taxa.columns;
    let roots = this.#tops();
    while (roots.length === 1 && rank[roots[0]] !== "family" && taxa.children(roots[0]).length) roots = taxa.children(roots[0]);
    return roots;
  }

  /** Taxa that have any specimens, by name.
   * @param {number[]} taxa */
  #leaves(taxa) {
    const { name, rank } = this.viewer.taxa.columns;
    return taxa
      .filter((taxon) => this.#counts[taxon])
      .sort((a, b) => name[a].localeCompare(name[b]))
      .map((taxon) => {
        const kind = isItalic(rank[taxon]) ? "name italic" : "name";
        return { id: taxon, name: name[taxon], said: say(rank[taxon]), count: this.#counts[taxon].toLocaleString(language), kind };
      });
  }

  /** Those of no family, after all others, be they known to an order: one past the last taxon stands for them. */
  #others() {
    const { taxa, info } = this.viewer;
    const { count: all, rank } = taxa.columns;
    const sum = (/** @type {number[]} */ some) => some.reduce((so, taxon) => so + this.#counts[taxon], 0);
    const [tops, roots] = [this.#tops(), this.#roots()];
    const count = (this.#counts === all ? info.specimens : sum(tops) + this.#counts[taxa.size]) - sum(roots);
    const name = say(roots.some((taxon) => rank[taxon] === "family") ? "familyless" : "card.unnamed");
    return count > 0 ? [{ id: taxa.size, name, said: "", count: count.toLocaleString(language), kind: "name" }] : [];
  }

  /** @param {number} taxon */
  async #choose(taxon) {
    const { twin, taxa, meaning } = this.viewer;
    twin.closeContents();
    if (taxon < taxa.size) return this.viewer.chooseTaxon(taxon, { fly: true, focus: true });
    const { filter } = await meaning.filtering();
    await filter.load(["family"]);
    this.viewer.chooseTaxon(-1, {});
    filter.choose("family", [taxon]);
    await twin.toggleList(true, "meant");
  }

  async #showTours() {
    const { touring, twin } = this.viewer;
    const { tours } = await touring.tours().catch(() => ({ tours: [] }));
    if (!tours.length) return;
    const start = async (/** @type {import("../tours/tours.js").Tour} */ tour) => {
      twin.closeContents();
      (await touring.player()).play(tour, { focus: true });
    };
    const item = (/** @type {import("../tours/tours.js").Tour} */ tour) =>
      el("li", {}, el("button", { type: "button", class: "plain", onclick: () => start(tour) }, tour.title));
    fill(this.tours, [el("h3", {}, say("tours")), el("ul", {}, ...tours.map(item))]);
    this.element.scrollTop = 0;
  }
}
