/** The page by keyboard, wherever the focus is, except where a control has the key itself. */
import { byId } from "./card.js";
import { recalled } from "./recalled.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {{save?: () => void, skip?: () => void, undo: () => void, previous?: () => void,
 *   arrows?: (across: number, down: number, shift: boolean) => void,
 *   keys?: Record<string, () => void>, letters?: Record<string, () => void>}} page
 */
export function listenToKeys({ save, skip, undo, previous, arrows, keys = {}, letters = {} }) {
  const once = { Enter: save, Backspace: previous, ...keys };
  const single = { s: skip, u: undo, ...letters };

  /** What a key stands for, or nothing. */
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

/** Whether the control that has the focus needs this key for itself. */
function ownKey({ target, key }) {
  if (target.matches("input[type=text], input[type=search]")) {
    if (key === "Enter" && !target.closest("form")) byId("desk").focus({ preventScroll: true });
    return true;
  }
  if (target.matches("input, select")) return key.startsWith("Arrow") || key === " ";
  if (target.matches("button, summary, a")) return key === "Enter" || key === " ";
  return false;
}
