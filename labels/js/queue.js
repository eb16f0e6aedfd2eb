/**
 * One specimen after the other: cards ahead and behind, saves, undo. A page is a desk:
 * `lay(card, value)` shows a card, `taken()` is what a save says of it (null: not yet, it has said
 * why), `ready()` whether the person could see it, `told(value)` a value in words.
 *
 * @import {Card, Entry} from "./card.js"
 * @import {Keys} from "./keys.js"
 * @import {Progress} from "./notices.js"
 */

/**
 * @template Value, Proposal
 * @typedef {{lay: (card: Card<Value, Proposal> | null, value: Value | null) => Promise<void>,
 *   taken: () => object | null | undefined, ready: () => boolean, value: () => Value,
 *   told: (value: Value | null) => string, expect?: (card: Card) => void}} Desk
 */

/**
 * @template Value, Proposal
 * @typedef {Progress & {entry: Entry<Value>, card: Card<Value, Proposal>}} Changed  by a save or undo
 */
import { named } from "./address.js";
import { Away, ask, tell } from "./ask.js";
import { author, byId, showCard } from "./card.js";
import { listenToKeys } from "./keys.js";
import { say, showAway, showEnd, showProgress } from "./notices.js";
import { Outbox } from "./outbox.js";
import { recalled } from "./recalled.js";

const AHEAD = 8; // cards asked for before they are needed
const AGAIN = 2000; // milliseconds until the server is asked again

/** @template Value, Proposal */
export class Queue {
  /** @param {string} kind @param {Desk<Value, Proposal>} desk */
  constructor(kind, desk) {
    this.desk = desk;
    this.address = `/api/${kind}`;
    this.outbox = new Outbox(kind);
    /** @type {Card<Value, Proposal> | null} */ this.card = null; // on the desk
    this.moving = false; // while the next specimen is asked for, nothing is done to this one
    /** @type {Card<Value, Proposal>[]} */ this.ahead = []; // cards that come next
    /** @type {Card<Value, Proposal>[]} */ this.visited = []; // cards before this one
    /** @type {{save: string, card: Card<Value, Proposal>, value: Value, user: string}[]} */
    this.saves = []; // of this page, newest last
    /** @type {Set<string>} */ this.brought = new Set(); // ids of the saves that this page sent
    this.deeds = {
      save: () => this.save(),
      skip: () => this.skip(),
      undo: () => this.undo(),
      previous: () => this.previous(),
    };
    for (const [id, deed] of Object.entries(this.deeds)) byId(id).addEventListener("click", deed);
    this.listen();
  }

  /** Open the specimen that the address names, else the first that waits.
   * @param {Partial<Keys>} keys */
  async begin(keys) {
    listenToKeys({ ...this.deeds, ...keys });
    const wanted = named();
    if (wanted) {
      try {
        await this.open(await this.fetch(wanted));
      } catch (error) {
        say(/** @type {Error} */ (error).message);
      }
    }
    if (!this.card) await this.forward();
    else this.lookAhead();
    this.outbox.send();
    byId("desk").focus({ preventScroll: true });
  }

  /** @param {string} image */
  async fetch(image) {
    const answer = await ask(this.address, { image });
    const { card, ...progress } = /** @type {Progress & {card: Card<Value, Proposal>}} */ (answer);
    showProgress(progress);
    return card;
  }

  /** Put a specimen on the desk, with a value that is not its label, if one is given.
   * @param {Card<Value, Proposal> | null} next @param {Value | null} value */
  async open(next, value = null) {
    this.card = next;
    const twice = this.ahead.findIndex((one) => one.image === next?.image);
    if (twice >= 0) this.ahead.splice(twice, 1);
    showCard(next, this.desk.told);
    byId("empty").hidden = Boolean(next);
    byId("save").disabled = byId("skip").disabled = !next;
    if (next) history.replaceState(null, "", `?image=${encodeURIComponent(next.image)}`);
    await this.desk.lay(next, value);
  }

  async forward() {
    this.moving = true;
    const known = this.ahead.length > 0 || (await this.lookAhead());
    this.moving = false;
    this.open(this.ahead.shift() ?? null);
    if (this.card) return void this.lookAhead();
    showEnd(known);
    if (!known) setTimeout(() => this.card || this.forward(), AGAIN);
  }

  /** Ask for cards that come after the last one known; false if nobody answers. */
  async lookAhead() {
    if (this.ahead.length >= AHEAD / 2) return true;
    const after = (this.ahead.at(-1) ?? this.card)?.image ?? "";
    try {
      const answer = await ask(`${this.address}/next`, { after, count: String(AHEAD) });
      const { cards, ...progress } = /** @type {Progress & {cards: Card<Value, Proposal>[]}} */ (answer);
      showProgress(progress);
      const known = new Set([this.card?.image, ...this.ahead.map((one) => one.image)]);
      for (const [, message] of this.outbox.waiting) known.add(message.body.image);
      for (const one of this.saves) known.add(one.card.image); // the answer may be older than they
      for (const one of cards.filter((each) => !known.has(each.image))) {
        this.ahead.push(one);
        this.desk.expect?.(one);
      }
      return true;
    } catch {
      return false;
    }
  }

  save() {
    if (!this.card || !this.desk.ready() || this.moving) return;
    const said = this.desk.taken();
    if (!said) return;
    const { image } = this.card;
    const [save, value] = [crypto.randomUUID(), this.desk.value()];
    const body = { save, user: recalled.user, image, ...said };
    this.outbox.add({ path: this.address, body, seen: this.card.value });
    say(`Saved ${this.desk.told(value)} for ${image}.`);
    this.saves.push({ save, card: { ...this.card }, value, user: recalled.user });
    this.visited.push({ ...this.card, value });
    this.forward();
  }

  skip() {
    if (!this.card || this.moving) return;
    say(`Skipped ${this.card.image}.`);
    this.visited.push(this.card);
    const skipped = this.card.image;
    this.forward().then(() => this.card?.image === skipped && say("It is the last one without a label."));
  }

  async previous() {
    if (this.moving) return;
    const before = this.visited.pop();
    if (!before) return say("This is the first specimen you opened.");
    if (this.card) this.ahead.unshift(this.card);
    await this.open(before);
    await this.refresh(before);
  }

  /** Withdraw the last save: of this page, or of the same person before it was opened. */
  async undo() {
    if (this.moving) return;
    const last = this.saves.pop();
    const body = { save: crypto.randomUUID(), user: last?.user ?? recalled.user };
    if (last) {
      this.outbox.add({ path: `${this.address}/undo`, body: { ...body, undoes: last.save } });
      return this.reopen(last.card, last.value);
    }
    try {
      const answer = await tell(`${this.address}/undo`, body);
      const { entry, card: withdrawn, ...progress } = /** @type {Changed<Value, Proposal>} */ (answer);
      showProgress(progress);
      const gone = withdrawn.history.find((one) => one.save === entry.undoes);
      await this.reopen(withdrawn, /** @type {Entry<Value>} */ (gone).value);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      say(error instanceof Away ? `${message} Nothing was undone.` : message);
    }
  }

  /** @param {Card<Value, Proposal>} withdrawn @param {Value | null} value */
  async reopen(withdrawn, value) {
    if (this.card && this.card.image !== withdrawn.image) this.ahead.unshift(this.card);
    const place = this.visited.findLastIndex((one) => one.image === withdrawn.image);
    if (place >= 0) this.visited.splice(place, 1);
    say(`Undone: ${this.desk.told(value)} of ${withdrawn.image}. It is yours to do again.`);
    await this.open(withdrawn, value);
  }

  /** Fetch a card anew; what others said meanwhile is shown, what is on the desk stays.
   * @param {Card<Value, Proposal>} opened */
  async refresh(opened) {
    try {
      const fresh = await this.fetch(opened.image);
      if (this.card?.image === fresh.image) showCard((this.card = fresh), this.desk.told);
    } catch {
      // the card that the page had is shown; the outbox says when the server is away
    }
  }

  listen() {
    this.outbox.addEventListener("change", () => showAway(this.outbox));
    this.outbox.addEventListener("refused", ({ detail: { message, answer } }) =>
      say(`Not taken: ${message.body.image ?? "the undo"}. ${answer}`),
    );
    this.outbox.addEventListener("kept", ({ detail }) => {
      const answer = /** @type {Changed<Value, Proposal>} */ (detail.answer);
      showProgress(answer);
      if (this.card?.image === answer.card.image) showCard((this.card = answer.card), this.desk.told);
      const { entry: { image, save, undoes }, card: { history } } = answer;
      this.brought.add(save);
      const before = history.slice(0, history.findIndex((one) => one.save === save));
      const held = before.findLast((one) => !one.undoes && !one.withdrawn);
      if (undoes || !held || this.brought.has(held.save) || same(held.value, detail.message.seen)) return;
      const set = `${author(held.user)} had set ${this.desk.told(held.value)}`;
      say(`Meanwhile ${set} for ${image}; yours holds now.`);
    });
  }
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
