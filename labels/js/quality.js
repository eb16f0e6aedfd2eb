/** The quality task: one key grades a specimen, or all that are chosen. */
import { byId, having } from "./card.js";
import { frame } from "./frame.js";
import { recalled } from "./recalled.js";
import { Sheets } from "./sheets.js";

const GRADES = { good: "Good", partial: "Partial", bad: "Bad" };

frame("quality", {
  card: false,
  extra: `
    <div class="deeds grades" role="group" aria-label="Grade">
      ${Object.entries(GRADES).map(([grade, title], n) => `<button type="button" data-grade="${grade}" title="${n + 1}">${title}</button>`).join("")}
      <button type="button" id="undo" title="U or Ctrl-Z">Undo</button>
    </div>
    <dl class="meaning">
      <dt>Good</dt><dd>whole, well cut out, seen clearly</dd>
      <dt>Partial</dt><dd>something is missing or does not belong to it, but it can be recognised</dd>
      <dt>Bad</dt><dd>of no use: torn beyond knowing, hardly a piece, no specimen</dd>
    </dl>`,
  hint: "Grade the specimen that is marked, or choose several: drag a rectangle, Shift for a range.",
  keys: [
    ["1 2 3", "good, partial, bad"],
    ["← → ↑ ↓", "the next; with Shift choose a range"],
    ["Space", "choose, or not"],
    ["Ctrl_A Esc", "all that are found; none"],
    ["Page_Up Page_Down", "a screen further"],
    ["U Ctrl_Z", "undo the last save"],
  ],
});
const sheets = new Sheets("quality");
const grade = (/** @type {string} */ quality) => () => sheets.save({ quality }, [quality]);
for (const button of having("data-grade"))
  button.addEventListener("click", grade(button.dataset.grade ?? ""));
byId("undo").addEventListener("click", () => sheets.undo());
recalled.addEventListener("user", () => (sheets.saves = []));
const keys = { 1: grade("good"), 2: grade("partial"), 3: grade("bad") };
await sheets.begin({ g: keys[1], p: keys[2], b: keys[3] }, keys);
