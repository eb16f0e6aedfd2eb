/**
 * The mask task: the outline of the specimen over its photograph, put right by brush and click.
 *
 * @import {Point} from "./board.js"
 * @import {Card} from "./card.js"
 * @import {Desk} from "./queue.js"
 * @typedef {{confidence?: number}} Outline  what the network proposes
 */
import { Board } from "./board.js";
import { byId, having } from "./card.js";
import { Clicks } from "./clicks.js";
import { drawMask, drawPolygon } from "./drawn.js";
import { frame } from "./frame.js";
import { Mask, fromPng } from "./mask.js";
import { proposed, say } from "./notices.js";
import { outlined, photograph, shown } from "./pictures.js";
import { Queue } from "./queue.js";
import { recalled } from "./recalled.js";

const PNG = "iVBOR"; // how a mask drawn on this page begins; one of the journal is a digest
const CLOSE = 12; // pixels of the screen: a polygon is closed by a click this near its beginning

frame("masks", {
  hint: "Paint what belongs to the specimen, wipe what does not; a click lets the machine try.",
  keys: [
    ["B E P", "brush, eraser, polygon"],
    ["A D", "click what belongs to it, what does not"],
    ["[ ]", "smaller, larger brush"],
    ["← → ↑ ↓", "move the cross; with Shift finely"],
    ["Space", "use the tool where the cross is"],
    ["+ - 0", "closer, farther, all of it"],
    ["V", "the photograph without the mask"],
    ["R X", "as it was; nothing at all"],
    ["Ctrl_Z", "take the last stroke back"],
    ["Enter", "close the polygon; else save"],
    ["S U Backspace", "skip, undo the last save, go back"],
  ],
});
recalled.bind();

const board = new Board(byId("desk"), byId("canvas"));
/** @type {Mask | null} */ let mask = null;
let ready = false;
let changed = false;
let warned = false;
let bare = false; // whether the photograph is shown without its mask
let tool = "brush";
/** @type {Point | null} */ let last = null; // the last point of a stroke
/** @type {Point[]} */ let points = []; // of a polygon that is not closed yet
const clicks = new Clicks();

/** @type {Desk<string, Outline>} */
const desk = {
  ready: () => ready,
  value: () => /** @type {Mask} */ (mask).png(),
  told: (value) => (value === null ? "no mask" : "a mask"),
  expect: (card) => photograph(card),
  taken() {
    if (points.length) close();
    if (!changed && !warned) {
      warned = true;
      say("Nothing was changed. Press again if the outline is right as it is.");
      return null;
    }
    return { mask: mask?.png() };
  },
  lay,
};
const queue = new Queue("masks", desk);

/** @param {Card<string, Outline> | null} card @param {string | null} png */
async function lay(card, png) {
  ready = changed = warned = false;
  byId("desk").ariaBusy = "true";
  mask = last = null;
  points = [];
  clicks.forget();
  board.lay(null);
  if (!card) return;
  const picture = photograph(card);
  const current = () => queue.card?.image === card.image;
  await shown(picture, current);
  if (!current()) return;
  board.lay(picture);
  const drawn = [png, card.value].find((one) => one?.startsWith(PNG));
  const found = drawn ? await fromPng(drawn) : await outlined(card, current);
  if (!current()) return;
  mask = new Mask(found, picture.naturalWidth, picture.naturalHeight);
  changed = Boolean(drawn) && drawn === png;
  ready = true;
  if (card.value === null && !png) say(proposed(card.proposal));
  board.draw();
  byId("desk").ariaBusy = "false";
}

board.addEventListener("draw", ({ detail: context }) => {
  if (!mask || bare) return;
  drawMask(context, mask, Number(byId("dim").value) / 100);
  if (points.length) drawPolygon(context, points, (2 * devicePixelRatio) / board.scale);
});

/** Use the tool at a point; `drags` while a stroke goes on.
 * @param {Point} at */
function use(at, drags = false) {
  if (!mask || !ready) return;
  if (tool === "brush" || tool === "eraser") {
    if (!drags) mask.keep();
    const across = Number(byId("size").value);
    mask.stroke(last ?? at, at, across, tool === "brush");
    last = at;
    mask.outline();
    touched();
  } else if (!drags && tool === "polygon") addPoint(at);
  else if (!drags) click(at, tool === "inside");
}

/** @param {Point} at */
function addPoint(at) {
  const near = (/** @type {Point} */ [x, y]) =>
    Math.hypot(x - at[0], y - at[1]) * board.scale < CLOSE * devicePixelRatio;
  if (points.length > 2 && near(points[0])) return close();
  points.push(at);
  board.draw();
}

function close() {
  if (mask && points.length > 2) {
    mask.keep();
    mask.polygon(points, true);
    touched();
  }
  points = [];
  board.draw();
}

/** Put the mask right by what the server makes of a click.
 * @param {Point} at @param {boolean} inside */
async function click(at, inside) {
  if (!mask || !queue.card) return;
  const asked = mask;
  const found = await clicks.corrected(queue.card.image, asked, at, inside);
  if (!found || asked !== mask) return;
  mask.keep();
  mask.set(found);
  touched();
}

function touched() {
  changed = true;
  board.draw();
}

/** @param {string} name */
function choose(name) {
  tool = name;
  if (name !== "inside" && name !== "outside") clicks.forget();
  for (const button of having("data-tool"))
    button.setAttribute("aria-pressed", String(button.dataset.tool === name));
}

/** @param {number} by */
function resize(by) {
  const size = byId("size");
  size.value = String(Math.max(2, Math.round(Number(size.value) * by)));
  say(`The brush is ${size.value} pixels wide.`);
}

function compare() {
  bare = !bare;
  byId("compare").setAttribute("aria-pressed", String(bare));
  board.draw();
}

function back() {
  if (!points.pop() && !mask?.back()) return queue.undo();
  clicks.forget();
  board.draw();
}

async function restart() {
  const { card } = queue;
  if (!mask || !card) return;
  mask.keep();
  mask.set(await outlined(card, () => queue.card?.image === card.image));
  touched();
}

function clear() {
  if (!mask) return;
  mask.keep();
  mask.clear();
  touched();
  say("No specimen: the photograph will be left out, with this as the reason.");
}

board.addEventListener("pressed", ({ detail }) => use(detail.at));
board.addEventListener("dragged", ({ detail }) => use(detail.at, true));
for (const end of ["released", "abandoned"]) board.addEventListener(end, () => (last = null));
for (const button of having("data-tool"))
  button.addEventListener("click", () => choose(button.dataset.tool ?? ""));
byId("dim").addEventListener("input", () => board.draw());
const view = { closer: () => board.zoom(1.4), farther: () => board.zoom(1 / 1.4), whole: () => board.fit() };
const deeds = { back, compare, restart, clear, ...view };
for (const [id, deed] of Object.entries(deeds)) byId(id).addEventListener("click", deed);
choose("brush");
await queue.begin({
  arrows(across, down, finely) {
    const step = finely ? 2 : 12;
    if (board.picture) board.point(across * step, down * step);
  },
  keys: {
    " ": () => (use([...board.cursor]), (last = null)),
    "Ctrl z": back,
    Enter: () => (points.length ? close() : queue.save()),
    "+": deeds.closer, "-": deeds.farther, 0: deeds.whole, "[": () => resize(0.8), "]": () => resize(1.25),
  },
  letters: { b: () => choose("brush"), e: () => choose("eraser"), p: () => choose("polygon"),
    a: () => choose("inside"), d: () => choose("outside"), v: compare, r: restart, x: clear },
});
