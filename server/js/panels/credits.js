/**
 * Whose photographs these are: always in sight.
 *
 * @import {Credit} from "../types.js"
 */
import { el, fill } from "../page/dom.js";
import { licenceAddress, licenceName } from "../data/records.js";
import { say } from "../page/strings.js";

const NAMED = 2;

/** One credit in words, with its licence as a link.
 * @param {Credit} credit @returns {(Node | string)[]} */
export function credited({ rightsHolder, license }) {
  const licence = license ? licenceName(license) : say("card.license.none");
  const href = licenceAddress(license ?? "");
  const name = href ? el("a", { href, rel: "license noopener noreferrer" }, licence) : licence;
  return rightsHolder ? [`© ${rightsHolder}, `, name] : [name];
}

/** @param {HTMLElement} place @param {Credit[]} attribution */
export function showCredits(place, attribution) {
  const parts = attribution.slice(0, NAMED).flatMap((credit) => [...credited(credit), " · "]);
  const more = attribution.length - NAMED;
  fill(place, [
    el(
      "p",
      {},
      ...parts,
      more > 0 && `${say("credits.more", { count: more })} · `,
      `${say("credits.not")} `,
      el("a", { href: say("credits.page") }, say("credits.about")),
    ),
  ]);
}
