/**
 * What values are called, in addresses and in sections; what has no name is "".
 *
 * @import {Facet} from "../data/columns.js"
 * @import {Taxa} from "../data/taxa.js"
 */

/** The name of a value; of a taxon past the last, which stands for none, "".
 * @param {{facets: Facet[], taxa: Taxa}} known @param {string} name  of the dimension @param {number} value */
export function nameOf({ facets, taxa }, name, value) {
  const facet = facets.find((one) => one.name === name);
  return (facet ? facet.values : taxa.columns.name)[value] ?? "";
}

/** The value of a name, or -1.
 * @param {{facets: Facet[], taxa: Taxa}} known @param {string} name  of the dimension @param {string} text */
export function valueOf({ facets, taxa }, name, text) {
  const facet = facets.find((one) => one.name === name);
  if (facet) return facet.values.indexOf(text);
  return text ? taxa.named(text, name) : taxa.size;
}
