/**
 * The viewer: what is shown, what is selected, and the address that says so.
 *
 * @import {MapInfo, Specimen} from "./types.js"
 * @import {Loader} from "./data/loading.js"
 * @import {Occupied} from "./data/occupied.js"
 */
import { Card } from "./panels/card.js";
import { byId } from "./page/dom.js";
import { Drawers, record } from "./data/drawers.js";
import { whereIs } from "./data/ids.js";
import { Meaning } from "./meaning.js";
import { CollectionMap } from "./map/map.js";
import { Marks } from "./map/marks.js";
import { splitName } from "./data/records.js";
import { say } from "./page/strings.js";
import { Route } from "./route.js";
import { Selecting } from "./selecting.js";
import { Touring } from "./touring.js";
import { Twin } from "./twin.js";
import { showTaxon } from "./panels/taxon_panel.js";

/** Pause after a movement before the address and the spoken count follow, ms. */
const SETTLED = 400;

export class Viewer {
  taxon = -1;
  /** Called when other specimens came into view. */
  changed = () => {};
  /** Called with all names of the map. */
  named = (/** @type {import("./types.js").Label[]} */ _labels) => {};
  /** @type {Specimen | null} */ selected = null;
  /** @type {Element | null} */ #before = null;
  /** @type {Specimen[]} */ #visible = [];
  #settling = 0;
  #asked = "";

  /** @param {{info: MapInfo, taxa: import("./data/taxa.js").Taxa, occupied: Occupied, table: import("./data/drawer_table.js").DrawerTable, load: Loader,
   * covered: () => {left: number, top: number, right: number, bottom: number}}} parts */
  constructor({ info, taxa, occupied, table, load, covered }) {
    this.info = info;
    this.taxa = taxa;
    this.occupied = occupied;
    this.load = load;
    this.drawers = new Drawers(info, table, load);
    this.map = new CollectionMap(byId("map"), info, covered);
    const canvas = /** @type {HTMLCanvasElement} */ (byId("marks"));
    this.marks = new Marks(canvas, this.map, this.drawers.unit, () => this.#visible);
    this.marks.isCollected = ({ number }) => this.selecting.has(number);
    this.card = new Card(byId("card"), this);
    this.meaning = new Meaning(this);
    this.selecting = new Selecting(this);
    this.route = new Route(this);
    this.touring = new Touring(this);
    this.twin = new Twin(this);
    this.map.leaflet.on("move", () => this.#look());
    this.map.leaflet.on("moveend", () => this.refresh());
  }

  /** The specimens on the screen, of those that are loaded. */
  get visible() {
    return this.#visible;
  }

  /** Load what the view needs and show it. */
  async refresh() {
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => this.#settled(), SETTLED);
    const names = this.drawers.names(this.map.box, this.map.tileZoom);
    this.#look();
    this.#asked = names.join();
    await this.drawers.load(names);
    if (this.#asked !== names.join()) return;
    this.#look();
    this.changed();
    this.twin.changed("moved");
  }

  /** Select a specimen and open its card, or let go.
   * @param {Specimen | null} specimen
   * @param {{focus?: boolean, open?: boolean, fly?: boolean, keep?: boolean}} [how]  keep: the
   * address already says so */
  select(specimen, { focus = true, open = true, fly = false, keep = false } = {}) {
    const isSame = specimen?.image === this.selected?.image;
    const inCard = byId("card").contains(document.activeElement);
    if (!inCard && specimen && focus) this.#before = document.activeElement;
    this.selected = this.marks.selected = specimen;
    this.marks.plan();
    if (specimen && open) this.card.open(specimen, focus);
    else if (!specimen) this.#close(inCard);
    if (specimen) this.speak(say("selected", { name: this.nameOf(specimen) }));
    if (specimen && fly) this.map.flyTo({ ...specimen, zoom: this.#zoomFor(specimen) });
    else if (specimen) this.map.reveal(specimen, 40 + this.marks.square(specimen).width / 2);
    if (!isSame && !keep) this.route.write("pushState");
  }

  /** Select the specimen of a name, going where it lies.
   * @param {string} key  occurrenceID or image id @param {number[] | null} [known]  numbers that it may have
   * @param {{focus?: boolean, open?: boolean, fly?: boolean, keep?: boolean}} [how] */
  async openByName(key, known = null, how = {}) {
    const numbers = known ?? (await whereIs(key, this.info).catch(() => []));
    const specimen = await this.drawers.find(key, numbers);
    if (specimen) this.select(specimen, { fly: true, ...how });
    else this.notice(say("notice.unknown", { name: key }));
    return specimen;
  }

  /** Show one taxon alone, or all again.
   * @param {number} taxon  -1: all @param {{fly?: boolean, focus?: boolean, keep?: boolean}} how */
  chooseTaxon(taxon, { fly = false, focus = false, keep = false }) {
    const isSame = taxon === this.taxon;
    const hadFocus = byId("taxon").contains(document.activeElement);
    this.taxon = taxon;
    if (taxon >= 0) this.twin.closeContents();
    this.meaning.choose(taxon);
    this.marks.filter = this.meaning.test;
    this.marks.plan();
    showTaxon(byId("taxon"), taxon, this);
    if (focus && taxon >= 0) byId("taxon").focus({ preventScroll: true });
    else if (hadFocus && taxon < 0) byId("map").focus({ preventScroll: true });
    const { x, y, zoom } = this.taxa.columns;
    if (fly && taxon >= 0) this.map.flyTo({ x: x[taxon], y: y[taxon], zoom: Math.max(zoom[taxon], 1) });
    this.#look();
    this.changed();
    this.twin.changed("filtered");
    if (!isSame && !keep) this.route.write("pushState");
  }

  /** Other specimens are meant now. */
  filtered() {
    this.marks.filter = this.meaning.test;
    this.marks.plan();
    this.twin.changed("filtered");
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => this.#settled(), SETTLED);
  }

  /** @param {Specimen} specimen */
  nameOf(specimen) {
    return splitName(record(specimen)).name || say("card.unnamed");
  }

  /** Tell screen readers.
   * @param {string} text */
  speak(text) {
    byId("spoken").textContent = text;
  }

  /** A quiet sign, for a while.
   * @param {string} text */
  notice(text) {
    const place = byId("notice");
    place.textContent = text;
    setTimeout(() => place.textContent === text && (place.textContent = ""), 8000);
  }

  #look() {
    this.#visible = this.drawers.within(this.map.box, this.map.tileZoom);
    this.marks.plan();
  }

  /** The specimens on the screen that are meant. */
  get meant() {
    return this.#visible.filter(this.marks.filter ?? (() => true));
  }

  #settled() {
    this.route.write("replaceState");
    if (!this.selected) this.speak(inView(this.meant.length));
  }

  /** @param {boolean} inCard  whether the keyboard was in the card */
  #close(inCard) {
    this.card.close();
    const list = byId("list");
    const back = this.#before?.isConnected ? this.#before : list.hidden ? byId("map") : list;
    if (inCard) /** @type {HTMLElement} */ (back).focus({ preventScroll: true });
    this.#before = null;
  }

  /** The zoom at which a specimen is seen at full size; never further out than now.
   * @param {Specimen} specimen */
  #zoomFor({ first, full }) {
    const { maxzoom } = this.info;
    return Math.max(this.map.zoom, first, Math.min(full, maxzoom));
  }
}

/** How many specimens are in view, in words.
 * @param {number} count */
const inView = (count) => say(count === 1 ? "view.one" : count ? "view.count" : "view.none", { count });
