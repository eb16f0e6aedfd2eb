/** The page by keyboard, wherever the focus is, except where a control has the key itself. */
import { byId } from "./card.js";
import { recalled } from "./recalled.js";

const STEP = 0.5;
const LONG_STEP = 5;

export function listenToKeys({ turn, save, skip, undo, previous, take }) {
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
  const keys = { PageUp: () => turn(-90), PageDown: () => turn(90) };
  const once = { Enter: save, Backspace: previous };
  const letters = { f: () => turn(180), p: take, s: skip, u: undo };

  /** What a key stands for, or nothing. */
  function meant(event, key) {
    if (event.ctrlKey || event.metaKey) return key === "z" && !event.shiftKey ? undo : undefined;
    if (event.altKey) return undefined;
    const step = steps[event.key];
    if (step) return () => turn(step * (event.shiftKey ? LONG_STEP : STEP));
    return keys[event.key] ?? once[event.key] ?? (recalled.letters ? letters[key] : undefined);
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || ownKey(event)) return;
    const deed = meant(event, event.key.toLowerCase());
    if (!deed) return;
    event.preventDefault();
    const repeats = event.key in steps; // a key held down turns on, and does nothing else twice
    if (!event.repeat || repeats) deed();
  });

  // A button that was pressed by pointer would catch the next Enter: hand the keys back.
  for (const button of document.querySelectorAll("button"))
    button.addEventListener("click", ({ detail }) => detail && byId("dial").focus({ preventScroll: true }));
}

/** Whether the control that has the focus needs this key for itself. */
function ownKey({ target, key }) {
  if (target.matches("input[type=text]")) {
    if (key === "Enter") byId("dial").focus({ preventScroll: true });
    return true;
  }
  if (target.matches("input")) return key.startsWith("Arrow") || key === " ";
  if (target.matches("button, summary")) return key === "Enter" || key === " ";
  return false;
}
