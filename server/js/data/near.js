/**
 * The nearest of a specimen in code space: near/{block}.bin.gz holds the numbers of those that look
 * most like each specimen of a block, whatever lies beside it on the map.
 *
 * @import {MapInfo} from "../types.js"
 */
import { columnsOf } from "./columns.js";
import { bytesOf } from "./loading.js";

const NONE = 0xffffffff;

/** The numbers of the specimens that look most like one, the most alike first.
 * @param {number} number @param {MapInfo} info
 * @param {(address: string) => Promise<Uint8Array>} [read] @returns {Promise<number[]>} */
export async function nearest(number, info, read = bytesOf) {
  const { near, near_block: block, near_count: count } = info;
  if (!near || !block || !count) return [];
  const bytes = await read(near.replace("{block}", String(Math.floor(number / block))));
  const columns = columnsOf(bytes, "u32", count);
  return columns.map((column) => column[number % block]).filter((one) => one !== NONE);
}
