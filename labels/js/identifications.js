/** The identification task: names, tags, errors and exclusions, for one specimen or many. */
import { byId, having } from "./card.js";
import { frame } from "./frame.js";
import { say } from "./notices.js";
import { Sheets } from "./sheets.js";

frame("identifications", {
  card: false,
  extra: `
    <form id="naming" class="naming">
      <label class="user">Name, at any rank
        <input id="scientificName" type="text" maxlength="200" autocomplete="off" spellcheck="false"></label>
      <button type="submit" title="N">Relabel</button>
    </form>
    <p id="probable" class="probable"></p>
    <form id="tagging" class="naming">
      <label class="user">Tag, such as GENUS_Papilio
        <input id="tag" type="text" maxlength="80" pattern="[^ ]+" autocomplete="off" spellcheck="false"></label>
      <button type="submit" title="T">Add</button>
      <button type="button" id="untag">Remove</button>
    </form>
    <div class="deeds paired" role="group" aria-label="Error">
      <button type="button" data-error="label" title="L">A label</button>
      <button type="button" data-error="raindrop" title="R">A raindrop</button>
      <button type="button" data-error="empty" title="E">Empty</button>
      <button type="button" data-error="" title="O">No error</button>
    </div>
    <div class="deeds" role="group" aria-label="Map">
      <button type="button" id="exclude" title="X">Leave out</button>
      <button type="button" id="include" title="I">Take in again</button>
      <button type="button" id="undo" title="U or Ctrl-Z">Undo</button>
    </div>`,
  hint: "Leaving out deletes nothing: it is a label, and is undone at will.",
  keys: [
    ["← → ↑ ↓", "the next; with Shift choose a range"],
    ["Space", "choose, or not"],
    ["Ctrl_A Esc", "all that are found; none"],
    ["N T", "write a name, a tag"],
    ["Y", "take the name that is more probable"],
    ["L R E O", "a label, a raindrop, empty, no error"],
    ["X I", "leave out of the map, take in again"],
    ["U Ctrl_Z", "undo the last save"],
  ],
});
const sheets = new Sheets("identifications");
const { sheet } = sheets;

/** The specimen that is marked. */
const marked = () => sheet.items.get(sheet.active);

function relabel() {
  const scientificName = byId("scientificName").value.trim();
  sheets.save({ scientificName }, [scientificName || "its record’s own name"]);
}

function takeProbable() {
  const name = marked()?.proposal?.probable;
  if (!name) return say("No other name is more probable.");
  sheets.save({ scientificName: name }, [name]);
}

/** @param {"add" | "remove"} way */
function tags(way) {
  const tag = byId("tag").value.trim().replaceAll(/\s+/g, "_");
  if (!tag) return byId("tag").focus();
  sheets.save({ [way]: [tag] }, way === "add" ? [tag] : [`${tag} removed`]);
}

const error = (/** @type {string} */ fault) => () =>
  sheets.save({ error: fault }, [fault ? `error:${fault}` : "no error"]);
const leave = (/** @type {boolean} */ excluded) => () =>
  sheets.save({ excluded }, [excluded ? "excluded" : "on the map"]);

sheet.addEventListener("chosen", () => {
  const item = marked();
  const value = /** @type {{scientificName: string} | null | undefined} */ (item?.value);
  byId("scientificName").placeholder = value?.scientificName || (item?.name ?? "");
  const { probable, reason } = item?.proposal ?? {};
  byId("probable").textContent = probable ? `Rather ${probable}? ${reason ?? ""}` : (reason ?? "");
});
byId("naming").addEventListener("submit", (event) => {
  event.preventDefault();
  relabel();
  byId("desk").focus();
});
byId("tagging").addEventListener("submit", (event) => {
  event.preventDefault();
  tags("add");
  byId("desk").focus();
});
byId("untag").addEventListener("click", () => tags("remove"));
for (const button of having("data-error"))
  button.addEventListener("click", error(button.dataset.error ?? ""));
byId("exclude").addEventListener("click", leave(true));
byId("include").addEventListener("click", leave(false));
byId("undo").addEventListener("click", () => sheets.undo());
await sheets.begin({
  n: () => byId("scientificName").focus(),
  t: () => byId("tag").focus(),
  y: takeProbable,
  l: error("label"),
  r: error("raindrop"),
  e: error("empty"),
  o: error(""),
  x: leave(true),
  i: leave(false),
});
