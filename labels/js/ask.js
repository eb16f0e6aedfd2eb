/** Questions to the labels server, and its answers. */

/** The server said no, for good: sending the same again would change nothing. */
export class Refused extends Error {}

/** Nobody answered, or the server could not write: sending it again may work. */
export class Away extends Error {}

/** @param {string} path @param {Record<string, string>} fields @returns {Promise<unknown>} */
export function ask(path, fields = {}) {
  return answer(`${path}?${new URLSearchParams(fields)}`, {});
}

/** @param {string} path @param {object} body @returns {Promise<unknown>} */
export function tell(path, body) {
  return answer(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** @param {string} url @param {RequestInit} options */
async function answer(url, options) {
  let response, said;
  try {
    response = await fetch(url, { ...options, signal: AbortSignal.timeout(15000) });
    said = await response.json();
  } catch (error) {
    throw new Away("The labels server does not answer.", { cause: error });
  }
  if (response.ok) return said;
  const Kind = response.status >= 400 && response.status < 500 ? Refused : Away;
  throw new Kind(said.refused ?? said.failed ?? `The server answered ${response.status}.`);
}
