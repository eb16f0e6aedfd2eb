/**
 * The names of the collection as a tree, and finding one by a few letters.
 *
 * @typedef {{name: string[], rank: string[], parent: (number | null)[], count: number[],
 *   x: number[], y: number[], zoom: number[]}} TaxaColumns
 */

/** Ranks whose names are set in italics. */
const ITALIC = new Set(["genus", "subgenus", "species", "subspecies", "variety", "form"]);
const RANKS = ["order", "superfamily", "family", "subfamily", "tribe", "genus", "subgenus"];

/** Whether names of a rank are set in italics.
 * @param {string} rank */
export const isItalic = (rank) => ITALIC.has(rank.toLowerCase());

/** Letters without case and accents, so that "hyppolite" finds "Hyppólite".
 * @param {string} text */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .trim();

export class Taxa {
  /** @type {string[]} */ #folded = [];
  /** @type {Map<string, number>} */ #byName = new Map();
  /** @type {number[][]} */ #children = [];
  /** @type {TaxaColumns} */
  columns = { name: [], rank: [], parent: [], count: [], x: [], y: [], zoom: [] };

  /** @param {TaxaColumns} [columns]  none yet: the map is shown before the names are there */
  constructor(columns) {
    if (columns) this.take(columns);
  }

  /** Take the names in.
   * @param {TaxaColumns} columns */
  take(columns) {
    this.columns = columns;
    this.#folded = columns.name.map(fold);
    this.#children = columns.name.map(() => []);
    columns.parent.forEach((parent, taxon) => {
      if (parent != null && parent >= 0) this.#children[parent].push(taxon);
    });
    this.#folded.forEach((name, taxon) => {
      const other = this.#byName.get(name);
      if (other === undefined || columns.count[other] < columns.count[taxon])
        this.#byName.set(name, taxon);
    });
  }

  get size() {
    return this.columns.name.length;
  }

  /** The taxon of a name, or -1.
   * @param {string} name @param {string} [rank]  the taxon must have */
  named(name, rank) {
    const found = this.#byName.get(fold(name)) ?? -1;
    if (!rank || found < 0 || this.columns.rank[found] === rank) return found;
    return this.columns.name.findIndex((other, at) => this.columns.rank[at] === rank && fold(other) === fold(name));
  }

  /** A taxon's ancestors from the root down, itself last.
   * @param {number} taxon */
  lineage(taxon) {
    const line = [];
    for (let at = taxon; at >= 0 && at < this.size && line.length < 40; ) {
      line.unshift(at);
      at = this.columns.parent[at] ?? -1;
    }
    return line;
  }

  /** What a taxon holds, most specimens first.
   * @param {number} taxon */
  children(taxon) {
    const { count } = this.columns;
    return [...(this.#children[taxon] ?? [])].sort((a, b) => count[b] - count[a] || a - b);
  }

  /** Whether one taxon is another, or is within it.
   * @param {number} taxon @param {number} other */
  isWithin(taxon, other) {
    for (let at = taxon, steps = 0; at >= 0 && steps < 40; steps++) {
      if (at === other) return true;
      at = this.columns.parent[at] ?? -1;
    }
    return false;
  }

  /** How many taxa of a rank there are.
   * @param {string} rank */
  countOf(rank) {
    return this.columns.rank.filter((other) => other === rank).length;
  }

  /** Taxa that match what was typed, best first: whole names, beginnings, beginnings of a later
   * word, parts of a word, and, if these are few, names with a slip or two of typing.
   * @param {string} typed @param {number} [limit] @returns {number[]} */
  search(typed, limit = 40) {
    const wanted = fold(typed).replace(/\s+/g, " ");
    if (!wanted) return [];
    const scored = this.#scored((name) => closeness(name, wanted));
    if (scored.length < 5 && wanted.length >= 4) {
      const slips = wanted.length >= 7 ? 2 : 1;
      const found = new Set(scored.map(([taxon]) => taxon));
      const near = this.#scored((name) => slipped(name, wanted, slips));
      scored.push(...near.filter(([taxon]) => !found.has(taxon)));
    }
    const { count, rank } = this.columns;
    return scored
      .sort((a, b) => a[1] - b[1] || height(rank[a[0]]) - height(rank[b[0]]) || count[b[0]] - count[a[0]])
      .slice(0, limit)
      .map(([taxon]) => taxon);
  }

  /** @param {(name: string) => number} score  Infinity: no match
   * @returns {[number, number][]} */
  #scored(score) {
    /** @type {[number, number][]} */
    const scored = [];
    this.#folded.forEach((name, taxon) => {
      const points = score(name);
      if (points < Infinity) scored.push([taxon, points]);
    });
    return scored;
  }
}

/** @param {string} rank */
const height = (rank) => {
  const place = RANKS.indexOf(rank.toLowerCase());
  return place < 0 ? RANKS.length : place;
};

/** How well a name holds what was typed: 0 whole, 1 beginning, 1.5 a whole word, 2 beginning of one, 3 inside;
 * "p mach" finds "papilio machaon" as beginnings of its words.
 * @param {string} name @param {string} wanted */
function closeness(name, wanted) {
  const at = name.indexOf(wanted);
  if (at === 0) return name.length === wanted.length ? 0 : 1;
  if (at > 0 && name[at - 1] !== " " && name[at - 1] !== "-") return 3;
  if (at > 0) return (name[at + wanted.length] ?? " ") === " " ? 1.5 : 2;
  if (!wanted.includes(" ")) return Infinity;
  const words = name.split(" ");
  const pieces = wanted.replaceAll(".", "").split(" ");
  return pieces.every((piece, place) => words[place]?.startsWith(piece)) ? 2 : Infinity;
}

/** Whether the beginning of a name, or of one of its words, is what was typed but for slips.
 * @param {string} name @param {string} wanted @param {number} slips */
function slipped(name, wanted, slips) {
  const space = name.indexOf(" ");
  const later = space < 0 ? Infinity : prefixSlips(name.slice(space + 1), wanted, slips);
  const least = Math.min(later, prefixSlips(name, wanted, slips));
  return least <= slips ? 3 + least : Infinity;
}

const WIDEST = 80;
/** Three rows of the table of slips, used anew for each name: two before, the one before, now. */
const TABLE = [0, 1, 2].map(() => new Uint8Array(WIDEST + 4));

/** Fewest slips (a letter wrong, missing, too many, or two swapped) between what was typed and
 * any beginning of a name; more than `most` counts as Infinity. Optimal string alignment, kept to
 * the band of the table in which so few slips are possible.
 * @param {string} name @param {string} typed @param {number} most */
export function prefixSlips(name, typed, most) {
  const wanted = typed.slice(0, WIDEST - most);
  const width = Math.min(name.length, wanted.length + most);
  const far = most + 1;
  let [older, old, now] = TABLE;
  for (let column = 0; column <= width + 1; column++) old[column] = Math.min(column, far);
  for (let row = 1; row <= wanted.length; row++) {
    const from = Math.max(1, row - most);
    const to = Math.min(width, row + most);
    now[from - 1] = from === 1 ? Math.min(row, far) : far;
    let least = now[from - 1];
    for (let column = from; column <= to; column++) {
      const same = wanted[row - 1] === name[column - 1];
      let cost = Math.min(old[column] + 1, now[column - 1] + 1, old[column - 1] + (same ? 0 : 1));
      if (!same && row > 1 && column > 1 && wanted[row - 1] === name[column - 2] && wanted[row - 2] === name[column - 1])
        cost = Math.min(cost, older[column - 2] + 1);
      now[column] = cost;
      if (cost < least) least = cost;
    }
    now[to + 1] = far;
    if (least > most) return Infinity;
    [older, old, now] = [old, now, older];
  }
  let least = far;
  for (let column = Math.max(0, wanted.length - most); column <= width; column++) least = Math.min(least, old[column]);
  return least <= most ? least : Infinity;
}
