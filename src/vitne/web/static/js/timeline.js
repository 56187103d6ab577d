// Choosing a stretch of the timeline by drawing over it, with a mouse, a finger or the arrow keys.

const STEP = 10; // width of one stretch in the units of the drawing

export function brush(timeline, chosen) {
  if (!timeline) return;
  const drawing = timeline.querySelector("svg");
  const marked = drawing.querySelector(".timeline__brush");
  const bars = [...drawing.querySelectorAll(".bar")];
  let first = null;

  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  const mark = (one, other) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    marked.setAttribute("x", from * STEP);
    marked.setAttribute("width", (to - from + 1) * STEP);
    return [from, to];
  };
  const clear = () => marked.setAttribute("width", 0);

  drawing.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    first = at(event);
    drawing.setPointerCapture(event.pointerId);
    mark(first, first);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (first !== null) mark(first, at(event));
  });
  drawing.addEventListener("pointerup", (event) => {
    if (first === null) return;
    const [from, to] = mark(first, at(event));
    first = null;
    chosen(bars[from].dataset.start, bars[to].dataset.end);
  });
  drawing.addEventListener("pointercancel", () => {
    first = null;
    clear();
  });
  drawing.addEventListener("click", (event) => event.preventDefault()); // a single stretch is drawn over too
  drawing.addEventListener("dragstart", (event) => event.preventDefault());

  // One stop for the tab key; arrows go from stretch to stretch, with shift they widen the choice.
  if (!bars.length) return;
  bars[0].setAttribute("tabindex", "0");
  let anchor = null;
  drawing.addEventListener("keydown", (event) => {
    const place = bars.indexOf(document.activeElement);
    if (place < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && bars[place + step]) {
      event.preventDefault();
      anchor = event.shiftKey ? (anchor ?? place) : null;
      bars[place + step].focus();
      if (anchor === null) clear();
      else mark(anchor, place + step);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const [from, to] = [Math.min(anchor ?? place, place), Math.max(anchor ?? place, place)];
      chosen(bars[from].dataset.start, bars[to].dataset.end);
    }
  });
}
