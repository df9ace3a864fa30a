// Plays the timeline that stands in the page. It mirrors lowback.player.Player: a value that each event replaces.
// For programs that host the page, and for tests: window.lowbackPlayer (docs/how-to/player-page.md).
"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const timeline = JSON.parse(find("timeline").textContent);
  const { cues, items, labels, parts } = timeline;
  const end = timeline.seconds * 1000;

  // Where somebody is: milliseconds of the clock at the last event, and of the timeline -----------------------------

  let clock = () => performance.now();
  let player = { since: 0, position: 0, paused: true };
  let started = false;

  const position = () => Math.min(end, player.position + (player.paused ? 0 : clock() - player.since));
  const second = () => Math.floor(position() / 1000);
  const finished = () => position() >= end;
  const playing = () => !player.paused && !finished();

  function cueIndex() {
    if (finished()) return cues.length;
    const now = second();
    let low = 0;
    for (let high = cues.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if (cues[middle].start <= now) low = middle;
      else high = middle;
    }
    return low;
  }

  const itemIndex = () => (finished() ? items.length : cues[cueIndex()].item);
  const moved = (to, paused) => { player = { since: clock(), position: to, paused }; };

  function jump(to, paused = player.paused) {
    moved(to, paused);
    heard = null;
  }

  const startOf = (index) => (index < items.length ? items[Math.max(0, index)].start * 1000 : end);
  const nextPart = () => parts.find((part) => part > second()) * 1000 || end;

  const events = {
    pause: () => moved(position(), true),
    resume: () => { started = true; jump(position(), false); },
    skip: () => jump(nextPart()),
    next: () => jump(startOf(itemIndex() + 1)),
    back: () => jump(startOf(itemIndex() - 1)),
    repeat: () => jump(startOf(Math.min(itemIndex(), items.length - 1))),
    again: () => { started = true; jump(0, false); },
    from: (index) => { started = true; jump(startOf(index), false); },
    list: () => { started = false; moved(position(), true); },
    voice: () => { speaks = !speaks; },
  };

  function act(name, index) {
    const listed = !started;
    mindGap();
    notice = "";
    events[name](index);
    if (name !== "voice" || !speaks) hush();
    show();
    stayAwake();
    if (name === "pause") announce(labels.paused);
    if (listed && started) find("player").focus();
    if (name === "list") find("start").focus();
  }

  // Nobody is lost --------------------------------------------------------------------------------------------------

  // The device slept, or somebody called: what nobody saw is not over. The clock of the day goes on meanwhile.
  const GAP = 5000;
  let awake = Date.now();
  let reached = 0;
  let notice = ""; // stands in the place of the words, until somebody does something

  function mindGap() {
    const slept = Date.now() - awake > GAP;
    awake = Date.now();
    if (slept && !player.paused && reached < end) {
      moved(reached, true);
      hush();
      announce(labels.asleep);
      notice = labels.asleep;
    }
    reached = position();
  }

  // Where somebody was, as long as this tab is there: over a reload, and over another page and back.
  const storage = (() => {
    try {
      window.sessionStorage.setItem("lowback", "");
      return window.sessionStorage;
    } catch {
      return null; // refused, as in a sandbox
    }
  })();

  let kept = 0;

  function keepPlace() {
    const place = finished() ? 0 : second();
    if (place === kept) return;
    kept = place;
    if (storage) storage.setItem(timeline.id, String(place));
  }

  function returnToPlace() {
    const place = storage ? Number(storage.getItem(timeline.id)) : 0;
    if (place > 0 && place < timeline.seconds) moved(place * 1000, true);
    reached = position();
  }

  // What is seen ----------------------------------------------------------------------------------------------------

  const entries = document.querySelectorAll(".list article");
  const put = (id, text) => {
    const element = find(id);
    const news = element.textContent !== text;
    if (news) element.textContent = text;
    return news;
  };
  const time = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  // A long hold is two cues; its seconds are counted to the end of both.
  const endOf = (index) => {
    const next = cues[index + 1];
    const cue = next && next.kind === "halfway" ? next : cues[index];
    return cue.start + cue.duration;
  };

  function show() {
    const index = cueIndex();
    const now = second();
    document.body.classList.toggle("playing", started);
    keepPlace();
    if (!started) showList(index, now);
    showTime(index, now);
    showControls();
    if (index === cues.length) showEnd();
    else showCue(index);
    if (started && heard !== index && (playing() || finished())) hear(index);
  }

  function showList(index, now) {
    const somewhere = now > 0 && index < cues.length;
    put("start", somewhere ? labels.resume : labels.start);
    find("start").dataset.act = somewhere ? "resume" : "again";
    find("anew").hidden = !somewhere;
    const here = somewhere ? cues[index].item : -1;
    for (const [nth, entry] of entries.entries()) entry.ariaCurrent = nth === here ? "step" : null;
  }

  function showTime(index, now) {
    const left = timeline.seconds - now;
    put("left", labels.left.replace("{time}", time(left)));
    find("progress").value = now;
    put("digits", index === cues.length ? "" : digits(endOf(index) - now));
  }

  const digits = (seconds) => (seconds < 60 ? String(seconds) : time(seconds));

  function showCue(index) {
    const cue = cues[index];
    const item = items[cue.item];
    put("where", item.where);
    if (put("name", item.name)) find("now").scrollTop = 0;
    put("words", notice || cue.short);
    put("sentence", sentence(cue, item));
    put("count", cue.count || "");
    put("part", cue.part || "");
    put("care", item.care);
    find("care").hidden = !item.care;
    showPicture(cue.picture, Boolean(cue.mirrored));
  }

  // The whole sentence of a step, where only its short form is read from afar; in a pause, what comes next.
  function sentence(cue, item) {
    if (cue.kind === "pause") return items[cue.item + 1].next;
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

  // Two layers, so that one picture can fade into the next.
  let [front, back] = document.querySelectorAll("#stage svg");
  let shown = "";

  function showPicture(picture, mirrored) {
    const wanted = `${picture} ${mirrored}`;
    if (wanted === shown) return;
    shown = wanted;
    const words = picture ? timeline.pictures[picture] : "";
    find("stage").hidden = !picture;
    find("stage").setAttribute("aria-label", mirrored ? labels.mirrored.replace("{picture}", () => words) : words);
    [front, back] = [back, front];
    front.firstElementChild.setAttribute("href", picture ? `#${picture}` : "");
    front.classList.toggle("mirrored", mirrored);
    front.classList.add("seen");
    back.classList.remove("seen");
  }

  function showControls() {
    const main = finished() ? "again" : player.paused ? "resume" : "pause";
    const button = find("main");
    if (button.dataset.act !== main) button.dataset.act = main;
    put("main-words", labels[main]);
    find("voice").setAttribute("aria-pressed", String(speaks));
  }

  // What is heard ---------------------------------------------------------------------------------------------------

  const speech = window.speechSynthesis;
  const canSpeak = Boolean(speech && window.SpeechSynthesisUtterance);
  let speaks = canSpeak;
  let heard = null; // the cue that was told last

  function hear(index) {
    heard = index;
    const cue = cues[index];
    const news = cue ? cue.announce : labels.finished;
    if (news) announce(news);
    say(cue ? cue.spoken || cue.text : labels.finished);
  }

  // Only a voice of this device: others send the words over the network.
  function voice() {
    const language = document.documentElement.lang.split("-")[0].toLowerCase();
    const voices = speech.getVoices().filter((each) => each.localService && each.lang.toLowerCase().startsWith(language));
    return voices.find((each) => each.default) || voices[0];
  }

  function say(words) {
    if (!speaks) return;
    speech.cancel();
    const chosen = voice();
    if (!chosen) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = chosen;
    utterance.lang = chosen.lang;
    speech.speak(utterance);
  }

  const hush = () => { if (canSpeak) speech.cancel(); };

  // For screen readers: only what is new, never the seconds. The same words twice are still news.
  function announce(words) {
    const live = find("live");
    live.textContent = live.textContent === words ? `${words}\u00a0` : words;
  }

  // The screen stays on while it plays ------------------------------------------------------------------------------

  let lock = null;
  let asking = false;

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
      lock = null; // such as with a low battery: the page works without
    }
    asking = false;
    if (!playing()) stayAwake();
  }

  // Hands -----------------------------------------------------------------------------------------------------------

  const keys = { ArrowRight: "skip", ArrowLeft: "back", n: "next", r: "repeat", v: "voice" };
  const inField = (event) => event.target.closest("input, textarea, select, [contenteditable]");

  function actOfKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !started || inField(event)) return undefined;
    if (event.key === " ") return find("main").dataset.act; // on a button, too: Enter presses that
    // A letter counts only inside of the player, so that nobody who dictates triggers it (WCAG 2.1.4).
    if (event.key.length === 1 && !find("player").contains(event.target)) return undefined;
    return Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  }

  document.addEventListener("keydown", (event) => {
    const name = actOfKey(event);
    const held = event.repeat && (name || (event.key === "Enter" && event.target.closest("[data-act]")));
    if (name || held) event.preventDefault();
    if (name && !held && (name !== "voice" || canSpeak)) act(name);
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === " " && actOfKey(event)) event.preventDefault(); // or Firefox presses the button
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) act(button.dataset.act, Number(button.dataset.item));
  });
  document.addEventListener("visibilitychange", () => { tick(); stayAwake(); });

  window.lowbackPlayer = {
    act,
    show,
    get clock() { return clock; },
    set clock(next) {
      const here = position();
      clock = next;
      moved(here, player.paused);
    },
    get moment() {
      return { second: second(), cue: finished() ? null : cueIndex(), paused: player.paused };
    },
  };

  function* missing() {
    if (!navigator.wakeLock) yield labels.dims;
    if (!storage) yield labels.forgets;
  }

  function showMissing() {
    const lines = [...missing()].map((words) => {
      const line = document.createElement("li");
      line.textContent = words;
      return line;
    });
    find("missing").replaceChildren(...lines);
    find("missing").hidden = lines.length === 0;
  }

  function tick() {
    if (!started) return;
    mindGap();
    show();
    if (finished()) stayAwake();
  }

  find("player").hidden = false;
  for (const button of document.querySelectorAll("[data-act=from]")) button.hidden = false;
  find("progress").max = timeline.seconds;
  find("start").hidden = items.length === 0;
  find("voice").hidden = !canSpeak;
  returnToPlace();
  showMissing();
  show();
  setInterval(tick, 100);
})();
