/**
 * Drawing a box on the map of places with mouse, pen or finger: a drag on free ground draws a new one, a
 * drag inside moves it, a drag at an edge or corner sizes it, a tap outside takes it away.
 *
 * @import {GeoBox} from "./area.js"
 * @import {Frame} from "./projection.js"
 */
import { boxOf, moved } from "./area.js";
import { project, unproject } from "./projection.js";

/** Nearer than this to an edge means the edge, px: a finger is broader. */
const REACH = { mouse: 6, touch: 14 };
/** A shorter drag is a tap, px. */
const TAP = 4;

/** @typedef {{west: number, south: number, east: number, north: number}} Sides  1: the side follows */

/** What a press at a point takes hold of.
 * @param {GeoBox | null} box @param {Frame} frame @param {{x: number, y: number}} at @param {number} reach
 * @returns {Sides | null}  all sides: the box moves; null: a new box begins */
export function grip(box, frame, { x, y }, reach) {
  if (!box) return null;
  const [a, b] = [project(frame, box.west, box.north), project(frame, box.east, box.south)];
  const round = (360 / (frame.east - frame.west)) * frame.width;
  const right = b.x > a.x ? b.x : b.x + round;
  const across = [x, x + round].find((one) => one >= a.x - reach && one <= right + reach);
  if (across === undefined || y < a.y - reach || y > b.y + reach) return null;
  const side = { west: +(Math.abs(across - a.x) < reach), east: +(Math.abs(across - right) < reach), north: +(Math.abs(y - a.y) < reach), south: +(Math.abs(y - b.y) < reach) };
  return side.west || side.east || side.north || side.south ? side : { west: 1, east: 1, north: 1, south: 1 };
}

/** The box that a drag makes.
 * @param {GeoBox | null} box  before @param {Sides | null} sides  taken hold of
 * @param {Frame} frame @param {{x: number, y: number}} from @param {{x: number, y: number}} to  px
 * @returns {GeoBox | null} */
export function dragged(box, sides, frame, from, to) {
  const degree = (frame.east - frame.west) / frame.width;
  const [a, b] = [unproject(frame, from.x, from.y), unproject(frame, to.x, to.y)];
  if (!box || !sides) {
    const west = frame.west + Math.min(from.x, to.x) * degree;
    return whole({ west, east: west + Math.abs(to.x - from.x) * degree, south: Math.min(a.lat, b.lat), north: Math.max(a.lat, b.lat) });
  }
  const [lon, lat] = [(to.x - from.x) * degree, b.lat - a.lat];
  if (sides.west && sides.east && sides.north) return whole(moved(box, lon, lat));
  const east = box.east < box.west ? box.east + 360 : box.east;
  const [left, right] = [box.west + sides.west * lon, east + sides.east * lon];
  return whole({ west: Math.min(left, right), east: Math.max(left, right), south: box.south + sides.south * lat, north: box.north + sides.north * lat });
}

/** Degrees as a person draws them: whole.
 * @param {GeoBox | null} box */
const whole = (box) =>
  box && boxOf({ west: Math.round(box.west), east: Math.round(box.east), south: Math.round(box.south), north: Math.round(box.north) });

/** Let a person draw.
 * @param {HTMLCanvasElement} canvas
 * @param {{frame: () => Frame, box: () => GeoBox | null, show: (box: GeoBox | null) => void, done: (box: GeoBox | null) => void}} page */
export function drawable(canvas, page) {
  /** @type {{from: {x: number, y: number}, box: GeoBox | null, sides: Sides | null, last: GeoBox | null, isDrag: boolean} | null} */
  let held = null;
  let rect = canvas.getBoundingClientRect();
  const at = (/** @type {PointerEvent} */ event) => {
    // What follows the box may move the page; the drag goes on where it began.
    if (!held) rect = canvas.getBoundingClientRect();
    const { left, top, width } = rect;
    const scale = page.frame().width / width;
    return { x: (event.clientX - left) * scale, y: (event.clientY - top) * scale };
  };
  const reachOf = (/** @type {PointerEvent} */ event) => (event.pointerType === "touch" ? REACH.touch : REACH.mouse);
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const box = page.box();
    held = { from: at(event), box, sides: grip(box, page.frame(), at(event), reachOf(event)), last: box, isDrag: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    const to = at(event);
    if (!held) {
      canvas.dataset.grip = shape(grip(page.box(), page.frame(), to, reachOf(event)));
      return;
    }
    held.isDrag ||= Math.hypot(to.x - held.from.x, to.y - held.from.y) > TAP;
    if (!held.isDrag) return;
    held.last = dragged(held.box, held.sides, page.frame(), held.from, to);
    page.show(held.last);
  });
  canvas.addEventListener("pointerup", () => {
    if (held?.isDrag) page.done(held.last);
    else if (held && !held.sides) page.done(null);
    held = null;
  });
  canvas.addEventListener("pointercancel", () => {
    if (held) page.done(held.box);
    held = null;
  });
}

/** Which pointer says what a press would do.
 * @param {Sides | null} sides */
function shape(sides) {
  if (!sides) return "new";
  if (sides.west && sides.east) return "move";
  if (!(sides.north || sides.south)) return "ew";
  if (!(sides.west || sides.east)) return "ns";
  return (sides.west && sides.north) || (sides.east && sides.south) ? "nwse" : "nesw";
}
