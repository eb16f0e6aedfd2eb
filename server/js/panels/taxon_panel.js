/**
 * The chosen taxon: its name, its place in the classification, and what it holds.
 *
 * @import {Viewer} from "../viewer.js"
 */
import { CLOSE } from "./card.js";
import { el, fill, icon } from "../page/dom.js";
import { taxonLink } from "./links.js";
import { say } from "../page/strings.js";
import { isItalic } from "../data/taxa.js";

const MOST = 200;

/** How many specimens, in words.
 * @param {number} count */
const specimens = (count) => (count === 1 ? say("taxon.one") : say("taxon.count", { count }));

/** Show a taxon in its panel, or hide the panel.
 * @param {HTMLElement} panel @param {number} taxon  -1: none @param {Viewer} viewer */
export function showTaxon(panel, taxon, viewer) {
  panel.hidden = taxon < 0;
  if (taxon < 0) return panel.replaceChildren();
  const { taxa } = viewer;
  const { name, rank, count } = taxa.columns;
  const italic = (/** @type {number} */ one) => (isItalic(rank[one]) ? "italic" : "");
  const above = taxa.lineage(taxon).slice(0, -1);
  const below = taxa.children(taxon);
  const closer = { type: "button", class: "tool close", "aria-label": say("taxon.close") };
  const row = (/** @type {number} */ one) =>
    el(
      "li",
      {},
      taxonLink(viewer, one, { class: italic(one), lang: "la" }, name[one]),
      el("span", { class: "count" }, count[one].toLocaleString()),
    );
  panel.setAttribute("aria-labelledby", "taxon-name");
  fill(panel, [
    el("button", { ...closer, onclick: () => viewer.chooseTaxon(-1, {}) }, icon(CLOSE)),
    above.length > 0 &&
      el(
        "ol",
        { class: "lineage" },
        ...above.map((one) => el("li", {}, taxonLink(viewer, one, { class: italic(one), lang: "la" }, name[one]))),
      ),
    el("h2", { id: "taxon-name", class: italic(taxon), lang: "la" }, name[taxon]),
    el(
      "div",
      { class: "status" },
      el("p", { class: "facts" }, `${say(rank[taxon])} · ${specimens(count[taxon])}`),
      el("button", { type: "button", class: "plain", onclick: () => viewer.twin.toggleList(true, "meant") }, say("taxon.list")),
    ),
    below.length > 0 && el("ul", { class: "children" }, ...below.slice(0, MOST).map(row)),
  ]);
}
