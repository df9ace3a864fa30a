// The figure on its way from one pose to the next --------------------------------------------------------------------
// It is drawn from what the pictures are made of, so that no limb gets shorter on its way: bones turn, balls are fixed
// to bones, and what is seen are the outlines of a few balls each. How to read the numbers: render/html/_moving.py.

const { figure, poses, ways } = timeline;
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

// A bone on the page: two rows of three, and where it begins.
function turn(bone, axis, degrees) {
  const angle = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  for (const row of [0, 3]) {
    const [one, other] = [row + ((axis + 1) % 3), row + ((axis + 2) % 3)];
    const [u, v] = [bone[one], bone[other]];
    bone[one] = u * cosine + v * sine;
    bone[other] = v * cosine - u * sine;
  }
}

const across = (m, x, y, z) => m[6] + m[0] * x + m[1] * y + m[2] * z;
const down = (m, x, y, z) => m[7] + m[3] * x + m[4] * y + m[5] * z;

function ballsOf(lay, [left, top, belly, ...angles]) {
  const bones = [];
  for (const [parent, x, y, z, neutral, ...turns] of figure.bones) {
    const from = bones[parent];
    const bone = from ? [...from] : [...lay, left, top];
    if (from) [bone[6], bone[7]] = [across(from, x, y, z), down(from, x, y, z)];
    if (neutral) turn(bone, 2, neutral);
    for (const [axis, angle, gain] of turns) if (angles[angle]) turn(bone, axis, (gain * angles[angle]) / 10);
    bones.push(bone);
  }
  return figure.balls.map(([of, x, y, z, radius], index) => {
    const forward = index === figure.belly ? x + belly : x;
    return [across(bones[of], forward, y, z) / 10, down(bones[of], forward, y, z) / 10, radius / 10];
  });
}

// The outermost places of a few balls in fixed directions; many where a ball is large.
const direction = (angle) => [Math.cos(angle), Math.sin(angle)];
const directions = (count) => Array.from({ length: count }, (_, nth) => direction((2 * Math.PI * nth) / count));
const FINE = directions(24);
const COARSE = directions(12);
const LARGE = 40; // millimetres

function outline(path, hull, balls, more) {
  const round = hull.map((ball) => balls[ball]);
  let to = "moveTo";
  for (const [ux, uy] of round.some(([, , radius]) => radius > LARGE) ? FINE : COARSE) {
    let farthest = -Infinity;
    let outermost = round[0];
    for (const ball of round) {
      const reach = ball[0] * ux + ball[1] * uy + ball[2];
      if (reach <= farthest) continue;
      farthest = reach;
      outermost = ball;
    }
    const radius = outermost[2] + more;
    path[to](outermost[0] + radius * ux, outermost[1] + radius * uy);
    to = "lineTo";
  }
  path.closePath();
}

// A paint is a colour, or a variable of the page, which is light or dark.
let colours = {};
const valueOf = (variable) => getComputedStyle(find("stage")).getPropertyValue(variable);
const colour = (paint) => (colours[paint] ??= paint.startsWith("--") ? valueOf(paint) : paint);

// Parts are painted farthest first; the line that goes round each is a larger shape under it.
function paint(pen, layers, balls) {
  const fill = (name, hulls, more = 0) => {
    pen.fillStyle = colour(name);
    pen.beginPath();
    for (const hull of hulls) outline(pen, hull, balls, more);
    pen.fill();
  };
  const runsOf = (parts) => parts.flatMap((part) => (part < 0 ? figure.covers[-1 - part] : figure.parts[part]));
  const hullsOf = (parts) => runsOf(parts.filter((part) => part >= 0)).flatMap(([, ...hulls]) => hulls);
  const { rim, edge, line } = figure;
  if (colour(rim) !== "none") fill(rim, hullsOf(layers.flatMap(([, ...parts]) => parts)), edge);
  for (const [isFar, ...parts] of layers) {
    const paints = isFar ? figure.far : figure.near;
    fill(paints.ink, hullsOf(parts), line);
    for (const [material, ...hulls] of runsOf(parts)) fill(paints[material], hulls);
  }
}

// The poses along a way, from its beginning to its end.
function along(from, to, share) {
  const there = ways[`${from} ${to}`];
  const between = there || [...ways[`${to} ${from}`]].reverse();
  const way = [poses[from].at, ...between, poses[to].at];
  const at = share * (way.length - 1);
  const nth = Math.min(way.length - 2, Math.floor(at));
  return way[nth].map((number, index) => number + (way[nth + 1][index] - number) * (at - nth));
}

// A way is drawn once, in so many pictures, and shown as often as somebody goes it, there and back.
const FRAMES = 8;
let frames = new Map();
let drawn = ""; // what is on the canvas
let drawnFor = ""; // the size of the screen, and whether it is dark
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const canvas = find("mover").querySelector("canvas");

function frameOf(from, to, nth) {
  const key = `${from} ${to} ${nth}`;
  if (!frames.has(key)) {
    const frame = document.createElement("canvas");
    Object.assign(frame, { width: canvas.width, height: canvas.height });
    const pen = frame.getContext("2d");
    const { a, d, e, f } = placeOf(to);
    const scale = canvas.width / boxOf(to).width;
    pen.setTransform(a * scale, 0, 0, d * scale, e * scale, f * scale);
    const share = nth / FRAMES;
    paint(pen, poses[share < 0.5 ? from : to].layers, ballsOf(poses[to].lay, along(from, to, share)));
    frames.set(key, frame);
    frames.set(`${to} ${from} ${FRAMES - nth}`, frame);
  }
  return frames.get(key);
}

const boxOf = (id) => find(id).viewBox.baseVal;
const placeOf = (id) => find(id).firstElementChild.transform.baseVal[0].matrix;

// Under it lies, and over it points, what belongs to the pose to which it goes.
const MOST = 720; // pixels of the device across

function prepareMove(from, to, mirrored) {
  const { width: wide, height: high } = boxOf(to);
  const { clientWidth, clientHeight } = find("stage");
  const fit = Math.min(clientWidth / wide, clientHeight / high) * devicePixelRatio;
  const width = Math.min(MOST, Math.max(1, Math.round(fit * wide))); // nobody sees it yet while something is asked
  const height = Math.max(1, Math.round((width * high) / wide));
  const [under, over] = find("mover").querySelectorAll("svg");
  for (const [svg, which] of [[under, "au"], [over, "ao"]]) {
    svg.setAttribute("viewBox", find(to).getAttribute("viewBox"));
    svg.firstElementChild.setAttribute("transform", find(to).firstElementChild.getAttribute("transform"));
    svg.firstElementChild.firstElementChild.setAttribute("href", `#${to}${which}`);
  }
  find("mover").classList.toggle("mirrored", mirrored);
  const look = `${width} ${height} ${dark.matches}`;
  if (look === drawnFor) return;
  drawnFor = look;
  Object.assign(canvas, { width, height });
  forgetFrames();
}

function forgetFrames() {
  frames = new Map();
  colours = {};
  drawn = "";
}

// It begins and ends slowly.
const eased = (share) => share * share * (3 - 2 * share);
const uneased = (way) => 0.5 - Math.sin(Math.asin(1 - 2 * way) / 3);
const nthAt = (share) => Math.round(eased(share) * FRAMES);

// The share of the time at which the next picture comes.
const nextChange = (share) => uneased(Math.min(1, (nthAt(share) + 0.5) / FRAMES));

function drawMove(from, to, share) {
  const nth = nthAt(share);
  const key = `${from} ${to} ${nth}`;
  if (key === drawn) return;
  drawn = key;
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(frameOf(from, to, nth), 0, 0);
}
