/** Leaflet 1.9.4, loaded by a plain script before the modules, handed on from one place. */
export const L = /** @type {typeof import("leaflet")} */ (/** @type {any} */ (globalThis).L);
