/**
 * Shapes that no module owns. Nothing here runs.
 *
 * @template Events  what the events carry, by name
 * @typedef {{addEventListener: <Name extends keyof Events>(name: Name,
 *   heard: (event: CustomEvent<Events[Name]>) => void) => void} & EventTarget} Telling
 */

export {};
