"""Makes pictures of every view of the web page, in three widths, light and dark, to be looked at.

usage: python evaluation/screens.py --out FOLDER [--record RECORD] [--empty] [--view NAME ...]
       python evaluation/screens.py --readme

Without a record it is that of `vitne demo`; --empty is one that holds nothing; --readme makes the
two pictures of docs/screens anew. A picture is named VIEW-WIDTH-light.png, or -dark; what
goes wrong in a page unseen (errors on the console, what asks beyond this machine, what makes a page
wider than its window) is printed, and makes it end with 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

TESTS = Path(__file__).resolve().parents[1] / "tests" / "web"
sys.path.insert(0, str(TESTS))

from browser import Looks, launch, scrolls_sideways, settled  # noqa: E402 - from the tests
from records import make_sample  # noqa: E402
from sites import Site, opened  # noqa: E402
from views import NAMES, views  # noqa: E402

from vitne.record.database import Record  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

WIDTHS = {390: 844, 1280: 900, 1920: 1080}
README = Path(__file__).resolve().parents[1] / "docs" / "screens"
_TILES = 800  # milliseconds in which a map of software paints what it has
_TALLEST = 4000  # pixels; a page that is longer is cut


def main() -> int:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=README, metavar="FOLDER")
    parser.add_argument("--record", type=Path)
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--view", nargs="*", choices=NAMES)
    parser.add_argument("--width", nargs="*", type=int, choices=tuple(WIDTHS))
    parser.add_argument("--locale", default="en-GB", help="en-GB or nb-NO")
    options = parser.parse_args()
    if not options.readme and options.out == README:
        parser.error("--out or --readme is needed")
    options.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as open_:
        folder = Path(open_.enter_context(tempfile.TemporaryDirectory()))
        path = options.record or _made(folder / "sample.db", empty=options.empty)
        record = open_.enter_context(opened(path))
        site = open_.enter_context(Site(record, token="a token for pictures"))  # noqa: S106
        browser = launch(open_.enter_context(sync_playwright()))
        looks = Looks(browser)
        looks.faults.forgive("status of 404")
        make = _for_readme if options.readme else _pictures
        wrong = list(make(looks, site, options))
        browser.close()
    print("\n".join(wrong))
    return 1 if wrong else 0


def _made(path: Path, *, empty: bool) -> Path:
    if empty:
        Record.open(str(path), create=True).close()
    else:
        make_sample(path)
    return path


def _for_readme(looks: Looks, site: Site, _: argparse.Namespace) -> Iterator[str]:
    """Make the two pictures that the README shows, as a window has them."""
    wanted = views(site.record)
    with looks.at(site.address, (1280, WIDTHS[1280]), color_scheme="light") as page:
        for name in ("overview", "incident"):
            page.goto(wanted[name])
            _drawn(page)
            page.screenshot(path=README / f"{name}.png")
            yield from looks.faults.take()


def _drawn(page: Page) -> None:
    """Wait until a page has loaded, and its map, if it has one, is drawn."""
    settled(page)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-shown]", state="attached")
        page.wait_for_timeout(_TILES)


def _pictures(looks: Looks, site: Site, options: argparse.Namespace) -> Iterator[str]:
    """Make the pictures, and yield what is wrong with the pages."""
    wanted = views(site.record)
    for width in options.width or WIDTHS:
        for scheme in ("light", "dark"):
            size = (width, WIDTHS[width])
            with looks.at(site.address, size, color_scheme=scheme, locale=options.locale) as page:
                _sign_in(page, site)
                for name in wanted if options.view is None else set(options.view) & set(wanted):
                    page.goto(wanted[name])
                    _drawn(page)
                    tall = page.evaluate("document.documentElement.scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(tall, _TALLEST)})
                    _drawn(page)
                    page.screenshot(path=options.out / f"{name}-{width}-{scheme}.png")
                    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
                    for fault in (*looks.faults.take(), *scrolls_sideways(page)):
                        yield f"{name}, {width}, {scheme}: {fault}"


def _sign_in(page: Page, site: Site) -> None:
    page.goto("/sign-in")
    page.fill("#name", "Kari Nordmann")
    page.fill("#token", site.token)
    page.click("form .button--main")
    page.wait_for_url("**/review")


if __name__ == "__main__":
    raise SystemExit(main())
