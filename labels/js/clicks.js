/**
 * Clicks that say what belongs to the specimen: the server answers with the mask they would make.
 *
 * @import {Point} from "./board.js"
 * @import {Mask} from "./mask.js"
 */
import { Away, tell } from "./ask.js";
import { fromPng } from "./mask.js";
import { say } from "./notices.js";

const SEGMENT = "/api/masks/segment";
const KEPT = 20; // clicks before the last one that are sent with it

export class Clicks {
  /** @type {{x: number, y: number, inside: boolean}[]} */
  #clicks = []; // in thousandths of the photograph's width and height

  forget() {
    this.#clicks = [];
  }

  /** The mask that one more click would make of a mask; null if there is none, and it has said why.
   * @param {string} image @param {Mask} mask @param {Point} at @param {boolean} inside */
  async corrected(image, mask, at, inside) {
    const { width, height } = mask.canvas;
    const [x, y] = [thousandths(at[0], width), thousandths(at[1], height)];
    this.#clicks = [...this.#clicks.slice(-KEPT), { x, y, inside }];
    try {
      const answer = await tell(SEGMENT, { image, mask: mask.png(), clicks: this.#clicks });
      return await fromPng(/** @type {{mask: string}} */ (answer).mask);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      say(error instanceof Away ? `${message} Brush and polygon work without it.` : message);
      return null;
    }
  }
}

/** @param {number} part @param {number} whole */
const thousandths = (part, whole) => Math.min(Math.max((part / whole) * 1000, 0), 1000);
