"""When a report was published, and how that is known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.articles import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article

BODY = "Minst tolv sivile ble drept i byen Douma, opplyser redningstjenesten."


def published(article: Article) -> tuple[str | None, str]:
    return (article.published.edtf if article.published else None, article.published_basis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f" date 2020-10 {BODY}", ("2020-10", "header")),
        (f" date 2018-02-27 urix\n\nHarde kamper\n\n{BODY}", ("2018-02-27", "header")),
        (f"Publisert: 27.12.2017 19:40\n\nHarde kamper\n\n{BODY}", ("2017-12-27", "header")),
        (f"Oppdatert 28.12.17\nPublisert 27.12.17\n\n{BODY}", ("2017-12-27", "header")),
        (f"Sist oppdatert onsdag 3. juli 2019 kl. 20.55\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nlørdag 9. aug. 2008 kl. 12.00\n\n{BODY}", ("2008-08-09", "header")),
        (f"Tbilisi, lørdag 9. august 2008 (NTB):\n\n{BODY}", ("2008-08-09", "dateline")),
        (f"Harde kamper\n\nANKARA, 8 september 2015 – {BODY}", ("2015-09-08", "dateline")),
        (f"Harde kamper\n\nKuriren, N'Djamena 17 juni 2023. {BODY}", ("2023-06-17", "dateline")),
        (f"Tjue år etter\n\nSrebrenica, 11. juli 1995. {BODY} I 2015 minnes de.", (None, "none")),
        (f"Harde kamper\n\n{BODY}\n\nPublisert 3. juli 2019", ("2019-07-03", "header")),
        (f"Harde kamper\n\n{BODY}\n(Publisert 03.07.2019)", ("2019-07-03", "header")),
        (f"Harde kamper\n\n{BODY} (NTB)\nPublisert 03.07.2019", ("2019-07-03", "header")),
        (f"Harde kamper\n\n{BODY}\n\n[Sist oppdatert 3. juli 2019]", ("2019-07-03", "header")),
        (f"Harde kamper\n\n{BODY} (Publisert 3. juli 2019)", ("2019-07-03", "header")),
        (f"(Publisert 3. juli 2019 kl. 7.05)\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\n{BODY} (publiserte bilder fra 3. juli 2019)", (None, "none")),
        (f"KRIG | Publisert: 3. juli 2019 kl. 7.05\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"Nordposten • Utenriks • 3. juli 2019\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"3. juli 2019 | Utenriks\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"Utenriks – tirsdag 3. juli 2019 kl. 17.00\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"Nordposten – sist oppdatert 3. juli 2019\n\nHarde kamper\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\n3 July 2019, 16:40 GMT\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nWed 3 July 2019 14.05 BST\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\n03.07.2019 – 14:05\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\n2019-07-03T14:05:00Z\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nSRINAGAR, 3. juli 2019 /ritzau/AFP/\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"QUETTA, Pakistan (AP) — July 3, 2019 — {BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper\n\n3 July 2019 Last updated at 11:48 GMT\n\n{BODY}", ("2019-07-03", "header")),
        (f"Hæren\nPressemelding, torsdag den 12. mars 2009, kl. 13.00\n\nHarde kamper\n\n{BODY}", ("2009-03-12", "header")),
        (f"Kystposten Dagblad, juli 2019 – ANALYSE\n\nHarde kamper i byen\n\n{BODY}", ("2019-07", "header")),
        (f"Utsyn. Månedsbrev om Balkan, juli 2019\n\nHarde kamper i byen\n\n{BODY}", ("2019-07", "header")),
        (f"Fredsbladet, nr. 3, juli 2019\n\nHarde kamper i byen\n\n{BODY}", ("2019-07", "header")),
        (f"Situasjonsrapport\nColombia/Chocó\nDato: 3. juli 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Situasjonsrapport nr. 5 (3. juli 2019)\n\n{BODY}", ("2019-07-03", "header")),
        (f"Massakren i den lille byen (3. juli 1995)\n\n{BODY}", (None, "none")),
        (f"Dagsnytt 3/7 2019\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper\n\n3/7-2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Slaget om Kyiv, juli 2019\n\n{BODY}", (None, "none")),
        (f"Slaget om Kyiv, juli 2019\n\nAv Ola Lie\n\n{BODY}", (None, "none")),
        (f"Fjordposten\nBakgrund, onsdag 3 juli 2019\n\nHarde kamper i natt\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Background | 3 July 2019\n\nHarde kamper i natt\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nFra vår egen medarbeider\nSalisbury, 3. juli 2019\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper\n\nSærskilt for Fjordposten\nSalisbury, 3. juli 2019\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper\n\n(Kampala, 3. juli 2019) – {BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper\n\n(Kampala, 3. juli 2019): {BODY}", (None, "none")),
        (f"Harde kamper\n\nWednesday, 3rd July 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nJuly 3, 2019 at 11:48 a.m. EDT\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper\n\nWed, 03 Jul 2019 11:48:00 +0000\n\n{BODY}", ("2019-07-03", "header")),
        (f"Situasjonsrapport nr. 12\nPeriode: 27. juni til 3. juli 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Weekly Bulletin No. 4\n27 June – 3 July 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Flash Update (July 1-3, 2019)\n\nHarde kamper i byen\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Slaget om Kyiv 3. juli 2019\n\n{BODY}", (None, "none")),
        (f"SITUASJONSRAPPORT NR. 9\nNord-Kivu\nUtsendt: 3. juli 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper i natt\n\nNordposten, onsdag d. 3/7 2019\n\n{BODY}", ("2019-07-03", "dateline")),
        (f"Harde kamper i natt\nLest opp i hovedsendinga på lufta 3. juli 2019\n\n{BODY}", ("2019-07-03", "header")),
        (f"Harde kamper i natt\nFredens Blad, 3. årgang, nr. 8, juli 2019\n\n{BODY}", ("2019-07", "header")),
        (f"Harde kamper i natt\n\n{BODY}\n\nLest opp 3. juli 2019", ("2019-07-03", "header")),
        (f"Harde kamper i natt\nVi minnes slaget 3. juli 2019\n\n{BODY} Byen falt 4. mai 2020.", (None, "none")),
        (f"{BODY} Krigen brøt ut 3. juli 2019.", (None, "none")),
        (f"Publiserte bilder fra 3. juli 2019 viser at tolv sivile ble drept. {BODY}", (None, "none")),
    ],
)  # fmt: skip
def test_the_text_tells_its_date(
    article_of: Callable[..., Article], text: str, expected: tuple[str | None, str]
) -> None:
    assert published(article_of(text)) == expected


def test_metadata_counts_where_the_text_is_silent(article_of: Callable[..., Article]) -> None:
    assert published(article_of(BODY, published="2020-10-04")) == ("2020-10-04", "metadata")
    assert published(article_of(f" date 2020-10 {BODY}", published="2020-10-04")) == (
        "2020-10", "header",
    )  # fmt: skip
    assert published(article_of(BODY, published="28. oktober 2020")) == ("2020-10-28", "metadata")


@pytest.mark.parametrize(
    "stated",
    ["0000-01-01", "9999-12-31", "2020-02-31", "2020-13", "1" * 400, "31.02.2020", "00.00.0000",
     "i går", "", "٢٠٢٠", "2020-10-04" * 50, "X" * 10_000],
)  # fmt: skip
def test_hostile_dates_are_ignored(article_of: Callable[..., Article], stated: str) -> None:
    assert published(article_of(f"Publisert: {stated}\n\nHarde kamper\n\n{BODY}"))[1] == "none"
    assert published(article_of(f" date {stated} {BODY}"))[1] == "none"
    if len(stated) < 400:
        assert published(article_of(BODY, published=stated))[1] == "none"


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020-10-04", "2020-10-04", "2020-10-04"),
        ("2020-10-04T18:42:00+02:00", "2020-10-04", "2020-10-04"),
        ("2020-10~", "2020-10-01", "2020-10-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2020-09-30/2020-10-02", "2020-09-30", "2020-10-02"),
    ],
)
def test_edtf(edtf: str, earliest: str, latest: str) -> None:
    found = parse_edtf(edtf)
    assert found is not None
    assert (found.earliest.isoformat(), found.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize("edtf", ["2020-10-04/2020-10-01", "2020/", "/", "20X0", "2020-1-1", "X"])
def test_what_is_no_edtf_date(edtf: str) -> None:
    assert parse_edtf(edtf) is None


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)))
def test_every_day_comes_back(day: dt.date) -> None:
    found = parse_edtf(day.isoformat())
    assert found is not None
    assert (found.earliest, found.latest, found.edtf) == (day, day, day.isoformat())


@given(st.text(max_size=40))
def test_no_words_break_the_reading_of_dates(text: str) -> None:
    found = parse_edtf(text)
    assert found is None or found.earliest <= found.latest
