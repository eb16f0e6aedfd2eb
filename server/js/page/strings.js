/**
 * What the viewer says, in the visitor's language.
 */
import { GERMAN } from "./texts/de.js";
import { ENGLISH } from "./texts/en.js";

/** @type {Record<string, Record<string, string>>} */
const STRINGS = { en: ENGLISH, de: GERMAN };

/** The language spoken: the first of the visitor's that there is, or ?lang= */
export const language = (() => {
  const scope = /** @type {any} */ (globalThis);
  const asked = new URLSearchParams(scope.location?.search ?? "").get("lang");
  const wanted = [asked, ...(scope.navigator?.languages ?? [])].filter(Boolean);
  return wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in STRINGS) ?? "en";
})();

/** A text, with its parts filled in; a key without text speaks for itself (ranks, for one).
 * @param {string} key @param {Record<string, string | number>} [parts] */
export function say(key, parts = {}) {
  const texts = [STRINGS[language], STRINGS.en].find((one) => Object.hasOwn(one, key));
  const text = texts ? texts[key] : key;
  return text.replace(/\{(\w+)\}/g, (_, part) => shown(parts[part]));
}

/** A text as a heading: with a capital.
 * @param {string} key */
export const title = (key) => say(key).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Values of records that are said in the visitor's language; all others are said as they are. */
const VALUES = new Set(["male", "female", "good", "partial", "bad"]);

/** Ranks without a name: not identified. */
const NAMES = new Set(["genus", "species"]);

/** A value of a record as it is said here.
 * @param {string} text @param {string} [name]  of what */
export function sayValue(text, name = "") {
  if (!text) return say(name === "family" ? "familyless" : NAMES.has(name) ? "card.unnamed" : "none");
  if (name === "decade") return say("decade.one", { decade: text.slice(0, -1) });
  return VALUES.has(text) ? say(text) : text;
}

/** @param {string | number | undefined} part */
const shown = (part) => (typeof part === "number" ? part.toLocaleString(language) : (part ?? ""));

/** The languages there are, for the tests.
 * @type {readonly Record<string, string>[]} */
export const TEXTS = Object.values(STRINGS);
