// Keeps facets, list, time and map of the overview in step without loading the page anew.
// Everything it does can be done without it: all it follows are links and forms.

import { drawMap } from "./map.js";
import { brush } from "./timeline.js";

const page = document.getElementById("overview");
let map = null;
let asking = null;

/** The address whose part belongs to an address of this page. */
function partOf(address) {
  return page.dataset.part + address.search;
}

/** Show what another address of this page shows. */
async function choose(address, { keep = true, top = false } = {}) {
  if (asking) asking.abort();
  asking = new AbortController();
  page.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(partOf(address), { signal: asking.signal, credentials: "same-origin" });
    if (!answer.ok) {
      location.href = address.href; // the page itself says what is wrong
      return;
    }
    swap(await answer.text());
    if (keep) history.pushState({}, "", address);
    if (top) document.getElementById("list-heading").scrollIntoView();
    page.removeAttribute("aria-busy");
    map?.show(address.search);
  } catch (error) {
    if (error.name !== "AbortError") location.href = address.href;
  }
}

/** Put the parts of an answer where the old ones are, and the focus where it was. */
function swap(text) {
  const made = new DOMParser().parseFromString(text, "text/html");
  const open = new Set([...page.querySelectorAll("details[open]")].map((one) => one.dataset.facet));
  const focus = document.activeElement?.closest?.("[data-choose]")?.getAttribute("href");
  for (const part of made.querySelectorAll("[data-swap]")) {
    const old = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
    if (part.dataset.swap === "head") keepTyping(old, part);
    old.replaceWith(part);
  }
  for (const one of page.querySelectorAll("details[data-facet]")) if (open.has(one.dataset.facet)) one.open = true;
  if (focus) page.querySelector(`[data-choose][href="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  brush(page.querySelector("[data-timeline]"), choosePeriod);
}

function keepTyping(old, made) {
  const typed = old.querySelector("#text");
  if (document.activeElement === typed) {
    queueMicrotask(() => {
      const field = document.getElementById("text");
      field.focus();
      field.setSelectionRange(typed.selectionStart, typed.selectionEnd);
    });
  }
}

function choosePeriod(from, to) {
  const address = new URL(location.href);
  address.searchParams.delete("after");
  address.searchParams.set("from", from);
  address.searchParams.set("to", to);
  choose(address);
}

page.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-choose]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const href = link.href.baseVal ?? link.href;
  choose(new URL(href, location.href), { top: link.hasAttribute("data-scroll") });
});

page.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-choose]")) return;
  event.preventDefault();
  const address = new URL(event.target.action);
  const told = [...new FormData(event.target)].filter(([, value]) => value.trim());
  address.search = new URLSearchParams(told).toString();
  choose(address);
});

addEventListener("popstate", () => choose(new URL(location.href), { keep: false }));

// Rows and spots light one another up; arrows go from row to row.
page.addEventListener("mouseover", (event) => light(event.target));
page.addEventListener("focusin", (event) => light(event.target));
page.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("tr[data-incident]");
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!row || !step || !row[step]) return;
  event.preventDefault();
  row[step].querySelector("th a").focus();
});

function light(target) {
  const row = target.closest?.("tr[data-incident]");
  if (row) {
    lightRows([row.dataset.incident]);
    map?.light(row.dataset);
  }
}

function lightRows(ids) {
  for (const row of page.querySelectorAll("tr[data-incident]")) {
    row.classList.toggle("is-lit", ids.includes(row.dataset.incident));
  }
}

brush(page.querySelector("[data-timeline]"), choosePeriod);
drawMap(document.getElementById("map"), page.dataset.places, { choose, lightRows }).then((made) => {
  map = made;
  map?.show(location.search);
});
