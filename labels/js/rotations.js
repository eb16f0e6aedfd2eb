/** The rotation task: one cutout after the other, turned upright and saved. */
import { named } from "./address.js";
import { Away, ask, tell } from "./ask.js";
import { author, byId, showCard } from "./card.js";
import { Dial, normalised, written } from "./dial.js";
import { listenToKeys } from "./keys.js";
import { say, showAway, showEnd, showProgress, showProposal } from "./notices.js";
import { Outbox } from "./outbox.js";
import { picture } from "./pictures.js";
import { recalled } from "./recalled.js";

const TILT = 30; // degrees to either side, at random
const AHEAD = 8; // cards asked for before they are needed
const AGAIN = 2000; // milliseconds until the server is asked again

const dial = new Dial(byId("dial"));
const outbox = new Outbox();
/** @type {any} */ let card = null; // on the dial
let ready = false; // whether its picture can be seen: nobody labels what they have not seen
let turned = false;
let warned = false;
let moving = false; // while the next specimen is asked for, nothing is done to this one
const ahead = []; // cards that come next
const visited = []; // cards before this one
const saves = []; // {save, card, rotation} of this page, newest last

/** Put a specimen on the dial, at `angle`, else at its label, else as the person chose. */
async function open(next, angle = null) {
  card = next;
  const twice = ahead.findIndex((one) => one.image === card?.image);
  if (twice >= 0) ahead.splice(twice, 1);
  turned = warned = ready = false;
  showCard(card);
  byId("empty").hidden = Boolean(card);
  for (const id of ["save", "skip"]) byId(id).disabled = !card;
  dial.lay(card ? picture(card) : new Image());
  showProposal(card, dial);
  if (!card) return;
  dial.put(angle ?? card.rotation ?? start());
  history.replaceState(null, "", `?image=${encodeURIComponent(card.image)}`);
  await shown(dial.picture);
}

/** Wait until a picture can be seen; ask for it again while the server is away. */
async function shown(element) {
  try {
    await element.decode();
    if (dial.picture === element) ready = true;
    element.hidden = false;
  } catch {
    element.hidden = true; // not the browser's sign of a broken picture
    if (dial.picture !== element) return;
    say("The picture of this specimen cannot be shown yet. It is tried again; or skip it.");
    await new Promise((again) => setTimeout(again, AGAIN));
    element.src = `${element.src}`;
    if (dial.picture === element) await shown(element);
  }
}

async function forward() {
  moving = true;
  const known = ahead.length > 0 || (await lookAhead());
  moving = false;
  open(ahead.shift() ?? null);
  if (card) return void lookAhead();
  showEnd(known);
  if (!known) setTimeout(() => card || forward(), AGAIN);
}

/** Ask for cards that come after the last one known; false if nobody answers. */
async function lookAhead() {
  if (ahead.length >= AHEAD / 2) return true;
  const after = (ahead.at(-1) ?? card)?.image ?? "";
  try {
    const { cards, ...progress } = await ask("/api/rotations/next", { after, count: String(AHEAD) });
    showProgress(progress);
    const known = new Set([card?.image, ...ahead.map((one) => one.image)]);
    for (const [, message] of outbox.waiting) known.add(message.body.image);
    for (const one of saves) known.add(one.card.image); // this answer may be older than they are
    for (const one of cards.filter((each) => !known.has(each.image))) {
      ahead.push(one);
      picture(one);
    }
    return true;
  } catch {
    return false;
  }
}

function start() {
  if (recalled.start === "proposal" && card.proposal) return card.proposal.rotation;
  return normalised((Math.random() * 2 - 1) * TILT);
}

function save() {
  if (!card || !ready || moving) return;
  const untouched = !turned && card.rotation === null && !followsNetwork();
  if (untouched && !warned) {
    warned = true;
    say("It has not been turned. Press again if it stands upright as it is.");
    return;
  }
  const [id, rotation, image] = [crypto.randomUUID(), dial.rotation, card.image];
  const body = { save: id, user: recalled.user, image, rotation };
  outbox.add({ path: "/api/rotations", body, seen: card.rotation });
  say(`Saved ${written(rotation)} for ${image}.`);
  saves.push({ save: id, card: { ...card }, rotation, user: recalled.user });
  visited.push({ ...card, rotation });
  forward();
}

function skip() {
  if (!card || moving) return;
  say(`Skipped ${card.image}.`);
  visited.push(card);
  const skipped = card.image;
  forward().then(() => card?.image === skipped && say("It is the last one without a label."));
}

async function previous() {
  if (moving) return;
  const before = visited.pop();
  if (!before) return say("This is the first specimen you opened.");
  if (card) ahead.unshift(card);
  await open(before);
  await refresh(before);
}

/** Withdraw the last save: of this page, or of the same person before it was opened. */
async function undo() {
  if (moving) return;
  const last = saves.pop();
  const body = { save: crypto.randomUUID(), user: last?.user ?? recalled.user };
  if (last) {
    outbox.add({ path: "/api/rotations/undo", body: { ...body, undoes: last.save } });
    return reopen(last.card, last.rotation);
  }
  try {
    const { entry, card: withdrawn, ...progress } = await tell("/api/rotations/undo", body);
    showProgress(progress);
    const gone = withdrawn.history.find((one) => one.save === entry.undoes);
    await reopen(withdrawn, gone.value);
  } catch (error) {
    say(error instanceof Away ? `${error.message} Nothing was undone.` : error.message);
  }
}

async function reopen(withdrawn, rotation) {
  if (card && card.image !== withdrawn.image) ahead.unshift(card);
  const place = visited.findLastIndex((one) => one.image === withdrawn.image);
  if (place >= 0) visited.splice(place, 1);
  say(`Undone: ${written(rotation)} of ${withdrawn.image}. It is yours to turn again.`);
  await open(withdrawn, rotation);
}

function takeProposal() {
  if (card?.proposal) dial.turn(normalised(card.proposal.rotation - dial.rotation));
}

const followsNetwork = () => recalled.start === "proposal" && card.proposal;

/** Fetch a card anew; what others said meanwhile is shown, the angle on the dial stays. */
async function refresh(opened) {
  try {
    const { card: fresh, ...progress } = await ask("/api/rotations", { image: opened.image });
    showProgress(progress);
    if (card?.image === fresh.image) showCard((card = fresh));
  } catch {
    // the card that the page had is shown; the outbox says when the server is away
  }
}

outbox.addEventListener("change", () => showAway(outbox));
outbox.addEventListener("refused", ({ detail: { message, answer } }) =>
  say(`Not taken: ${message.body.image ?? "the undo"}. ${answer}`),
);
outbox.addEventListener("kept", ({ detail: { message, answer } }) => {
  showProgress(answer);
  if (card?.image === answer.card.image) showCard((card = answer.card));
  const { previous: before, image, undoes } = answer.entry;
  if (undoes || before === null || before === message.seen) return;
  if (saves.some((one) => one.card.image === image && one.rotation === before)) return;
  const other = answer.card.history.at(-2);
  say(`Meanwhile ${author(other?.user)} had set ${written(before)} for ${image}; yours holds now.`);
});
dial.addEventListener("moved", () => (byId("angle").value = written(dial.rotation)));
dial.addEventListener("turned", () => (turned = true));

const deeds = { save, skip, undo, previous, take: takeProposal };
for (const [id, deed] of Object.entries(deeds)) byId(id).addEventListener("click", deed);
for (const button of document.querySelectorAll("[data-turn]"))
  button.addEventListener("click", () => dial.turn(Number(button.dataset.turn)));
recalled.addEventListener("start", () => {
  if (card && !turned && card.rotation === null) dial.put(start());
  showProposal(card, dial);
});
listenToKeys({ ...deeds, turn: (degrees) => dial.turn(degrees) });

const wanted = named();
if (wanted) {
  try {
    const { card: asked, ...progress } = await ask("/api/rotations", { image: wanted });
    showProgress(progress);
    await open(asked);
  } catch (error) {
    say(error.message);
  }
}
if (!card) await forward();
else lookAhead();
outbox.send();
byId("dial").focus({ preventScroll: true });
