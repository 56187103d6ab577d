"""Walks through the page as people do who look something up, judge it, and take it along."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from browser import PHONE, Looks, scrolls_sideways
from judging import sign_in, tolls
from playwright.sync_api import expect
from records import make_of
from sites import TOKEN, Site, opened

from vitne.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

DAY = "onsdag 28. oktober 2020"
REPORTS = (
    ("Kystnytt", f"Raketter slo ned i Barda i Aserbajdsjan {DAY}. 21 sivile ble drept, opplyser riksadvokaten."),
    ("Fjordavisa", f"Raketter slo ned i Barda i Aserbajdsjan {DAY}. 17 sivile ble drept, ifølge Human Rights Watch."),
    ("Byposten", "Granater slo ned i Tartar i Aserbajdsjan tirsdag 27. oktober 2020. To mennesker ble drept, opplyser politiet."),
)  # fmt: skip


@pytest.fixture
def judged(tmp_path: Path, serve: Callable[..., Site]) -> Site:
    """Barda told by two voices, 17 and 21; Tartar, a day earlier, by one that says 2."""
    path = tmp_path / "judged.db"
    known = {"published": "2020-10-29", "language": "nb"}
    make_of(
        path,
        [
            (f"{outlet}.txt", f"Angrep\n\n{text}\n", Metadata(publisher=outlet, **known))
            for outlet, text in REPORTS
        ],
    )
    return serve(opened(path), token=TOKEN)


def killed(page: Page, incident: str) -> str:
    """What an incident's page says at first sight of how many were killed."""
    page.goto(f"/incidents/{incident}")
    return page.locator("#killed .toll__said").inner_text()


def decide(page: Page, name: str, form: Locator) -> str:
    """Give a reason, send a form, and read what the page says of it."""
    form.locator("[name=reason]").fill(f"{name} for a reason")
    with page.expect_navigation():
        form.get_by_role("button", name=name).click()
    notice = page.locator(".notice--good")
    expect(notice).to_contain_text("kept and signed")
    return notice.inner_text()


def open_form(page: Page, claim: str, key: str) -> Locator:
    """The form for one thing that can be decided of a claim."""
    page.goto(f"/review?claim={claim}")
    page.locator(f"summary[data-key={key}]").click()
    return page.locator("details.act[open] form")


def undo(page: Page, claim: str) -> str:
    """Take back what was decided last."""
    return decide(page, "Undo it", open_form(page, claim, "u"))


def test_from_the_overview_to_the_words_and_the_rules_and_back(page: Page) -> None:
    page.goto("/")
    page.locator('[data-facet="country"] a', has_text="Yemen").click()
    expect(page).to_have_url(re.compile("country=YEM"))
    page.get_by_role("searchbox").fill("Hodeida")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("text="))
    row = page.locator("tr[data-incident]", has=page.locator(".toll--killed a")).first
    shown = row.locator(".toll--killed").inner_text()
    row.locator(".what a").click()
    expect(page).to_have_url(re.compile("/incidents/"))
    number = page.locator("#killed .toll__said a")
    assert number.inner_text() == shown
    incident = page.url
    number.click()
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f]{64}\?claim=([0-9a-f]{16})#claim-\1"))
    card = page.locator(".claim.is-lit")
    expect(card).to_have_count(1)
    lit = page.locator(".words .w.lit-number")
    expect(lit.first).to_be_in_viewport()
    rules = card.locator(".why__rules code")
    expect(rules.first).to_be_hidden()
    card.locator(".why summary").click()
    expect(rules.first).to_be_visible()
    assert card.locator(".why__clause").inner_text().strip(' «»“”"')
    page.go_back()
    expect(page).to_have_url(incident)
    page.go_back()
    expect(page).to_have_url(re.compile("text="))
    expect(page.locator(".chip")).to_have_count(3)


def test_actors_voices_method_and_quality_lead_to_words(page: Page) -> None:
    page.goto("/")
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Actors").click()
    count = page.locator(".ties__count a").first
    sentences = int(re.sub(r"\D", "", count.inner_text()))
    count.click()
    expect(page.locator(".saids > li")).to_have_count(min(sentences, 50))
    page.locator(".said__words q").first.click(position={"x": 40, "y": 8})  # not on its marks
    expect(page).to_have_url(re.compile("/articles/"))
    expect(page.locator(".claim.is-lit")).to_have_count(1)
    pages.get_by_role("link", name="Voices").click()
    name = page.locator(".voices tbody th a").first
    said = name.inner_text()
    name.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said)
    pages.get_by_role("link", name="Method").click()
    expect(page.locator('[id="rule-R5-low"]')).to_be_attached()
    page.locator('main a[href="/quality"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main table").first).to_be_visible()


def test_estimates_change_with_what_is_decided_and_back(judged: Site, look: Looks) -> None:
    by_low = {row.low: row for row in tolls(judged.record, measure="killed")}
    one, barda = by_low[21].id, by_low[21].incident
    with look.at(judged.address) as page:
        sign_in(page, judged.token)
        assert killed(page, barda) == "17–21"

        form = open_form(page, one, "e")
        form.locator("[name='toll.low']").fill("19")
        form.locator("[name='toll.high']").fill("19")
        assert "17–19" in decide(page, "Correct it", form)
        assert killed(page, barda) == "17–19"
        assert "17–21" in undo(page, one)
        assert killed(page, barda) == "17–21"

        assert "→ 17" in decide(page, "Reject it", open_form(page, one, "r"))
        assert killed(page, barda) == "17"
        assert "17–21" in undo(page, one)
        assert killed(page, barda) == "17–21"

        page.goto(f"/review?claim={one}")
        with page.expect_navigation():
            page.locator("button[data-key=a]").click()
        expect(page.locator(".notice--good")).to_contain_text("No estimate changed.")
        assert killed(page, barda) == "17–21"
        page.goto(f"/claims/{one}")
        expect(page.locator(f"#claim-{one} .badge--accepted")).to_be_visible()

        page.goto("/judgements")
        expect(page.locator(".decided.is-gone")).to_have_count(2)
        expect(page.locator(".decided")).to_have_count(5)
        expect(page.locator(".decided__who").first).to_have_text("Kari Nordmann")


def test_incidents_are_merged_and_split_and_both_undone(judged: Site, look: Looks) -> None:
    def incident(low: int) -> str:
        (row,) = (one for one in tolls(judged.record, measure="killed") if one.low == low)
        return str(row.incident)

    barda, tartar = (
        next(row for row in tolls(judged.record, measure="killed") if row.low == low).id
        for low in (21, 2)
    )
    with look.at(judged.address) as page:
        sign_in(page, judged.token)
        assert killed(page, incident(2)) == "2"
        form = open_form(page, tartar, "m")
        form.locator("input[type=radio]").first.check()
        decide(page, "Merge", form)
        assert incident(2) == incident(21)
        assert killed(page, incident(2)) == "2–21"
        undo(page, tartar)
        assert incident(2) != incident(21)
        assert killed(page, incident(2)) == "2"
        assert killed(page, incident(21)) == "17–21"

        form = open_form(page, barda, "s")
        for box in form.locator("input[type=checkbox]").all():
            box.check()
        decide(page, "Split", form)
        assert incident(21) != incident(17)
        assert (killed(page, incident(21)), killed(page, incident(17))) == ("21", "17")
        undo(page, barda)
        assert incident(21) == incident(17)
        assert killed(page, incident(21)) == "17–21"


def test_what_is_chosen_is_taken_along_in_three_formats(page: Page, tmp_path: Path) -> None:
    page.goto("/?country=YEM")
    shown = {row.get_attribute("data-incident") for row in page.locator("tr[data-incident]").all()}
    page.get_by_role("link", name="Take these along").click()
    expect(page).to_have_url(re.compile(r"/export\?country=YEM"))
    kept = {}
    for name in ("geojson", "acled", "parquet"):
        page.locator(f"input[name=format][value={name}]").check()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Download").click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        kept[name] = path.read_bytes()
    features = json.loads(kept["geojson"])["features"]
    assert features
    assert {one["id"] for one in features} <= shown
    rows = list(csv.DictReader(io.StringIO(kept["acled"].decode("utf-8-sig"))))
    assert rows
    assert {row["country"] for row in rows} == {"Yemen"}
    with zipfile.ZipFile(io.BytesIO(kept["parquet"])) as archive:
        table = pq.read_table(io.BytesIO(archive.read("incidents.parquet")))
    assert {one["id"] for one in features} <= set(table["id"].to_pylist()) <= shown


def test_choices_for_all_pages_are_kept(page: Page) -> None:
    page.goto("/voices")
    page.locator(".masthead a[hreflang=nb]").click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    with page.expect_response(re.compile("theme=dark")):
        page.locator("[data-theme-switch]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(ground) != light, "without loading the page anew"
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate(ground) != light
    page.locator('.map__foot a[href*="worldview="]').click()
    expect(page.locator("#map")).to_have_attribute("data-worldview", "recognised")
    page.goto("/")
    expect(page.locator("#map")).to_have_attribute("data-worldview", "recognised")


def test_a_claim_is_reached_with_keys_alone(page: Page) -> None:
    page.goto("/?country=AFG")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "tr[data-incident] .toll--killed a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/incidents/.*#killed"))
    tab_to(page, "#killed .toll__said a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#claim-"))
    expect(page.locator(".claim.is-lit")).to_have_count(1)
    tab_to(page, ".claim.is-lit .why summary")
    page.keyboard.press("Enter")
    expect(page.locator(".claim.is-lit .why__rules code").first).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, and see that one can see where it is."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"nobody sees that {selector} has the focus"
            return
    pytest.fail(f"no Tab leads to {selector}")


def test_on_a_phone_one_gets_from_the_list_to_the_words(look: Looks, site: Site) -> None:
    with look.at(site.address, PHONE, has_touch=True, is_mobile=True) as page:
        page.goto("/?country=AFG")
        assert scrolls_sideways(page) == []
        page.locator("tr[data-incident] .toll--killed a").first.tap()
        expect(page).to_have_url(re.compile("/incidents/"))
        assert scrolls_sideways(page) == []
        page.locator("#killed .toll__said a").tap()
        expect(page).to_have_url(re.compile("#claim-"))
        expect(page.locator(".claim.is-lit")).to_be_in_viewport()
        assert scrolls_sideways(page) == []
