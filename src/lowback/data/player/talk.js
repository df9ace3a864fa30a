// What is asked: before, when something hurts, and afterwards -------------------------------------------------------
// The screens stand in the page; here they are only shown and followed.

let talking = ""; // the key of the screen that is shown
let waitUntil = 0; // until then some answers have to be waited for

const CAN = {
  "remembered": () => kept.screened && since(kept.screened) < 28 && (!kept.last || since(kept.last) < 14),
  "next": () => nextAfter() < timeline.items.length,
  "left-out": () => timeline.items.some((item, index) => !isWhole(item, index)),
  "leg": () => run.legged,
  "kept": () => Boolean(device),
  "host": () => Boolean(timeline.host),
};

const present = () => timeline.items[instead ? instead.item : itemIndex()];
const nextAfter = () => {
  const index = instead ? instead.item : itemIndex();
  let found = index + 1;
  while (found < timeline.items.length && run.out.has(found)) found += 1;
  return found;
};

// The session's own exercise that was done otherwise, of which nobody has said yet whether that stays so.
const WISHES = { "was-smaller": "smaller", "was-easier": "easier", "was-out": "out" };
const meant = (can) => Object.keys(run.ways).find((id) => run.ways[id] === WISHES[can]);
const nameOf = (id) => timeline.items.find((item) => item.id === id).name;

const OFFERS = new Set(["supported", "easier", "other", "last"]);
const SAME = new Set(["supported", "easier"]); // may go in the direction of what hurts

// The key of what is offered, if nothing in it is like what was left out. Who does something else already is not led
// back to what that took the place of.
function offered(name) {
  const { offers } = present();
  const key = name === "supported" ? offers.supported[run.place] : offers[name];
  if (!key || run.legged || (instead && (SAME.has(name) || instead.key === key))) return undefined;
  const barred = SAME.has(name) ? run.tags : new Set([...run.tags, ...(score.items[itemIndex()] || present()).tags]);
  return timeline.sides[key].items[0].tags.some((tag) => barred.has(tag)) ? undefined : key;
}

function resolved(key) {
  const screen = timeline.screens[key];
  if (!isThere(screen)) return resolved(screen.otherwise);
  return screen.again && run.met.has(key) ? resolved(screen.again) : key;
}

function open(key) {
  hush();
  talking = resolved(key);
  const screen = timeline.screens[talking];
  run.met.add(talking);
  if (screen.counts_as) run.met.add(screen.counts_as);
  waitUntil = clock() + (screen.wait || 0) * 1000;
  if (talking === "told" || talking === "told-once") keepReport();
  showScreen(screen);
  show();
  stayAwake();
  find("talk").scrollTop = 0;
  find("talk-title").focus();
  if (screen.speaks && awakened) say(joined(screen.title, ...screen.lines));
}

const joined = (...words) => words.join(" ");

function close() {
  talking = "";
}

function showScreen(screen) {
  const { title, lines = [], can } = screen;
  put("talk-title", title.replace("{name}", () => nameOf(meant(can))));
  find("talk-lines").replaceChildren(...lines.map((words) => made("p", words)), ...called(screen));
  find("talk-signs").replaceChildren(...(screen.signs || []).map((words) => made("li", words)));
  find("talk-signs").hidden = !screen.signs;
  find("talk-answers").replaceChildren(...screen.answers.filter(isThere).map(buttonOf));
  find("talk-news").replaceChildren();
  showWait();
}

function made(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}

// A number to call, by a tap where there is a telephone.
function called({ call }) {
  if (!call) return [];
  const link = made("a", labels.call.replace("{number}", () => call));
  link.href = `tel:${call}`;
  link.className = "call";
  return [link];
}

const isTrue = (can) => Boolean(OFFERS.has(can) ? offered(can) : WISHES[can] ? meant(can) : CAN[can]());
const isThere = ({ can }) => !can || isTrue(can);

function buttonOf(answer) {
  const { words, early, does = [] } = answer;
  const [, offer] = does.find(([deed]) => deed === "play") || [];
  const name = offer ? timeline.sides[offered(offer)].items[0].name : timeline.host;
  const button = made("button", words.replace("{name}", () => name));
  button.type = "button";
  button.classList.toggle("scale", words.length < 3);
  button.dataset.early = String(Boolean(early));
  button.addEventListener("click", () => choose(answer));
  return button;
}

// Answers that have to be waited for, and how long.
function showWait() {
  const left = Math.ceil((waitUntil - clock()) / 1000);
  const waits = left > 0;
  find("talk-wait").hidden = !waits;
  put("talk-wait", waits ? time(left) : "");
  for (const button of find("talk-answers").children) button.hidden = waits && button.dataset.early === "false";
}

function choose({ go, does = [] }) {
  if (!talking) return;
  const here = talking;
  for (const [deed, value, field] of does) DEEDS[deed](value, field);
  if (go) open(go);
  else if (talking === here) show();
}

const DEEDS = {
  "tell": (value, field) => { run.told[field] = value; },
  "screened": () => { keep({ screened: today() }); },
  "stop": (level) => { stop(level); },
  "seen": () => { keep({ stop: undefined, screened: undefined }); keepInHistory(null); },
  "sound": () => { trySound(); },
  "begin": () => { admit(); },
  "resume": () => { close(); perform("resume"); },
  "hurt": (how) => { noteHurt(how); },
  "smaller": () => { doFewer(); run.ways[present().id] = "smaller"; close(); perform("resume"); },
  "leave": () => { leave(); run.ways[present().id] = "out"; },
  "leg": () => { goNeutral(); },
  "place": (caution) => { notePlace(caution); },
  "play": (name) => { play(name); },
  "next": () => { goToNext(); },
  "keep": (how) => { keepWay(meant(timeline.screens[talking].can), how); },
  "end": () => { endRun(); },
  "list": () => { endTalk(); },
  "save": () => { save(); },
  "hand-over": () => { emit("report", { report: report() }); },
  "forget": () => { forget(); },
};

function trySound() {
  sounds = true;
  wakeSound();
  signal("begin");
  say(labels.sample);
  const lines = [labels.sample, ...missing()].map((words) => made("p", words));
  find("talk-news").replaceChildren(...lines);
}

function play(name) {
  const key = offered(name);
  const { id } = timeline.sides[key].items[0];
  if (name === "easier") run.ways[present().id] = name;
  if (id !== present().id) run.instead[present().id] = id;
  close();
  playInstead(key, name === "last");
  show();
  find("player").focus();
}

function admit() {
  const { told } = run;
  close();
  admitted = true;
  run = newRun();
  run.told = told;
  keep({ last: today() });
  emit("start");
  perform(...beginning);
}

function keepWay(id, how) {
  delete run.ways[id];
  if (how) run.keep[id] = how;
}

const SORENESS = ["ache", "elsewhere", "climbing", "sharp"];

// What hurts in the place of an exercise counts as hurt in that: no rule of a programme knows the other.
function noteHurt(how) {
  noteDone();
  const { id } = present();
  const before = run.hurts[id];
  if (SORENESS.indexOf(how) > SORENESS.indexOf(before)) run.hurts[id] = how;
}

function notePlace(caution) {
  run.place = caution;
  run.places[present().id] = caution;
}

// The exercise is left out, and nothing like it is offered any more. What comes after may be its like in part.
function leave() {
  noteDone();
  const item = score.items[itemIndex()] || present();
  run.out.add(timeline.items.indexOf(present()));
  for (const tag of item.tags) run.tags.add(tag);
}

// After pain down a leg: what shares a direction is out, and so is all that does not keep the back still.
function goNeutral() {
  leave();
  const still = new Set(present().offers.neutral);
  run.legged = true;
  for (const [index] of timeline.items.entries()) if (!still.has(index)) run.out.add(index);
}

function goToNext() {
  const index = nextAfter();
  close();
  comeBack();
  started = true;
  waitFor(index);
  show();
  find("player").focus();
}

function endTalk() {
  close();
  endRun();
  run = newRun();
  show();
  find("start").focus();
}

// Signs: only how urgent they are is kept, until somebody says that they were seen ------------------------------------

const device = storageOf("localStorage");
const KEPT = "lowback";
let kept = parsed(device && device.getItem(KEPT)) || {};
if (typeof kept !== "object") kept = {};
if (history.state && history.state[KEPT]) kept.stop = history.state[KEPT];

function keep(news) {
  kept = { ...(parsed(device && device.getItem(KEPT)) || kept), ...news };
  if (device) device.setItem(KEPT, JSON.stringify(kept));
}

const stopped = () => Object.hasOwn(timeline.stops, kept.stop);

function stop(level) {
  keep({ stop: level, report: undefined });
  keepInHistory(level);
  endRun();
  run = newRun();
}

// Where nothing may be kept on the device, a reload and the way back still lead to the same screen.
function keepInHistory(level) {
  try {
    history.replaceState(level ? { [KEPT]: level } : null, "");
  } catch {
    // refused, too
  }
}

// Another page of this device may have met a sign, or have been cleared, while this one was away.
function meetStop() {
  kept = parsed(device && device.getItem(KEPT)) || kept;
  if (stopped() && !talking.startsWith("stop-")) {
    endRun();
    open(timeline.stops[kept.stop]);
  }
}

// What is told --------------------------------------------------------------------------------------------------------

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const DAY = 86400000;
const since = (day) => (Date.parse(today()) - Date.parse(day)) / DAY;

// How much of an item was done, of all that was played of it; nothing where not one repetition was.
function doseDone(key, index) {
  const { cues, items } = key ? timeline.sides[key] : timeline;
  const done = run.done[key];
  const { smaller } = items[index];
  const held = run.less[keyOf(key, index)] ? { hold: smaller.hold, duration: smaller.duration } : {};
  const dose = { ...items[index].dose, ...held };
  const found = new Map(); // of each set, which repetitions are whole
  for (const [nth, cue] of cues.entries()) {
    if (cue.item !== index || cue.set === undefined) continue;
    const reps = found.get(cue.set) || found.set(cue.set, new Map()).get(cue.set);
    reps.set(cue.rep, (reps.get(cue.rep) ?? true) && done.has(nth));
  }
  const counts = [...found.values()].map((reps) => [...reps.values()].filter(Boolean).length);
  const most = dose.reps || 1;
  const whole = counts.filter((count) => count === most).length;
  if (whole) return { ...dose, sets: whole };
  const part = Math.max(0, ...counts);
  return part && dose.reps ? { ...dose, sets: 1, reps: part } : null;
}

const isWhole = (item, index) => {
  const dose = doseDone("", index);
  return Boolean(dose) && Object.keys(item.dose).every((name) => dose[name] === item.dose[name]);
};

const amount = ({ sets, reps = 1 }) => sets * reps;

// Of the exercises of the session, in whichever way they were done, and of what a report names as done in their place.
function* allDone() {
  for (const [index, { id }] of timeline.items.entries()) yield [id, doseDone("", index)];
  const told = new Set([...timeline.items.map(({ id }) => id), ...Object.values(run.instead)]);
  for (const key of Object.keys(run.done)) {
    const { id } = (key ? timeline.sides[key] : timeline).items[0];
    if (key && told.has(id)) yield [id, doseDone(key, 0)];
  }
}

// A report as lowback.programme.Report has it on paper.
function report() {
  const doses = new Map();
  for (const [id, dose] of allDone()) {
    const before = doses.get(id);
    if (dose && (!before || amount(dose) > amount(before))) doses.set(id, dose);
  }
  const done = [...doses].map(([exercise, dose]) => ({ exercise, dose }));
  const hurt = Object.entries(run.hurts).map(([exercise, how]) => {
    const caution = how === "elsewhere" && run.places[exercise];
    const [instead, keep] = [run.instead[exercise], run.keep[exercise]];
    return { exercise, how, ...(caution && { caution }), ...(instead && { instead }), ...(keep && { keep }) };
  });
  return { session: timeline.session, day: today(), ...run.told, done, hurt };
}

const keepReport = () => keep({ report: report() });

function forget() {
  keep({ report: undefined, screened: undefined, last: undefined });
}

const FILE = "report.json"; // a name that says nothing of anybody

// A file of this device, by a tap; nothing is sent.
function save() {
  const file = new Blob([`${JSON.stringify(kept.report, null, 2)}\n`], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(link.href);
}
