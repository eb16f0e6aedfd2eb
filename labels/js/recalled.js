/** What the page recalls of a person in this browser: name, how specimens start, letters as keys. */
import { byId } from "./card.js";

const PREFIX = "cabinet.labels.";

class Recalled extends EventTarget {
  constructor() {
    super();
    this.user = localStorage.getItem(`${PREFIX}user`) ?? "";
    this.start = localStorage.getItem(`${PREFIX}start`) === "proposal" ? "proposal" : "tilt";
    this.letters = localStorage.getItem(`${PREFIX}letters`) !== "no";
  }

  /** Show what is recalled in the page's fields, and keep what people change there. */
  bind() {
    const [user, letters] = [byId("user"), byId("letters")];
    user.value = this.user;
    letters.checked = this.letters;
    user.addEventListener("input", () => this.keep("user", user.value.trim()));
    letters.addEventListener("change", () => {
      this.keep("letters", letters.checked, letters.checked ? "yes" : "no");
    });
    const radios = document.querySelectorAll("input[name=start]");
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (radios)) {
      radio.checked = radio.value === this.start;
      radio.addEventListener("change", () => this.keep("start", radio.value));
    }
  }

  /** @param {"user" | "start" | "letters"} name @param {string | boolean} value @param {string} [text] */
  keep(name, value, text = String(value)) {
    Object.assign(this, { [name]: value });
    localStorage.setItem(PREFIX + name, text);
    this.dispatchEvent(new Event(name));
  }
}

export const recalled = new Recalled();
