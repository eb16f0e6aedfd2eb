/**
 * The review task: everything suspicious, why, and the page on which it is put right.
 *
 * @import {Item, Suspicion} from "./cell.js"
 */
import { byId } from "./card.js";
import { TASKS, frame } from "./frame.js";
import { Sheets } from "./sheets.js";

frame("review", {
  card: false,
  extra: `
    <div class="names"><h2 id="name"></h2><p id="image" class="image"></p></div>
    <ul id="reasons" class="reasons"></ul>
    <div class="deeds" role="group" aria-label="Verdict">
      <button type="button" id="fine" title="F">It is fine</button>
      <button type="button" id="mended" title="M">It was put right</button>
      <button type="button" id="undo" title="U or Ctrl-Z">Undo</button>
    </div>`,
  hint: "The kinds of suspicion take turns, the strongest of each first.",
  keys: [
    ["← → ↑ ↓", "the next; with Shift choose a range"],
    ["Enter", "open the page where it is put right"],
    ["F M", "it is fine; it was put right"],
    ["Space", "choose, or not"],
    ["U Ctrl_Z", "undo the last verdict"],
  ],
});
const sheets = new Sheets("review");
const verdict = (/** @type {string} */ said) => () => sheets.save({ verdict: said }, [said]);

/** Links to the pages on which the marked specimen is put right. */
function reasons() {
  const item = sheets.sheet.items.get(sheets.sheet.active);
  byId("name").textContent = item?.name ?? "";
  byId("image").textContent = item?.image ?? "";
  const lines = item?.proposal?.reasons?.map((one) => line(one, item)) ?? [];
  byId("reasons").replaceChildren(...lines);
}

/** @param {Suspicion} suspicion @param {Item} item */
function line({ kind, reason, page }, { image }) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/${page}.html?image=${encodeURIComponent(image)}`;
  link.textContent = TASKS[page][0];
  const why = document.createElement("span");
  why.textContent = `${kind}: ${reason}`;
  row.append(why, link);
  return row;
}

sheets.sheet.addEventListener("chosen", reasons);
byId("fine").addEventListener("click", verdict("fine"));
byId("mended").addEventListener("click", verdict("mended"));
byId("undo").addEventListener("click", () => sheets.undo());
const keys = { Enter: () => byId("reasons").querySelector("a")?.click() };
await sheets.begin({ f: verdict("fine"), m: verdict("mended") }, keys);
reasons();
