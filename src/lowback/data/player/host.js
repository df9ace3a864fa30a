// The program or page around it --------------------------------------------------------------------------------------
// It is told what happens, never what hurts or which sign there is; a report only when somebody hands it over.

const own = document.title;

function emit(type, more = {}) {
  const detail = { source: "lowback", type, ...more };
  element.dispatchEvent(new CustomEvent("lowback", { detail, bubbles: true, composed: true }));
  if (timeline.origin && window.parent !== window) window.parent.postMessage(detail, timeline.origin);
}

const TOLD = { pause: "pause", skip: "skip", next: "skip", back: "skip", hurt: "hurt" };

// The title of the page is the exercise; so it is where a device has buttons for what plays. Nothing else is said there.
function nameIt(index) {
  const cue = started && !talking && score.cues[index];
  const name = cue ? score.items[cue.item].name : "";
  const title = name ? `${name} - ${own}` : own;
  if (!isPart && document.title !== title) document.title = title;
  if (!media || (shownName === name && media.playbackState === stateOf())) return;
  shownName = name;
  media.metadata = name ? new MediaMetadata({ title: name, artist: own }) : null;
  media.playbackState = stateOf();
}

let shownName = "";
const stateOf = () => (!started ? "none" : playing() ? "playing" : "paused");

const media = window.MediaMetadata && navigator.mediaSession;
const BUTTONS = { play: "resume", pause: "pause", nexttrack: "skip", previoustrack: "back" };
if (media) for (const [button, name] of Object.entries(BUTTONS)) media.setActionHandler(button, () => act(name));

const canFill = document.fullscreenEnabled && element.requestFullscreen;

function fill() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (canFill) element.requestFullscreen().catch(() => {}); // a host may not have allowed it
}
