/**
 * The credits of the collection at hand, on the page about the map.
 */
import { byId, el, outLink } from "./page/dom.js";
import { mapInfo } from "./data/loading.js";
import { licenceAddress, licenceName } from "./data/records.js";

/** What is said of the collection, in the languages of the two pages. */
const SAID = {
  en: { title: "About", none: "not stated" },
  de: { title: "Über", none: "nicht angegeben" },
};
const language = document.documentElement.lang === "de" ? "de" : "en";
const said = SAID[language];

const info = await mapInfo();
document.title = `${said.title}: ${info.name}`;
// Back to the map in the language of this page, whatever the browser prefers.
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[href="index.html"]'))) link.href = `index.html?lang=${language}`;
const table = byId("about-credits");
table.hidden = info.attribution.length === 0;
for (const { rightsHolder, license, count } of info.attribution) {
  const licence = license ? licenceName(license) : said.none;
  table.querySelector("tbody")?.append(
    el(
      "tr",
      {},
      el("td", {}, rightsHolder || said.none),
      el("td", {}, outLink(licenceAddress(license ?? ""), licence) ?? licence),
      el("td", { class: "number" }, count.toLocaleString(language)),
    ),
  );
}
