/**
 * Every text that the viewer says, in English and German. `{name}` is filled in.
 */

/** @type {Record<string, Record<string, string>>} */
const STRINGS = {
  en: {
    skip: "Skip to the search",
    "map.name": "Map of the collection",
    "map.help":
      "Arrow keys move the map, or, once a specimen is selected, go to the nearest specimen in that direction. Enter selects and opens a specimen, Escape lets go, plus and minus zoom, 0 shows everything.",
    size: "{specimens} specimens · {species} species",
    "size.plain": "{specimens} specimens",
    search: "Name or number",
    "search.short": "Search",
    "search.none": "Nothing is called “{text}”",
    "search.found": "{count} results",
    results: "Search results",
    specimen: "specimen",
    "list.show": "List of this view",
    "list.title": "In this view",
    "list.count": "{count} specimens in view",
    "list.one": "1 specimen in view",
    "list.none": "No specimens in view",
    "list.more": "Show {count} more",
    "list.close": "Close the list",
    theme: "Light or dark",
    zoom: "Zoom",
    "zoom.in": "Zoom in",
    "zoom.out": "Zoom out",
    "zoom.home": "Show everything",
    card: "Specimen",
    "card.close": "Close",
    "card.copy": "Copy link",
    "card.copied": "Copied",
    "card.cite": "Copy citation",
    "card.save": "Save picture",
    "card.unnamed": "Not identified",
    "card.picture": "{name}, cut out of the museum’s photograph",
    "card.near": "Neighbours on the map",
    "card.record": "The museum’s record",
    "card.photograph": "The museum’s photograph",
    "card.place": "Place on OpenStreetMap",
    "card.rights": "Photograph",
    "card.license.none": "licence not stated",
    sex: "Sex",
    typeStatus: "Type status",
    place: "Place",
    date: "Collected",
    recordedBy: "Collector",
    catalogNumber: "Catalogue number",
    institutionCode: "Institution",
    filter: "Filter and colours",
    "filter.close": "Close the filter",
    "filter.count": "{count} of {all} specimens",
    "filter.clear": "Clear all",
    "filter.remove": "No longer filter by {name}: {text}",
    "filter.find": "Find: {name}",
    "filter.nothing": "Nothing here with the other choices",
    "filter.unknown": "This collection does not know: {names}",
    none: "not stated",
    colour: "Colour by",
    "colour.none": "nothing",
    legend: "Colours",
    "legend.others": "all others",
    years: "Years",
    "years.from": "From year",
    "years.to": "To year",
    "years.unknown": "{count} without a date",
    "years.most": "At most {count} in one bar",
    country: "Country",
    quality: "Quality",
    source: "Museum",
    good: "good",
    partial: "partial",
    bad: "poor",
    male: "male",
    female: "female",
    "taxon.close": "Show all specimens again",
    "taxon.count": "{count} specimens",
    "taxon.one": "1 specimen",
    "taxon.here": "{count} of them drawn in this view",
    "credits.photographs": "Photographs: {names}",
    "credits.more": "and {count} more",
    "credits.not": "Not endorsed by the museums.",
    "credits.about": "About, licences, accessibility",
    "notice.missing": "Some pictures or records could not be loaded.",
    "notice.unknown": "There is no specimen “{name}” on this map.",
    "notice.broken": "The map’s data could not be loaded. Has it been made?",
    selected: "Selected: {name}",
  },
  de: {
    skip: "Zur Suche springen",
    "map.name": "Karte der Sammlung",
    "map.help":
      "Pfeiltasten bewegen die Karte oder, wenn ein Exemplar gewählt ist, führen zum nächsten in dieser Richtung. Eingabe wählt und öffnet ein Exemplar, Escape lässt los, Plus und Minus zoomen, 0 zeigt alles.",
    size: "{specimens} Exemplare · {species} Arten",
    "size.plain": "{specimens} Exemplare",
    search: "Name oder Nummer",
    "search.short": "Suchen",
    "search.none": "Nichts heißt „{text}“",
    "search.found": "{count} Treffer",
    results: "Treffer",
    specimen: "Exemplar",
    "list.show": "Liste dieser Ansicht",
    "list.title": "In dieser Ansicht",
    "list.count": "{count} Exemplare in dieser Ansicht",
    "list.one": "1 Exemplar in dieser Ansicht",
    "list.none": "Keine Exemplare in dieser Ansicht",
    "list.more": "{count} weitere zeigen",
    "list.close": "Liste schließen",
    theme: "Hell oder dunkel",
    zoom: "Zoom",
    "zoom.in": "Vergrößern",
    "zoom.out": "Verkleinern",
    "zoom.home": "Alles zeigen",
    card: "Exemplar",
    "card.close": "Schließen",
    "card.copy": "Link kopieren",
    "card.copied": "Kopiert",
    "card.cite": "Zitat kopieren",
    "card.save": "Bild speichern",
    "card.unnamed": "Nicht bestimmt",
    "card.picture": "{name}, aus der Fotografie des Museums freigestellt",
    "card.near": "Nachbarn auf der Karte",
    "card.record": "Datensatz des Museums",
    "card.photograph": "Fotografie des Museums",
    "card.place": "Ort auf OpenStreetMap",
    "card.rights": "Fotografie",
    "card.license.none": "Lizenz nicht angegeben",
    sex: "Geschlecht",
    typeStatus: "Typusstatus",
    place: "Ort",
    date: "Gesammelt",
    recordedBy: "Sammler",
    catalogNumber: "Katalognummer",
    institutionCode: "Institution",
    filter: "Filter und Farben",
    "filter.close": "Filter schließen",
    "filter.count": "{count} von {all} Exemplaren",
    "filter.clear": "Alles aufheben",
    "filter.remove": "Nicht mehr filtern nach {name}: {text}",
    "filter.find": "Suchen: {name}",
    "filter.nothing": "Nichts bei der übrigen Auswahl",
    "filter.unknown": "Diese Sammlung kennt nicht: {names}",
    none: "ohne Angabe",
    colour: "Färben nach",
    "colour.none": "nichts",
    legend: "Farben",
    "legend.others": "alle übrigen",
    years: "Jahre",
    "years.from": "Von Jahr",
    "years.to": "Bis Jahr",
    "years.unknown": "{count} ohne Datum",
    "years.most": "Höchstens {count} in einem Balken",
    country: "Land",
    quality: "Qualität",
    source: "Museum",
    good: "gut",
    partial: "teilweise",
    bad: "unbrauchbar",
    male: "männlich",
    female: "weiblich",
    "taxon.close": "Wieder alle Exemplare zeigen",
    "taxon.count": "{count} Exemplare",
    "taxon.one": "1 Exemplar",
    "taxon.here": "{count} davon in dieser Ansicht gezeichnet",
    "credits.photographs": "Fotografien: {names}",
    "credits.more": "und {count} weitere",
    "credits.not": "Nicht von den Museen unterstützt.",
    "credits.about": "Über die Karte, Lizenzen, Barrierefreiheit",
    "notice.missing": "Einige Bilder oder Datensätze konnten nicht geladen werden.",
    "notice.unknown": "Auf dieser Karte gibt es kein Exemplar „{name}“.",
    "notice.broken": "Die Daten der Karte konnten nicht geladen werden. Sind sie schon erzeugt?",
    selected: "Gewählt: {name}",
    order: "Ordnung",
    superfamily: "Überfamilie",
    family: "Familie",
    subfamily: "Unterfamilie",
    tribe: "Tribus",
    genus: "Gattung",
    subgenus: "Untergattung",
    species: "Art",
    subspecies: "Unterart",
  },
};

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
  const text = STRINGS[language][key] ?? STRINGS.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, part) => shown(parts[part]));
}

/** A text as a heading: with a capital.
 * @param {string} key */
export const title = (key) => say(key).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Values of records that are said in the visitor's language; all others are said as they are. */
const VALUES = new Set(["male", "female", "good", "partial", "bad"]);

/** A value of a record as it is said here.
 * @param {string} text */
export const sayValue = (text) => (VALUES.has(text) ? say(text) : text);

/** @param {string | number | undefined} part */
const shown = (part) => (typeof part === "number" ? part.toLocaleString(language) : (part ?? ""));

/** The languages there are, for the tests.
 * @type {readonly Record<string, string>[]} */
export const TEXTS = Object.values(STRINGS);
