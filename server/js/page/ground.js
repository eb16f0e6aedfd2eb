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
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("cabinet-theme", theme);
    } catch {
      // Then the choice lasts for this visit only.
    }
    changed();
  });
  dark().addEventListener("change", changed);
}

/** A colour of the style sheet.
 * @param {string} name */
export const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
