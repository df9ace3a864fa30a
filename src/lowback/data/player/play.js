// Plays the timeline that stands in the page. It mirrors lowback.player.Player: a value that each event replaces.
// For programs that host the page, and for tests: window.lowbackPlayer (docs/how-to/player-page.md).

// It is a page of its own, or a part of one, which has a tree of its own (a shadow root), so that neither reaches the other.
const host = document.currentScript.previousElementSibling;
const isPart = host.classList.contains("lowback-player");
const root = isPart ? shadowOf(host) : document;
const element = isPart ? host : document.documentElement;
const frame = isPart ? root.querySelector(".frame") : document.body;

// Where a browser does not make the tree itself, or a program has put the markup in its place.
function shadowOf(part) {
  const template = part.querySelector("template");
  if (template && !part.shadowRoot) part.attachShadow({ mode: "open" }).append(template.content);
  return part.shadowRoot;
}

const find = (id) => root.getElementById(id);
const timeline = JSON.parse(find("timeline").textContent);
const { labels } = timeline;

// Where somebody is: milliseconds of the clock at the last event, and of what is played -----------------------------
// That is the routine; or one exercise alone, in the place of one of the routine.

let score = timeline;
let instead = null; // the index of the item that it is in the place of, and whether nothing follows
let clock = () => performance.now();
let player = { since: 0, position: 0, paused: true };
let started = false;

const end = () => score.seconds * 1000;
const stall = () => (player.paused ? 0 : Math.max(0, player.since - clock())); // more rest was asked for
const passed = () => (player.paused ? 0 : Math.max(0, clock() - player.since));
const position = () => Math.min(end(), player.position + passed());
const second = () => Math.floor(position() / 1000);
const finished = () => position() >= end();
const playing = () => started && !player.paused && !finished();
const beat = () => second() - Math.ceil(stall() / 1000);

function cueIndex() {
  if (finished()) return score.cues.length;
  const now = second();
  let low = 0;
  for (let high = score.cues.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (score.cues[middle].start <= now) low = middle;
    else high = middle;
  }
  return low;
}

const itemIndex = () => (finished() ? score.items.length : score.cues[cueIndex()].item);
const moved = (to, paused) => { player = { since: clock(), position: to, paused }; };

function jump(to, paused = player.paused) {
  moved(to, paused);
  heard = null;
  run.from = cueIndex();
}

const startOf = (index) => (index < score.items.length ? score.items[Math.max(0, index)].start * 1000 : end());
const nextPart = () => score.parts.find((part) => part > second()) * 1000 || end();
const isOut = (index) => score === timeline && run.out.has(index);

function nextItem(index) {
  let found = Math.min(index, score.items.length);
  while (found < score.items.length && isOut(found)) found += 1;
  return found;
}

function itemBefore(index) {
  let found = index;
  while (found > 0 && isOut(found)) found -= 1;
  return isOut(found) ? nextItem(0) : Math.max(0, found);
}

const events = {
  pause: () => moved(position(), true),
  resume: () => { started = true; jump(position(), false); },
  skip: () => { jump(nextPart()); if (isOut(itemIndex())) jump(startOf(nextItem(itemIndex()))); },
  next: () => jump(startOf(nextItem(itemIndex() + 1))),
  back: () => jump(startOf(itemBefore(itemIndex() - 1))),
  repeat: () => jump(startOf(Math.min(itemIndex(), score.items.length - 1))),
  again: () => { beginRun(); started = true; jump(startOf(nextItem(0)), false); },
  from: (index) => { comeBack(); started = true; jump(startOf(index), false); },
  list: () => { started = false; moved(position(), true); },
  rest: () => moreRest(),
  side: () => { swapped = !swapped; },
  sound: () => { sounds = !sounds; },
  hurt: () => { moved(position(), true); open(timeline.talks.hurt); },
  tell: () => { endRun(); open(timeline.talks.after); },
  forget: () => { forget(); },
  full: () => { fill(); },
};
const BEGINNINGS = ["again", "from", "resume"]; // before them, somebody is asked how they are

function act(name, index) {
  if (stopped() || talking || !Object.hasOwn(events, name)) return;
  const anew = name !== "resume" && finished(); // who begins once more is asked once more
  if (BEGINNINGS.includes(name) && (!admitted || anew)) {
    beginning = [name === "resume" ? "again" : name, index];
    run = newRun();
    open(timeline.talks.before);
    return;
  }
  perform(name, index);
}

function perform(name, index) {
  const listed = !started;
  mindGap();
  notice = "";
  events[name](index);
  if (TOLD[name]) emit(TOLD[name], { second: second() });
  hush();
  if (playing()) wakeSound();
  show();
  stayAwake();
  if (name === "pause") announce(labels.paused);
  if (listed && started && !talking) find("player").focus();
  if (name === "list") find("start").focus();
}

const REST = 15000;

function moreRest() {
  if (player.paused) return;
  const more = stall() + REST;
  moved(position(), false);
  player.since += more;
}

// A run through the routine -----------------------------------------------------------------------------------------

let admitted = false; // whether somebody was asked how they are, since the last run ended
let beginning = ["again"]; // what they wanted when they were asked
let run = newRun();

function newRun() {
  return {
    from: 0, // the cue from which on nothing was jumped over
    done: { "": new Set() }, // the cues that were played to their end, by what was played
    out: new Set(), // items that are left out
    tags: new Set(), // directions and families of what was left out
    met: new Set(), // screens that were shown
    hurts: {}, // how it hurt, by exercise
    places: {}, // the caution about another place that hurt, by exercise
    instead: {}, // what was done in its place, by exercise
    ways: {}, // how what hurt was done otherwise, by exercise, until somebody has said whether it stays so
    keep: {}, // how it is to be next time, by exercise
    less: {}, // the last set and repetition of what is done fewer and smaller, by what is played
    place: "", // the caution about another part of the body that hurts
    legged: false, // whether pain went down a leg
    told: {}, // fields of the report
  };
}

function beginRun() {
  const { told } = run;
  run = newRun();
  if ("pain_before" in told) run.told.pain_before = told.pain_before;
  comeBack();
}

function endRun() {
  noteDone();
  comeBack();
  if (admitted && started && !finished()) emit("finish", { second: second() });
  started = false;
  admitted = false;
  moved(0, true);
}

// Something else is played in the place of an item.
function playInstead(key, last) {
  instead = { item: instead ? instead.item : itemIndex(), key, last };
  score = timeline.sides[key];
  run.done[key] = run.done[key] || new Set();
  started = true;
  jump(0, true);
  wait();
}

function comeBack() {
  score = timeline;
  instead = null;
}

// On to an item, which begins when somebody says so.
function waitFor(index) {
  jump(startOf(index), true);
  if (!finished()) wait();
}

function wait() {
  notice = labels.waits.replace("{name}", () => score.items[itemIndex()].ready);
  announce(notice);
}

// What was played since the last jump is done.
function noteDone() {
  const index = cueIndex();
  const done = run.done[played()];
  for (let each = run.from; each < index; each += 1) done.add(each);
  run.from = Math.max(run.from, index);
}

// What is out, cut, or over is passed by.
function passBy() {
  noteDone();
  while (!finished() && (isCut(cueIndex()) || isHeld(cueIndex()))) jumpOver(cueIndex());
  if (instead && finished()) {
    const { item, last } = instead;
    comeBack();
    waitFor(last ? timeline.items.length : nextItem(item + 1));
  } else if (!finished() && isOut(itemIndex())) waitFor(nextItem(itemIndex()));
}

function jumpOver(index) {
  const { start, duration } = score.cues[index];
  if (!isCut(index)) run.done[played()].add(index);
  jump((start + duration) * 1000);
}

// Fewer and smaller: later sets and repetitions are left out, and so is a rest before them; holds are shorter.
const played = () => (instead ? instead.key : "");
const keyOf = (key, item) => `${key} ${item}`;
const lessOf = (item) => run.less[keyOf(played(), item)];

function isCut(index) {
  const cue = score.cues[index];
  const less = cue && lessOf(cue.item);
  if (!less) return false;
  if (cue.kind === "rest") return isCut(index + 1);
  return cue.set > less.set || cue.rep > less.most;
}

const isShort = (cue) => Boolean(cue) && cue.less !== undefined && Boolean(lessOf(cue.item));
const lasts = (cue) => (isShort(cue) ? cue.less : cue.duration);
const isHeld = (index) => isOver(score.cues[index]);
const isOver = (cue) => isShort(cue) && position() >= (cue.start + cue.less) * 1000;

// The second at which a hold is over, both halves of it.
function endOfHold(index) {
  const [cue, after] = [score.cues[index], score.cues[index + 1]];
  return cue.start + lasts(cue) + (cue.kind === "hold" && after && after.kind === "halfway" ? lasts(after) : 0);
}

function doFewer() {
  const index = cueIndex();
  const cue = score.cues[index] || {};
  const item = itemIndex();
  const { reps = 1 } = score.items[item].smaller;
  run.less[keyOf(played(), item)] = { set: cue.set || 1, most: Math.max(cue.rep || 1, reps) };
  shorten(cue.kind === "halfway" ? index - 1 : index);
}

// A hold that goes on: the seconds that it was held for count.
function shorten(first) {
  const [cue, after] = [score.cues[first], score.cues[first + 1]];
  if (!isOver(cue)) return;
  const more = position() - (cue.start + cue.less) * 1000;
  jumpOver(first);
  if (after && after.kind === "halfway") jump(position() + Math.min(more, lasts(after) * 1000));
}

// Nobody is lost ----------------------------------------------------------------------------------------------------

// The device slept, or somebody called: what nobody saw is not over. The clock of the day goes on meanwhile.
const GAP = 5000;
let awake = Date.now();
let reached = 0;
let notice = ""; // stands in the place of the words, until somebody does something

function mindGap() {
  const slept = Date.now() - awake > GAP;
  awake = Date.now();
  if (slept && !player.paused && reached < end()) {
    moved(reached, true);
    hush();
    announce(labels.asleep);
    notice = labels.asleep;
  }
  reached = position();
  return slept;
}

// Where somebody was, as long as this tab is there: over a reload, and over another page and back.
const tab = storageOf("sessionStorage");
let lastKept = 0;

function storageOf(name) {
  try {
    window[name].setItem("lowback.tried", "");
    window[name].removeItem("lowback.tried");
    return window[name];
  } catch {
    return null; // refused, as in a sandbox
  }
}

const listed = (sets) => Object.fromEntries(Object.entries(sets).map(([key, set]) => [key, [...set]]));

function keepPlace() {
  const place = finished() || !admitted ? 0 : second();
  if (place === lastKept) return;
  lastKept = place;
  const { out, tags, met, done, hurts, places, instead: others, ways, less, legged, told } = run;
  const sets = { out: [...out], tags: [...tags], met: [...met], done: listed(done) };
  const rest = { day: today(), ...sets, hurts, places, instead: others, ways, less, legged, told };
  const at = instead ? startOfMain(instead.item) : place;
  if (tab) tab.setItem(timeline.id, JSON.stringify({ place: at, ...rest }));
}

const startOfMain = (index) => timeline.items[index].start;

function returnToPlace() {
  const found = parsed(tab && tab.getItem(timeline.id));
  if (found && found.day === today() && found.place > 0 && found.place < timeline.seconds && Array.isArray(found.out)) {
    admitted = true;
    for (const name of ["out", "tags", "met"]) run[name] = new Set(found[name]);
    for (const [key, cues] of Object.entries(found.done)) run.done[key] = new Set(cues);
    for (const name of ["hurts", "places", "instead", "ways", "less", "legged", "told"]) run[name] = found[name] ?? run[name];
    jump(found.place * 1000, true);
  }
  reached = position();
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// What is seen ------------------------------------------------------------------------------------------------------

const entries = root.querySelectorAll(".list article");
const put = (id, text) => {
  const element = find(id);
  const news = element.textContent !== text;
  if (news) element.textContent = text;
  return news;
};
const time = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const scrollers = root.querySelectorAll(".title, .now"); // keys scroll only what has the focus
let shownBeat = -1;
let swapped = false; // the other side begins

function show() {
  if (started && !talking) passBy();
  const index = cueIndex();
  shownBeat = beat();
  frame.classList.toggle("playing", started && !talking);
  frame.classList.toggle("talking", Boolean(talking));
  keepPlace();
  if (!started) showList(index);
  showTime(index);
  showControls(index);
  if (index === score.cues.length) showEnd();
  else showCue(index);
  nameIt(index);
  for (const each of scrollers) each.tabIndex = each.scrollHeight > each.clientHeight ? 0 : -1;
  if (!started || talking || !(playing() || finished())) return;
  tickOnce();
  if (heard !== index) hear(index);
}

function showList(index) {
  const somewhere = admitted && second() > 0 && index < score.cues.length;
  put("start", somewhere ? labels.resume : labels.start);
  find("start").dataset.act = somewhere ? "resume" : "again";
  find("anew").hidden = !somewhere;
  find("tell-early").hidden = !somewhere;
  find("forget").hidden = !(kept.report || kept.screened);
  const here = somewhere ? (instead ? instead.item : score.cues[index].item) : -1;
  for (const [nth, entry] of entries.entries()) {
    entry.ariaCurrent = nth === here ? "step" : null;
    entry.classList.toggle("out", run.out.has(nth));
    entry.querySelector("[data-act=from]").hidden = run.out.has(nth);
  }
}

function showTime(index) {
  const left = score.seconds - beat() - spared(index);
  put("left", labels.left.replace("{time}", time(left)));
  find("progress").max = score.seconds;
  find("progress").value = second();
  showNumber(score.cues[index] || { number: "" }, index);
}

// Seconds of what is to come that will not be: what is out, cut, or held for less.
function spared(index) {
  let found = 0;
  for (let nth = index; nth < score.cues.length; nth += 1) {
    const cue = score.cues[nth];
    found += isOut(cue.item) || isCut(nth) ? cue.duration : cue.duration - lasts(cue);
  }
  return found;
}

// The number of the repetition; where none is counted, the seconds until something else is done.
function showNumber(cue, index) {
  const { number } = cue;
  const until = cue.until !== undefined && isShort(cue) ? endOfHold(index) : cue.until;
  put("digits", until === undefined ? String(number) : short(until - beat()));
  find("digits").setAttribute("aria-label", until === undefined ? labels.repetition : labels.seconds);
}

const short = (seconds) => (seconds < 60 ? String(seconds) : time(seconds));
const PASSES = 3; // seconds until "Halfway" gives way to what is done

function showCue(index) {
  const cue = score.cues[index];
  const item = score.items[cue.item];
  put("where", item.where);
  if (put("name", item.name)) {
    find("now").scrollTop = 0;
    forgetFrames();
  }
  const halved = cue.then && second() - cue.start >= PASSES;
  put("words", notice || (halved ? cue.then : cue.short));
  put("sentence", sentence(cue, item));
  const less = lessOf(cue.item);
  put("count", less ? uncounted(cue) : cue.count || "");
  put("part", cue.part || "");
  const care = less ? joined(item.care, labels.fewer) : item.care;
  put("care", care);
  find("care").hidden = !care;
  showPicture(cue.picture, Boolean(cue.mirrored) !== swapped, calm.matches ? undefined : cue.from);
  showMove(cue);
}

// Which repetition it is, where seconds are the large number; of how many is no longer so.
const uncounted = ({ rep, until }) => (rep && until !== undefined ? `${labels.repetition} ${rep}` : "");

// The whole sentence of a step, where only its short form is read from afar; in a pause, what comes next.
function sentence(cue, item) {
  const following = cue.kind === "pause" && score.items[nextItem(cue.item + 1)];
  if (following) return following.next;
  const words = cue.step === undefined ? cue.text : item.steps[cue.step];
  return words === cue.short ? "" : words;
}

function showEnd() {
  for (const id of ["where", "sentence", "count", "part", "care"]) put(id, "");
  find("care").hidden = true;
  put("name", labels.finished);
  put("words", labels.done);
  showPicture(null, false);
}

// Two layers, so that one picture can fade into the next; what moves stands in the place of the front one.
let [front, back] = root.querySelectorAll("#stage > svg");
let shown = "";

function showPicture(picture, mirrored, from) {
  find("stage").classList.toggle("moves", Boolean(from));
  find("stage").hidden = !picture;
  const wanted = `${picture} ${mirrored}`;
  if (from) prepareMove(from, picture, mirrored);
  if (wanted === shown) return;
  const goesOn = from && shown === `${from} ${mirrored}`;
  shown = wanted;
  const words = picture ? timeline.pictures[picture] : "";
  find("stage").setAttribute("aria-label", mirrored ? labels.mirrored.replace("{picture}", () => words) : words);
  if (!goesOn) [front, back] = [back, front];
  front.firstElementChild.setAttribute("href", picture ? `#${picture}` : "");
  front.classList.toggle("mirrored", mirrored);
  front.classList.add("seen");
  back.classList.remove("seen");
}

const LEAST = 30; // milliseconds from one look at the clock to the next
let mover = 0; // the timer of what moves

// In step with the cue: where the figure is follows from the clock alone.
function showMove({ from, picture, start, duration }) {
  clearTimeout(mover);
  if (!find("stage").classList.contains("moves")) return;
  const share = Math.min(1, Math.max(0, (position() / 1000 - start) / duration));
  drawMove(from, picture, share);
  const wait = (nextChange(share) - share) * duration * 1000;
  if (playing()) mover = setTimeout(move, Math.max(LEAST, wait));
}

function move() {
  if (!playing() || talking) return;
  if (beat() === shownBeat) showMove(score.cues[cueIndex()]);
  else tick();
}

const RESTS = new Set(["get-ready", "fetch", "change-position", "setup", "rest", "change-side", "pause"]);
const PREPARING = new Set(["get-ready", "fetch", "change-position", "setup"]);

function showControls(index) {
  const main = finished() ? "again" : player.paused ? "resume" : "pause";
  const button = find("main");
  if (button.dataset.act !== main) button.dataset.act = main;
  put("main-words", labels[main]);
  find("sound").setAttribute("aria-pressed", String(sounds));
  const cue = score.cues[index];
  find("hurt").hidden = !cue;
  find("rest").hidden = !cue || player.paused || !RESTS.has(cue.kind);
  find("side").hidden = !cue || !PREPARING.has(cue.kind) || !score.items[cue.item].sided;
  find("side").setAttribute("aria-pressed", String(swapped));
  find("tell").hidden = Boolean(cue);
}
