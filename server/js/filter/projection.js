/**
 * The globe on a flat rectangle: Gall's stereographic projection (1855), cylindrical, so that a box of
 * longitudes and latitudes stays a box; lands keep about their shapes where most specimens come from.
 *
 * @typedef {{west: number, east: number, south: number, north: number}} Extent  degrees; east > west,
 *   and may be more than 180
 * @typedef {Extent & {width: number, height: number}} Frame  an extent on a rectangle of px
 */

/** The whole world that people live in, cut in the strait of Bering. @type {Extent} */
export const WORLD = { west: -169, east: 191, south: -57, north: 80 };
/** A map of a region shows at least so many degrees of longitude. */
const LEAST = 24;
/** A region that takes up more than this part of the world is shown as the world. */
const PART = 0.45;
/** Free ground around what is shown, as a part of it. */
const MARGIN = 0.12;

/** @param {number} lat @returns {number} in units in which a degree of longitude is one */
const down = (lat) => (-180 / Math.PI) * (Math.SQRT2 + 1) * Math.tan((lat * Math.PI) / 360);
/** @param {number} y @returns {number} */
const up = (y) => (-360 / Math.PI) * Math.atan((y * Math.PI) / 180 / (Math.SQRT2 + 1));

/** A frame of a width, as high as its extent wants it.
 * @param {Extent} extent @param {number} width @returns {Frame} */
export function framed(extent, width) {
  const { west, east, south, north } = extent;
  return { ...extent, width, height: Math.round(((down(south) - down(north)) / (east - west)) * width) };
}

/** Where a place lies in a frame, px; longitudes are taken round the globe, beginning at its west.
 * @param {Frame} frame @param {number} lon @param {number} lat */
export function project({ west, east, north, width }, lon, lat) {
  const scale = width / (east - west);
  return { x: turned(lon - west) * scale, y: (down(lat) - down(north)) * scale };
}

/** The place at a point of a frame. Longitudes beyond the frame go on round the globe.
 * @param {Frame} frame @param {number} x @param {number} y */
export function unproject({ west, east, north, width }, x, y) {
  const scale = width / (east - west);
  return { lon: normal(west + x / scale), lat: up(y / scale + down(north)) };
}

/** An angle as 0 ... 360. @param {number} angle */
export const turned = (angle) => ((angle % 360) + 360) % 360;
/** A longitude as -180 ... 180, where 180 stays what it is. @param {number} lon */
export const normal = (lon) => (Math.abs(lon) <= 180 ? lon : turned(lon + 180) - 180);

/** The extent that shows where specimens come from: a region with some ground around it, or the world.
 * @param {Uint8Array} meridians  360: 1 for each degree east of Greenwich with specimens
 * @param {number} south @param {number} north  outermost latitudes @returns {Extent} */
export function extentOf(meridians, south, north) {
  const { west, span } = shortestSpan(meridians);
  const world = { ...WORLD, south: Math.max(-85, Math.min(WORLD.south, south - 2)), north: Math.min(85, Math.max(WORLD.north, north + 2)) };
  if (!(south <= north) || span > PART * 360) return south <= north ? world : WORLD;
  const middle = (down(south) + down(north)) / 2;
  // Never flatter than a third of its width, nor higher than three quarters of it.
  const high = Math.max((down(south) - down(north)) * (1 + 2 * MARGIN), Math.max(LEAST, span) / 3);
  const wide = Math.max(LEAST, span * (1 + 2 * MARGIN), high / 0.75);
  return wide > 2 * PART * 360 ? world : around(west + span / 2, middle, wide, high);
}

/** @param {number} lon @param {number} y @param {number} wide @param {number} high @returns {Extent} */
function around(lon, y, wide, high) {
  const half = high / 2;
  const middle = Math.min(down(-85) - half, Math.max(down(85) + half, y));
  const west = normal(lon) - wide / 2;
  return { west, east: west + wide, south: up(middle + half), north: up(middle - half) };
}

/** The shortest way round the globe that meets all meridians: what is left of the widest gap.
 * @param {Uint8Array} meridians */
function shortestSpan(meridians) {
  const there = [...meridians.keys()].filter((degree) => meridians[degree]);
  let [gap, west] = [0, 0];
  there.forEach((degree, at) => {
    const before = at ? there[at - 1] : there[there.length - 1] - 360;
    if (degree - before > gap) [gap, west] = [degree - before, degree];
  });
  return { west, span: 361 - gap };
}
