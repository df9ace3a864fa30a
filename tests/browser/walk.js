// What is wrong with what is seen, at some seconds of the page that plays: one line for each fault.
// A walk shows a second, measures all that is shown, and goes on. Much that is to be read need not be seen at once.
const [seconds, much] = arguments;
const player = document.getElementById("player");
const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };

// Where the words of an element stand, or the element itself where there are none; and what part of that is seen.
function placed(element) {
  const whole = element.getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(element);
  const { left, right } = element.matches("p, h1") ? words.getBoundingClientRect() : whole;
  const scroller = element.closest(".title, .now");
  const frame = scroller ? scroller.getBoundingClientRect() : screen;
  const seen = {
    left: Math.max(left, frame.left),
    right: Math.min(right, frame.right),
    top: Math.max(whole.top, frame.top),
    bottom: Math.min(whole.bottom, frame.bottom),
  };
  const name = element.id || element.dataset.act || element.className;
  return { element, name, left, right, top: whole.top, bottom: whole.bottom, scroller, frame, seen };
}

function shown(element) {
  if (!element.checkVisibility() || element.closest(".unseen")) return false;
  return element.matches(".stage, progress, button") || element.textContent.trim() !== "";
}

const height = ({ top, bottom }) => bottom - top;
const width = ({ left, right }) => right - left;

function* ofOne({ element, name, scroller, frame, seen, ...box }) {
  if (box.left < frame.left - 1 || box.right > frame.right + 1) yield `${name} is cut at a side`;
  if (!scroller && (box.top < -1 || box.bottom > innerHeight + 1)) yield `${name} is off the screen`;
  if (scroller) {
    const top = box.top - frame.top + scroller.scrollTop;
    if (top < -1 || top + height(box) > scroller.scrollHeight + 1) yield `${name} cannot be scrolled to`;
  }
  const first = { digits: height(box), words: much ? Math.min(32, height(box)) : height(box) }[element.id];
  if (height(seen) < first - 1) yield `${name} has to be scrolled to`;
  if (element.id === "digits" && height(box) < 48) yield `${name} is small`;
  if (element.matches("button")) yield* ofButton(element, name, box);
}

function* ofButton(element, name, box) {
  if (width(box) < 44 || height(box) < 44) yield `${name} is small`;
  const label = element.querySelector("span") || element;
  if (label !== element && getComputedStyle(label).position === "absolute") return; // only heard
  const words = document.createRange();
  words.selectNodeContents(label);
  const { left, right, bottom } = words.getBoundingClientRect();
  if (left < box.left || right > box.right || bottom > box.bottom) yield `the label of ${name} is cut`;
}

function* ofTwo(one, other) {
  if (one.element.contains(other.element) || other.element.contains(one.element)) return;
  const wide = Math.min(one.seen.right, other.seen.right) - Math.max(one.seen.left, other.seen.left);
  const high = Math.min(one.seen.bottom, other.seen.bottom) - Math.max(one.seen.top, other.seen.top);
  if (wide > 1 && high > 1) yield `${one.name} and ${other.name} overlap`;
}

function* ofScroller(scroller) {
  const { className } = scroller;
  if (scroller.scrollWidth > scroller.clientWidth + 1) yield `${className} is too wide`;
  if (scroller.scrollHeight <= scroller.clientHeight + 1) return;
  if (getComputedStyle(scroller).overflowY !== "auto") yield `${className} cannot be scrolled`;
  if (scroller.clientHeight < 40) yield `${className} has no room to be scrolled in`;
}

function* ofAll() {
  const all = [...player.querySelectorAll(".stage, progress, button, h1, p")].filter(shown).map(placed);
  for (const [index, one] of all.entries()) {
    yield* ofOne(one);
    for (const other of all.slice(index + 1)) yield* ofTwo(one, other);
  }
  for (const scroller of player.querySelectorAll(".title, .now")) yield* ofScroller(scroller);
  const picture = all.find(({ element }) => element.matches(".stage"));
  if (picture && height(picture) < 0.35 * innerHeight) yield "the picture is small";
  if (document.documentElement.scrollWidth > innerWidth) yield "the page is too wide";
}

return seconds.flatMap((second) => {
  window.now = second;
  lowbackPlayer.show();
  return [...ofAll()].map((fault) => `${second} s: ${fault}`);
});
