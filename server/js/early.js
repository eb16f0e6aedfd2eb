/** Light or dark before the first picture: as chosen here before, or else as the system says. */
(() => {
  try {
    const chosen = localStorage.getItem("cabinet-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; then the system's choice holds.
  }
})();
