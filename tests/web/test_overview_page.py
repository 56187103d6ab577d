"""The overview as a person uses it: facets, words, time, map and list in step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser import PHONE, WIDE, scrolls_sideways
from playwright.sync_api import expect

from vitne.api.choice import LEFT_OPEN
from vitne.record.filters import Filters
from vitne.record.queries import fetch_claims, list_incidents
from vitne.record.reviews import Reviews
from vitne.web.meant import meant

if TYPE_CHECKING:
    from browser import Looks
    from playwright.sync_api import Page
    from sites import Site

    from vitne.record.database import Record

DRAWN = re.compile("[0-9]+")
GROUND = """async () => {
  const box = document.getElementById("map");
  const script = document.querySelector('script[src$="overview.js"]').src;
  const { style } = await import(script.replace("overview.js", "basemap.js"));
  const world = await (await fetch(box.dataset.countries)).json();
  const lines = await (await fetch(box.dataset.disputed)).json();
  const made = (view) => style(world, lines, globalThis.topojson, view).sources;
  const dashed = (view) => made(view).open.data.geometry.coordinates.flat().length;
  const { names, land } = made("defacto");
  const steps = land.data.features.flatMap(({ geometry: { type, coordinates } }) => (
    (type === "Polygon" ? [coordinates] : coordinates).flat().flatMap((ring) => (
      ring.slice(1).map(([lon], at) => Math.abs(lon - ring[at][0]))
    ))
  ));
  return {
    names: names.data.features.map((one) => one.properties.name),
    defacto: dashed("defacto"), recognised: dashed("recognised"),
    widest: steps.reduce((most, one) => Math.max(most, one), 0),
  };
}"""


def total(page: Page) -> int:
    return int(page.locator(".overview__total").get_attribute("data-total") or 0)


def test_choosing_a_country_narrows_list_time_and_map_and_is_a_link(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#map")).to_have_attribute("data-shown", DRAWN, timeout=20_000)
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


def test_what_has_no_place_or_no_day_is_counted_and_has_a_list_of_its_own(
    page: Page, site: Site
) -> None:
    page.goto("/")
    assert page.locator("tr[data-incident]").count() == min(50, total(page))
    links = {
        str(link.get_attribute("href")): int(link.inner_text().split()[0])
        for link in page.locator(".overview__total a").all()
    }
    assert {"/?left_open=day"} < set(links) <= {f"/?left_open={one}" for one in LEFT_OPEN}
    for address, counted in links.items():
        page.locator(f'.overview__total a[href="{address}"]').click()
        expect(page).to_have_url(re.compile(re.escape(address)))
        expect(page.locator(".chip")).to_have_count(2)
        assert total(page) == counted
        rows = page.locator("tr[data-incident]")
        assert rows.count() == min(50, counted)
        left = address.rpartition("=")[2]
        unknown = {"place": (".where", "place not told"), "day": (".when", "day not told")}
        if left in unknown:
            where, words = unknown[left]
            assert {one.strip() for one in rows.locator(where).all_inner_texts()} == {words}
        told = site.client.get(f"/api/v1/incidents{address[1:]}").json()
        assert told["total"] == counted
        page.go_back()
        expect(page.locator(".chip")).to_have_count(0)


def test_tolls_of_a_period_are_counted_beside_incidents(page: Page) -> None:
    page.goto("/")
    told = page.locator(".overview__total strong").all_inner_texts()
    assert sum(int(one) for one in told) == total(page)
    incidents, periods = (int(one) for one in told)
    page.get_by_role("link", name="Tolls of a period").first.click()
    expect(page).to_have_url(re.compile("scope=period"))
    assert total(page) == periods
    assert "incident" not in page.locator(".overview__total").inner_text()
    assert page.locator("tr[data-incident] .badge", has_text="period").count() == min(50, periods)
    page.goto("/?scope=incident")
    assert total(page) == incidents
    assert page.locator("tr[data-incident] a", has_text="Tolls of a period").count() == 0


def test_what_nobody_asserts_is_marked(sample: Record) -> None:
    with sample.reading() as connection:
        reviews = Reviews.load(connection)
        found = list(list_incidents(connection, Filters(), reviews))
        marks = meant(connection, [one.id for one in found])
        held = {
            one.id: {told.claim.modality for told in fetch_claims(connection, one.claims, reviews)}
            for one in found
        }
    assert any("alleged" in one for one in marks.values())
    for key, modalities in held.items():
        shown = modalities & {"denied"} if "asserted" in modalities else modalities
        assert set(marks.get(key, ())) == shown


def test_a_mark_is_a_word_with_a_sign(page: Page) -> None:
    page.goto("/?modality=alleged")
    badge = page.locator(".badge--alleged").first
    expect(badge).to_have_text("alleged")
    expect(badge.locator("svg")).to_be_visible()


def test_the_map_names_states_in_the_language_of_the_page(look: Looks, site: Site) -> None:
    with look.at(site.address, locale="nb-NO") as page:
        page.goto("/?worldview=defacto")
        expect(page.locator("#map")).to_have_attribute("data-shown", DRAWN, timeout=20_000)
        told = page.evaluate(GROUND)
        assert {"Aserbajdsjan", "Tyrkia", "Kosovo"} <= set(told["names"])
        assert told["defacto"] > told["recognised"] > 0
        assert told["widest"] < 180  # no line runs across the map


def test_on_a_phone_facets_are_a_sheet(look: Looks, site: Site) -> None:
    with look.at(site.address, PHONE) as page:
        page.goto("/")
        expect(page.locator(".facets")).to_be_hidden()
        page.locator(".search__facets").click()
        chosen = page.locator('[data-facet="country"] a.facet__value').first
        chosen.click()
        expect(page).to_have_url(re.compile("country="))
        expect(page.locator(".facets")).to_be_visible()
        page.locator(".facets__done a").click()
        expect(page.locator(".facets")).to_be_hidden()
        expect(page.locator("tr[data-incident]").first).to_be_in_viewport()


def test_on_a_wide_screen_the_list_stands_whole_beside_the_map(look: Looks, site: Site) -> None:
    with look.at(site.address, WIDE) as page:
        page.goto("/")
        assert scrolls_sideways(page) == []
        whole, room = page.evaluate(
            "[document.querySelector('.incidents').offsetWidth,"
            " document.querySelector('.overview__list').clientWidth]"
        )
        assert whole <= room
        page.locator("tr[data-incident]").last.scroll_into_view_if_needed()
        expect(page.locator("#map")).to_be_in_viewport()


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
        page.wait_for_url("**country=**")
        assert total(page) < everything
        page.get_by_role("searchbox").fill("drept")
        page.get_by_role("button", name="Search").click()
        page.wait_for_url("**text=drept**")
        assert "country=" in page.url


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
