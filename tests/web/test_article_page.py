"""The page of an article: every claim beside its words, whatever the words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
import sqlalchemy as sa
from records import add, capture, make_of
from sites import Site, opened

from vitne.cli.recording import Keeping, record_all
from vitne.exports.rendering import showable
from vitne.model import Action, Judgement, Metadata
from vitne.record import judgements
from vitne.record.schema import articles, claims
from vitne.web.sheet import PART

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from vitne.record.database import Record

KNOWN = Metadata(published="2020-10-29", publisher="Kystnytt", language="nb")
WORDS = (
    "Raketter mot Barda\n\nRaketter slo ned i Barda i Aserbajdsjan onsdag. Minst {} sivile ble drept og "
    "60 ble såret, opplyser riksadvokaten. Byen har 40.000 innbyggere.\n\nIngen vet mer.\n"
)


def find(record: Record, **asked: Any) -> list[Any]:
    table = claims if "measure" in asked else articles
    with record.reading() as connection:
        query = sa.select(table).where(*(table.c[name] == value for name, value in asked.items()))
        return list(connection.execute(query))


@pytest.fixture
def barda(tmp_path: Path, serve: Callable[..., Site]) -> Site:
    path = tmp_path / "barda.db"
    make_of(path, [("barda.txt", WORDS.format(14), KNOWN)])
    return serve(opened(path))


def test_a_claim_stands_with_its_value_its_voice_its_place_and_why(barda: Site) -> None:
    (killed,) = find(barda.record, measure="killed")
    html = barda.client.get(f"/articles/{killed.article}").text
    card = html.split(f'id="claim-{killed.id}"')[1].split("</article>")[0]
    assert "14 or more civilians" in re.sub(r"<[^>]+>", "", card)
    assert "riksadvokat" not in card or "Prosecutor General" in card
    assert "/voices/Kystnytt" in card  # outermost first
    assert card.index("Kystnytt") < card.index("Prosecutor General")
    assert "Barda (Azerbaijan)" in card
    assert "harm.killed" in card  # the entry that made it
    assert f"/articles/{killed.article}?claim={killed.id}#claim-{killed.id}" in card


def test_every_voice_leads_to_its_words(barda: Site) -> None:
    (killed,) = find(barda.record, measure="killed")
    html = barda.client.get(f"/articles/{killed.article}").text
    start = WORDS.format(14).index("riksadvokaten")
    assert f'href="#at-{start}"' in html
    assert f'id="at-{start}"' in html


def test_what_was_left_is_told(barda: Site) -> None:
    (one,) = find(barda.record, file="barda.txt")
    html = barda.client.get(f"/articles/{one.id}").text
    left = html.split('class="left"')[1].split("</ol>")[0]
    assert "Ingen vet mer." in left
    assert "Minst 14" not in left
    background = html.split('class="background"')[1].split("</ul>")[0]
    assert "40.000" in background


def test_an_address_of_a_claim_leads_to_its_words(barda: Site) -> None:
    (killed,) = find(barda.record, measure="killed")
    answer = barda.client.get(f"/claims/{killed.id}")
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where == f"/articles/{killed.article}?claim={killed.id}#claim-{killed.id}"
    html = barda.client.get(where).text
    assert f'is-chosen" id="claim-{killed.id}"' in html
    assert re.search(r'class="w w-number is-lit lit-number"[^>]*>14<', html)  # without any script


@pytest.mark.parametrize(
    "address",
    [
        "/articles/nope", "/articles/%00", "/claims/nope", "/claims/%F0%9F%92%A5", "/articles/" + "x" * 5000,
        "/articles/nope/text", "/actors/nobody", "/voices/nobody", "/actors/%00", "/voices/a/b/../c",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(barda: Site, address: str) -> None:
    assert barda.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["part=0", "part=2", "part=x", "part=99999999999999999999", "against=x"]
)
def test_what_cannot_be_asked_is_no_fault_of_the_server(barda: Site, query: str) -> None:
    (one,) = find(barda.record, file="barda.txt")
    status = barda.client.get(f"/articles/{one.id}?{query}").status_code
    assert status in ((200,) if query == "against=x" else (404, 422))


def test_a_claim_that_is_none_of_the_article_is_let_be(barda: Site) -> None:
    (one,) = find(barda.record, file="barda.txt")
    answer = barda.client.get(f"/articles/{one.id}?claim=<script>")
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_a_correction_stands_beside_what_was_read(own_site: Site) -> None:
    with own_site.record.reading() as connection:
        query = sa.select(claims).where(claims.c.measure == "killed", claims.c.low == claims.c.high)
        row = connection.execute(query).first()
    assert row is not None
    with own_site.record.writing() as connection:
        judgements.add(
            connection,
            Judgement(
                id="", at="2025-02-02T10:00:00Z", author="Kari <b>", action=Action.CORRECT,
                claims=(row.id,), field="toll.low", value=row.low - 1, reason="misread",
            ),
        )  # fmt: skip
    html = own_site.client.get(f"/claims/{row.id}", follow_redirects=True).text
    card = html.split(f'id="claim-{row.id}"')[1].split("</article>")[0]
    text = re.sub(r"<[^>]+>", "", card)
    assert f"{row.low - 1}–{row.high}" in text
    assert "As it was read" in text
    assert "Kari &lt;b&gt;" in card
    assert "misread" in text


def test_versions_are_compared_in_words_and_in_tolls(
    tmp_path: Path, serve: Callable[..., Site]
) -> None:
    path = tmp_path / "versions.db"
    make_of(path, [("barda.txt", WORDS.format(14), KNOWN)])
    with opened(path) as record:
        newer = capture("barda.txt", WORDS.format(21).replace("Ingen vet", "Alle vet"), KNOWN)
        newer = msgspec.structs.replace(newer, captured_at="2025-02-03T09:00:00Z")
        record_all([newer], record, Keeping("Kari", lambda: "2025-02-03T09:00:00Z"))
    record = opened(path)
    site = serve(record)
    old, new = sorted(find(record, file="barda.txt"), key=lambda row: row.captured_at)
    page = site.client.get(f"/articles/{new.id}").text
    assert "<del>14</del><ins>21</ins>" in page
    assert "<del>Ingen</del><ins>Alle</ins>" in page
    tolls = page.split('class="tolls"')[1].split("</table>")[0]
    assert tolls.index("14 or more") < tolls.index("21 or more")
    assert f"/articles/{new.id}" in site.client.get(f"/articles/{old.id}").text
    assert "newer version" in site.client.get(f"/articles/{old.id}").text


def test_a_reprint_and_its_original_lead_to_each_other(site: Site) -> None:
    with site.record.reading() as connection:
        query = sa.select(articles).where(articles.c.origin != articles.c.id)
        row = connection.execute(query).first()
    assert row is not None
    assert f"/articles/{row.origin}" in site.client.get(f"/articles/{row.id}").text
    assert f"/articles/{row.id}" in site.client.get(f"/articles/{row.origin}").text


HOSTILE = (
    "Krig: <script>alert(1)</script> & \u202eRaketter\u202c mot Barda\n\nMinst 14 <img src=x onerror=alert(1)> sivile ble "
    "drept i Barda onsdag, opplyser «<b>riksadvokaten</b>».\x00\x07\u200b 𝟙𝟜 👩🏽‍⚕️ døde.\r\nSlutt.\n"
)


def test_hostile_text_is_shown_as_text_and_exactly(
    tmp_path: Path, serve: Callable[..., Site], look: Any
) -> None:
    path = tmp_path / "hostile.db"
    known = Metadata(
        published="2020-10-29",
        publisher="<i>Post\u202een",
        language="nb",
        title="</title><script>x",
    )
    make_of(path, [("<a>.txt", HOSTILE, known)])
    record = opened(path)
    site = serve(record)
    (row,) = find(record, language="nb")
    with look.at(site.address) as page:
        page.goto(f"/articles/{row.id}")
        shown = shown_text(page)
        assert shown == showable(row.text)
        assert page.locator("#sheet script, #sheet img, #sheet b").count() == 0


def shown_text(page: Page) -> str:
    """The text that stands in the sheet, without claims and roles."""
    told: str = page.evaluate("""() => {
      const sheet = document.getElementById('sheet').cloneNode(true);
      for (const one of sheet.querySelectorAll('.row__role, .margin, svg')) one.remove();
      for (const row of sheet.querySelectorAll('.row')) row.replaceWith(row.querySelector('.words').textContent);
      return sheet.textContent;
    }""")
    return told


def test_every_article_of_the_sample_is_shown_exactly(site: Site, page: Page) -> None:
    with site.record.reading() as connection:
        rows = connection.execute(sa.select(articles.c.id, articles.c.text)).all()
    for row in rows[:12]:
        page.goto(f"/articles/{row.id}")
        assert shown_text(page) == row.text


def test_a_very_long_article_comes_in_parts(tmp_path: Path, serve: Callable[..., Site]) -> None:
    path = tmp_path / "long.db"
    text = "Krig i Barda\n\n" + "Minst 14 ble drept i Barda onsdag, melder politiet. " * 40_000
    make_of(path, [("long.txt", text, KNOWN)])
    record = opened(path)
    site = serve(record)
    (row,) = find(record, file="long.txt")
    answer = site.client.get(f"/articles/{row.id}")
    assert answer.status_code == 200
    assert len(answer.text) < 4_000_000
    assert "shown in parts" in answer.text
    last = int(re.findall(r"of (\d+)</span>", answer.text)[0])
    assert last >= len(text) // (PART * 2)
    assert site.client.get(f"/articles/{row.id}?part={last}").status_code == 200
    assert site.client.get(f"/articles/{row.id}?part={last + 1}").status_code == 404
    assert len(site.client.get(f"/articles/{row.id}/text").text) == len(text)


def test_an_article_without_words_is_no_fault(tmp_path: Path, serve: Callable[..., Site]) -> None:
    path = tmp_path / "odd.db"
    make_of(
        path, [("odd.txt", " \n ", Metadata(language="nb")), ("greek.txt", "Τίποτα.", Metadata())]
    )
    with opened(path) as record:
        add(record, [("dots.txt", ". . .", Metadata(language="xx"))])
    record = opened(path)
    site = serve(record)
    with record.reading() as connection:
        found = list(connection.execute(sa.select(articles.c.id)).scalars())
    assert found
    for one in found:
        assert site.client.get(f"/articles/{one}").status_code == 200
