/**
 * What is known and was said about a specimen. All text is set as text, never as markup.
 *
 * @typedef {Record<"user" | "letters" | "text" | "kind" | "size" | "dim" | "scientificName" | "tag",
 *   HTMLInputElement> & Record<"found" | "sides" | "angle", HTMLOutputElement>
 *   & Record<"save" | "skip", HTMLButtonElement> & Record<"sort" | "label", HTMLSelectElement>
 *   & {progress: HTMLProgressElement, canvas: HTMLCanvasElement} & Record<string, HTMLElement>} Elements
 */

/**
 * @template [Value=unknown]
 * @typedef {{save: string, image: string, user: string, time: string, value: Value | null,
 *   previous: Value | null, undoes: string | null, withdrawn?: boolean}} Entry  of the journal
 */

/**
 * @template [Value=unknown]
 * @template [Proposal=unknown]
 * @typedef {{image: string, terms: Record<string, string>, value: Value | null,
 *   proposal: Proposal | null, mapped: boolean, history: Entry<Value>[]}} Card  of a specimen
 */

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** The element of an id; the page always has it.
 * @template {string} Id
 * @param {Id} id */
export const byId = (id) => /** @type {Elements[Id]} */ (document.getElementById(id));

/** The elements that have an attribute, such as `data-turn`.
 * @param {string} attribute @returns {NodeListOf<HTMLElement>} */
export const having = (attribute) => document.querySelectorAll(`[${attribute}]`);

/** Who an entry is by, as people say it. */
export function author(user = "") {
  if (user.endsWith(".csv") || user.includes("/")) return `from ${user}`;
  return user || "without a name";
}

/**
 * @template Value
 * @param {Card<Value> | null} card @param {(value: Value) => string} told
 */
export function showCard(card, told) {
  /** @type {Card["terms"]} */ const terms = card?.terms ?? {};
  const { scientificName, scientificNameAuthorship, genus: _, ...others } = terms;
  const name = byId("name");
  name.replaceChildren();
  if (scientificName) {
    const author = scientificNameAuthorship ?? "";
    name.append(element("i", scientificName.replace(author, "").trim()), ` ${author}`);
  } else if (card) name.append("Specimen without a record");
  byId("terms").textContent = Object.values(others).join(" · ");
  byId("image").textContent = card?.image ?? "";
  byId("elsewhere").replaceChildren(...(card ? elsewhere(card) : []));
  showHistory(card?.history ?? [], told);
}

/** Links to the same specimen on the map and in the other tasks.
 * @param {Card} card */
function elsewhere({ image, mapped }) {
  const id = encodeURIComponent(image);
  const there = [["All tasks", `/?image=${id}`]];
  if (mapped) there.push(["Show on map", `/map/?specimen=${id}`]);
  return there.map(([text, address]) => Object.assign(element("a", text), { href: address }));
}

/**
 * @template Value
 * @param {Entry<Value>[]} history @param {(value: Value) => string} told
 */
function showHistory(history, told) {
  const list = byId("history");
  list.replaceChildren(...history.map((entry) => past(entry, told)).reverse());
  if (!history.length) list.append(element("li", "Nobody has said anything of it yet."));
}

/**
 * @template Value
 * @param {Entry<Value>} entry @param {(value: Value) => string} told
 */
function past(entry, told) {
  const item = document.createElement("li");
  const value = entry.value === null ? "no label" : told(entry.value);
  const what = element(entry.withdrawn ? "s" : "b", value);
  const time = element("time", when.format(new Date(entry.time)));
  time.setAttribute("datetime", entry.time);
  const how = entry.undoes ? "undone, back to " : "";
  item.append(how, what, entry.withdrawn ? " (undone) " : " ", author(entry.user), ", ", time);
  return item;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} kind @param {string} text
 */
function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}
