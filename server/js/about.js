/**
 * The credits of the collection at hand, on the page about the map.
 */
import { byId, el, outLink } from "./page/dom.js";
import { mapInfo } from "./data/loading.js";
import { licenceAddress, licenceName } from "./data/records.js";

const info = await mapInfo();
document.title = `About: ${info.name}`;
const table = byId("about-credits");
table.hidden = info.attribution.length === 0;
for (const { rightsHolder, license, count } of info.attribution) {
  const licence = license ? licenceName(license) : "not stated";
  table.querySelector("tbody")?.append(
    el(
      "tr",
      {},
      el("td", {}, rightsHolder || "not stated"),
      el("td", {}, outLink(licenceAddress(license ?? ""), licence) ?? licence),
      el("td", { class: "number" }, count.toLocaleString("en")),
    ),
  );
}
