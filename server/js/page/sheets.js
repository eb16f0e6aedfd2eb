/**
 * Style sheets that come when what they dress is first opened.
 */

/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/** Resolves when a sheet of css/ is there, or cannot be had.
 * @param {"filter" | "selection" | "tours" | "twin"} name @returns {Promise<void>} */
export function sheet(name) {
  const before = asked.get(name);
  if (before) return before;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `css/${name}.css`;
  const coming = new Promise((/** @type {(done: void) => void} */ done) => (link.onload = link.onerror = () => done()));
  asked.set(name, coming);
  document.head.append(link);
  return coming;
}
