/**
 * Links within the page that are also true addresses, for a new tab or a copy.
 *
 * @import {Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 * @import {Child} from "../page/dom.js"
 */
import { NOWHERE, writeAddress } from "../page/address.js";
import { el } from "../page/dom.js";
import { keyOf } from "../data/drawers.js";

/** A link to a taxon.
 * @param {Viewer} viewer @param {number} taxon @param {Record<string, any>} attributes
 * @param {...Child} children */
export function taxonLink(viewer, taxon, attributes, ...children) {
  const name = viewer.taxa.columns.name[taxon];
  const href = writeAddress({ ...NOWHERE, taxon: name });
  const onclick = stay(() => viewer.chooseTaxon(taxon, { fly: true, focus: true }));
  return el("a", { href, ...attributes, onclick }, ...children);
}

/** A link to a specimen.
 * @param {Viewer} viewer @param {Specimen} specimen @param {Record<string, any>} attributes
 * @param {...Child} children */
export function specimenLink(viewer, specimen, attributes, ...children) {
  const href = writeAddress({ ...NOWHERE, specimen: keyOf(specimen) });
  const onclick = stay(() => viewer.select(specimen, { fly: true }));
  return el("a", { href, ...attributes, onclick }, ...children);
}

/** A listener that follows a link within the page, unless a new tab or window is meant.
 * @param {() => void} follow */
const stay = (follow) => (/** @type {MouseEvent} */ event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  follow();
};
