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
    sound: () => { sounds = !sounds; },
  };

  function act(name, index) {
    const listed = !started;
    mindGap();
    notice = "";
    events[name](index);
    hush();
    if (playing()) wakeSound();
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
    return slept;
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

  const scrollers = document.querySelectorAll(".title, .now"); // keys scroll only what has the focus
  let shownSecond = -1;

  function show() {
    const index = cueIndex();
    const now = second();
    shownSecond = now;
    document.body.classList.toggle("playing", started);
    keepPlace();
    if (!started) showList(index, now);
    showTime(index, now);
    showControls();
    if (index === cues.length) showEnd();
    else showCue(index);
    for (const each of scrollers) each.tabIndex = each.scrollHeight > each.clientHeight ? 0 : -1;
    if (!started || !(playing() || finished())) return;
    tickOnce();
    if (heard !== index) hear(index);
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
    showNumber(cues[index] || { number: "" }, now);
  }

  // The number of the repetition; where none is counted, the seconds until something else is done.
  function showNumber({ until, number }, now) {
    put("digits", until === undefined ? String(number) : short(until - now));
    find("digits").setAttribute("aria-label", until === undefined ? labels.repetition : labels.seconds);
  }

  const short = (seconds) => (seconds < 60 ? String(seconds) : time(seconds));
  const PASSES = 3; // seconds until "Halfway" gives way to what is done

  function showCue(index) {
    const cue = cues[index];
    const item = items[cue.item];
    put("where", item.where);
    if (put("name", item.name)) find("now").scrollTop = 0;
    const passed = cue.then && second() - cue.start >= PASSES;
    put("words", notice || (passed ? cue.then : cue.short));
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
    find("sound").setAttribute("aria-pressed", String(sounds));
  }

  // What is heard ---------------------------------------------------------------------------------------------------

  let sounds = true;
  let heard = null; // the cue that was told last

  function hear(index) {
    heard = index;
    const cue = cues[index];
    const news = cue ? cue.announce : labels.finished;
    if (news) announce(news);
    if (!cue) signal("end");
    else if (cue.signal && cue.start === second()) signal(cue.signal);
    waiting = true;
    if (!talk) tell();
  }

  // Tones and ticks, made on the spot: pitch, seconds from now, seconds that it lasts. Who holds the device feels them.
  const TONES = {
    tick: [[880, 0, 0.06]],
    begin: [[660, 0, 0.12], [880, 0.14, 0.2]],
    change: [[660, 0, 0.25]],
    end: [[784, 0, 0.15], [660, 0.17, 0.15], [520, 0.34, 0.4]],
  };
  const SHAKES = { tick: 20, begin: 150, change: [60, 60, 60], end: [200, 100, 200] };
  const LOUD = 0.2;

  // The last three seconds of each part and of each long hold; where a part begins, its own tone is enough.
  const ends = [...parts, timeline.seconds];
  for (const cue of cues) if (cue.kind === "halfway") ends.push(cue.start + cue.duration);
  const ticks = new Set(ends.flatMap((at) => [at - 3, at - 2, at - 1]));
  for (const part of parts) ticks.delete(part);
  let ticked = -1;
  let audio = null;

  function signal(name) {
    if (navigator.vibrate) navigator.vibrate(SHAKES[name]);
    if (!sounds || !audio) return;
    for (const [pitch, after, long] of TONES[name]) {
      const from = audio.currentTime + after;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(LOUD, from);
      volume.gain.exponentialRampToValueAtTime(LOUD / 100, from + long);
      tone.connect(volume).connect(audio.destination);
      tone.start(from);
      tone.stop(from + long);
    }
  }

  function tickOnce() {
    const now = second();
    if (now === ticked) return;
    ticked = now;
    if (ticks.has(now)) signal("tick");
  }

  // A voice -----------------------------------------------------------------------------------------------------------

  const speech = window.SpeechSynthesisUtterance && window.speechSynthesis;
  const PATIENCE = 3000; // until a voice that says nothing is held for missing
  let voiceless = !speech;
  let talk = null; // what is being said
  let waiting = false; // whether a cue is still to be told

  // Browsers let only a tap or a key begin with tones and words; a voice that comes later has to have said something.
  let awakened = false;
  function wakeSound() {
    if (!sounds) return;
    if (!audio && window.AudioContext) audio = new AudioContext();
    if (audio && audio.state !== "running") audio.resume().catch(() => {}); // a call interrupts it, too
    if (awakened || !speech) return;
    awakened = true;
    if (voice()) return;
    const silence = new SpeechSynthesisUtterance(" ");
    silence.volume = 0;
    speech.speak(silence);
    setTimeout(() => { if (!voice()) miss(); }, PATIENCE);
  }

  // Only a voice of this device: others send the words over the network.
  function voice() {
    const language = document.documentElement.lang.split("-")[0].toLowerCase();
    const voices = speech.getVoices().filter((each) => each.localService && each.lang.toLowerCase().startsWith(language));
    return voices.find((each) => each.default) || voices[0];
  }

  // The words of the cue for which there is still time: all, or the short ones. None are said over others.
  function tell() {
    waiting = false;
    const cue = cues[cueIndex()];
    if (!cue) say(labels.finished);
    else {
      const left = cue.start + cue.duration - second();
      if (cue.say <= left) say(cue.spoken);
      else if (cue.sayShort <= left) say(cue.short);
    }
  }

  function say(words) {
    const chosen = sounds && speech && voice();
    if (!chosen) return;
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = chosen;
    utterance.lang = chosen.lang;
    const mine = { utterance, began: false }; // browsers forget an utterance that nobody keeps
    talk = mine;
    utterance.onstart = () => { mine.began = true; miss(false); };
    utterance.onend = () => { if (talk === mine) goOnTelling(); };
    utterance.onerror = () => { if (talk === mine) { miss(); goOnTelling(); } };
    setTimeout(() => { if (talk === mine && !mine.began) { miss(); hush(); } }, PATIENCE);
    speech.speak(utterance);
  }

  function goOnTelling() {
    talk = null;
    if (waiting && started && (playing() || finished())) tell();
  }

  function hush() {
    talk = null;
    waiting = false;
    if (speech) speech.cancel();
  }

  function miss(missed = true) {
    if (missed === voiceless) return;
    voiceless = missed;
    showMissing();
    if (missed) announce(labels.unspoken);
  }

  // A voice that comes late tells at once what goes on.
  function meetVoice() {
    if (!voice()) return;
    miss(false);
    if (started && playing() && !talk) tell();
  }

  // For screen readers: only what is new, never the seconds. The same words twice are still news.
  function announce(words) {
    const live = find("live");
    live.textContent = live.textContent === words ? `${words}\u00a0` : words;
  }

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

  const keys = { ArrowRight: "skip", ArrowLeft: "back", n: "next", r: "repeat", s: "sound" };
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
    if (name && !held) act(name);
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
    if (dims) yield labels.dims;
    if (!storage) yield labels.forgets;
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
    if (!started) return;
    if (!mindGap() && second() === shownSecond) return;
    show();
    if (!playing()) stayAwake();
  }

  find("player").hidden = false;
  for (const button of document.querySelectorAll("[data-act=from]")) button.hidden = false;
  find("progress").max = timeline.seconds;
  find("start").hidden = items.length === 0;
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", meetVoice);
  returnToPlace();
  showMissing();
  show();
  setInterval(tick, 100);
})();
