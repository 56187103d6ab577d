"""Looks at pages in Debian's Chromium, and finds fault with whatever a person would not see."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Playwright,
        Request,
    )

FLAGS = (
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    # Whatever a page asks for beyond this machine is not even looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
PHONE, DESK, WIDE = (390, 844), (1280, 900), (1920, 1080)
_PATIENCE = 60_000  # milliseconds, for a machine that is busy
_LOCAL = ("127.0.0.1", "localhost")
_SENTINEL = """
window.addEventListener('securitypolicyviolation', (e) => {
  console.error(`CSP: ${e.violatedDirective} forbids ${e.blockedURI || 'inline'} (${e.sample})`);
});
"""
# A page that is left, or a choice that is made anew, breaks off what was being loaded.
_BROKEN_OFF = "net::ERR_ABORTED"
_DRAWN = """() => {
  const map = document.getElementById('map');
  return map === null || map.dataset.shown !== undefined;
}"""
_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
GRAVE = ("serious", "critical")


def chromium() -> str:
    """Where Chromium is."""
    found = shutil.which("chromium")
    if found is None:
        pytest.fail("chromium is not installed: apt install chromium", pytrace=False)
    return found


def launch(playwright: Playwright) -> Browser:
    """A Chromium without a window."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))


class Chromium:
    """A Chromium without a window, and the Playwright that leads it; started when it is needed."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def started(self) -> Browser:
        """Chromium; it runs until `stop`."""
        if self._playwright is None or self._browser is None:
            from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is needed

            self._playwright = sync_playwright().start()
            self._browser = launch(self._playwright)
        return self._browser

    def stop(self) -> None:
        """Stop both; Playwright leaves an event loop running in this thread until then."""
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()
        self._browser = self._playwright = None


class Faults:
    """What went wrong in a page that nobody would see: it fails a test unless it is forgiven."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._forgiven: list[str] = []

    def forgive(self, words: str) -> None:
        """Let faults be that have these words, such as "status of 404"."""
        self._forgiven.append(words)

    def take(self) -> list[str]:
        """The faults so far that are not forgiven; then there are none."""
        seen, self._seen = self._seen, []
        return [fault for fault in seen if not any(words in fault for words in self._forgiven)]

    def watch(self, context: BrowserContext) -> None:
        """Watch all pages of a context."""
        context.add_init_script(_SENTINEL)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._seen.append(f"thrown: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("dialog", lambda dialog: (self._seen.append(f"a dialog: {dialog.message}"),
                                             dialog.dismiss()))  # fmt: skip

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self._seen.append(f"console: {message.text} ({where})")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in _LOCAL:
            self._seen.append(f"asked beyond this machine: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != _BROKEN_OFF:
            self._seen.append(f"failed: {request.url} {request.failure}")


class Looks:
    """Opens pages of a browser, each in a context of its own, and watches them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.faults = Faults()

    @contextmanager
    def at(self, address: str, size: tuple[int, int] = DESK, **options: Any) -> Iterator[Page]:
        """A page with nothing in it yet, under an address, for as long as the block.

        Args:
            address: Of the site; `page.goto("/method")` goes on from there.
            size: Of the window, in CSS pixels.
            options: Of `Browser.new_context`: color_scheme="dark", locale="nb-NO",
                java_script_enabled=False, reduced_motion="reduce" …
        """
        width, height = size
        told: dict[str, Any] = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = self.browser.new_context(
            base_url=address, viewport={"width": width, "height": height}, **told
        )
        context.set_default_timeout(_PATIENCE)
        self.faults.watch(context)
        try:
            yield context.new_page()
        finally:
            context.close()


def settled(page: Page) -> None:
    """Wait until a page has loaded, its scripts have run, and its map has drawn what it shows."""
    page.wait_for_load_state("load")
    page.wait_for_function(_DRAWN)


def unusable(page: Page, address: str | None = None) -> list[str]:
    """What keeps people from using a page, in windows of all sizes, in the light and in the dark.

    Args:
        page: The page; left in a wide window.
        address: Opened anew in each window; None for the page as it stands.
    """
    found = []
    for size in (DESK, PHONE, WIDE):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if address is not None:
            page.goto(address)
            settled(page)
        wrong = scrolls_sideways(page)
        if size is not WIDE:
            wrong += axe(page)
        if size is DESK:  # what a phone alone shows are buttons, in the colours of the others
            wrong += pale(page)
            page.emulate_media(color_scheme="dark")
            wrong += pale(page)
        found += [f"{size[0]}: {one}" for one in wrong]
    return found


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG A and AA and its best practices, but for contrast."""
    return _violations(page, [], {"rules": {"color-contrast": {"enabled": False}}})


def pale(page: Page) -> list[str]:
    """Where the contrast of words is less than WCAG AA asks for.

    It takes axe-core ten times as long as all else: of a long table its first rows stand for all.
    """
    return _violations(page, [["tbody tr:nth-child(n + 9)"]], {"runOnly": ["color-contrast"]})


def _violations(page: Page, without: list[list[str]], options: dict[str, Any]) -> list[str]:
    """The serious and critical violations that axe-core finds, one line each."""
    # Chromium runs it for the debugger, so that no Content-Security-Policy need be lifted.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8") + "\n;undefined")
    options = {"resultTypes": ["violations"], "preload": False, **options}
    found = page.evaluate(
        "([exclude, options]) => axe.run({ include: document, exclude }, options)",
        [without, options],
    )
    return [
        _told(rule, node)
        for rule in found["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def _told(rule: dict[str, Any], node: dict[str, Any]) -> str:
    """One violation: which rule, where, why."""
    where = " ".join(
        json.dumps(part) if isinstance(part, list) else part for part in node["target"]
    )
    why = " ".join(node["failureSummary"].split())
    return f"{rule['impact']} {rule['id']} at {where}: {why} — {node['html'][:160]}"


def scrolls_sideways(page: Page) -> list[str]:
    """What makes a page wider than its window, widest first; nothing where it is not."""
    found: list[str] = page.evaluate(_SIDEWAYS)
    return found


_SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const told = (e) => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}.${e.className.baseVal ?? e.className}`;
  return [...document.body.querySelectorAll('*')]
    .map((e) => [e.getBoundingClientRect().right, e])
    .filter(([right]) => right > width + 1)
    .sort((a, b) => b[0] - a[0]).slice(0, 5)
    .map(([right, e]) => `${told(e)} reaches ${Math.round(right)} of ${width}`);
}"""
