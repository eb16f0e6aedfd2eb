/**
 * The page by keyboard, wherever the focus is, except where a control has the key itself.
 *
 * @typedef {Record<string, (() => void) | undefined>} Deeds  by key
 * @typedef {{save?: () => void, skip?: () => void, undo: () => void, previous?: () => void,
 *   arrows?: (across: number, down: number, shift: boolean) => void, keys?: Deeds, letters?: Deeds}} Keys
 */
import { byId } from "./card.js";
import { recalled } from "./recalled.js";

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {Keys} page */
export function listenToKeys({ save, skip, undo, previous, arrows, keys = {}, letters = {} }) {
  /** @type {Deeds} */ const once = { Enter: save, Backspace: previous, ...keys };
  /** @type {Deeds} */ const single = { s: skip, u: undo, ...letters };

  /** What a key stands for, or nothing.
   * @param {KeyboardEvent} event @param {string} key */
  function meant(event, key) {
    if (event.ctrlKey || event.metaKey)
      return keys[`Ctrl ${key}`] ?? (key === "z" && !event.shiftKey ? undo : undefined);
    if (event.altKey) return undefined;
    const way = ARROWS[event.key];
    if (way && arrows) return () => arrows(way[0], way[1], event.shiftKey);
    return once[event.key] ?? (recalled.letters ? single[key] : undefined);
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || ownKey(event)) return;
    const deed = meant(event, event.key.toLowerCase());
    if (!deed) return;
    event.preventDefault();
    const repeats = event.key in ARROWS || event.key === " "; // held down, these go on
    if (!event.repeat || repeats) deed();
  });

  // A button that was pressed by pointer would catch the next Enter: hand the keys back.
  document.addEventListener("click", ({ target, detail }) => {
    const button = target instanceof Element && target.closest("button");
    if (button && detail) byId("desk").focus({ preventScroll: true });
  });
}

/** Whether the control that has the focus needs this key for itself.
 * @param {KeyboardEvent} event */
function ownKey({ target: focused, key }) {
  const target = /** @type {Element} */ (focused);
  if (target.matches("input[type=text], input[type=search]")) {
    if (key === "Enter" && !target.closest("form")) byId("desk").focus({ preventScroll: true });
    return true;
  }
  if (target.matches("input, select")) return key.startsWith("Arrow") || key === " ";
  if (target.matches("button, summary, a")) return key === "Enter" || key === " ";
  return false;
}
