/** The square on which a cutout is turned: by pointer, two fingers, wheel or `turn`. */

const SVG = "http://www.w3.org/2000/svg";
const WHEEL = 0.005; // degrees a pixel of scrolling: a notch of a wheel is half a degree

/** Degrees brought into (-180, 180], to a hundredth.
 * @param {number} degrees */
export function normalised(degrees) {
  const wrapped = Math.round((180 - ((((180 - degrees) % 360) + 360) % 360)) * 100) / 100;
  return wrapped === -180 ? 180 : wrapped + 0;
}

/** An angle as people read it: a true minus sign, one digit behind the point.
 * @param {number} degrees */
export function written(degrees) {
  return `${degrees.toFixed(1).replace("-", "−").replace(/^−0\.0$/, "0.0")}°`;
}

export class Dial extends EventTarget {
  /** @param {HTMLElement} square */
  constructor(square) {
    super();
    this.square = square;
    this.picture = /** @type {HTMLImageElement} */ (square.querySelector("img"));
    this.pointer = /** @type {SVGElement} */ (square.querySelector("#pointer"));
    this.proposed = /** @type {SVGElement} */ (square.querySelector("#proposed"));
    this.shown = 0; // never wrapped, so that no step turns the long way round
    this.direction = 0; // of the fingers, degrees
    /** @type {Map<number, PointerEvent>} */ this.fingers = new Map();
    draw(square);
    square.addEventListener("pointerdown", (event) => this.grasp(event));
    square.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      square.addEventListener(end, (event) => this.release(event));
    square.addEventListener("wheel", (event) => this.roll(event), { passive: false });
  }

  /** Lay another picture on the square.
   * @param {HTMLImageElement} picture */
  lay(picture) {
    this.picture.replaceWith(picture);
    picture.id = "cutout";
    picture.draggable = false;
    this.picture = picture;
  }

  /** Degrees clockwise that the cutout is turned by, in (-180, 180]. */
  get rotation() {
    return normalised(this.shown);
  }

  /** Put the cutout at an angle, without a word to anybody.
   * @param {number} degrees */
  put(degrees) {
    this.shown = degrees;
    this.show(false);
  }

  /** Turn the cutout further, clockwise, as a person asked.
   * @param {number} degrees */
  turn(degrees, { smooth = true } = {}) {
    this.shown += degrees;
    this.show(smooth);
    this.dispatchEvent(new Event("turned"));
  }

  /** Mark where the network would turn it to, or nothing (null).
   * @param {number | null} degrees */
  propose(degrees) {
    this.proposed.toggleAttribute("data-off", degrees === null);
    if (degrees !== null) this.proposed.style.transform = `rotate(${degrees}deg)`;
  }

  /** @param {boolean} smooth */
  show(smooth) {
    this.square.toggleAttribute("data-smooth", smooth);
    this.picture.style.transform = `rotate(${this.shown}deg)`;
    this.pointer.style.transform = `rotate(${this.shown}deg)`;
    this.square.setAttribute("aria-valuenow", String(this.rotation));
    this.square.setAttribute("aria-valuetext", written(this.rotation));
    this.dispatchEvent(new Event("moved"));
  }

  /** @param {PointerEvent} event */
  grasp(event) {
    if (event.button || this.fingers.size > 1) return;
    this.square.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event);
    this.direction = this.directed();
    this.square.toggleAttribute("data-held", true);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.fingers.has(event.pointerId)) return;
    this.fingers.set(event.pointerId, event);
    const direction = this.directed();
    const turned = normalised(direction - this.direction);
    this.direction = direction;
    if (turned) this.turn(turned, { smooth: false });
  }

  /** @param {PointerEvent} event */
  release(event) {
    this.fingers.delete(event.pointerId);
    this.direction = this.directed();
    this.square.toggleAttribute("data-held", this.fingers.size > 0);
  }

  /** @param {WheelEvent} event */
  roll(event) {
    if (event.ctrlKey) return; // zooms the page
    event.preventDefault();
    const pixels = (event.deltaY || event.deltaX) * [1, 33, 400][event.deltaMode];
    this.turn(Math.max(-5, Math.min(5, pixels * WHEEL)), { smooth: false });
  }

  /** Direction in degrees from the centre to the pointer, or from one finger to the other. */
  directed() {
    const [one, other] = this.fingers.values();
    if (!one) return 0;
    const { left, top, width, height } = this.square.getBoundingClientRect();
    const from = other ?? { clientX: left + width / 2, clientY: top + height / 2 };
    return (Math.atan2(one.clientY - from.clientY, one.clientX - from.clientX) * 180) / Math.PI;
  }
}

/** Draw the alignment lines and the ring of degrees.
 * @param {HTMLElement} square */
function draw(square) {
  const lines = /** @type {SVGElement} */ (square.querySelector("#lines"));
  for (let y = -80; y <= 80; y += 20) line(lines, -100, y, 100, y, y ? "" : "middle");
  line(lines, 0, -100, 0, 100, "centre");
  const ring = /** @type {SVGElement} */ (square.querySelector("#ring"));
  for (let degrees = 0; degrees < 360; degrees += 5) {
    const long = degrees % 90 === 0 ? 4 : degrees % 15 === 0 ? 2.6 : 1.4;
    const tick = line(ring, 0, -97, 0, -97 + long, degrees % 90 ? "" : "quarter");
    tick.setAttribute("transform", `rotate(${degrees})`);
  }
}

/**
 * @param {SVGElement} group @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 * @param {string} kind
 */
function line(group, x1, y1, x2, y2, kind) {
  const drawn = document.createElementNS(SVG, "line");
  for (const [name, value] of Object.entries({ x1, y1, x2, y2 }))
    drawn.setAttribute(name, String(value));
  if (kind) drawn.setAttribute("class", kind);
  group.append(drawn);
  return drawn;
}
