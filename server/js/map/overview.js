/**
 * The whole map in a corner, with a frame where the screen is; a click goes there.
 *
 * @import {Viewer} from "../viewer.js"
 */
import { clamp } from "./geometry.js";
import { colour } from "../page/ground.js";
import { tileAddress } from "./tiles.js";

/** The inset is of use when the screen shows less than this part of the whole, along an edge. */
const PART = 0.6;

/** @param {HTMLCanvasElement} canvas @param {Viewer} viewer */
export function overview(canvas, viewer) {
  const { info, map } = viewer;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const picture = new Image();
  const [x0, y0, x1, y1] = info.bounds;
  const span = Math.max(x1 - x0, y1 - y0) * 1.06;
  const [left, top] = [(x0 + x1 - span) / 2, (y0 + y1 - span) / 2];
  const px = canvas.width / span;

  const draw = () => {
    const { box } = map;
    const isUseful = box.x1 - box.x0 < PART * (x1 - x0) || box.y1 - box.y0 < PART * (y1 - y0);
    canvas.classList.toggle("shown", isUseful);
    if (!isUseful) return;
    if (!picture.src) picture.src = tileAddress(info, { x: 0, y: 0, z: 0 }, true);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    if (picture.complete && picture.naturalWidth) pen.drawImage(picture, (-1 - left) * px, (-1 - top) * px, 2 * px, 2 * px);
    pen.strokeStyle = colour("accent");
    pen.lineWidth = 4;
    const [wide, high] = [Math.max(10, (box.x1 - box.x0) * px), Math.max(10, (box.y1 - box.y0) * px)];
    const [x, y] = [((box.x0 + box.x1) / 2 - left) * px, ((box.y0 + box.y1) / 2 - top) * px];
    pen.strokeRect(x - wide / 2, y - high / 2, wide, high);
  };

  const go = (/** @type {PointerEvent} */ event) => {
    if (!event.buttons && event.type === "pointermove") return;
    const frame = canvas.getBoundingClientRect();
    const x = left + (clamp(event.clientX - frame.left, 0, frame.width) / frame.width) * span;
    const y = top + (clamp(event.clientY - frame.top, 0, frame.height) / frame.height) * span;
    map.set({ zoom: map.zoom, x, y });
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener("pointermove", go);
  picture.addEventListener("load", draw);
  map.leaflet.on("move", draw);
  return draw;
}
