"""Every view can be used by everybody: axe-core finds nothing serious, light and dark, phone and desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser import PHONE, Looks, axe, pale, scrolls_sideways, settled, unusable
from judging import Person
from sites import TOKEN, Site, opened
from views import NAMES, views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture(scope="session")
def judged_site(sample_file: Path) -> Iterator[Site]:
    """The sample record with a token, so that what judges is on the pages too."""
    with opened(sample_file) as record, Site(record, token=TOKEN) as site:
        yield site


def signed_in(site: Site) -> dict[str, Any]:
    """What a browser keeps of somebody who signed in."""
    with Person(site) as person:
        cookies = [
            {"name": one.name, "value": one.value, "url": site.address}
            for one in person.client.cookies.jar
        ]
    return {"cookies": cookies, "origins": []}


@pytest.mark.parametrize("name", NAMES)
def test_no_view_has_a_serious_violation(look: Looks, judged_site: Site, name: str) -> None:
    look.faults.forgive("status of 404")
    address = views(judged_site.record)[name]
    with look.at(judged_site.address, storage_state=signed_in(judged_site)) as page:
        found = unusable(page, address)
    assert not found, "\n".join(found)


def test_norwegian_pages_have_none_either(look: Looks, site: Site) -> None:
    look.faults.forgive("status of 404")
    found = []
    with look.at(site.address, PHONE, locale="nb-NO") as page:
        for name, address in views(site.record).items():
            page.goto(address)
            settled(page)
            assert page.locator("html").get_attribute("lang") == "nb"
            # The colours are those of the English pages.
            wrong = (*axe(page), *scrolls_sideways(page))
            found += [f"{name}: {one}" for one in wrong]
    assert not found, "\n".join(found)


def test_the_helper_finds_what_is_wrong(page: Page) -> None:
    page.goto("/voices")
    page.evaluate(
        "document.querySelector('main').innerHTML = "
        "'<img src=/favicon.ico><button></button><p>pale</p><p class=wide>w</p>';"
        "document.querySelector('main p').style.color = '#eee';"
        "document.querySelector('.wide').style.width = '4000px'"
    )
    found = " ".join([*axe(page), *pale(page)])
    assert {rule for rule in ("image-alt", "button-name", "color-contrast") if rule in found} == {
        "image-alt",
        "button-name",
        "color-contrast",
    }
    assert any("wide" in one for one in scrolls_sideways(page))
