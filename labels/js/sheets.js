/**
 * What the three tasks on a sheet share: what is asked for, saves and undo, keys.
 *
 * @import {Item} from "./cell.js"
 * @import {Deeds} from "./keys.js"
 * @import {Progress} from "./notices.js"
 * @import {Page} from "./sheet.js"
 * @typedef {Progress & {items: Item[]}} Changed  by a save or undo
 */
import { ask, tell } from "./ask.js";
import { byId } from "./card.js";
import { listenToKeys } from "./keys.js";
import { say, showAway, showProgress } from "./notices.js";
import { Outbox } from "./outbox.js";
import { recalled } from "./recalled.js";
import { Sheet } from "./sheet.js";

const PAUSE = 250; // milliseconds after a key until the server is asked

export class Sheets {
  /** @param {string} kind */
  constructor(kind) {
    this.address = `/api/${kind}`;
    this.outbox = new Outbox(kind);
    /** @type {string[]} */ this.saves = []; // ids of this page's saves, newest last
    this.sheet = new Sheet(byId("desk"), (offset, count) => this.items(offset, count));
    this.outbox.addEventListener("change", () => showAway(this.outbox));
    this.outbox.addEventListener("refused", ({ detail: { answer } }) => say(`Not taken: ${answer}`));
    this.outbox.addEventListener("kept", ({ detail }) => {
      const answer = /** @type {Changed} */ (detail.answer);
      showProgress(answer);
      this.sheet.update(answer.items);
    });
    this.sheet.addEventListener("chosen", () => this.count());
    this.sheet.addEventListener("answered", () => (byId("empty").hidden = this.sheet.total > 0));
    byId("empty").textContent = "Nothing here is asked for.";
  }

  /** @param {number} offset @param {number} count */
  async items(offset, count) {
    const asked = { offset: String(offset), count: String(count) };
    const fields = { sort: byId("sort").value, label: byId("label").value, text: byId("text").value.trim() };
    const told = await ask(`${this.address}/items`, { ...fields, ...asked });
    const answer = /** @type {Progress & Page} */ (told);
    showProgress(answer);
    return answer;
  }

  count() {
    const { chosen, total } = this.sheet;
    const many = chosen.size ? `${chosen.size.toLocaleString()} of ` : "";
    byId("found").value = `${many}${total.toLocaleString()}`;
  }

  /** Save something of the specimens that are meant, and show it at once.
   * @param {Record<string, unknown>} said @param {string[]} [shown] */
  save(said, shown) {
    const places = this.sheet.meant;
    if (!places.length) return;
    const items = places.map((place) => /** @type {Item} */ (this.sheet.items.get(place)));
    const images = items.map((item) => item.image);
    for (let at = 0; at < images.length; at += 500) {
      const save = crypto.randomUUID();
      const some = images.slice(at, at + 500);
      const body = { save, user: recalled.user, images: some, ...said };
      this.outbox.add({ path: this.address, body });
      this.saves.push(save);
    }
    if (shown) this.sheet.expect(places, shown);
    const many = images.length === 1 ? images[0] : `${images.length} specimens`;
    say(`Saved ${(shown ?? ["a change"]).join(", ")} for ${many}.`);
    this.sheet.chosen.clear();
    this.sheet.go(Math.max(...places) + 1);
  }

  /** Withdraw the last save of this page, else of the same person before it was opened. */
  async undo() {
    const undoes = this.saves.pop();
    const body = { save: crypto.randomUUID(), user: recalled.user, ...(undoes && { undoes }) };
    if (undoes) {
      this.outbox.add({ path: `${this.address}/undo`, body });
      return say("The last save was undone.");
    }
    try {
      const answer = /** @type {Changed} */ (await tell(`${this.address}/undo`, body));
      showProgress(answer);
      this.sheet.update(answer.items);
      say(`Undone for ${answer.items.map((item) => item.image).join(", ")}.`);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  }

  /** Fill the fields, show the sheet, and listen.
   * @param {Deeds} letters @param {Deeds} keys */
  async begin(letters, keys = {}) {
    recalled.bind();
    await this.counts();
    const asked = new URLSearchParams(location.search);
    if (asked.has("image")) byId("text").value = asked.get("image") ?? "";
    if (asked.has("sort")) byId("sort").value = asked.get("sort") ?? "";
    if (!byId("sort").value) byId("sort").selectedIndex = 0; // no such order
    byId("asked").addEventListener("submit", (event) => {
      event.preventDefault();
      byId("desk").focus();
    });
    for (const id of ["sort", "label"]) byId(id).addEventListener("change", () => this.sheet.renew());
    byId("text").addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.sheet.renew(), PAUSE);
    });
    const { sheet } = this;
    const page = (/** @type {number} */ way) => () => {
      const rows = Math.max(1, Math.floor(byId("desk").clientHeight / (sheet.side + sheet.foot)));
      sheet.go(sheet.active + way * rows * sheet.across);
    };
    listenToKeys({
      undo: () => this.undo(),
      arrows: (across, down, extend) => sheet.go(sheet.active + across + down * sheet.across, extend),
      keys: { " ": () => sheet.toggle(), Escape: () => sheet.none(), "Ctrl a": () => sheet.all(),
        PageDown: page(1), PageUp: page(-1),
        Home: () => sheet.go(0), End: () => sheet.go(sheet.total - 1), ...keys },
      letters,
    });
    await sheet.renew();
    this.outbox.send();
    byId("desk").focus({ preventScroll: true });
  }

  /** Ask how many have each label, and offer them. */
  async counts() {
    const answer = await ask(`${this.address}/counts`);
    const { labels, sorts, ...progress } =
      /** @type {Progress & {labels: Record<string, number>, sorts: string[]}} */ (answer);
    showProgress(progress);
    if (!byId("sort").options.length) byId("sort").append(...sorts.map((sort) => option(sort, sort)));
    const chosen = byId("label").value;
    const counted = Object.entries(labels).map(([label, count]) =>
      option(label, `${label === "none" ? "without" : label} (${count.toLocaleString()})`));
    byId("label").replaceChildren(option("", "any"), ...counted);
    byId("label").value = chosen;
  }
}

/** @param {string} value @param {string} text */
function option(value, text) {
  return Object.assign(document.createElement("option"), { value, textContent: text });
}
