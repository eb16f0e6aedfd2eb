/**
 * Words of places, collectors and catalogue numbers: an index in sorted blocks, of which what is being
 * typed needs one or two.
 *
 * @typedef {"place" | "collector" | "number"} Kind
 * @typedef {{text: string, kind: Kind, count: number, numbers: () => Promise<Uint32Array>}} WordHit
 * @typedef {{terms: string[], shown: string[], kind: Kind[], counts: number[], numbers: (number[] | null)[]}} Block
 *
 * @import {MapInfo} from "../types.js"
 */
import { fromPlanes } from "./columns.js";
import { bytesOf, parsed } from "./loading.js";
import { fold } from "./taxa.js";

/** How many blocks are looked into for one beginning. */
const BLOCKS = 3;

/** The words of what was typed, as the index has them: folded; of a piece with a number, that number without leading zeros.
 * @param {string} text */
export function termsOf(text) {
  const terms = fold(text).split(/\s+/).flatMap((piece) => {
    const digits = piece.match(/\d{3,}/g)?.at(-1)?.replace(/^0+/, "");
    return digits ? [digits] : (piece.match(/[\p{L}\p{N}]+/gu) ?? []);
  });
  return terms.filter((term) => term.length > 1);
}

/** Numbers from the first and the steps between them.
 * @param {number[]} steps */
export function fromSteps(steps) {
  let last = 0;
  return Uint32Array.from(steps, (step) => (last += step));
}

/** What two rising lists of numbers share.
 * @param {Uint32Array} one @param {Uint32Array} other */
export function shared(one, other) {
  const found = [];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) found.push(one[a]);
    const step = Math.sign(one[a] - other[b]);
    if (step <= 0) a++;
    if (step >= 0) b++;
  }
  return Uint32Array.from(found);
}

export class Words {
  /** @type {Promise<string[]> | null} */ #first = null;
  /** @type {Map<number, Promise<Block>>} */ #blocks = new Map();

  /** @param {Pick<MapInfo, "words" | "word_numbers">} info
   * @param {(address: string) => Promise<Uint8Array>} [read] */
  constructor(info, read = bytesOf) {
    this.info = info;
    this.read = read;
  }

  /** What begins with the last word typed, on specimens that have all words before it; the most
   * frequent first.
   * @param {string} text @param {number} most  of each kind @returns {Promise<WordHit[]>} */
  async find(text, most) {
    const terms = termsOf(text);
    const last = terms.pop();
    if (!last) return [];
    const before = await Promise.all(terms.map((term) => this.#having(term)));
    const begin = await this.#beginning(last);
    const hits = before.length ? await this.#narrowed(begin.slice(0, 60), before, terms) : begin;
    /** @type {Record<string, number>} */
    const shown = {};
    return hits
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .filter(({ kind }) => (shown[kind] = (shown[kind] ?? 0) + 1) <= most);
  }

  /** The numbers of all specimens that have every word of a text, whole.
   * @param {string} text */
  async numbers(text) {
    const lists = await Promise.all(termsOf(text).map((term) => this.#having(term)));
    return lists.length ? lists.reduce(shared) : new Uint32Array();
  }

  /** @param {WordHit[]} hits @param {Uint32Array[]} before @param {string[]} terms
   * @returns {Promise<WordHit[]>} */
  async #narrowed(hits, before, terms) {
    const wanted = before.reduce(shared);
    if (!wanted.length) return [];
    return Promise.all(
      hits.map(async (hit) => {
        const numbers = shared(wanted, await hit.numbers());
        return { ...hit, text: [...terms, hit.text].join(" "), count: numbers.length, numbers: async () => numbers };
      }),
    );
  }

  /** The numbers of the specimens that have a word.
   * @param {string} term */
  async #having(term) {
    const hits = (await this.#beginning(term)).filter((hit) => termsOf(hit.text)[0] === term);
    const lists = await Promise.all(hits.map((hit) => hit.numbers()));
    return Uint32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();
  }

  /** Every word that begins so.
   * @param {string} begin @returns {Promise<WordHit[]>} */
  async #beginning(begin) {
    this.#first ??= this.read(this.info.words.replace("{block}", "first")).then(parsed);
    this.#first.catch(() => (this.#first = null));
    const first = await this.#first;
    let block = Math.max(0, first.findLastIndex((term) => term < begin));
    /** @type {number[]} */ const blocks = [];
    for (; block < first.length && blocks.length < BLOCKS; block++) {
      if (first[block] > begin && !first[block].startsWith(begin)) break;
      blocks.push(block);
    }
    const found = await Promise.all(blocks.map((one) => this.#block(one)));
    return found.flatMap((held, at) =>
      held.terms.flatMap((term, place) => (term.startsWith(begin) ? [this.#hit(held, blocks[at], place)] : [])),
    );
  }

  /** @param {Block} held @param {number} block @param {number} place @returns {WordHit} */
  #hit(held, block, place) {
    const steps = held.numbers[place];
    const long = async () => {
      const address = this.info.word_numbers.replace("{block}", String(block)).replace("{place}", String(place));
      return /** @type {Uint32Array} */ (fromPlanes(await this.read(address), "u32"));
    };
    const numbers = async () => (steps ? fromSteps(steps) : long());
    return { text: held.shown[place], kind: held.kind[place], count: held.counts[place], numbers };
  }

  /** @param {number} block @returns {Promise<Block>} */
  #block(block) {
    const before = this.#blocks.get(block);
    if (before) return before;
    const asked = this.read(this.info.words.replace("{block}", String(block))).then(parsed);
    this.#blocks.set(block, asked);
    asked.catch(() => this.#blocks.delete(block));
    return asked;
  }
}
