/**
 * What the page tells: a sentence, how far the work is, and what waits for the server.
 *
 * @import {Card} from "./card.js"
 * @import {Dial} from "./dial.js"
 * @import {Outline} from "./masks.js"
 * @import {Outbox} from "./outbox.js"
 * @import {Turn} from "./rotations.js"
 * @typedef {{labelled: number, all: number}} Progress  how many specimens have a label
 */
import { byId } from "./card.js";
import { written } from "./dial.js";
import { recalled } from "./recalled.js";

/** Say a sentence, also to screen readers.
 * @param {string} text */
export function say(text) {
  byId("said").textContent = text;
}

/** Show how many specimens have a label.
 * @param {Progress} progress */
export function showProgress({ labelled, all }) {
  byId("progress").max = all;
  byId("progress").value = labelled;
  byId("count").textContent = `${labelled.toLocaleString()} of ${all.toLocaleString()}`;
}

/** Show how many saves wait while the server is away.
 * @param {Outbox} outbox */
export function showAway(outbox) {
  const { length } = outbox.waiting;
  byId("away").hidden = !outbox.away;
  const what = length === 1 ? "1 save waits" : `${length} saves wait`;
  byId("away").textContent = `The labels server is away: ${what} in this browser.`;
}

/** Show that there is no specimen to label, and why.
 * @param {boolean} known  whether the server has answered */
export function showEnd(known) {
  byId("empty").textContent = known
    ? "No other specimen waits for a label."
    : "The labels server is away. What you saved waits in this browser until it is back.";
}

/** Show what the network proposes for a card, on the dial too if the person asked to start there.
 * @param {Card<number, Turn> | null} card @param {Dial} dial */
export function showProposal(card, dial) {
  const proposal = card?.proposal;
  byId("network").hidden = !proposal;
  const told = proposal && recalled.start === "proposal";
  dial.propose(told ? proposal.rotation : null);
  if (!proposal) return;
  const sure = Math.round(proposal.confidence * 100);
  byId("found").textContent = told
    ? `The network would turn it by ${written(proposal.rotation)}, and is ${sure} % sure.`
    : "The network has a proposal, hidden until you ask.";
}

/** Say what the network proposes of an outline.
 * @param {Outline | null} proposal */
export function proposed(proposal) {
  if (!proposal) return "The network found no specimen here.";
  const { confidence } = proposal;
  if (!confidence) return "This is the network’s outline.";
  return `The network is ${Math.round(confidence * 100)} % sure of this outline.`;
}
