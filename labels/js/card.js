/** What is known and was said about a specimen. All text is set as text, never as markup. */
import { written } from "./dial.js";

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const IMPORTER = "rotations.csv";

/** @param {string} id */
export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** Who an entry is by, as people say it. */
export function author(user) {
  if (user === IMPORTER) return "from rotations.csv";
  return user || "without a name";
}

export function showCard(card) {
  const { scientificName, scientificNameAuthorship, ...others } = card?.terms ?? {};
  const name = byId("name");
  name.replaceChildren();
  if (scientificName) {
    const author = scientificNameAuthorship ?? "";
    name.append(element("i", scientificName.replace(author, "").trim()), ` ${author}`);
  } else if (card) name.append("Specimen without a record");
  byId("terms").textContent = Object.values(others).join(" · ");
  byId("image").textContent = card?.image ?? "";
  showHistory(card?.history ?? []);
}

function showHistory(history) {
  const list = byId("history");
  list.replaceChildren(...history.map(past).reverse());
  if (!history.length) list.append(element("li", "Nobody has turned it yet."));
}

function past(entry) {
  const item = document.createElement("li");
  const value = entry.value === null ? "no label" : written(entry.value);
  const what = element(entry.withdrawn ? "s" : "b", value);
  const time = element("time", when.format(new Date(entry.time)));
  time.setAttribute("datetime", entry.time);
  const how = entry.undoes ? "undone, back to " : "";
  item.append(how, what, entry.withdrawn ? " (undone) " : " ", author(entry.user), ", ", time);
  return item;
}

function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}
