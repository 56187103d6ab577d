"""The overview as a person uses it: facets, words, time, map and list in step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser import PHONE
from playwright.sync_api import expect

if TYPE_CHECKING:
    from browser import Looks
    from playwright.sync_api import Page
    from sites import Site

DRAWN = re.compile("[0-9]+")


def total(page: Page) -> int:
    return int(page.locator(".overview__total strong").inner_text())


def test_choosing_a_country_narrows_list_time_and_map_and_is_a_link(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#map")).to_have_attribute("data-shown", DRAWN)
    everything, drawn = total(page), int(page.locator("#map").get_attribute("data-shown") or 0)
    page.locator('[data-facet="country"] a', has_text="Sudan").click()
    expect(page).to_have_url(re.compile(r"country=SDN"))
    expect(page.locator(".chip", has_text="Sudan")).to_be_visible()
    rows = page.locator("tr[data-incident] .where")
    assert 0 < total(page) < everything
    assert all("Sudan" in where for where in rows.all_inner_texts())
    expect(page.locator("#map")).not_to_have_attribute("data-shown", str(drawn))
    address, narrowed = page.url, total(page)
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    assert total(page) == everything
    page.goto(address)
    assert total(page) == narrowed


def test_words_find_the_incidents_whose_claims_have_them(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("havneby OR havnebyen")
    page.get_by_role("searchbox").fill("Hodeida")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("text=Hodeida"))
    assert total(page) >= 1
    page.get_by_role("searchbox").fill("xyzzyplugh")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing in the record is so.")).to_be_visible()


def test_drawing_over_the_timeline_chooses_its_days(page: Page) -> None:
    page.goto("/")
    box = page.locator("[data-timeline] svg").first.bounding_box()
    assert box is not None
    bars = page.locator(".bar")
    middle = box["y"] + box["height"] / 2
    step = box["width"] / bars.count()
    page.mouse.move(box["x"] + step / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 1.5 * step, middle, steps=3)
    start, end = bars.nth(0).get_attribute("data-start"), bars.nth(1).get_attribute("data-end")
    page.mouse.up()
    expect(page).to_have_url(re.compile(f"from={start}&to={end}"))
    expect(page.locator(".chip", has_text=str(start))).to_be_visible()


def test_the_timeline_can_be_used_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    first = page.locator(".bar").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))


def test_arrows_go_from_incident_to_incident(page: Page) -> None:
    page.goto("/")
    rows = page.locator("tr[data-incident]")
    rows.nth(0).locator("th a").focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1).locator("th a")).to_be_focused()
    expect(rows.nth(1)).to_have_class(re.compile("is-lit"))


def test_what_has_no_place_or_no_day_is_counted_and_listed(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".overview__total")).to_contain_text("without a place")
    expect(page.locator(".overview__total")).to_contain_text("without a day")
    assert page.locator("tr[data-incident]").count() == min(50, total(page))


def test_each_figure_stands_with_who_tells_it(page: Page) -> None:
    page.goto("/")
    for row in page.locator("tr[data-incident]").all():
        if row.locator(".toll a").count():
            assert row.locator(".told").inner_text().strip()


def test_without_scripts_the_overview_is_links_and_forms(look: Looks, site: Site) -> None:
    with look.at(site.address, java_script_enabled=False) as page:
        page.goto("/")
        everything = total(page)
        page.locator('[data-facet="country"] a').first.click()
        assert total(page) < everything
        page.get_by_role("searchbox").fill("drept")
        page.get_by_role("button", name="Search").click()
        assert "country=" in page.url
        assert "text=drept" in page.url


def test_the_overview_fits_a_phone(look: Looks, site: Site) -> None:
    with look.at(site.address, PHONE) as page:
        page.goto("/")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        expect(page.locator("tr[data-incident]").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=tomorrow", 422),
        ("bbox=1,2", 422),
        ("after=none", 422),
        ("country=" + "A" * 5_000, 200),
    ],
)
def test_what_cannot_be_chosen_is_said_clearly(site: Site, query: str, status: int) -> None:
    answer = site.client.get(f"/?{query}")
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_the_interface_speaks_norwegian_and_remembers_it(site: Site) -> None:
    answer = site.client.get("/?lang=nb")
    assert '<html lang="nb"' in answer.text
    assert "vitne_lang=nb" in answer.headers["set-cookie"]
    liked = site.client.get("/", headers={"accept-language": "nn-NO,en;q=0.4"})
    assert '<html lang="nb"' in liked.text
