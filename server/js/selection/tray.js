/**
 * The tray: the collected specimens in a row below the map, and what can be done with them.
 *
 * @import {Fields, Specimen} from "../types.js"
 * @import {Viewer} from "../viewer.js"
 */
import { record } from "../data/drawers.js";
import { splitName } from "../data/records.js";
import { byId, el, fill, icon } from "../page/dom.js";
import { say } from "../page/strings.js";
import { CLOSE } from "../panels/card.js";
import { specimenLink } from "../panels/links.js";
import { drawPicture } from "../panels/picture.js";
import { archive } from "./archive.js";
import { compare } from "./compare.js";
import { plate } from "./plate.js";
import { table } from "./table.js";

/** So many pictures are shown in the row, compared, put on a plate, and packed into an archive. */
const MOST = { row: 40, compared: 24, plate: 60, archive: 500 };

export class Tray {
  #shown = "";

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    this.element = byId("tray");
    this.element.setAttribute("aria-label", say("select"));
    viewer.selecting.listeners.add(() => this.update());
  }

  /** Show what is collected now. */
  async update() {
    const { collected } = this.viewer.selecting;
    this.element.hidden = !collected.size;
    document.body.classList.toggle("collecting", collected.size > 0);
    const numbers = [...collected.keys()];
    if (this.#shown === numbers.join() || !numbers.length) return;
    this.#shown = numbers.join();
    const { info, drawers, occupied } = this.viewer;
    const row = el("ul", { class: "row" });
    fill(this.element, [this.#bar(numbers.length), row]);
    for (const specimen of await drawers.specimens(numbers.slice(0, MOST.row))) {
      const { name } = splitName(record(specimen));
      const canvas = el("canvas", { width: 96, height: 96, "aria-hidden": "true" });
      drawPicture(canvas, specimen, info, occupied, 96);
      const title = name || say("card.unnamed");
      const back = { type: "button", class: "tool", "aria-label": say("select.remove", { name: title }) };
      const remove = () => this.viewer.selecting.set([specimen], false);
      row.append(
        el("li", {}, specimenLink(this.viewer, specimen, { "aria-label": title, title }, canvas), el("button", { ...back, onclick: remove }, icon(CLOSE))),
      );
    }
  }

  /** @param {number} count */
  #bar(count) {
    const button = (/** @type {string} */ key, /** @type {() => any} */ act) =>
      el("button", { type: "button", class: "plain", onclick: act }, say(key));
    return el(
      "div",
      { class: "bar" },
      el("strong", {}, say("select.count", { count })),
      count > 1 && button("select.compare", () => this.#compare()),
      button("select.csv", () => this.#csv()),
      button("select.plate", () => this.#plate()),
      button("select.zip", () => this.#zip()),
      button("select.clear", () => this.viewer.selecting.clear()),
    );
  }

  /** The specimens, with their records, at most so many.
   * @param {number} [most] @returns {Promise<{specimen: Specimen, fields: Fields}[]>} */
  async #records(most = Infinity) {
    const numbers = [...this.viewer.selecting.collected.keys()].slice(0, most);
    const found = [];
    for (let at = 0; at < numbers.length; at += 2000) {
      if (numbers.length > 2000) this.viewer.notice(say("select.loading", { count: at, all: numbers.length }));
      found.push(...(await this.viewer.drawers.specimens(numbers.slice(at, at + 2000))));
    }
    return found.map((specimen) => ({ specimen, fields: record(specimen) }));
  }

  /** @param {number} most */
  async #pictures(most) {
    const { info, occupied } = this.viewer;
    const found = await this.#records(most);
    return Promise.all(
      found.map(async ({ specimen, fields }) => {
        const picture = el("canvas", { width: 256, height: 256 });
        await drawPicture(picture, specimen, info, occupied);
        return { specimen, fields, picture };
      }),
    );
  }

  async #compare() {
    compare(await this.#pictures(MOST.compared), this.viewer);
  }

  async #csv() {
    const found = await this.#records();
    offer(new Blob([table(found.map(({ fields }) => fields))], { type: "text/csv" }), "specimens.csv");
  }

  async #plate() {
    const words = { title: this.viewer.info.name, unnamed: say("card.unnamed") };
    const sheet = plate(await this.#pictures(MOST.plate), words);
    sheet.toBlob((file) => file && offer(file, "plate.png"), "image/png");
  }

  async #zip() {
    const found = await this.#pictures(MOST.archive);
    const texts = new TextEncoder();
    const entries = await Promise.all(
      found.map(async ({ specimen, picture }) => {
        const file = await new Promise((/** @type {(file: Blob | null) => void} */ done) => picture.toBlob(done, "image/png"));
        return { name: `pictures/${specimen.image}.png`, bytes: new Uint8Array(file ? await file.arrayBuffer() : []) };
      }),
    );
    const credits = table(found.map(({ fields }) => fields));
    const whole = archive([
      { name: "credits.csv", bytes: texts.encode(credits) },
      { name: "LICENCES.txt", bytes: texts.encode(say("select.licences")) },
      ...entries,
    ]);
    offer(new Blob([whole], { type: "application/zip" }), "specimens.zip");
  }
}

/** Give a file to the visitor.
 * @param {Blob} file @param {string} name */
function offer(file, name) {
  const link = el("a", { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
