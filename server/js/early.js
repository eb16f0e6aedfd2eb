/**
 * Before all else: ask for the map's description, which everything waits for, and take light or
 * dark as chosen here before, or else as the system says.
 */
if (location.protocol === "file:") {
  // Browsers let no page opened as a file read the files beside it; index.html says what to do.
  document.documentElement.classList.add("unserved");
} else {
  globalThis.mapInfo = fetch("data/map.json", { cache: "no-cache" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .catch(() => null);
}

try {
  const chosen = localStorage.getItem("cabinet-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; then the system's choice holds.
}
