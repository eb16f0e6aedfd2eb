/**
 * Dates as a label reads: "December 1899", "17 May 1921", "1903".
 */

/** A partial ISO 8601 date, or an interval of two, in words; other text stays as it is.
 * @param {string} text @param {string} language */
export function spokenDate(text, language) {
  const ends = text.split("/").map((end) => spoken(end.trim(), language));
  return [...new Set(ends.filter(Boolean))].join(" – ");
}

/** @param {string} text @param {string} language */
function spoken(text, language) {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?$/.exec(text);
  if (!parts) return text;
  const [year, month, day] = parts.slice(1).map((part) => Number(part ?? 0));
  if (!month || month > 12) return String(year);
  const date = new Date(Date.UTC(year, month - 1, day || 1));
  date.setUTCFullYear(year);
  if (day && date.getUTCDate() !== day) return text;
  /** @type {Intl.DateTimeFormatOptions} */
  const parted = { year: "numeric", month: "long", timeZone: "UTC", ...(day && { day: "numeric" }) };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, parted).format(date);
}
