/** What benchmarks/viewer.py runs in the page. */
const byId = (id) => document.getElementById(id);
const seen = new Set();
const first = [];

new PerformanceObserver((list) => {
  for (const { identifier, url, renderTime, loadTime } of list.getEntries()) {
    if (identifier !== "first" || seen.has(url)) continue;
    seen.add(url);
    first.push(renderTime || loadTime);
  }
}).observe({ type: "element", buffered: true });

const mouse = (type, on, [clientX, clientY], buttons = 0) =>
  on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX, clientY, buttons }));

globalThis.probe = {
  /** When the last picture of the first view was painted, ms. */
  first: () => Math.max(...first),

  /** What had come until then: names and bytes. */
  asked(until) {
    const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return all.filter((e) => e.responseEnd <= until).map((e) => [e.name, e.transferSize]);
  },

  /** Pan and zoom by wheel and mouse, always the same way; the lengths of all frames, ms. */
  wander(seconds, done) {
    const map = byId("map");
    const frames = [];
    let seed = 7;
    const lot = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const begun = performance.now();
    let [last, at, way, turn, levels] = [begun, [0, 0], 1, 0, 0];
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      const part = turn++ % 150;
      if (part === 0) {
        if (now - begun > seconds * 1000) return done(frames.slice(2));
        at = [innerWidth * (0.35 + 0.5 * lot()), innerHeight * (0.2 + 0.6 * lot())];
        way = levels >= 3 ? 1 : -1;
        levels = levels >= 3 ? -1 : levels + 1;
      }
      const wheel = { bubbles: true, cancelable: true, deltaY: way * (way > 0 ? 30 : 9), clientX: at[0], clientY: at[1] };
      if (part < 60) map.dispatchEvent(new WheelEvent("wheel", wheel));
      if (part === 80) mouse("mousedown", map, at, 1);
      if (part > 80 && part < 145) {
        at = [at[0] + 7 * way, at[1] + 4 * Math.sin(turn / 40)];
        mouse("mousemove", map, at, 1);
      }
      if (part === 145) mouse("mouseup", map, at);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  },

  /** From a key press to the results on the screen, ms. */
  search(text, done) {
    const [box, results] = [byId("search"), byId("results")];
    const begun = performance.now();
    new MutationObserver((_, watch) => {
      if (results.hidden) return;
      watch.disconnect();
      requestAnimationFrame(() => done(performance.now() - begun));
    }).observe(results, { childList: true, attributes: true });
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
    setTimeout(() => done(-1), 8000);
  },

  /** From a click on a specimen to its card, ms. */
  card(done) {
    const [map, card] = [byId("map"), byId("card")];
    const tries = Array.from({ length: 120 }, (_, at) => [
      innerWidth * (0.4 + 0.04 * (at % 12)),
      innerHeight * (0.3 + 0.05 * Math.floor(at / 12)),
    ]);
    const attempt = () => {
      const place = tries.shift();
      if (!place) return done(-1);
      const begun = performance.now();
      for (const type of ["mousemove", "mousedown", "mouseup", "click"]) mouse(type, map, place);
      const look = () => {
        if (!card.hidden && card.textContent) return requestAnimationFrame(() => done(performance.now() - begun));
        if (performance.now() - begun > 700) return attempt();
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    attempt();
  },

  /** From a press on something to what it changes, ms; -1 if nothing.
   * The first press of all loads the panel. */
  press(press, change, done) {
    const [pressed, changed] = [document.querySelector(press), document.querySelector(change)];
    const begun = performance.now();
    new MutationObserver((_, watch) => {
      watch.disconnect();
      requestAnimationFrame(() => done(performance.now() - begun));
    }).observe(changed, { childList: true, subtree: true });
    pressed.click();
    setTimeout(() => done(-1), 20_000);
  },

  /** Draw a box on the map of places; how long the page took for each of the moves, ms. */
  box(done) {
    const map = document.querySelector(".world canvas");
    map.setPointerCapture = () => {};
    const { left, top } = map.getBoundingClientRect();
    const moves = [];
    const send = (type, part) => {
      const begun = performance.now();
      const at = { pointerId: 1, clientX: left + 20 + 8 * part, clientY: top + 20 + 5 * part };
      map.dispatchEvent(new PointerEvent(type, { bubbles: true, ...at }));
      moves.push(performance.now() - begun);
    };
    send("pointerdown", 0);
    let part = 0;
    const move = () => {
      if (part === 24) {
        send("pointerup", part);
        return done(moves.slice(1));
      }
      send("pointermove", ++part);
      requestAnimationFrame(move);
    };
    move();
  },

  /** Go to a state of the page; how long until nothing moves any more, ms. */
  turn(address, done) {
    const begun = performance.now();
    history.pushState(null, "", location.pathname + address);
    dispatchEvent(new PopStateEvent("popstate"));
    const files = () => performance.getEntriesByType("resource").length;
    let [last, before, count] = [begun, begun, files()];
    const watch = () => {
      const now = performance.now();
      if (now - before > 40 || files() !== count) last = now;
      [before, count] = [now, files()];
      if (now - last > 1500) return done(last - begun);
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  },
};
