// The screen stays on while it plays ------------------------------------------------------------------------------

let lock = null;
let asking = false;
let dims = !navigator.wakeLock;

async function stayAwake() {
  if (asking) return;
  if (!playing()) {
    if (lock) lock.release();
    lock = null;
    return;
  }
  if (document.hidden || (lock && !lock.released) || !navigator.wakeLock) return;
  asking = true;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // such as with a low battery: the page works without, and says so
    dims = true;
    showMissing();
  }
  asking = false;
  if (!playing()) stayAwake();
}

// Hands -----------------------------------------------------------------------------------------------------------

const keys = { ArrowRight: "skip", ArrowLeft: "back", n: "next", r: "repeat", s: "sound", h: "hurt", f: "full" };
const inField = (event) => event.target.closest("input, textarea, select, [contenteditable]");

function actOfKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !started || talking || inField(event)) return undefined;
  if (event.key === " ") return find("main").dataset.act; // on a button, too: Enter presses that
  // A letter counts only inside of the player, so that nobody who dictates triggers it (WCAG 2.1.4).
  if (event.key.length === 1 && !find("player").contains(event.target)) return undefined;
  return Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
}

root.addEventListener("keydown", (event) => {
  const name = actOfKey(event);
  const held = event.repeat && (name || (event.key === "Enter" && event.target.closest("[data-act]")));
  if (name || held) event.preventDefault();
  if (name && !held) act(name);
});
root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act, Number(button.dataset.item));
});
document.addEventListener("visibilitychange", () => { tick(); stayAwake(); });

element.lowbackPlayer = {
  act,
  show,
  get clock() { return clock; },
  set clock(next) {
    const here = position();
    clock = next;
    moved(here, player.paused);
  },
  ask(key) { open(key); return talking; },
  get screen() { return talking || null; },
  get moment() {
    return { second: second(), cue: finished() ? null : cueIndex(), paused: player.paused };
  },
};
if (!isPart) window.lowbackPlayer = element.lowbackPlayer;

function* missing() {
  if (dims) yield labels.dims;
  if (!tab) yield labels.forgets;
  if (voiceless) yield labels.unspoken;
}

function showMissing() {
  const lines = [...missing()].map((words) => {
    const line = document.createElement("li");
    line.textContent = words;
    return line;
  });
  find("missing").replaceChildren(...lines);
  find("missing").hidden = lines.length === 0;
  put("sound-words", voiceless ? labels.voiceless : labels.sound);
}

function tick() {
  if (talking && waitUntil) showWait();
  if (!started || talking) return;
  if (!mindGap() && beat() === shownBeat) return;
  show();
  if (!playing()) stayAwake();
}

find("player").hidden = false;
find("talk").hidden = false;
for (const button of root.querySelectorAll("[data-act=from]")) button.hidden = false;
find("full").hidden = !canFill;
find("start").hidden = timeline.items.length === 0;
if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", meetVoice);
window.addEventListener("pageshow", meetStop);
window.addEventListener("storage", meetStop);
returnToPlace();
showMissing();
if (stopped()) open(timeline.stops[kept.stop]);
show();
setInterval(tick, 100);
emit("ready");
