"""The page of an incident: what is claimed, by whom, in which words, and since when."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from browser import Looks, unusable
from judging import Person, incident_in, tolls
from records import make_of
from sites import Site, opened

from vitne.model import Metadata
from vitne.record.schema import claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def told(html: str) -> str:
    """The text of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(html: str, name: str) -> str:
    """One section of the page, by its id."""
    return html.split(f'id="{name}"')[1].split("</section>")[0]


def report(day: str, outlet: str, text: str) -> tuple[str, str, Metadata]:
    return f"{outlet}.txt", text, Metadata(published=day, publisher=outlet, language="nb")


BARDA = "Raketter slo ned i Barda i Aserbajdsjan onsdag 28. oktober 2020."


@pytest.fixture
def barda(tmp_path: Path, serve: Callable[..., Site]) -> Site:
    """Barda: an agency text with ten reprints, a hospital, a monitor; the toll rises day by day."""
    text = f"Raketter mot Barda\n\n{BARDA} Minst 14 ble drept, opplyser riksadvokaten.\n\nTo barn er blant de drepte.\n"
    reports = [report("2020-10-28", f"Avis {n}", f"{text}\n(©NTB) Avis {n}\n") for n in range(11)]
    reports += [
        report("2020-10-30", "Kystnytt", f"19 døde\n\n{BARDA} 19 ble drept, sier Human Rights Watch.\n"),
        report("2020-11-02", "Fjordavisa", f"21 døde\n\n{BARDA} 21 mennesker ble drept, opplyser riksadvokaten.\n"),
    ]  # fmt: skip
    path = tmp_path / "barda.db"
    make_of(path, reports)
    return serve(opened(path))


def address(site: Site, place: str = "Barda") -> str:
    return f"/incidents/{incident_in(site.record, place).id}"


def test_what_is_claimed_stands_first_and_leads_to_its_words(barda: Site) -> None:
    html = barda.client.get(address(barda)).text
    killed = html.split('id="killed"')[1].split("</dl>")[0]
    assert "19–21" in told(killed)
    assert "best 19" in told(killed)
    (claim,) = re.findall(r'toll__said"><a href="/claims/([0-9a-f]{16})"', killed)
    words = barda.client.get(f"/claims/{claim}", follow_redirects=True).text
    assert f'id="claim-{claim}"' in words


def test_silence_is_no_zero(barda: Site) -> None:
    html = barda.client.get(address(barda)).text
    wounded = told(html.split('id="wounded"')[1].split("</div>")[0])
    assert "not reported" in wounded
    assert "that is no zero" in wounded
    assert "0" not in wounded


def test_each_method_gives_its_own_answer_with_its_rules(barda: Site) -> None:
    html = section(barda.client.get(address(barda)).text, "methods")
    for name in ("full", "UCDP GED", "ACLED", "Airwars"):
        assert name in told(html)
    assert "not counted by this method" in told(html)  # the wounded, by GED
    assert 'href="/method#rule-R5-low"' in html
    cells = [told(cell) for cell in html.split('role="cell"')[1:]]
    assert " 19–21 " in cells[0]
    assert " 19 " in cells[2]
    assert "19–21" not in cells[2]


def test_the_method_chosen_is_that_of_the_glance(barda: Site) -> None:
    html = barda.client.get(f"{address(barda)}?profile=acled").text
    assert told(html.split('id="killed"')[1].split("</p>")[0]).endswith("19")
    assert barda.client.get(f"{address(barda)}?profile=best").status_code == 422


def test_reprints_are_one_voice_and_folded(barda: Site) -> None:
    html = barda.client.get(address(barda)).text
    assert "13 articles · 2 independent voices" in told(html)
    voices = section(html, "voices")
    own = next(row for row in voices.split("</li>\n    <li") if "Prosecutor General" in row)
    assert "12 articles, of them 10 reprints" in told(own)
    assert len(re.findall(r'href="/articles/[0-9a-f]{64}\?claim=', own)) == 12
    words = section(html, "words")
    assert words.count('class="report"') == 3
    assert "10 reprints" in told(words)


def test_what_a_voice_said_before_is_faded(barda: Site) -> None:
    bars = section(barda.client.get(address(barda)).text, "bars")
    old = [
        told(line) for line in bars.split('class="bars-line')[1:] if "is-old" in line.split('"')[0]
    ]
    assert any("14 or more" in line for line in old)
    assert not any("21" in line for line in old)


def test_a_part_is_a_floor_beside_the_whole(barda: Site) -> None:
    html = barda.client.get(address(barda)).text
    parts = told(html.split('class="parts"')[1].split("</div>")[0])
    assert "2 children" in parts
    assert "floor of the whole" in parts


def test_contradictions_are_told_in_words(barda: Site) -> None:
    odds = told(section(barda.client.get(address(barda)).text, "odds"))
    assert re.search(r"killed Human Rights Watch killed: 19 \d+ Prosecutor General of Azerbaijan killed: 21", odds) or (
        re.search(r"killed Prosecutor General of Azerbaijan killed: 21 \d+ Human Rights Watch killed: 19", odds)
    )  # fmt: skip


def test_why_reports_are_linked_is_told_and_explained(barda: Site) -> None:
    links = section(barda.client.get(address(barda)).text, "links")
    assert "for it" in told(links)
    assert re.search(r"place: .* \+\d", told(links).replace("place ", "place: "))
    (way, *_) = re.findall(r'href="(/explain\?one=[^"]+)"', links)
    page = barda.client.get(unescape(way))
    assert page.status_code == 200
    assert "One happening" in told(page.text)
    assert "beforehand" in told(page.text)


@pytest.mark.parametrize(
    "query", ["one=x&other=y", "one=%00&other=", "one=" + "a" * 64 + "&other=b"]
)
def test_claims_that_are_none_cannot_be_explained(barda: Site, query: str) -> None:
    assert barda.client.get(f"/explain?{query}").status_code in (404, 422)


def test_as_known_on_a_day_it_is_told_without_what_came_later(barda: Site) -> None:
    html = barda.client.get(f"{address(barda)}?as_of=2020-10-28").text
    assert "14 or more" in told(html.split('id="killed"')[1].split("</p>")[0])
    assert "Human Rights Watch" not in section(html, "voices")
    assert "11 articles" in told(html)


def test_each_day_is_a_link_that_needs_no_script(barda: Site) -> None:
    html = barda.client.get(address(barda)).text
    days = html.split('class="asof__days"')[1].split("</ol>")[0]
    assert re.findall(r"as_of=([0-9-]+)", days) == ["2020-10-28", "2020-10-30", "2020-11-02"]
    assert [told(one) for one in re.findall(r'asof__said">([^<]+)', days)] == [
        "14 or more", "14 or more", "19–21",
    ]  # fmt: skip


def test_before_anybody_told_of_it_the_page_says_so(barda: Site) -> None:
    answer = barda.client.get(f"{address(barda)}?as_of=2020-10-01")
    assert answer.status_code == 200
    assert "No article of this record had told of it by 1 Oct 2020." in told(answer.text)
    assert "as_of=2020-10-28" in answer.text


@pytest.mark.parametrize(
    "day", ["yesterday", "2020-13-45", "0000-00-00", "2020-10-28T00:00", "%00", "٢٠٢٠-10-28"]
)
def test_what_is_no_day_cannot_be_asked(barda: Site, day: str) -> None:
    assert barda.client.get(f"{address(barda)}?as_of={day}").status_code == 422


@pytest.mark.parametrize(
    "key", ["nope", "%00", "0" * 16, "x" * 5000, "%F0%9F%92%A5", "..%2f..%2fetc"]
)
def test_what_is_no_incident_is_not_there(barda: Site, key: str) -> None:
    assert barda.client.get(f"/incidents/{key}").status_code == 404


def test_when_each_number_was_first_and_last_said(barda: Site) -> None:
    history = told(section(barda.client.get(address(barda)).text, "history"))
    assert re.search(r"killed 14 or more 28 Oct 2020 (?!28)", history)
    assert re.search(r"killed 19 30 Oct 2020 Human Rights Watch", history)
    assert re.search(r"killed 21 2 Nov 2020 Prosecutor General", history)


def test_a_period_says_that_it_is_one(site: Site) -> None:
    with site.record.reading() as connection:
        query = sa.text("select id from incidents where scope = 'period' order by id")
        keys = list(connection.execute(query).scalars())
    assert keys
    for key in keys:
        html = site.client.get(f"/incidents/{key}").text
        assert "They are no single happening" in told(html)


def test_every_incident_of_the_sample_can_be_looked_at(site: Site) -> None:
    with site.record.reading() as connection:
        keys = list(connection.execute(sa.text("select id from incidents order by id")).scalars())
    assert len(keys) > 40
    for key in keys:
        for query, language in (("", "en"), ("?profile=ged", "nb")):
            told_ = {"accept-language": language}
            assert site.client.get(f"/incidents/{key}{query}", headers=told_).status_code == 200


def test_what_may_not_be_so_is_marked_with_a_word_and_a_sign(site: Site) -> None:
    with site.record.reading() as connection:
        query = sa.select(claims.c.id).where(
            claims.c.modality == "alleged", claims.c.kind == "toll"
        )
        wanted = set(connection.execute(query).scalars())
    row = next(one for one in tolls(site.record) if one.id in wanted)
    html = site.client.get(f"/incidents/{row.incident}").text
    card = html.split(f'id="claim-{row.id}"')[1].split("</li>")[0]
    assert "is-alleged" in html.split(f'id="claim-{row.id}"')[0][-60:]
    assert re.search(r'badge--alleged"><svg class="icon".*?</svg>alleged', card, re.DOTALL)


def test_it_can_be_taken_along_in_every_form(site: Site) -> None:
    key = incident_in(site.record, "Kabul").id
    links = re.findall(r'href="(/export\?[^"]+)"', site.client.get(f"/incidents/{key}").text)
    assert len(links) >= 10
    assert all(f"incident={key}" in link for link in links)


def test_a_grade_stands_with_its_definition_and_confirmed_waits_for_two(own_site: Site) -> None:
    one = incident_in(own_site.record, "Kabul")
    claim = next(row for row in tolls(own_site.record) if row.incident == one.id)
    with Person(own_site) as kari, Person(own_site, "Ola") as ola:
        html = kari.judge(
            action="grade", claims=claim.id, value="confirmed", back=f"/incidents/{one.id}"
        ).text
        grade = told(html.split('class="grade"')[1].split("</dd>")[0])
        assert "Confirmed given by Kari Nordmann" in grade.replace("confirmed", "Confirmed")
        assert "a second person must give it too" in grade
        assert "A specific belligerent has accepted responsibility" in grade
        html = ola.judge(
            action="grade", claims=claim.id, value="confirmed", back=f"/incidents/{one.id}"
        ).text
        grade = told(html.split('class="grade"')[1].split("</dd>")[0])
        assert "Kari Nordmann, Ola" in grade
        assert "pending" not in grade


HOSTILE = "<script>alert(1)</script>\u202e\x00<img src=x onerror=alert(1)>"


def test_hostile_names_and_words_are_shown_as_text(
    tmp_path: Path, serve: Callable[..., Site], look: Looks
) -> None:
    text = f"Raketter {HOSTILE}\n\n{BARDA} Minst 14 {HOSTILE} ble drept, opplyser riksadvokaten.\n\nAngrepet kom onsdag.\n"
    known = Metadata(
        published="2020-10-28",
        publisher=f"Post {HOSTILE}",
        title=f"</title>{HOSTILE}",
        language="nb",
    )
    path = tmp_path / "hostile.db"
    make_of(path, [("<b>.txt", text, known)])
    site = serve(opened(path))
    with look.at(site.address) as page:
        page.goto(address(site))
        assert page.locator("#main img, #main script, #main b:not(.tie__levels b)").count() == 0
        assert "<script>alert(1)</script>" in (page.text_content("#words") or "")
        page.goto(f"/review?incident={incident_in(site.record, 'Barda').id}")
        assert page.locator("#main img, #main script").count() == 0


def test_the_slider_goes_through_the_days_by_key(barda: Site, look: Looks) -> None:
    with look.at(barda.address) as page:
        page.goto(address(barda))
        assert "19–21" in page.inner_text("#killed .toll__said")
        page.focus(".asof__range")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**as_of=2020-11-02")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**as_of=2020-10-30")
        page.keyboard.press("Home")
        page.wait_for_url("**as_of=2020-10-28")
        assert page.inner_text("#killed .toll__said") == "14 or more"
        assert page.inner_text(".asof__day") == "28 Oct 2020"
        assert page.evaluate("document.activeElement.className") == "asof__range"
        page.keyboard.press("End")
        page.wait_for_url(lambda url: "as_of" not in url)
        assert "19–21" in page.inner_text("#killed .toll__said")


def test_it_can_be_read_on_every_screen(barda: Site, look: Looks) -> None:
    with look.at(barda.address) as page:
        for where in (address(barda), f"{address(barda)}?as_of=2020-10-30&profile=ged"):
            assert unusable(page, where) == []


def test_the_page_that_explains_a_link_can_be_read(barda: Site, look: Looks) -> None:
    links = section(barda.client.get(address(barda)).text, "links")
    way = unescape(re.findall(r'href="(/explain\?one=[^"]+)"', links)[0])
    with look.at(barda.address) as page:
        assert unusable(page, way) == []
