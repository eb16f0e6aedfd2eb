/**
 * Saves on their way to the server. Each lies in the browser's storage under a key of its own
 * (two tabs cannot overwrite each other's) until the server has said that it is on the disk. A save
 * is sent again with the same save id until then, so it arrives once, however often it is sent.
 *
 * @import {Telling} from "./types.js"
 * @typedef {{save: string, image?: string, [said: string]: unknown}} Body
 * @typedef {{path: string, body: Body, seen?: unknown}} Message  seen: the value when it was saved
 * @typedef {{kept: {message: Message, answer: unknown},
 *   refused: {message: Message, answer: string}}} Outcomes
 */
import { Refused, tell } from "./ask.js";

const LONGEST_PAUSE = 8000; // milliseconds between two attempts

export class Outbox extends /** @type {new () => Telling<Outcomes>} */ (EventTarget) {
  /** @param {string} kind the task whose saves these are */
  constructor(kind) {
    super();
    this.waits = `cabinet.${kind}.waiting.`;
    this.refused = `cabinet.${kind}.refused.`;
    this.sending = false;
    this.away = false;
    this.pause = 250;
    this.last = 0;
    /** @type {Map<string, string>} what a browser without storage, or with a full one, holds */
    this.memory = new Map();
    addEventListener("online", () => this.send());
    addEventListener("storage", () => this.send());
  }

  /** Keep a message and send it after those that wait already.
   * @param {Message} message */
  add(message) {
    this.last = Math.max(Date.now(), this.last + 1); // order holds within a millisecond
    const key = `${this.waits}${String(this.last).padStart(15, "0")}.${message.body.save}`;
    const text = JSON.stringify(message);
    try {
      localStorage.setItem(key, text);
    } catch {
      this.memory.set(key, text);
    }
    this.send();
  }

  /** What waits, oldest first: [key, message]. */
  get waiting() {
    const kept = stored().filter((key) => key.startsWith(this.waits));
    return [...kept, ...this.memory.keys()]
      .sort()
      .map((key) => /** @type {[string, Message]} */ ([key, this.read(key)]))
      .filter(([, message]) => message); // another tab may have sent it just now
  }

  /** Send what waits, one after the other; try again later while the server is away. */
  async send() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    try {
      for (let next = this.waiting[0]; next; next = this.waiting[0]) await this.deliver(...next);
      this.away = false;
      this.pause = 250;
    } catch {
      this.away = true;
      this.timer = setTimeout(() => this.send(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    }
    this.sending = false;
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} key @param {Message} message */
  async deliver(key, message) {
    let kind = "kept";
    let answer;
    try {
      answer = await tell(message.path, message.body);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      [kind, answer] = ["refused", error.message];
    }
    localStorage.removeItem(key);
    this.memory.delete(key);
    if (kind === "refused") this.setAside(key.replace(this.waits, this.refused), message);
    this.dispatchEvent(new CustomEvent(kind, { detail: { message, answer } }));
  }

  /** Keep what was refused, if there is room for it.
   * @param {string} key @param {Message} message */
  setAside(key, message) {
    try {
      localStorage.setItem(key, JSON.stringify(message));
    } catch {
      // it was told; nobody would read it but a person who looks into the storage
    }
  }

  /** @param {string} key @returns {Message | null} */
  read(key) {
    return JSON.parse(this.memory.get(key) ?? localStorage.getItem(key) ?? "null");
  }
}

function stored() {
  return Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? "");
}
