/**
 * Start: load what the collection says of itself, then put the parts together.
 *
 * @import {MapInfo} from "./types.js"
 */
import { showCredits } from "./panels/credits.js";
import { byId } from "./page/dom.js";
import { readAddress } from "./page/address.js";
import { groundToggle } from "./page/ground.js";
import { covered, NARROW } from "./map/home.js";
import { Labels } from "./map/labels.js";
import { DrawerTable } from "./data/drawer_table.js";
import { bytesOf, jsonLoader, mapInfo, parsed } from "./data/loading.js";
import { Occupied } from "./data/occupied.js";
import { overview } from "./map/overview.js";
import { listen } from "./map/pointing.js";
import { Search } from "./panels/search.js";
import { sheet } from "./page/sheets.js";
import { language, say } from "./page/strings.js";
import { Taxa } from "./data/taxa.js";
import { takeOver, tileLayer } from "./map/tiles.js";
import { Viewer } from "./viewer.js";

/** The names wait at most so long for the first pictures, ms. */
const FIRST = 1500;

/** Names that could not be had are asked for again after so long, ms. */
const LATER = 15_000;

/** @param {number} length  ms */
const pause = (length) => new Promise((wake) => setTimeout(wake, length));

/** Put the texts into the page that stand in it from the beginning.
 * @param {MapInfo} info */
function speakPage(info) {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]"))
    element.textContent = say(/** @type {HTMLElement} */ (element).dataset.say ?? "");
  const names = { map: "map.name", "list-toggle": "list.show", "filter-toggle": "filter", "lasso-toggle": "lasso", "theme-toggle": "theme", zoomer: "zoom",
    "zoom-in": "zoom.in", "zoom-out": "zoom.out", "zoom-home": "zoom.home", search: "search" };
  for (const [id, key] of Object.entries(names)) {
    byId(id).setAttribute("aria-label", say(key));
    if (byId(id).tagName === "BUTTON") byId(id).title = say(key);
  }
  byId("search").setAttribute("placeholder", say(matchMedia(NARROW).matches ? "search.short" : "search"));
  byId("name").textContent = document.title = info.name;
  byId("size").textContent = say("size.plain", { specimens: info.specimens });
}

/** Say how many species there are, now that the names are known.
 * @param {MapInfo} info @param {Taxa} taxa */
function sizeOf({ specimens }, taxa) {
  const species = taxa.countOf("species");
  if (species) byId("size").textContent = say("size", { specimens, species });
}

/** The names could not be had: the map works without them, and they are asked for again.
 * @param {MapInfo} info @param {Taxa} taxa */
async function nameLater(info, taxa) {
  for (let tree = null; !tree; ) {
    await pause(LATER);
    tree = await bytesOf(info.taxa).then(parsed).catch(() => null);
    if (tree) taxa.take(tree);
  }
  sizeOf(info, taxa);
}

/** @type {import("./selection/lasso.js").Lasso | undefined} */
let lasso;

/** @param {Viewer} viewer */
function furnish(viewer) {
  const { map, info } = viewer;
  const missing = () => viewer.notice(say("notice.missing"));
  takeOver(tileLayer(info, viewer.occupied, missing), map.leaflet);
  byId("map").append(byId("marks"), byId("labels"));
  const labels = new Labels(byId("labels"), map, info.labels, () =>
    viewer.visible.map((specimen) => viewer.marks.square(specimen)),
  );
  viewer.named = (all) => {
    labels.labels = all;
    labels.place();
  };
  viewer.changed = () => {
    labels.filter = viewer.taxon < 0 ? null : (taxon) => viewer.taxa.isWithin(taxon, viewer.taxon);
    labels.place();
  };
  listen(viewer, labels);
  const input = /** @type {HTMLInputElement} */ (byId("search"));
  new Search(input, byId("results"), viewer);
  const drawOverview = overview(/** @type {HTMLCanvasElement} */ (byId("overview")), viewer);
  groundToggle(byId("theme-toggle"), () => {
    viewer.marks.draw();
    viewer.meaning.recolour();
    drawOverview();
  });
  byId("zoom-in").addEventListener("click", () => map.glide.by(0.75));
  byId("zoom-out").addEventListener("click", () => map.glide.by(-0.75));
  byId("zoom-home").addEventListener("click", () => map.home());
  byId("filter-toggle").addEventListener("click", () => {
    const toggle = async () => {
      const { panel } = await viewer.meaning.filtering();
      panel.element.classList.remove("glance");
      viewer.twin.closeContents();
      await panel.toggle(!panel.isOpen);
    };
    toggle().catch(missing);
  });
  byId("lasso-toggle").addEventListener("click", async () => {
    const [{ Lasso }] = await Promise.all([import("./selection/lasso.js"), sheet("selection")]);
    const button = byId("lasso-toggle");
    lasso ??= new Lasso(viewer, () => button.setAttribute("aria-pressed", "false"));
    if (lasso.isOn) return lasso.stop();
    button.setAttribute("aria-pressed", "true");
    lasso.start();
  });
}

async function start() {
  const info = await mapInfo();
  const place = readAddress(location);
  const taxa = new Taxa();
  speakPage(info);
  showCredits(byId("credits"), info.attribution);
  const [masks, places] = await Promise.all([bytesOf(info.occupied), bytesOf(info.drawer_table)]);
  const occupied = new Occupied(masks, info.maxzoom);
  const table = new DrawerTable(info, places);
  const load = jsonLoader(() => viewer.notice(say("notice.missing")));
  const viewer = new Viewer({ info, taxa, occupied, table, load, covered });
  furnish(viewer);
  if (place.view) viewer.map.set(place.view);
  await Promise.race([viewer.refresh(), pause(FIRST)]);
  await load(info.taxa).then((tree) => taxa.take(tree), () => void nameLater(info, taxa));
  sizeOf(info, taxa);
  load(info.all_labels).then(viewer.named, () => {});
  await viewer.route.restore(place);
  await viewer.refresh();
  document.body.classList.add("ready");
  await viewer.touring.begin(place);
}

start().catch((error) => {
  byId("notice").textContent = say("notice.broken");
  byId("notice").title = String(error);
});
