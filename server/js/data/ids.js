/**
 * Finding one specimen by its name: ids/{shard}.bin.gz holds hashes of all names, in order, and the
 * numbers of the specimens that they belong to.
 *
 * @import {MapInfo} from "../types.js"
 */
import { columnsOf } from "./columns.js";
import { bytesOf } from "./loading.js";

/** FNV-1a, 32 bits, of a text's UTF-8 bytes.
 * @param {string} text */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** Numbers of the specimens that may be meant by a name: their records tell. Mostly none or one.
 * @param {string} key  occurrenceID or image id @param {MapInfo} info
 * @param {(address: string) => Promise<Uint8Array>} [read] @returns {Promise<number[]>} */
export async function whereIs(key, info, read = bytesOf) {
  if (!key || !info.id_shards) return [];
  const hash = fnv1a(key);
  const shard = await read(info.ids.replace("{shard}", String(hash % info.id_shards)));
  const [hashes, numbers] = columnsOf(shard, "u32", 2);
  let low = 0;
  for (let high = hashes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (hashes[middle] < hash) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; hashes[low] === hash; low++) found.push(numbers[low]);
  return found;
}
