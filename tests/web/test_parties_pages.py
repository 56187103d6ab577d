"""The pages of actors and voices: who says what of whom, each count one click from its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from records import make_of
from sites import Site, opened

from vitne.model import Action, Judgement, Metadata
from vitne.record import judgements, ranking, relations
from vitne.record.reviews import Reviews
from vitne.record.schema import claim_actors, claims, incident_voices
from vitne.web.names import name_in, step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browser import Looks

EVIL = '<img src=x onerror=alert(1)>\u202e/../«x» & "y" ?q=1#z\nnext line, 50%0A'


@pytest.mark.parametrize("name", ["Kari\nNordmann", "50%", "50%0A", "%250A\n%0A", "a/b\r\n", EVIL])
def test_a_name_comes_back_from_the_path_it_is_written_in(name: str) -> None:
    path = unquote(step(name))
    assert "\n" not in path
    assert name_in(path) == name


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_every_count_between_two_actors_opens_that_many_sentences(site: Site) -> None:
    with site.record.reading() as connection:
        found = relations.ties(connection, Reviews.load(connection))
    assert found
    for one in found[:15]:
        other = quote(one.target or "", safe="")
        html = site.client.get(
            f"/actors/{quote(one.agent, safe='')}?role=agent&kind={one.kind}&other={other}"
        ).text
        assert html.count('<li class="said') == min(one.claims, 30), one


def test_an_allegation_is_told_as_one_with_who_says_it(site: Site) -> None:
    with site.record.reading() as connection:
        found = relations.ties(connection, Reviews.load(connection))
    blamed = next(one for one in found if one.kind == "accusation" and one.target)
    html = site.client.get(f"/actors/{quote(blamed.target or '', safe='')}?kind=accusation").text
    said = html.split('<ul class="saids">')[1]
    assert "alleged" in said
    assert "says" in text_of(said)
    assert "is accused by" in text_of(html)


def test_kinds_can_be_picked_and_names_found(site: Site) -> None:
    html = site.client.get("/actors?kind=threat").text
    body = html.split('<table class="ties">')[1].split("</table>")[0]
    assert "threatens" in body
    assert "accuses" not in body
    assert "No actor has a name like that" in text_of(site.client.get("/actors?q=zzzz").text)


@pytest.mark.parametrize(
    "address",
    [
        "/actors?kind=%00&q=%25&at=1", "/actors?at=99999", "/actors?q=" + "%E2%80%AE" * 50,
        "/voices?order=drop&q=%27", "/voices?at=99999", "/voices?q=*", "/actors?q=*",
    ],
)  # fmt: skip
def test_odd_questions_are_no_fault_of_the_server(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/actors?at=0", "/actors?at=x", "/voices?at=-1", "/actors?q=" + "x" * 1000]
)
def test_what_cannot_be_asked_is_said(site: Site, address: str) -> None:
    assert site.client.get(address).status_code == 422


def test_a_voice_is_told_with_how_it_stood_and_no_score(site: Site) -> None:
    with site.record.reading() as connection:
        voices, _ = ranking.rank(connection, limit=100)
    for one in voices[:10]:
        html = site.client.get(f"/voices/{quote(one.name, safe='')}").text
        assert html.count('class="heard__label"') == min(one.incidents + one.periods, 50)
        for how in ("alone", "agreed", "contradicted", "revised"):
            if getattr(one, how):
                some = site.client.get(f"/voices/{quote(one.name, safe='')}?how={how}").text
                assert some.count('class="heard__label"') == getattr(one, how), (one.name, how)


def test_voices_can_be_put_in_another_order(site: Site) -> None:
    html = site.client.get("/voices?order=contradicted").text
    counts = [
        int(found[1]) if (found := re.search(r"how=contradicted\">(\d+)", row)) else 0
        for row in html.split("<tbody>")[1].split("</tr>")[:-1]
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0


def test_an_empty_record_says_that_there_is_nothing(
    tmp_path: Path, serve: Callable[..., Site]
) -> None:
    path = tmp_path / "empty.db"
    make_of(path, [])
    site = serve(opened(path))
    assert "Nobody accuses" in text_of(site.client.get("/actors").text)
    assert "has a voice yet" in text_of(site.client.get("/voices").text)


def test_hostile_names_are_text_and_their_links_lead_to_them(
    tmp_path: Path, serve: Callable[..., Site], look: Looks
) -> None:
    path = tmp_path / "hostile.db"
    text = "Kyiv, 1. mai 2022: Russland anklager Ukraina for å ha drept fire sivile i Kyiv, melder politiet."
    make_of(path, [("a.txt", text, Metadata(published="2022-05-01", language="nb"))])
    record = opened(path)
    with record.writing() as connection:
        connection.execute(
            sa.update(claim_actors).values(actor=EVIL).where(claim_actors.c.role == "target")
        )
        row = connection.execute(sa.select(incident_voices)).first()
        if row is not None:
            connection.execute(
                sa.update(incident_voices)
                .values(voice=EVIL)
                .where(
                    incident_voices.c.incident == row.incident, incident_voices.c.voice == row.voice
                )
            )
    site = serve(record)
    with look.at(site.address) as page:
        page.goto("/actors")
        page.get_by_role("link", name=re.compile("onerror")).first.click()
        expect(page.locator("h1")).to_contain_text("onerror")
        assert page.locator("main img").count() == 0
        page.goto("/voices")
        if row is not None:
            page.get_by_role("link", name=re.compile("onerror")).first.click()
            expect(page.locator("h1")).to_contain_text("onerror")


def test_what_is_kept_of_an_actor_is_made_anew_when_somebody_judges(own_site: Site) -> None:
    with own_site.record.reading() as connection:
        query = sa.select(claims.c.id).where(claims.c.kind == "accusation")
        accused = list(connection.execute(query).scalars())
        blamed = next(
            one for one in relations.ties(connection, Reviews([])) if one.kind == "accusation"
        )
    address = f"/actors/{quote(blamed.agent, safe='')}"
    for page in ("/actors", address):
        assert "kind=accusation" in own_site.client.get(page).text
    with own_site.record.writing() as connection:
        for claim in accused:
            judgement = Judgement(
                id="", at="2025-02-02T10:00:00Z", author="Kari", action=Action.REJECT,
                claims=(claim,), reason="no",
            )  # fmt: skip
            judgements.add(connection, judgement)
    for page in ("/actors", address):
        assert "kind=accusation" not in own_site.client.get(page).text
