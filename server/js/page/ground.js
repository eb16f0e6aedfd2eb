/**
 * The light or dark ground: the choice of the system until the visitor makes one.
 */

const dark = () => matchMedia("(prefers-color-scheme: dark)");

/** Whether the ground is dark now. */
export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : dark().matches;
};

/** Let a button change the ground.
 * @param {HTMLElement} button @param {() => void} changed */
export function groundToggle(button, changed) {
  const change = () => {
    known.clear();
    changed();
  };
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("cabinet-theme", theme);
    } catch {
      // Then the choice lasts for this visit only.
    }
    change();
  });
  dark().addEventListener("change", change);
}

/** Colours asked for since the ground last changed: asking the style sheet at every frame is slow.
 * @type {Map<string, string>} */
const known = new Map();

/** A colour of the style sheet.
 * @param {string} name */
export function colour(name) {
  const before = known.get(name);
  if (before) return before;
  const found = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  known.set(name, found);
  return found;
}
