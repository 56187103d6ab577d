// The page of an incident: a slider over the days on which something came out.
const swap = async (address, focus) => {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) { location.assign(address); return; }
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("main").replaceWith(document.adoptNode(made.getElementById("main")));
  history.replaceState(null, "", address);
  slide();
  if (focus) document.querySelector(".asof__range")?.focus({ preventScroll: true });
};

function slide() {
  const asof = document.querySelector("[data-asof]");
  if (!asof) return;
  const steps = [...asof.querySelectorAll(".asof__days a")];
  if (steps.length < 2) return;
  const here = Math.max(0, steps.findIndex((one) => one.hasAttribute("aria-current")));
  const range = document.createElement("input");
  Object.assign(range, { type: "range", className: "asof__range", min: 0, max: steps.length - 1, step: 1, value: here });
  range.setAttribute("aria-labelledby", "asof-heading");
  range.setAttribute("aria-valuetext", steps[here].dataset.day);
  asof.querySelector(".asof__head").after(range);
  asof.classList.add("has-range");
  const bring = (one) => {
    const list = asof.querySelector(".asof__days"), box = one.parentElement;
    list.scrollLeft = box.offsetLeft - list.offsetLeft - (list.clientWidth - box.clientWidth) / 2;
  };
  bring(steps[here]);
  range.addEventListener("input", () => {
    const day = steps[range.value].dataset.day;
    asof.querySelector(".asof__day").textContent = day;
    range.setAttribute("aria-valuetext", day);
    bring(steps[range.value]);
    steps.forEach((one, at) => one.classList.toggle("is-aimed", at === Number(range.value)));
  });
  range.addEventListener("change", () => swap(steps[range.value].href, true));
  for (const one of steps) {
    one.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      swap(one.href, false);
    });
  }
}

slide();
