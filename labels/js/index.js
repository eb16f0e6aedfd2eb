/**
 * The first page: the tasks and how far they are, for the collection or for one specimen.
 *
 * @import {Kind} from "./frame.js"
 * @import {Progress} from "./notices.js"
 * @typedef {Progress & {kind: Kind, ready: boolean, needs: string}} Task  needs: a script, if not ready
 */
import { named } from "./address.js";
import { ask } from "./ask.js";
import { byId } from "./card.js";
import { TASKS } from "./frame.js";

const wanted = named();
const query = wanted ? `?image=${encodeURIComponent(wanted)}` : "";

/** @param {Task} task */
function task({ kind, ready, needs, labelled, all }) {
  const [title, about] = TASKS[kind];
  const row = document.createElement("li");
  const link = Object.assign(document.createElement(ready ? "a" : "span"), { className: "task" });
  if (link instanceof HTMLAnchorElement) link.href = `/${kind}.html${query}`;
  const told = ready
    ? `${labelled.toLocaleString()} of ${all.toLocaleString()}`
    : `needs ${needs} to run first`;
  link.append(text("strong", title), text("span", about), bar(labelled, all), text("small", told));
  row.append(link);
  return row;
}

/** @param {number} value @param {number} max */
function bar(value, max) {
  const made = Object.assign(document.createElement("progress"), { max: max || 1, value });
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** @param {string} kind @param {string} content */
function text(kind, content) {
  return Object.assign(document.createElement(kind), { textContent: content });
}

if (wanted) byId("about").textContent = `What is to be put right of ${wanted}?`;
try {
  const answer = await ask("/api/tasks");
  const { tasks, map } = /** @type {{tasks: Task[], map: boolean}} */ (answer);
  byId("tasks").replaceChildren(...tasks.map(task));
  byId("map").hidden = !map;
} catch (error) {
  byId("about").textContent = /** @type {Error} */ (error).message;
}
