/** The mask task: the outline of the specimen over its photograph, put right by brush and click. */
import { Away, tell } from "./ask.js";
import { Board } from "./board.js";
import { byId } from "./card.js";
import { drawMask, drawPolygon } from "./drawn.js";
import { frame } from "./frame.js";
import { Mask, fromPng } from "./mask.js";
import { proposed, say } from "./notices.js";
import { photograph, shown } from "./pictures.js";
import { Queue } from "./queue.js";
import { recalled } from "./recalled.js";

const SEGMENT = "/api/masks/segment";
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
let last = null; // the last point of a stroke
let points = []; // of a polygon that is not closed yet
let clicks = [];

const desk = {
  ready: () => ready,
  value: () => mask?.png(),
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

async function lay(card, png) {
  ready = changed = warned = false;
  byId("desk").ariaBusy = "true";
  mask = last = null;
  points = [];
  clicks = [];
  board.lay(null);
  if (!card) return;
  const picture = photograph(card);
  const current = () => queue.card?.image === card.image;
  await shown(picture, current);
  if (!current()) return;
  board.lay(picture);
  const found = png ? await fromPng(png) : await outlined(card);
  if (!current()) return;
  mask = new Mask(found, picture.naturalWidth, picture.naturalHeight);
  changed = Boolean(png);
  ready = true;
  if (card.value === null && !png) say(proposed(card.proposal));
  board.draw();
  byId("desk").ariaBusy = "false";
}

/** The mask that holds, else what the network cut out. */
async function outlined(card) {
  const picture = new Image();
  picture.src = `/mask/${encodeURIComponent(card.image)}.png?${card.history.length}`;
  await shown(picture, () => queue.card?.image === card.image);
  return picture;
}

board.addEventListener("draw", ({ detail: context }) => {
  if (!mask || bare) return;
  drawMask(context, mask, Number(byId("dim").value) / 100);
  if (points.length) drawPolygon(context, points, (2 * devicePixelRatio) / board.scale);
});

/** Use the tool at a point; `drags` while a stroke goes on. */
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

function addPoint(at) {
  const near = ([x, y]) => Math.hypot(x - at[0], y - at[1]) * board.scale < CLOSE * devicePixelRatio;
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

/** Ask the server for the mask that a click would make. */
async function click(at, inside) {
  if (!mask) return;
  const { width, height } = mask.canvas;
  const thousandths = (part, whole) => Math.min(Math.max((part / whole) * 1000, 0), 1000);
  clicks = [...clicks.slice(-20), { x: thousandths(at[0], width), y: thousandths(at[1], height), inside }];
  const asked = mask;
  try {
    const body = { image: queue.card.image, mask: asked.png(), clicks };
    const answer = await tell(SEGMENT, body);
    const found = await fromPng(answer.mask);
    if (asked !== mask) return;
    mask.keep();
    mask.set(found);
    touched();
  } catch (error) {
    say(error instanceof Away ? `${error.message} Brush and polygon work without it.` : error.message);
  }
}

function touched() {
  changed = true;
  board.draw();
}

function choose(name) {
  tool = name;
  if (name !== "inside" && name !== "outside") clicks = [];
  for (const button of document.querySelectorAll("[data-tool]"))
    button.setAttribute("aria-pressed", String(button.dataset.tool === name));
}

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
  clicks = [];
  board.draw();
}

async function restart() {
  if (!mask || !queue.card) return;
  mask.keep();
  mask.set(await outlined(queue.card));
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
for (const button of document.querySelectorAll("[data-tool]"))
  button.addEventListener("click", () => choose(button.dataset.tool));
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
