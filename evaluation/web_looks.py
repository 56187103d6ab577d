"""Looks at pages in Chromium as a person who comes for the first time, and notes how long it takes."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK = {"width": 1280, "height": 900}
_PATIENCE = 60_000  # milliseconds
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_STANDS = "() => document.querySelector('#map')?.dataset.shown !== undefined"
# From the click until facets, list and time are new, and the map has drawn what belongs to them.
_FACET, _EVERYTHING = "a.facet__value[data-choose]", "a.chip[data-choose]"
_CHANGE = """async ([kind, place]) => {
  const page = document.getElementById('overview'), map = document.getElementById('map');
  const links = [...page.querySelectorAll(kind)];
  const link = links.find((one) => one.getAttribute('href') === place);
  delete map.dataset.shown;
  const began = performance.now();
  let swapped = null;
  link.click();
  await new Promise((done, fail) => {
    const look = () => {
      if (swapped === null && !page.hasAttribute('aria-busy')) swapped = performance.now() - began;
      if (swapped !== null && map.dataset.shown !== undefined) done();
    };
    new MutationObserver(look).observe(page, {attributes: true});
    new MutationObserver(look).observe(map, {attributes: true});
    setTimeout(() => fail(new Error('it does not settle')), 55000);
  });
  return [swapped, performance.now() - began];
}"""
_HREFS = """() => [...document.querySelectorAll('#overview a.facet__value[data-choose]')]
  .map((one) => one.getAttribute('href'))"""


def first(browser: Browser, address: str, times: int) -> dict[str, float]:
    """The overview with an empty cache: until something is painted, and until the map stands."""
    painted, stands = [], []
    for _ in range(times):
        with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address)
            page.wait_for_function(_STANDS, timeout=_PATIENCE, polling=50)
            stands.append(page.evaluate("performance.now()"))
            painted.append(page.evaluate(_PAINTED))
    return {
        "overview, first paint, median ms": statistics.median(painted),
        "overview, map stands, median ms": statistics.median(stands),
    }


def changes(browser: Browser, address: str, times: int) -> list[tuple[float, float]]:
    """Milliseconds from a click on a facet, each a different one, until list and map are new."""
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        page = context.new_page()
        _overview(page, address)
        hrefs = page.evaluate(_HREFS)
        found = []
        for place in hrefs[:: max(1, len(hrefs) // times)][:times]:
            swapped, settled = page.evaluate(_CHANGE, [_FACET, place])
            found.append((swapped, settled))
            page.evaluate(_CHANGE, [_EVERYTHING, "/"])  # back to all, without loading it anew
        return found


def _overview(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(_STANDS, timeout=_PATIENCE, polling=50)


def weight(browser: Browser, address: str) -> float:
    """Megabytes that a page takes over the wire with an empty cache, with all it asks for."""
    sizes: list[float] = []

    def add(told: dict[str, Any]) -> None:
        sizes.append(told["encodedDataLength"])

    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", add)
        page.goto(address)
        if page.locator("#map").count():
            page.wait_for_function(_STANDS, timeout=_PATIENCE, polling=50)
        page.wait_for_load_state("networkidle")
    return sum(sizes) / 1e6
