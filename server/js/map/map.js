/**
 * The map itself: Leaflet on a plane of [-1, 1] x [-1, 1], y down, 256 px wide at zoom 0.
 *
 * @import {Box, MapInfo, View} from "../types.js"
 */
import { Glide } from "./gliding.js";
import { fitted } from "./home.js";
import { L } from "./leaflet.js";
import { BEYOND } from "./tiles.js";

/** Whether the visitor wants as little motion as can be. */
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Let Leaflet tell where a pointer is without laying the page out anew, which with hundreds of tiles
 * coming and going takes the greater part of many frames. The map lies where it lies until it is resized.
 * @param {import("leaflet").Map} map @param {HTMLElement} element */
function pointWithoutLayout(map, element) {
  let corner = element.getBoundingClientRect();
  map.on("resize", () => (corner = element.getBoundingClientRect()));
  map.mouseEventToContainerPoint = ({ clientX, clientY }) => L.point(clientX - corner.left, clientY - corner.top);
}

export class CollectionMap {
  /** @param {HTMLElement} element @param {MapInfo} info
   * @param {() => {left: number, top: number, right: number, bottom: number}} covered  px along
   * each edge that panels lie over */
  constructor(element, info, covered) {
    const half = info.tile_size / 2;
    const calm = isCalm();
    this.info = info;
    this.covered = covered;
    this.leaflet = L.map(element, {
      crs: L.extend({}, L.CRS.Simple, { transformation: L.transformation(half, half, half, half) }),
      attributionControl: false,
      zoomControl: false,
      boxZoom: false,
      doubleClickZoom: false,
      keyboard: false,
      scrollWheelZoom: false,
      zoomSnap: 0,
      fadeAnimation: false,
      inertia: !calm,
      maxBounds: [[-2.6, -2.6], [2.6, 2.6]],
      maxBoundsViscosity: 0.4,
      bounceAtZoomLimits: false,
      minZoom: -2,
      maxZoom: info.maxzoom + (info.tiles2x ? BEYOND.doubled : BEYOND.single),
    });
    pointWithoutLayout(this.leaflet, element);
    this.glide = new Glide(this.leaflet, isCalm);
    this.fit();
    this.leaflet.setMinZoom(this.#home().zoom - 0.6);
    this.leaflet.on("resize", () => this.leaflet.setMinZoom(this.#home().zoom - 0.6));
  }

  get zoom() {
    return this.leaflet.getZoom();
  }

  /** Zoom of the tiles that are shown. */
  get tileZoom() {
    return Math.min(this.info.maxzoom, Math.max(0, Math.round(this.zoom)));
  }

  /** @returns {View} */
  get view() {
    const centre = this.leaflet.getCenter();
    return { zoom: this.zoom, x: centre.lng, y: centre.lat };
  }

  /** What is on the screen, in world units.
   * @returns {Box} */
  get box() {
    const bounds = this.leaflet.getBounds();
    return { x0: bounds.getWest(), y0: bounds.getSouth(), x1: bounds.getEast(), y1: bounds.getNorth() };
  }

  /** World units to px of the container.
   * @param {number} x @param {number} y */
  point(x, y) {
    return this.leaflet.latLngToContainerPoint([y, x]);
  }

  /** Px of a world unit. */
  get scale() {
    return (this.info.tile_size / 2) * 2 ** this.zoom;
  }

  /** Show exactly this view, at once.
   * @param {View} view */
  set(view) {
    this.glide.stop();
    this.leaflet.setView([view.y, view.x], this.#limited(view.zoom), { animate: false });
  }

  /** Fly to exactly this view.
   * @param {View} view */
  fly({ x, y, zoom }) {
    const limited = this.#limited(zoom);
    this.glide.stop();
    if (isCalm()) this.leaflet.setView([y, x], limited, { animate: false });
    else this.leaflet.flyTo([y, x], limited, { duration: this.#duration(L.latLng(y, x), limited) });
  }

  /** Fly so that a place lies in the middle of what no panel covers.
   * @param {{x: number, y: number, zoom: number}} place */
  flyTo(place) {
    const zoom = this.#limited(place.zoom);
    const { left, top, right, bottom } = this.covered();
    const shift = L.point((right - left) / 2, (bottom - top) / 2);
    const centre = this.leaflet.unproject(this.leaflet.project([place.y, place.x], zoom).add(shift), zoom);
    this.glide.stop();
    if (isCalm()) this.leaflet.setView(centre, zoom, { animate: false });
    else this.leaflet.flyTo(centre, zoom, { duration: this.#duration(centre, zoom) });
  }

  /** Move just so far that a place is seen beside the panels.
   * @param {{x: number, y: number}} place @param {number} margin  px */
  reveal(place, margin) {
    const { left, top, right, bottom } = this.covered();
    const size = this.leaflet.getSize();
    const at = this.point(place.x, place.y);
    const x = Math.max(0, at.x + margin - (size.x - right)) || Math.min(0, at.x - margin - left);
    const y = Math.max(0, at.y + margin - (size.y - bottom)) || Math.min(0, at.y - margin - top);
    if (x || y) this.leaflet.panBy([x, y], { animate: !isCalm(), duration: 0.35 });
  }

  /** Show the whole collection. */
  fit() {
    this.set(this.#home());
  }

  /** Fly back to the whole collection. */
  home() {
    this.flyTo({ ...this.#home(true) });
  }

  /** Pan by parts of the screen.
   * @param {number} x @param {number} y */
  pan(x, y) {
    const size = this.leaflet.getSize();
    this.leaflet.panBy([x * size.x * 0.25, y * size.y * 0.25], { animate: !isCalm() });
  }

  /** @param {boolean} [plain]  the middle of the collection, whatever covers the screen */
  #home(plain = false) {
    return fitted(this.info, this.leaflet.getSize(), this.covered(), plain);
  }

  /** @param {number} zoom */
  #limited(zoom) {
    return Math.min(this.leaflet.getMaxZoom(), Math.max(this.leaflet.getMinZoom(), zoom));
  }

  /** Seconds a flight takes: longer when far.
   * @param {import("leaflet").LatLng} centre @param {number} zoom */
  #duration(centre, zoom) {
    const far = this.leaflet.project(centre).distanceTo(this.leaflet.project(this.leaflet.getCenter()));
    return Math.min(2.2, 0.5 + far / 4000 + Math.abs(zoom - this.zoom) * 0.18);
  }
}
