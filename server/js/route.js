/**
 * The route: the state of the page as an address, there and back.
 *
 * @import {Place} from "./types.js"
 * @import {Viewer} from "./viewer.js"
 */
import { keyOf } from "./data/drawers.js";
import { NARROW } from "./map/home.js";
import { readAddress, writeAddress } from "./page/address.js";
import { say } from "./page/strings.js";

export class Route {
  /** Whether the state is that of the address; until then the address is not written. */
  isRestored = false;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    addEventListener("popstate", () => this.restore());
  }

  /** Write the state into the address.
   * @param {"pushState" | "replaceState"} way */
  write(way) {
    if (!this.isRestored) return;
    const { map, info, selected, taxa, taxon, meaning, selecting } = this.viewer;
    const place = {
      view: { ...map.view, map: info.version.slice(0, 4) },
      specimen: keyOf(selected),
      taxon: taxa.columns.name[taxon] ?? "",
      selected: selecting.keys(),
      ...meaning.state(),
    };
    const address = writeAddress(place, location.search);
    const [query, hash] = address.split("#");
    if (query === location.search && `#${hash}` === location.hash) return;
    history[way]({ image: selected?.image }, "", location.pathname + address);
  }

  /** Bring back the state that an address stands for. Where the map was made anew since, what the
   * address names decides what is looked at, and not the place where it lay.
   * @param {Place} [place] @param {boolean} [fly]  go there gently, home if it names nothing */
  async restore(place = readAddress(location), fly = false) {
    const { viewer } = this;
    const { view } = place;
    const isStale = Boolean(view?.map) && !viewer.info.version.startsWith(view?.map ?? "");
    const goes = !view || (isStale && Boolean(place.specimen || place.taxon));
    const taxon = place.taxon ? viewer.taxa.named(place.taxon) : -1;
    viewer.chooseTaxon(taxon, { keep: true, fly: goes && !place.specimen });
    if (view && !goes) viewer.map[fly ? "fly" : "set"](view);
    else if (fly && taxon < 0 && !place.specimen) viewer.map.home();
    const unknown = await viewer.meaning.restore(place).catch(() => {
      viewer.notice(say("notice.missing"));
      return [];
    });
    if (unknown.length) viewer.notice(say("filter.unknown", { names: unknown.join(", ") }));
    await viewer.selecting.restore(place.selected);
    if (!place.specimen) viewer.select(null, { keep: true });
    else await this.#open(place.specimen, goes);
    this.isRestored = true;
  }

  /** @param {string} specimen @param {boolean} fly */
  async #open(specimen, fly) {
    const { viewer } = this;
    const image = viewer.touring.isPlaying ? "" : history.state?.image;
    if (image ? image === viewer.selected?.image : specimen === keyOf(viewer.selected)) return;
    const open = !(matchMedia(NARROW).matches && viewer.touring.isPlaying); // there is no room for both
    await viewer.openByName(image || specimen, null, { keep: true, fly, focus: false, open });
  }
}
