/**
 * Building the page from data: always by text nodes, never from HTML text.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/** An element with attributes and children; `on...` attributes are listeners.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} [attributes] @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]} */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, children);
  return element;
}

/** Put children in the place of those that are there.
 * @param {Element} element @param {Child[]} children */
export function fill(element, children) {
  const kept = children.filter((child) => child || child === 0);
  element.replaceChildren(...kept.map((child) => (child instanceof Node ? child : String(child))));
}

/** The element of an id; the page always has it.
 * @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element #${id}`);
  return element;
}

/** A web address that is safe to follow, or null: only http and https.
 * @param {unknown} text @returns {string | null} */
export function webAddress(text) {
  if (typeof text !== "string" || !/^https?:\/\//i.test(text.trim())) return null;
  try {
    const url = new URL(text.trim());
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that leaves the site, or null where the address is not safe.
 * @param {unknown} address @param {string} text */
export function outLink(address, text) {
  const href = webAddress(address);
  return href && el("a", { href, rel: "noopener noreferrer", class: "out" }, text);
}

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing of 24 by 24.
 * @param {string} path */
export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
