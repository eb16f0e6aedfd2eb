/** The first page: the tasks and how far they are, for the collection or for one specimen. */
import { named } from "./address.js";
import { ask } from "./ask.js";
import { byId } from "./card.js";
import { TASKS } from "./frame.js";

const wanted = named();
const query = wanted ? `?image=${encodeURIComponent(wanted)}` : "";

function task({ kind, ready, needs, labelled, all }) {
  const [title, about] = TASKS[kind];
  const row = document.createElement("li");
  const link = Object.assign(document.createElement(ready ? "a" : "span"), { className: "task" });
  if (ready) link.href = `/${kind}.html${query}`;
  const told = ready
    ? `${labelled.toLocaleString()} of ${all.toLocaleString()}`
    : `needs ${needs} to run first`;
  link.append(text("strong", title), text("span", about), bar(labelled, all), text("small", told));
  row.append(link);
  return row;
}

function bar(value, max) {
  const made = Object.assign(document.createElement("progress"), { max: max || 1, value });
  made.setAttribute("aria-hidden", "true");
  return made;
}

function text(kind, content) {
  return Object.assign(document.createElement(kind), { textContent: content });
}

if (wanted) byId("about").textContent = `What is to be put right of ${wanted}?`;
try {
  const { tasks, map } = await ask("/api/tasks");
  byId("tasks").replaceChildren(...tasks.map(task));
  byId("map").hidden = !map;
} catch (error) {
  byId("about").textContent = error.message;
}
