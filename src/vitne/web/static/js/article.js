// Ties the words of an article to the claims made of them, both ways: hovering, focusing or choosing
// one lights up the other; claims stand beside their words; a voice is drawn to what it says.

const RANK = ["number", "trigger", "time", "place", "target", "agent", "voice", "condition", "cue", "repeat", "clause"];
const GAP = 6;
const WIDE = matchMedia("(min-width: 71.01rem)");

const sheet = document.getElementById("sheet");
const lines = document.getElementById("lines");
const cards = new Map([...sheet.querySelectorAll(".claim")].map((card) => [card.dataset.n, card]));
const runs = new Map(); // number of a claim -> [[run, role], …] in text order
const claimsOf = new Map(); // run -> numbers of its claims, that of its colour first

for (const run of sheet.querySelectorAll(".w[data-c]")) {
  const marks = run.dataset.c.split(" ").map((mark) => mark.split(":"));
  marks.sort((one, other) => RANK.indexOf(one[1]) - RANK.indexOf(other[1]));
  const numbers = [];
  for (const [number, role] of marks) {
    if (!cards.has(number)) continue;
    if (!numbers.includes(number)) numbers.push(number);
    if (!runs.has(number)) runs.set(number, []);
    runs.get(number).push([run, role]);
  }
  claimsOf.set(run, numbers);
}

sheet.classList.add("is-tied");

let chosen = null; // stays lit until another is chosen
let lit = null;
let held = null; // where the lit card stays, though its words are elsewhere: under the pointer

// A card that is pointed at stays where it is, or the pointer would lose it.
function light(number, { hold = false } = {}) {
  if (number === lit) return;
  held = hold && sheet.classList.contains("is-aligned") ? cards.get(number).offsetTop : null;
  for (const run of sheet.querySelectorAll(".w.is-lit")) {
    run.classList.remove("is-lit", ...[...run.classList].filter((name) => name.startsWith("lit-")));
  }
  for (const card of cards.values()) card.classList.remove("is-lit", "is-near");
  lit = number;
  sheet.classList.toggle("has-lit", number !== null);
  if (number !== null) {
    cards.get(number).classList.add("is-lit");
    const best = new Map();
    for (const [run, role] of runs.get(number) ?? []) {
      if (!best.has(run) || RANK.indexOf(role) < RANK.indexOf(best.get(run))) best.set(run, role);
    }
    for (const [run, role] of best) run.classList.add("is-lit", `lit-${role}`);
  }
  align();
}

function choose(number, { scroll = null, hold = false } = {}) {
  chosen = number;
  light(number, { hold });
  if (number === null || scroll === null) return;
  const words = anchor(number);
  const target = WIDE.matches && words ? words : cards.get(number);
  target.scrollIntoView({ block: "center", behavior: scroll });
}

// Where a claim is said: its number where it has one, else its trigger.
function anchor(number) {
  const own = runs.get(number) ?? [];
  const found = ["number", "trigger", "clause"].map((role) => own.find((one) => one[1] === role));
  return found.find(Boolean)?.[0] ?? null;
}

function align() {
  const wide = WIDE.matches && cards.size > 0;
  sheet.classList.toggle("is-aligned", wide);
  lines.replaceChildren();
  if (!wide) {
    for (const card of cards.values()) card.style.removeProperty("top");
    sheet.style.removeProperty("min-height");
    return;
  }
  const top = sheet.getBoundingClientRect().top;
  const placed = [...cards].map(([number, card]) => {
    const words = anchor(number) ?? card.closest(".row");
    const box = words.getClientRects()[0] ?? words.getBoundingClientRect();
    return { number, card, y: box.top - top - 6, height: card.offsetHeight };
  });
  const kept = placed.find((one) => one.number === lit);
  if (kept && held !== null) kept.y = held;
  pack(placed);
  for (const { card, y } of placed) card.style.top = `${y}px`;
  const last = placed[placed.length - 1];
  sheet.style.minHeight = `${last.y + last.height}px`;
  draw(kept, top);
}

// No card lies on another; the lit one stands exactly beside its words.
function pack(placed) {
  const fixed = placed.findIndex((one) => one.number === lit);
  for (let at = fixed - 1; at >= 0; at -= 1) {
    placed[at].y = Math.min(placed[at].y, placed[at + 1].y - placed[at].height - GAP);
  }
  if (placed[0].y < 0) placed[0].y = 0;
  for (let at = 1; at < placed.length; at += 1) {
    const free = placed[at - 1].y + placed[at - 1].height + GAP;
    placed[at].y = Math.max(placed[at].y, free);
  }
}

function draw(card, top) {
  if (!card) return;
  const left = sheet.getBoundingClientRect().left;
  const place = (run, side) => {
    const boxes = run.getClientRects();
    const box = boxes[side === "end" ? boxes.length - 1 : 0];
    return { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top };
  };
  const said = anchor(card.number);
  if (!said) return;
  const to = place(said);
  const voices = (runs.get(card.number) ?? []).filter(([, role]) => role === "voice").map(([run]) => run);
  for (const run of voices) {
    const from = place(run, "start");
    const start = { x: (from.left + from.right) / 2, y: from.top + 2 };
    const end = { x: (to.left + to.right) / 2, y: to.top + 2 };
    const bend = Math.min(46, 14 + Math.abs(start.y - end.y) / 3 + Math.abs(start.x - end.x) / 14);
    line("line-voice", `M${start.x},${start.y} C${start.x},${start.y - bend} ${end.x},${end.y - bend} ${end.x},${end.y}`);
    dot(start.x, start.y);
  }
  // Along the foot of its line to the edge of the text, then over to the card: through no words.
  const column = said.closest(".words").getBoundingClientRect().right - left;
  const edge = card.card.getBoundingClientRect().left - left;
  const y = card.y + 16;
  const base = to.bottom + 1.5;
  line("line-card", `M${to.right},${base} H${column} C${(column + edge) / 2},${base} ${(column + edge) / 2},${y} ${edge},${y}`);
}

function line(kind, path) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "path");
  made.setAttribute("class", kind);
  made.setAttribute("d", path);
  lines.append(made);
}

function dot(x, y) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  made.setAttribute("cx", x);
  made.setAttribute("cy", y);
  made.setAttribute("r", 2.5);
  lines.append(made);
}

const runAt = (event) => event.target.closest?.(".words .w[data-c]");
const cardAt = (event) => event.target.closest?.(".claim");

sheet.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const run = runAt(event);
  const card = cardAt(event);
  if (run) light(claimsOf.get(run)?.[0] ?? chosen);
  else if (card) light(card.dataset.n, { hold: true });
});
sheet.addEventListener("pointerleave", () => light(chosen));
sheet.addEventListener("focusin", (event) => {
  const card = cardAt(event);
  if (card) light(card.dataset.n, { hold: !event.target.matches(":focus-visible") });
});
sheet.addEventListener("focusout", (event) => {
  if (!sheet.contains(event.relatedTarget)) light(chosen);
});
sheet.addEventListener("click", (event) => {
  const run = runAt(event);
  if (run) {
    const numbers = claimsOf.get(run) ?? [];
    if (!numbers.length) return;
    // Words of several claims give one after the other.
    const next = numbers[(numbers.indexOf(chosen) + 1) % numbers.length];
    choose(next);
    keep(next);
    if (!WIDE.matches) cards.get(next).scrollIntoView({ block: "nearest", behavior: "smooth" });
    return;
  }
  const card = cardAt(event);
  if (card && !event.target.closest("a, summary, details")) {
    choose(card.dataset.n, { hold: true });
    keep(card.dataset.n);
    anchor(card.dataset.n)?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen !== null) choose(null);
});

// The address says which claim is chosen, so that it can be handed on.
function keep(number) {
  const id = cards.get(number).id;
  const here = new URL(location.href);
  here.searchParams.set("claim", id.slice("claim-".length));
  here.hash = id;
  history.replaceState(null, "", here);
}

function fromAddress(scroll) {
  const id = decodeURIComponent(location.hash.slice(1));
  const card = id.startsWith("claim-") ? document.getElementById(id) : null;
  if (card?.dataset.n) choose(card.dataset.n, { scroll });
}

addEventListener("hashchange", () => fromAddress("smooth"));
WIDE.addEventListener("change", align);
new ResizeObserver(align).observe(sheet.parentElement);
sheet.addEventListener("toggle", align, true);

sheet.classList.add("is-new");
const marked = sheet.querySelector(".claim.is-chosen");
if (marked) chosen = marked.dataset.n;
light(chosen);
align();
fromAddress("instant");
document.fonts?.ready.then(align);
requestAnimationFrame(() => sheet.classList.remove("is-new"));
