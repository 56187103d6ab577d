"""Sites and a browser for the tests of the web page.

`site` shows a sample record that nobody may judge; `own_site` a copy of it for one test, with a
token; `serve` serves any record. `page` is a page of Chromium, and fails a test on whatever went
wrong in it unseen: errors on the console, violations of the Content-Security-Policy, failed
requests, requests that leave this machine. `look` opens pages of other sizes and kinds.
"""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from browser import Chromium, Looks
from records import make_sample
from sites import TOKEN, Site, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from vitne.record.database import Record

KEPT = pytest.StashKey[Chromium]()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Stop Chromium after the last test that needs it, and with it the event loop of Playwright.

    Until then asyncio.run() refuses to start another one in this thread.
    """
    if "browser" in item.fixturenames and "browser" not in getattr(nextitem, "fixturenames", ()):
        item.session.stash[KEPT].stop()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the sample record, which tests copy or only read."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    make_sample(path)
    return path


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Iterator[Record]:
    """The sample record, for reading only."""
    with opened(sample_file) as record:
        yield record


@pytest.fixture
def own_file(sample_file: Path, tmp_path: Path) -> Path:
    """The file of a copy of the sample record, for one test."""
    return shutil.copy(sample_file, tmp_path / "own.db")


@pytest.fixture
def own(own_file: Path) -> Iterator[Record]:
    """A copy of the sample record that a test may write to."""
    with opened(own_file) as record:
        yield record


@pytest.fixture(scope="session")
def site(sample: Record) -> Iterator[Site]:
    """The sample record, served without a token."""
    with Site(sample) as site:
        yield site


@pytest.fixture(autouse=True)
def _forgetful(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let no choice that one test made, such as of a language, be kept for the next."""
    yield
    if "site" in request.fixturenames:
        request.getfixturevalue("site").client.cookies.clear()


@pytest.fixture
def own_site(own: Record) -> Iterator[Site]:
    """A copy of the sample record, served with a token."""
    with Site(own, token=TOKEN) as site:
        yield site


@pytest.fixture
def serve() -> Iterator[Callable[..., Site]]:
    """Serves a record until the test ends: `serve(record, token=…)`."""
    with ExitStack() as open_:
        yield lambda record, **options: open_.enter_context(Site(record, **options))


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Browser:
    """Chromium, started for the first test that needs it and stopped after the last."""
    return request.session.stash.setdefault(KEPT, Chromium()).started()


@pytest.fixture
def look(browser: Browser) -> Iterator[Looks]:
    """Opens pages: `with look.at(site.address, PHONE, color_scheme="dark") as page:`."""
    looks = Looks(browser)
    yield looks
    faults = looks.faults.take()
    assert not faults, "in the browser:\n" + "\n".join(faults)


@pytest.fixture
def page(look: Looks, site: Site) -> Iterator[Page]:
    """A page of the size of a desk under the address of the sample record."""
    with look.at(site.address) as page:
        yield page
