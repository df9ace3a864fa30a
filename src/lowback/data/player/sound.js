// What is heard ---------------------------------------------------------------------------------------------------

let sounds = true;
let heard = null; // the cue that was told last

function hear(index) {
  heard = index;
  const cue = score.cues[index];
  if (cue) emit("cue", { index, second: second() });
  else if (!instead) emit("finish", { second: second() });
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
function ticksOf({ parts, cues, seconds }) {
  const ends = [...parts, seconds];
  for (const cue of cues) if (cue.kind === "halfway") ends.push(cue.start + cue.duration);
  const found = new Set(ends.flatMap((at) => [at - 3, at - 2, at - 1]));
  for (const part of parts) found.delete(part);
  return found;
}
const ticks = new Map();
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
  if (!ticks.has(score)) ticks.set(score, ticksOf(score));
  const index = cueIndex();
  const cue = score.cues[index];
  const left = isShort(cue) && cue.until !== undefined ? endOfHold(index) - now : 0;
  if (left ? left <= 3 : ticks.get(score).has(now)) signal("tick");
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
  const language = timeline.lang.split("-")[0].toLowerCase();
  const voices = speech.getVoices().filter((each) => each.localService && each.lang.toLowerCase().startsWith(language));
  return voices.find((each) => each.default) || voices[0];
}

// The words of the cue for which there is still time: all, or the short ones. None are said over others.
function tell() {
  waiting = false;
  const cue = score.cues[cueIndex()];
  if (!cue) say(labels.finished);
  else {
    const left = cue.start + lasts(cue) - second();
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
  if (waiting && started && !talking && (playing() || finished())) tell();
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

