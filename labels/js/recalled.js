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
    byId("user").value = this.user;
    byId("letters").checked = this.letters;
    byId("user").addEventListener("input", ({ target }) => this.keep("user", target.value.trim()));
    byId("letters").addEventListener("change", ({ target }) => {
      this.keep("letters", target.checked, target.checked ? "yes" : "no");
    });
    for (const radio of document.querySelectorAll("input[name=start]")) {
      radio.checked = radio.value === this.start;
      radio.addEventListener("change", () => this.keep("start", radio.value));
    }
  }

  keep(name, value, text = value) {
    this[name] = value;
    localStorage.setItem(PREFIX + name, text);
    this.dispatchEvent(new Event(name));
  }
}

export const recalled = new Recalled();
