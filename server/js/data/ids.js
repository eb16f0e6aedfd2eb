/**
 * Finding one specimen by its name: ids/{shard}.json says where it lies.
 *
 * @import {MapInfo} from "../types.js"
 * @import {Loader} from "./loading.js"
 */

/** FNV-1a, 32 bits, of a text's UTF-8 bytes.
 * @param {string} text */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** Where a specimen lies: [x, y, first zoom], or null if the collection has none of that name.
 * @param {string} key  occurrenceID or image id @param {MapInfo} info @param {Loader} load
 * @returns {Promise<[number, number, number] | null>} */
export async function whereIs(key, info, load) {
  if (!key || !info.id_shards) return null;
  const places = await load(info.ids.replace("{shard}", String(fnv1a(key) % info.id_shards)));
  return Object.hasOwn(places, key) ? places[key] : null;
}
