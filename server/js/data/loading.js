/**
 * Asking for files: tried again when the network fails, never twice at once, and with a quiet
 * sign when something is missing.
 *
 * @typedef {(path: string) => Promise<any>} Loader
 */

const PAUSES = [400, 1600];

/** What the collection says of itself: asked for by early.js, and again if that failed.
 * @returns {Promise<import("../types.js").MapInfo>} */
export async function mapInfo() {
  const early = await /** @type {any} */ (globalThis).mapInfo;
  return early ?? (await ask("data/map.json", { cache: "no-cache" })).json();
}

/** A loader of JSON files.
 * @param {() => void} missing  called when a file cannot be had
 * @returns {Loader} */
export function jsonLoader(missing) {
  return async (path) => {
    try {
      return parsed(await bytesOf(path));
    } catch (error) {
      missing();
      throw error;
    }
  };
}

/** The bytes of a file, unpacked if they are packed: a server may have unpacked them already. What
 * came broken is asked for once more, past anything that was kept.
 * @param {string} address @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const bytesOf = (address) =>
  unpacked(address).catch((error) => {
    if (error instanceof Missing) throw error;
    return unpacked(address, { cache: "reload" });
  });

/** @param {string} address @param {RequestInit} [options] */
async function unpacked(address, options) {
  const bytes = new Uint8Array(await (await ask(address, options)).arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const open = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(open).arrayBuffer());
}

/** @param {Uint8Array} bytes @returns {any} */
export const parsed = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Ask for a file of this site; failures of the network and of the server are tried again.
 * @param {string} address @param {RequestInit} [options] @returns {Promise<Response>} */
export async function ask(address, options) {
  for (let attempt = 0; ; attempt++) {
    const last = attempt === PAUSES.length;
    try {
      const response = await fetch(address, options);
      if (response.ok) return response;
      if (response.status < 500 || last) throw new Missing(`${response.status} ${address}`);
    } catch (error) {
      if (error instanceof Missing || last) throw error;
    }
    await new Promise((wake) => setTimeout(wake, PAUSES[attempt]));
  }
}

/** The server answered that there is no such file. */
export class Missing extends Error {}
