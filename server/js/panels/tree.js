/**
 * A tree that is walked with the arrow keys, as the ARIA practices have it: one stop of the Tab key; up
 * and down through what is seen, right to open and go in, left to close and go out; letters find names.
 *
 * @typedef {{id: number, name: string, said: string, count: string, kind: string}} Leaf
 *   said: what is read out between name and count, "" of what is no taxon; kind: class of its name
 * @typedef {{roots: () => Leaf[], children: (id: number) => Leaf[], choose: (id: number) => void}} Matter
 */
import { fold } from "../data/taxa.js";
import { el, fill } from "../page/dom.js";

const ITEM = "[role=treeitem]";

export class Tree {
  /** What is open. @type {Set<number>} */ #open = new Set();
  #current = -1;

  /** @param {string} label @param {Matter} matter */
  constructor(label, matter) {
    this.matter = matter;
    this.element = el("ul", { role: "tree", class: "tree", "aria-label": label });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.element.addEventListener("click", (event) => this.#click(event));
  }

  /** Draw the tree anew; what is open stays open.
   * @param {number[]} [line]  from a root down: open these and stand on the last */
  show(line = []) {
    for (const id of line.slice(0, -1)) this.#open.add(id);
    const hadFocus = this.element.contains(document.activeElement);
    fill(this.element, this.#items(this.matter.roots(), 1));
    this.element.hidden = !this.element.firstChild;
    const items = this.#seen();
    const wanted = line.at(-1) ?? this.#current;
    this.#stand(items.find((item) => idOf(item) === wanted) ?? items[0], hadFocus);
  }

  /** Open items of the first level, if they are few.
   * @param {number} most */
  openFew(most) {
    const roots = this.matter.roots();
    if (roots.length <= most) for (const { id } of roots) this.#open.add(id);
  }

  /** @param {Leaf[]} leaves @param {number} level */
  #items(leaves, level) {
    return leaves.map((leaf, at) => this.#item(leaf, { level, at, all: leaves.length }));
  }

  /** @param {Leaf} leaf @param {{level: number, at: number, all: number}} place
   * @returns {HTMLElement} */
  #item({ id, name, said, count, kind }, { level, at, all }) {
    const below = this.matter.children(id);
    const isOpen = below.length > 0 && this.#open.has(id);
    const item = el(
      "div",
      {
        role: "treeitem", tabindex: -1, "data-id": id, "aria-level": level, "aria-setsize": all, "aria-posinset": at + 1,
        "aria-expanded": below.length ? String(isOpen) : null,
      },
      el("span", { class: "twist" }),
      el("span", { class: kind, lang: said ? "la" : null }, name),
      el("span", { class: "unseen" }, said ? `, ${said}, ` : ", "),
      el("span", { class: "count" }, count),
    );
    return el("li", { role: "none" }, item, isOpen && this.#group(id, level + 1));
  }

  /** What an item holds. @param {number} id @param {number} level */
  #group(id, level) {
    return el("ul", { role: "group" }, ...this.#items(this.matter.children(id), level));
  }

  /** @returns {HTMLElement[]} */
  #seen() {
    return [...this.element.querySelectorAll(ITEM)].map((item) => /** @type {HTMLElement} */ (item));
  }

  /** Make an item the one that Tab comes to.
   * @param {HTMLElement | undefined | null} item @param {boolean} [focus] */
  #stand(item, focus = true) {
    if (!item) return;
    this.element.querySelector(`${ITEM}[tabindex="0"]`)?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    this.#current = idOf(item);
    if (focus) item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} item @param {boolean} isOpen */
  #set(item, isOpen) {
    const id = idOf(item);
    if (isOpen) this.#open.add(id);
    else this.#open.delete(id);
    item.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) item.after(this.#group(id, Number(item.getAttribute("aria-level")) + 1));
    else item.nextElementSibling?.remove();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const item = /** @type {HTMLElement | null} */ (target.closest(ITEM));
    if (!item) return;
    this.#stand(item);
    if (target.closest(".twist") && item.hasAttribute("aria-expanded")) this.#set(item, !isOpen(item));
    else this.matter.choose(idOf(item));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const item = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(ITEM));
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.matter.choose(idOf(item));
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.#across(item, event.key === "ArrowRight");
    else if (!this.#along(item, event.key)) return;
    event.preventDefault();
  }

  /** @param {HTMLElement} item @param {boolean} isIn */
  #across(item, isIn) {
    const expands = item.hasAttribute("aria-expanded");
    if (isIn && expands && !isOpen(item)) this.#set(item, true);
    else if (isIn) this.#stand(first(item.nextElementSibling));
    else if (isOpen(item)) this.#set(item, false);
    else this.#stand(/** @type {HTMLElement | null} */ (item.closest("[role=group]")?.previousElementSibling));
  }

  /** Go to another item that is seen.
   * @param {HTMLElement} item @param {string} key @returns {boolean} whether the key means anything */
  #along(item, key) {
    const items = this.#seen();
    const at = items.indexOf(item);
    if (key === "ArrowDown") this.#stand(items[at + 1]);
    else if (key === "ArrowUp") this.#stand(items[at - 1]);
    else if (key === "Home") this.#stand(items[0]);
    else if (key === "End") this.#stand(items.at(-1));
    else if (key.length === 1 && fold(key)) this.#stand([...items.slice(at + 1), ...items.slice(0, at)].find((one) => fold(one.textContent ?? "").startsWith(fold(key))));
    else return false;
    return true;
  }
}

/** @param {Element | null} group @returns {HTMLElement | null} */
const first = (group) => group && group.querySelector(ITEM);
/** @param {HTMLElement} item */
const idOf = (item) => Number(item.dataset.id);
/** @param {HTMLElement} item */
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
