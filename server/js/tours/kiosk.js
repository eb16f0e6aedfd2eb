/**
 * The map on a screen in the gallery: nothing leads away from it, and when nobody has touched it for a
 * while it returns to its first view and plays its tours.
 *
 * @import {Place} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 * @import {Tours} from "./tours.js"
 * @import {Player} from "./player.js"
 */
import { byId } from "../page/dom.js";

/** What tells that somebody is there. */
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"];

/** A stop that waits for the visitor waits only so long, s. */
const PATIENCE = 20;

/** @param {Viewer} viewer @param {Tours} tours @param {Player} player @param {Place} first  view */
export function kiosk(viewer, { idle, tours }, player, first) {
  let [timer, next, signs] = [0, 0, 0];
  player.patience = PATIENCE;
  player.ended = () => playNext();

  const playNext = () => {
    if (!tours.length) return;
    player.play(tours[next % tours.length], { isRunning: true });
    next++;
  };
  const leave = async () => {
    if (player.tour && player.isRunning) return;
    player.stop();
    const before = signs;
    await reset(viewer, first);
    if (signs !== before) return; // somebody came meanwhile
    next = 0;
    playNext();
  };
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(leave, idle * 1000);
  };
  const here = (/** @type {Event} */ event) => {
    if (player.tour && event.type === "pointermove") return;
    signs++;
    // A hand on the map ends the show; the panel of the show is there to be used.
    if (!byId("tour").contains(/** @type {Node} */ (event.target))) player.stop();
    wait();
  };
  for (const sign of SIGNS) addEventListener(sign, here, { capture: true, passive: true });
  addEventListener("contextmenu", (event) => event.preventDefault());
  addEventListener("click", stay, { capture: true });
  wait();
}

/** Follow no link that leaves this page.
 * @param {MouseEvent} event */
function stay(event) {
  const link = /** @type {Element} */ (event.target).closest?.("a[href]");
  const href = link && new URL(/** @type {HTMLAnchorElement} */ (link).href);
  if (href && (href.origin !== location.origin || href.pathname !== location.pathname)) event.preventDefault();
}

/** Everything as it was at first.
 * @param {Viewer} viewer @param {Place} first */
async function reset(viewer, first) {
  for (const dialog of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (dialog).close();
  for (const closer of document.querySelectorAll("#list:not([hidden]) .close, #filter:not([hidden]) .close, #contents:not([hidden]) .close"))
    /** @type {HTMLElement} */ (closer).click();
  /** @type {HTMLInputElement} */ (byId("search")).value = "";
  /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
  await viewer.route.restore(first, true);
}
