/**
 * A cell of a sheet: a thumbnail, a name, its labels.
 *
 * @import {Kind} from "./frame.js"
 * @typedef {{kind: string, reason: string, page: Kind}} Suspicion
 * @typedef {{quality?: string, probable?: string, reason?: string, reasons?: Suspicion[]}} Proposal
 * @typedef {{image: string, name: string, labels: string[], value: unknown,
 *   proposal: Proposal | null}} Item  what a cell shows
 */

let cells = 0;

/** An empty cell with the thumbnail of an item.
 * @param {Item} item */
export function made(item) {
  const cell = document.createElement("div");
  cell.className = "cell";
  cell.id = `cell${cells++}`;
  cell.setAttribute("role", "option");
  const late = { loading: "lazy", decoding: "async" };
  const picture = Object.assign(new Image(), { ...late, alt: "", draggable: false });
  picture.addEventListener("error", () => (picture.hidden = true));
  picture.src = `/thumbnail/${encodeURIComponent(item.image)}.jpg`;
  const [name, label] = [document.createElement("span"), document.createElement("b")];
  name.className = "named";
  cell.append(picture, name, label);
  return cell;
}

/** Write a cell's name and labels: text, never markup.
 * @param {HTMLElement} cell @param {Item} item */
export function fill(cell, item) {
  const [, name, label] = cell.children;
  name.textContent = item.name || item.image;
  const told = (item.labels ?? []).join(" · ");
  const proposed = item.proposal?.quality ?? item.proposal?.probable ?? "";
  label.textContent = told || (proposed && `${proposed}?`);
  cell.dataset.labelled = String(Boolean(item.value ?? told));
  cell.dataset.label = item.labels?.[0] ?? "";
  cell.title = [item.image, item.name, told, item.proposal?.reason].filter(Boolean).join("\n");
}
