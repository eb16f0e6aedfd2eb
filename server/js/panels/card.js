/**
 * The record card: all that is known of one specimen, beside the map or below it.
 *
 * @import {Fields, Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { citation, credit, savePicture } from "./citation.js";
import { record } from "../data/drawers.js";
import { el, fill, icon, outLink } from "../page/dom.js";
import { taxonLink } from "./links.js";
import { drawPicture, trim } from "./picture.js";
import { licenceAddress, licenceName, placeAddress, recordAddress, rows, splitName } from "../data/records.js";
import { language, say } from "../page/strings.js";
import { isItalic } from "../data/taxa.js";

export const CLOSE = "M6 6l12 12M18 6 6 18";

export class Card {
  /** @type {Specimen | null} */ specimen = null;

  /** @param {HTMLElement} element @param {Viewer} viewer */
  constructor(element, viewer) {
    this.element = element;
    this.viewer = viewer;
    element.setAttribute("aria-label", say("card"));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.viewer.select(null);
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show a specimen.
   * @param {Specimen} specimen @param {boolean} focus  whether the keyboard goes there */
  open(specimen, focus) {
    this.specimen = specimen;
    const fields = record(specimen);
    const also = el("div", { class: "neighbours" });
    const alike = el("div", { class: "neighbours" });
    fill(this.element, [
      this.#closer(),
      this.#figure(specimen, fields),
      this.#heading(fields),
      this.#lineage(specimen.taxon),
      this.#rows(fields),
      this.#links(fields),
      also,
      this.#rights(fields),
      alike,
    ]);
    this.element.hidden = false;
    this.element.scrollTop = 0;
    if (focus) this.element.focus({ preventScroll: true });
    const isOpen = () => this.specimen === specimen;
    import("./others.js").then(({ showOthers }) => showOthers(this.viewer, specimen, { also, alike, isOpen }), () => {});
  }

  close() {
    this.specimen = null;
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  #closer() {
    const attributes = { type: "button", class: "tool close", "aria-label": say("card.close") };
    return el("button", { ...attributes, onclick: () => this.viewer.select(null) }, icon(CLOSE));
  }

  /** @param {Specimen} specimen @param {Fields} fields */
  #figure(specimen, fields) {
    const name = splitName(fields).name || say("card.unnamed");
    const label = say("card.picture", { name: [name, fields.sex].filter(Boolean).join(", ") });
    const canvas = el("canvas", { role: "img", "aria-label": label, width: 256, height: 256 });
    drawPicture(canvas, specimen, this.viewer.info, this.viewer.occupied).then(() => trim(canvas));
    return el("div", { class: "figure" }, canvas);
  }

  /** @param {Fields} fields */
  #heading(fields) {
    const { name, author } = splitName(fields);
    return el(
      "h2",
      {},
      name ? el("i", { lang: "la" }, name) : say("card.unnamed"),
      author && el("span", { class: "author" }, ` ${author}`),
    );
  }

  /** @param {number} taxon */
  #lineage(taxon) {
    const { taxa } = this.viewer;
    if (taxon < 0) return null;
    const { name, rank } = taxa.columns;
    const links = taxa.lineage(taxon).map((one) => {
      const title = say(rank[one]);
      const kind = isItalic(rank[one]) ? "italic" : "";
      return el("li", {}, taxonLink(this.viewer, one, { class: kind, lang: "la", title }, name[one]));
    });
    return el("ol", { class: "lineage" }, ...links);
  }

  /** @param {Fields} fields */
  #rows(fields) {
    const pairs = rows(fields, { language, say });
    return el(
      "dl",
      {},
      ...pairs.map(([term, text]) => el("div", {}, el("dt", {}, say(term)), el("dd", {}, text))),
    );
  }

  /** @param {Fields} fields */
  #links(fields) {
    const links = [
      outLink(recordAddress(fields, this.viewer.info), say("card.record")),
      outLink(fields.identifier, say("card.photograph")),
      outLink(placeAddress(fields), say("card.place")),
      outLink(this.viewer.info.fix?.replace("{image}", encodeURIComponent(String(fields.image))), say("card.fix")),
    ];
    const button = (/** @type {string} */ key, /** @type {(from: HTMLElement) => void} */ act) =>
      el("button", { type: "button", class: "plain", onclick: (/** @type {any} */ event) => act(event.target) }, say(key));
    const { selecting } = this.viewer;
    const specimen = /** @type {Specimen} */ (this.specimen);
    const collecting = () => (selecting.has(specimen.number) ? "select.putback" : "select.collect");
    const collect = (/** @type {HTMLElement} */ from) => {
      selecting.set([specimen], !selecting.has(specimen.number));
      from.textContent = say(collecting());
    };
    const buttons = [
      button(collecting(), collect),
      button("card.copy", (from) => this.#copy(from, location.href)),
      button("card.cite", (from) => this.#copy(from, citation(fields, location.href.split("#")[0]))),
      button("card.save", () => this.#save(fields)),
    ];
    return el(
      "div",
      { class: "links" },
      el("ul", {}, ...links.map((link) => link && el("li", {}, link))),
      el("p", { class: "take" }, ...buttons),
    );
  }

  /** @param {Fields} fields */
  #save(fields) {
    const picture = /** @type {HTMLCanvasElement} */ (this.element.querySelector(".figure canvas"));
    const { name, author } = splitName(fields);
    const number = [fields.institutionCode, fields.catalogNumber].filter(Boolean).join(" ");
    const lines = [[name, author, number].filter(Boolean).join("  "), credit(fields)];
    savePicture(picture, String(fields.catalogNumber || fields.image), lines.filter(Boolean));
  }

  /** @param {Fields} fields */
  #rights(fields) {
    const licence = String(fields.license ?? "");
    const name = licence ? licenceName(licence) : say("card.license.none");
    const holder = fields.rightsHolder ? `© ${fields.rightsHolder} · ` : "";
    return el(
      "p",
      { class: "rights" },
      `${say("card.rights")}: ${holder}`,
      outLink(licenceAddress(licence), name) ?? name,
    );
  }

  /** @param {HTMLElement} button @param {string} text */
  async #copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = say("card.copied");
      this.viewer.speak(say("card.copied"));
    } catch {
      prompt(button.textContent ?? "", text);
    }
  }
}
