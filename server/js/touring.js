/**
 * Tours and kiosk: what the address asks for, loaded when it does.
 *
 * @import {Place} from "./types.js"
 * @import {Viewer} from "./viewer.js"
 * @import {Tours} from "./tours/tours.js"
 * @import {Player} from "./tours/player.js"
 */
import { sheet } from "./page/sheets.js";
import { say } from "./page/strings.js";

export class Touring {
  /** @type {Promise<Tours> | null} */ #tours = null;
  /** @type {Promise<Player> | null} */ #player = null;

  /** @param {Viewer} viewer */
  constructor(viewer) {
    this.viewer = viewer;
    const query = new URLSearchParams(location.search);
    this.wanted = query.get("tour") ?? "";
    this.isKiosk = query.get("kiosk") === "1";
    document.body.classList.toggle("kiosk", this.isKiosk);
    if (this.isKiosk) sheet("tours");
  }

  get isPlaying() {
    return document.body.classList.contains("touring");
  }

  /** The tours there are; none where the file is missing or broken.
   * @returns {Promise<Tours>} */
  tours() {
    this.#tours ??= import("./tours/tours.js").then(({ loadTours }) => loadTours());
    this.#tours.catch(() => (this.#tours = null));
    return this.#tours;
  }

  /** @returns {Promise<Player>} */
  player() {
    this.#player ??= Promise.all([import("./tours/player.js"), sheet("tours")]).then(([{ Player }]) => new Player(this.viewer));
    this.#player.catch(() => (this.#player = null));
    return this.#player;
  }

  /** Do what the address asks for.
   * @param {Place} first  what the address shows */
  async begin(first) {
    if (!this.wanted && !this.isKiosk) return;
    const { viewer, wanted } = this;
    const tours = await this.tours().catch((error) => {
      viewer.notice(say("tour.broken", { reason: String(error.message ?? error) }));
      return { idle: 60, tours: [] };
    });
    const player = await this.player();
    if (this.isKiosk) (await import("./tours/kiosk.js")).kiosk(viewer, tours, player, first);
    const tour = tours.tours.find(({ name }) => name === wanted);
    if (tour) await player.play(tour, this.isKiosk ? { isRunning: true } : {});
    else if (wanted && tours.tours.length) viewer.notice(say("tour.unknown", { name: wanted }));
  }
}
