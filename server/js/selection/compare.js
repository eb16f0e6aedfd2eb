/**
 * Comparing: collected specimens side by side, large, upright, in any order; two of them can be laid
 * over one another.
 *
 * @import {Fields, Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { rows, splitName } from "../data/records.js";
import { el, fill, icon } from "../page/dom.js";
import { language, say } from "../page/strings.js";
import { CLOSE } from "../panels/card.js";

/** @typedef {{specimen: Specimen, fields: Fields, picture: HTMLCanvasElement}} Shown */

/** Show specimens side by side.
 * @param {Shown[]} specimens @param {Viewer} viewer */
export function compare(specimens, viewer) {
  const closer = { type: "button", class: "tool close", "aria-label": say("select.close") };
  const dialog = el("dialog", { id: "compare", "aria-labelledby": "compare-title" });
  const list = el("ol", { class: "compared" });
  const order = [...specimens];
  const size = el("input", { type: "range", min: 140, max: 520, value: 280, "aria-label": say("compare.size") });
  const resize = () => list.style.setProperty("--wide", `${size.value}px`);
  size.addEventListener("input", resize);
  const show = () => fill(list, order.map((one, at) => item(one, at, order.length, move)));
  const move = (/** @type {number} */ at, /** @type {number} */ by) => {
    const [one] = order.splice(at, 1);
    order.splice(at + by, 0, one);
    show();
    list.children[at + by]?.querySelector("button")?.focus();
  };
  fill(dialog, [
    el("button", { ...closer, onclick: () => dialog.close() }, icon(CLOSE)),
    el("h2", { id: "compare-title" }, say("select.compare")),
    el("p", { class: "facts" }, say("compare.scale")),
    el("label", { class: "size" }, say("compare.size"), size),
    list,
  ]);
  show();
  resize();
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  viewer.speak(say("select.count", { count: specimens.length }));
}

/** @param {Shown} one @param {number} at @param {number} count
 * @param {(at: number, by: number) => void} move */
function item({ fields, picture }, at, count, move) {
  const { name, author } = splitName(fields);
  const title = name || say("card.unnamed");
  const details = rows(fields, { language, say })
    .filter(([term]) => ["sex", "place", "date", "catalogNumber"].includes(term))
    .map(([, text]) => text);
  const step = (/** @type {string} */ key, /** @type {number} */ by, /** @type {string} */ path) =>
    el("button", { type: "button", class: "tool", "aria-label": say(key, { name: title }), onclick: () => move(at, by) }, icon(path));
  return el(
    "li",
    {},
    picture,
    el("h3", {}, el("i", { lang: "la" }, title), author && el("span", { class: "author" }, ` ${author}`)),
    el("p", { class: "facts" }, details.join(" · ")),
    el("p", { class: "steps" }, at > 0 && step("compare.left", -1, "M15 5l-7 7 7 7"), at < count - 1 && step("compare.right", 1, "M9 5l7 7-7 7")),
  );
}
