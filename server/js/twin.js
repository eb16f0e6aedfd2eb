/**
 * The map without the map: the list of specimens and the contents of the collection, loaded when first
 * opened.
 *
 * @import {Viewer} from "./viewer.js"
 * @import {List} from "./panels/list.js"
 * @import {Kind} from "./panels/list_sources.js"
 * @import {Contents} from "./panels/contents.js"
 */
import { byId } from "./page/dom.js";
import { sheet } from "./page/sheets.js";
import { say } from "./page/strings.js";

export class Twin {
  /** @type {Promise<List> | null} */ #list = null;
  /** @type {Promise<Contents> | null} */ #contents = null;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    byId("list-toggle").addEventListener("click", () => this.toggleList(byId("list").hidden).catch(() => {}));
    byId("contents-toggle").addEventListener("click", () => this.toggleContents(byId("contents").hidden).catch(() => {}));
  }

  /** Open or close the list.
   * @param {boolean} open @param {Kind} [kind]  which specimens it shows; those of last time, unless told */
  async toggleList(open, kind) {
    const { viewer } = this;
    this.#list ??= Promise.all([import("./panels/list.js"), sheet("twin")]).then(([{ List }]) => new List(byId("list"), viewer));
    this.#list.catch(() => this.#missing(() => (this.#list = null)));
    const list = await this.#list;
    byId("list").hidden = !open;
    byId("list-toggle").setAttribute("aria-pressed", String(open));
    if (open) await list.show(kind);
    (open ? byId("list") : byId("list-toggle")).focus({ preventScroll: true });
  }

  /** Open or close the contents.
   * @param {boolean} open */
  async toggleContents(open) {
    const { viewer } = this;
    if (!open) {
      this.closeContents();
      return byId("contents-toggle").focus({ preventScroll: true });
    }
    if (!byId("filter").hidden) await (await viewer.meaning.filtering()).panel.toggle(false, false);
    this.#contents ??= Promise.all([import("./panels/contents.js"), sheet("twin")]).then(([{ Contents }]) => new Contents(byId("contents"), viewer));
    this.#contents.catch(() => this.#missing(() => (this.#contents = null)));
    const contents = await this.#contents;
    byId("contents").hidden = false;
    byId("contents-toggle").setAttribute("aria-expanded", "true");
    contents.show(true);
    byId("contents").focus({ preventScroll: true });
  }

  /** Make room for another panel. */
  closeContents() {
    byId("contents").hidden = true;
    byId("contents-toggle").setAttribute("aria-expanded", "false");
  }

  /** Other specimens are in view, or meant.
   * @param {"moved" | "filtered"} what */
  changed(what) {
    if (!byId("list").hidden) this.#list?.then((list) => list.changed(what));
    if (what === "filtered" && !byId("contents").hidden) this.#contents?.then((contents) => contents.show());
  }

  /** @param {() => void} forget */
  #missing(forget) {
    forget();
    this.viewer.notice(say("notice.missing"));
  }
}
