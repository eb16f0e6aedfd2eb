/**
 * The box task: a rectangle round the specimen, its class, and whether to leave it out.
 *
 * @import {Point} from "./board.js"
 * @import {Card} from "./card.js"
 * @import {Desk} from "./queue.js"
 * @typedef {{class: string, exclude: boolean, x: number, y: number, w: number, h: number}} Box
 */
import { ask } from "./ask.js";
import { Board } from "./board.js";
import { byId } from "./card.js";
import { frame } from "./frame.js";
import { say } from "./notices.js";
import { photograph, shown } from "./pictures.js";
import { Queue } from "./queue.js";
import { recalled } from "./recalled.js";

const NEAR = 14; // pixels of the screen: how near a side must be to be caught
const STEPS = { coarse: 10, fine: 1 }; // pixels of the photograph as it is shown

frame("boxes", {
  extra: byId("extra").innerHTML,
  hint: "Drag a box, or its sides and corners. Classes take turns, so that a job you stop is balanced.",
  keys: [
    ["← → ↑ ↓", "move the box; with Shift its lower right corner"],
    ["1 … 9", "a class that was used before"],
    ["A", "the whole photograph"],
    ["X", "leave the photograph out"],
    ["+ - 0", "closer, farther, all of it"],
    ["Enter", "save, and on to the next"],
    ["S U Backspace", "skip, undo, the one before"],
  ],
});
recalled.bind();

const board = new Board(byId("desk"), byId("canvas"));
/** @type {[number, number, number, number] | null} */ let box = null; // left, top, right, bottom
let excluded = false;
let ready = false;
let enlarged = 1; // pixels of the photograph itself for one of the picture
let own = { width: 1, height: 1 }; // of the photograph itself
/** @type {{sides: number[], at: Point} | null} */
let held = null; // what is dragged: which sides, and where it began
/** @type {string[]} */ let used = []; // classes, the latest first

/** @type {Desk<Box, Partial<Box>>} */
const desk = {
  ready: () => ready,
  value: () => label(),
  told(value) {
    if (value === null) return "no box";
    const size = value.exclude ? "left out" : `${value.w} × ${value.h} at ${value.x}, ${value.y}`;
    return [value.class, size].filter(Boolean).join(", ");
  },
  expect: (card) => photograph(card),
  taken() {
    if (!box && !excluded) return void say("Draw a box first, or leave the photograph out.");
    const { class: kind, ...sides } = label();
    remember(kind);
    return { kind, ...sides };
  },
  lay,
};
const queue = new Queue("boxes", desk);

/** What is on the desk, in pixels of the photograph itself. */
function label() {
  const [left, top, right, bottom] = (box ?? [0, 0, 0, 0]).map((side) => side * enlarged);
  const [x, y] = [Math.max(0, Math.round(left)), Math.max(0, Math.round(top))];
  const w = Math.min(Math.round(right), own.width) - x;
  const h = Math.min(Math.round(bottom), own.height) - y;
  return { class: byId("kind").value.trim(), exclude: excluded, x, y, w: Math.max(w, 0), h: Math.max(h, 0) };
}

/** @param {Card<Box, Partial<Box>> | null} card @param {Box | null} value */
async function lay(card, value) {
  ready = false;
  byId("desk").ariaBusy = "true";
  box = null;
  board.lay(null);
  if (!card) return;
  const picture = photograph(card);
  const current = () => queue.card?.image === card.image;
  await shown(picture, current);
  own = /** @type {typeof own} */ (await ask("/api/size", { image: card.image }));
  if (!current()) return;
  enlarged = own.width / picture.naturalWidth;
  /** @type {Partial<Box>} */ const known = value ?? card.value ?? card.proposal ?? {};
  byId("kind").value = known.class ?? "";
  excluded = Boolean(known.exclude);
  const { x = 0, y = 0, w = 0, h = 0 } = known;
  if (w) box = [x / enlarged, y / enlarged, (x + w) / enlarged, (y + h) / enlarged];
  ready = true;
  board.lay(picture);
  show();
  byId("desk").ariaBusy = "false";
}

function show() {
  byId("exclude").setAttribute("aria-pressed", String(excluded));
  byId("sides").value = box || excluded ? desk.told(label()) : "no box yet";
  board.draw();
}

board.addEventListener("draw", ({ detail: context }) => {
  if (!box) return;
  const [left, top, right, bottom] = box;
  const bright = excluded ? "#e0604c" : "#fff";
  for (const { colour, wide } of [{ colour: "#000", wide: 4 }, { colour: bright, wide: 2 }]) {
    context.strokeStyle = colour;
    context.lineWidth = (wide * devicePixelRatio) / board.scale;
    context.strokeRect(left, top, right - left, bottom - top);
  }
  context.fillStyle = "#fff";
  const handle = (9 * devicePixelRatio) / board.scale;
  for (const x of [left, right])
    for (const y of [top, bottom]) context.fillRect(x - handle / 2, y - handle / 2, handle, handle);
});

board.addEventListener("pressed", ({ detail: { at } }) => {
  const sides = caught(at);
  if (!sides.length && !inside(at)) {
    box = [at[0], at[1], at[0], at[1]];
    held = { sides: [2, 3], at };
  } else held = { sides: sides.length ? sides : [0, 1, 2, 3], at };
});
board.addEventListener("dragged", ({ detail: { at } }) => {
  if (!held || !box) return;
  for (const side of held.sides) box[side] += at[side % 2] - held.at[side % 2];
  held.at = at;
  show();
});
board.addEventListener("released", () => {
  held = null;
  if (box) {
    const [x0, y0, x1, y1] = box;
    box = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
  }
  show();
});
board.addEventListener("abandoned", () => (held = null));

/** Which sides a point is near: 0 left, 1 top, 2 right, 3 bottom.
 * @param {Point} at */
function caught(at) {
  if (!box) return [];
  const near = (NEAR * devicePixelRatio) / board.scale;
  const sides = box;
  return [0, 1, 2, 3].filter((side) => {
    const across = at[1 - (side % 2)];
    const [low, high] = side % 2 ? [sides[0], sides[2]] : [sides[1], sides[3]];
    return Math.abs(sides[side] - at[side % 2]) < near && across > low - near && across < high + near;
  });
}

/** @param {Point} at */
function inside(at) {
  return box && at[0] > box[0] && at[0] < box[2] && at[1] > box[1] && at[1] < box[3];
}

/** Keep the nine classes that were used last for the keys 1 to 9.
 * @param {string} kind */
function remember(kind) {
  if (!kind) return;
  used = [kind, ...used.filter((one) => one !== kind)].slice(0, 9);
  byId("digits").replaceChildren(...used.map((one, place) => choice(one, place + 1)));
}

/** @param {string} kind @param {number} digit */
function choice(kind, digit) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${digit} ${kind}`;
  button.addEventListener("click", () => call(kind));
  return button;
}

/** @param {string | undefined} kind */
function call(kind) {
  if (kind) byId("kind").value = kind;
  show();
}

function everything() {
  if (!board.picture) return;
  box = [0, 0, board.picture.naturalWidth, board.picture.naturalHeight];
  show();
}

function exclude() {
  excluded = !excluded;
  show();
}

/** @param {number} across @param {number} down @param {boolean} corner */
function shift(across, down, corner) {
  if (!board.picture) return;
  const { naturalWidth: w, naturalHeight: h } = board.picture;
  box ??= [w * 0.25, h * 0.25, w * 0.75, h * 0.75];
  const sides = corner ? [2, 3] : [0, 1, 2, 3];
  const step = corner ? STEPS.coarse / 2 : STEPS.coarse;
  for (const side of sides) box[side] += (side % 2 ? down : across) * step;
  box[2] = Math.max(box[2], box[0] + STEPS.fine);
  box[3] = Math.max(box[3], box[1] + STEPS.fine);
  show();
}

byId("kind").addEventListener("input", show);
const view = { closer: () => board.zoom(1.4), farther: () => board.zoom(1 / 1.4), whole: () => board.fit() };
const deeds = { everything, exclude, ...view };
for (const [id, deed] of Object.entries(deeds)) byId(id).addEventListener("click", deed);
const digits = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [n + 1, () => call(used[n])]));
await queue.begin({
  arrows: shift,
  keys: { ...digits, "+": deeds.closer, "-": deeds.farther, 0: deeds.whole },
  letters: { a: everything, x: exclude },
});
