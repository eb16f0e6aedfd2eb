/** The address of the page. */

/** The specimen that the address names: `?image=ID`, or `?ID` as older links have it. */
export function named() {
  const query = new URLSearchParams(location.search);
  if (query.has("image")) return query.get("image");
  const [bare, value] = [...query][0] ?? [];
  return value === "" ? bare : null;
}
