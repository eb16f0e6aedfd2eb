/**
 * The rotation task: one cutout after the other, turned upright and saved.
 *
 * @import {Card} from "./card.js"
 * @import {Desk} from "./queue.js"
 * @typedef {{rotation: number, confidence: number}} Turn  what the network proposes, degrees
 */
import { byId, having } from "./card.js";
import { Dial, normalised, written } from "./dial.js";
import { frame } from "./frame.js";
import { say, showProposal } from "./notices.js";
import { picture, shown } from "./pictures.js";
import { Queue } from "./queue.js";
import { recalled } from "./recalled.js";

const TILT = 30; // degrees to either side, at random
const STEP = 0.5;
const LONG_STEP = 5;

frame("rotations", {
  extra: byId("extra").innerHTML,
  hint: "Drag the specimen round its centre, with two fingers if you like, or use the keys.",
  keys: [
    ["← →", "half a degree, with Shift five"],
    ["Page_Up Page_Down", "a quarter turn"],
    ["Wheel", "half a degree"],
    ["F", "half a turn"],
    ["P", "the network’s proposal"],
    ["Enter", "save, and on to the next"],
    ["S", "skip; it comes again at the end"],
    ["U Ctrl_Z", "undo your last save"],
    ["Backspace", "the specimen before"],
  ],
});
recalled.bind();

const dial = new Dial(byId("desk"));
let ready = false; // whether its picture can be seen: nobody labels what they have not seen
let turned = false;
let warned = false;

/** @type {Desk<number, Turn>} */
const desk = {
  ready: () => ready,
  value: () => dial.rotation,
  told: (value) => (value === null ? "no label" : written(value)),
  expect: (card) => picture(card),
  taken,
  lay,
};
const queue = new Queue("rotations", desk);

/** @param {Card<number, Turn> | null} card @param {number | null} angle */
async function lay(card, angle) {
  turned = warned = ready = false;
  dial.lay(card ? picture(card) : new Image());
  showProposal(card, dial);
  if (!card) return;
  dial.put(angle ?? card.value ?? start(card));
  const element = dial.picture;
  await shown(element, () => dial.picture === element);
  if (dial.picture === element) ready = true;
}

/** @param {Card<number, Turn>} card */
function start(card) {
  if (recalled.start === "proposal" && card.proposal) return card.proposal.rotation;
  return normalised((Math.random() * 2 - 1) * TILT);
}

function taken() {
  const card = /** @type {Card<number, Turn>} */ (queue.card);
  const follows = recalled.start === "proposal" && card.proposal;
  if (turned || card.value !== null || follows || warned) return { rotation: dial.rotation };
  warned = true;
  say("It has not been turned. Press again if it stands upright as it is.");
  return null;
}

function takeProposal() {
  const proposal = queue.card?.proposal;
  if (proposal) dial.turn(normalised(proposal.rotation - dial.rotation));
}

dial.addEventListener("moved", () => (byId("angle").value = written(dial.rotation)));
dial.addEventListener("turned", () => (turned = true));
byId("take").addEventListener("click", takeProposal);
for (const button of having("data-turn"))
  button.addEventListener("click", () => dial.turn(Number(button.dataset.turn)));
recalled.addEventListener("start", () => {
  if (queue.card && !turned && queue.card.value === null) dial.put(start(queue.card));
  showProposal(queue.card, dial);
});
await queue.begin({
  arrows: (across, down, long) => dial.turn((across - down) * (long ? LONG_STEP : STEP)),
  keys: { PageUp: () => dial.turn(-90), PageDown: () => dial.turn(90) },
  letters: { f: () => dial.turn(180), p: takeProposal },
});
