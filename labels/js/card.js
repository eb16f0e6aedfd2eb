/** What is known and was said about a specimen. All text is set as text, never as markup. */
const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** @param {string} id */
export const byId = (id) => /** @type {any} */ (document.getElementById(id));

/** Who an entry is by, as people say it. */
export function author(user = "") {
  if (user.endsWith(".csv") || user.includes("/")) return `from ${user}`;
  return user || "without a name";
}

export function showCard(card, told) {
  const { scientificName, scientificNameAuthorship, genus: _, ...others } = card?.terms ?? {};
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

/** Links to the same specimen on the map and in the other tasks. */
function elsewhere({ image, mapped }) {
  const id = encodeURIComponent(image);
  const there = [["All tasks", `/?image=${id}`]];
  if (mapped) there.push(["Show on map", `/map/?specimen=${id}`]);
  return there.map(([text, address]) => Object.assign(element("a", text), { href: address }));
}

function showHistory(history, told) {
  const list = byId("history");
  list.replaceChildren(...history.map((entry) => past(entry, told)).reverse());
  if (!history.length) list.append(element("li", "Nobody has said anything of it yet."));
}

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

function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}
