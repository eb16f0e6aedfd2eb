/**
 * Mouse, touch and keyboard on the map.
 *
 * @import {Labels} from "./labels.js"
 * @import {Viewer} from "../viewer.js"
 */
import { el, fill, byId } from "../page/dom.js";
import { record } from "../data/drawers.js";
import { nearestTo, nearestToward, specimenAt } from "./geometry.js";
import { splitName } from "../data/records.js";
import { say } from "../page/strings.js";

const ARROWS = /** @type {Record<string, {x: number, y: number}>} */ ({
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
});

/** Let a person point at specimens, and walk among them with the arrow keys.
 * @param {Viewer} viewer @param {Labels} labels */
export function listen(viewer, labels) {
  const { map, marks, drawers } = viewer;
  const at = (/** @type {import("leaflet").LatLng} */ place) =>
    specimenAt(viewer.visible, { x: place.lng, y: place.lat }, map.tileZoom, drawers.unit);

  map.leaflet.on("click", (event) => {
    const label = labels.labelOf(event.originalEvent.target);
    if (label) return viewer.chooseTaxon(label.taxon, { fly: true });
    const specimen = at(event.latlng);
    const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event.originalEvent);
    if (specimen && (ctrlKey || metaKey || shiftKey)) viewer.selecting.set([specimen], !viewer.selecting.has(specimen.number));
    else if (specimen) viewer.select(specimen);
    else if (viewer.selected) viewer.select(null);
  });
  map.leaflet.on("mousemove", (event) => {
    const onLabel = labels.labelOf(event.originalEvent.target);
    hover(viewer, onLabel || marks.filter?.(at(event.latlng) ?? NOTHING) === false ? null : at(event.latlng));
  });
  map.leaflet.on("mouseout movestart zoomstart", () => hover(viewer, null));
  byId("map").addEventListener("keydown", (event) => key(viewer, event));
}

const NOTHING = /** @type {import("../types.js").Specimen} */ ({ taxon: -1 });

/** @param {Viewer} viewer @param {import("../types.js").Specimen | null} specimen */
function hover(viewer, specimen) {
  const { marks } = viewer;
  if (marks.hovered === specimen) return;
  marks.hovered = specimen;
  marks.plan();
  const note = byId("hover");
  byId("map").classList.toggle("pointing", Boolean(specimen));
  note.hidden = !specimen;
  if (!specimen) return;
  const fields = record(specimen);
  const { name } = splitName(fields);
  fill(note, [name ? el("i", { lang: "la" }, name) : fields.catalogNumber ?? specimen.image]);
  const square = marks.square(specimen);
  const x = Math.min(innerWidth - 110, Math.max(110, square.x + square.width / 2));
  note.style.transform = `translate(${x}px, ${square.y + square.width + 10}px) translateX(-50%)`;
}

/** @param {Viewer} viewer @param {KeyboardEvent} event */
function key(viewer, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = ARROWS[event.key];
  if (direction) {
    if (viewer.selected && !event.shiftKey) walk(viewer, direction);
    else viewer.map.pan(direction.x, direction.y);
  } else if (event.key === "Enter" || event.key === " ") {
    const nearest = viewer.selected ?? nearestTo(meant(viewer), viewer.map.view);
    if (nearest) viewer.select(nearest);
  } else if (event.key === "Escape") {
    if (viewer.selected) viewer.select(null);
    else viewer.chooseTaxon(-1, {});
  } else if (event.key === "+" || event.key === "=") viewer.map.glide.by(0.75);
  else if (event.key === "-" || event.key === "_") viewer.map.glide.by(-0.75);
  else if (event.key.toLowerCase() === "c") collect(viewer, event.shiftKey);
  else if (event.key === "0" || event.key === "Home") viewer.map.home();
  else return;
  event.preventDefault();
}

/** Collect the selected specimen or put it back; with Shift, all that are in view and meant.
 * @param {Viewer} viewer @param {boolean} all */
function collect(viewer, all) {
  const { selecting, selected } = viewer;
  if (all) selecting.set(meant(viewer), true);
  else if (selected) selecting.set([selected], !selecting.has(selected.number));
  viewer.speak(say("select.count", { count: selecting.collected.size }));
}

/** Go from the selected specimen to the nearest in a direction, the keyboard staying on the map.
 * @param {Viewer} viewer @param {{x: number, y: number}} direction */
function walk(viewer, direction) {
  const from = viewer.selected;
  const next = from && nearestToward(meant(viewer), from, direction);
  if (next) viewer.select(next, { focus: false });
  else viewer.map.pan(direction.x, direction.y);
}

/** @param {Viewer} viewer */
const meant = (viewer) => viewer.visible.filter(viewer.marks.filter ?? (() => true));
