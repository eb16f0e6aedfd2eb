/**
 * Before all else: ask for the map's description, which everything waits for, and take light or
 * dark as chosen here before, or else as the system says.
 */
globalThis.mapInfo = fetch("data/map.json", { cache: "no-cache" })
  .then((answer) => (answer.ok ? answer.json() : null))
  .catch(() => null);

try {
  const chosen = localStorage.getItem("cabinet-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; then the system's choice holds.
}
