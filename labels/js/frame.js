/**
 * What every page has: the way to the other tasks, progress, the card, name, history, keys.
 *
 * @typedef {keyof typeof TASKS} Kind
 */

export const TASKS = {
  rotations: ["Turn upright", "Turn each specimen until its body lies on the middle line, head up."],
  masks: ["Outline", "Put right which part of the photograph is the specimen."],
  quality: ["Grade", "Say of each specimen whether it is good, partial or bad."],
  identifications: ["Identify", "Names, tags, errors, and what is left out of the map."],
  boxes: ["Box", "Draw a box round the specimen, and say what it is."],
  review: ["Review", "Everything suspicious in one queue, each with its reason."],
};

const DEEDS = `
  <button type="button" id="previous" title="Backspace">Back</button>
  <button type="button" id="undo" title="U or Ctrl-Z">Undo</button>
  <button type="button" id="skip" title="S">Skip</button>
  <button type="button" id="save" class="save" title="Enter">Save</button>`;

const USER = `
  <label class="user">Your name, for the history
    <input id="user" type="text" maxlength="80" autocomplete="name" spellcheck="false">
  </label>`;

const LETTERS = `<label><input type="checkbox" id="letters" checked> Single letters are keys</label>`;

/**
 * Lay the frame round a page's own `<section class="bench">`. Texts here are ours, never metadata.
 * @param {Kind} kind
 * @param {{extra?: string, keys: [string, string][], hint?: string, card?: boolean}} page
 */
export function frame(kind, { extra = "", keys, hint = "", card = true }) {
  document.title = `${TASKS[kind][0]} · Cabinet`;
  document.body.prepend(made("header", header(kind)));
  const main = document.querySelector("main");
  if (card) main?.append(made("section", about(extra, keys, hint), "card", "About this specimen"));
  else main?.append(made("section", `${extra}${USER}${help(keys, hint)}`, "card", "Labels"));
}

/** @param {Kind} kind */
function header(kind) {
  const way = Object.entries(TASKS).map(([name, [title]]) => {
    const here = name === kind ? ' aria-current="page"' : "";
    return `<a href="/${name}.html"${here}>${title}</a>`;
  });
  return `
    <nav aria-label="Tasks"><a href="/" class="home">Labels</a>${way.join("")}</nav>
    <h1 class="unseen">${TASKS[kind][0]}</h1>
    <div class="progress">
      <progress id="progress" max="1" value="0" aria-label="Specimens with a label"></progress>
      <span id="count"></span>
    </div>
    <p id="away" class="away" role="status" hidden></p>`;
}

/** @param {string} extra @param {[string, string][]} keys @param {string} hint */
function about(extra, keys, hint) {
  return `
    <div class="names">
      <h2 id="name"></h2>
      <p id="terms"></p>
      <p id="image" class="image"></p>
      <p id="elsewhere" class="elsewhere"></p>
    </div>
    <div class="deeds">${DEEDS}</div>
    ${extra}${USER}
    <details id="past" open>
      <summary>History of this specimen</summary>
      <ol id="history" class="history"></ol>
    </details>
    ${help(keys, hint)}`;
}

/** @param {[string, string][]} keys @param {string} hint */
function help(keys, hint) {
  const rows = keys.map(([key, what]) => `<dt>${pressed(key)}</dt><dd>${what}</dd>`);
  return `
    <details>
      <summary>Keys</summary>
      <p id="hint">${hint}</p>
      <dl class="keys">${rows.join("")}</dl>
      ${LETTERS}
    </details>`;
}

/** @param {string} keys */
function pressed(keys) {
  return keys.split(" ").map((key) => `<kbd>${key.replaceAll("_", " ")}</kbd>`).join(" ");
}

/** @param {string} kind @param {string} html */
function made(kind, html, name = "", label = "") {
  const element = document.createElement(kind);
  element.innerHTML = html;
  if (name) element.className = name;
  if (label) element.setAttribute("aria-label", label);
  return element;
}
