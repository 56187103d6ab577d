"""What is read from a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article

    Roles = Callable[..., list[tuple[str, str]]]

LEAD = (
    "Minst tolv sivile ble drept i byen Douma tirsdag, opplyser redningstjenesten. "
    "Hæren avviser at den står bak, og sier at opprørerne selv skjøt granatene. "
    "Ingen av opplysningene er bekreftet fra uavhengig hold, og byen er fortsatt beleiret av hæren."
)
PAGE = f"""<!doctype html><html lang="nb-NO"><head><meta charset="utf-8"><title>Kamper - Kystposten</title>
<meta property="og:site_name" content="Kystposten">
<meta property="article:published_time" content="2018-02-27T18:42:00+01:00">
<script type="application/ld+json">{{"@graph": [{{"@type": ["NewsArticle"], "headline": "Kamper"}}]}}</script>
<style>p {{}}</style></head><body class="newsletter-on"><header><nav><a href="/">Forside</a></nav></header>
<main><article class="article has-related"><span class="section"><a href="/u">Utenriks</a></span>
<h1>Harde kamper i Douma</h1><p class="lead">{LEAD}</p>
<div class="byline">Av <a rel="author" href="x">Kari Holm</a></div>
<figure><img alt="alt"><figcaption><strong>RUINER:</strong> En mann leter etter overlevende.
<span class="credit">Foto: Ola Hansen / Reuters</span></figcaption></figure>
<p>Over&nbsp;335&nbsp;000 mennesker bor i enklaven.<br>Mange er på flukt.</p><script>var drept = 100;</script>
<video>Du trenger javascript for å se video.</video><noscript>Slå på javascript</noscript>
<figure><figcaption>RUINER: En mann leter etter overlevende.</figcaption></figure>
<h2>Sprikende tall</h2><p>Opprørsgruppa avviser påstanden. (©NTB)</p>
<aside class="fact-box"><h3>Fakta om Douma</h3><ul><li>Beleiret siden 2013.</li></ul></aside>
<aside class="related"><h3>Mer om krigen</h3><p><a href="y">Kamppause brutt</a></p></aside>
<p><a href="z">Les også: Slik ble vinteren</a></p>
<table><tr><td>Drept</td><td>12</td></tr></table><div style="display:none">Skjult</div>
</article></main><footer>Ansvarlig redaktør</footer></body></html>"""


def test_page_keeps_captions_and_leaves_out_navigation(roles_of: Roles) -> None:
    assert roles_of(PAGE, "text/html") == [
        ("promo", "Utenriks"),
        ("headline", "Harde kamper i Douma"),
        ("paragraph", LEAD),
        ("byline", "Av Kari Holm"),
        ("kicker", "RUINER:"),
        ("caption", "En mann leter etter overlevende."),
        ("credit", "Foto: Ola Hansen / Reuters"),
        ("paragraph", "Over\u00a0335\u00a0000 mennesker bor i enklaven."),
        ("paragraph", "Mange er på flukt."),
        ("player", "Du trenger javascript for å se video."),
        ("player", "Slå på javascript"),
        ("kicker", "RUINER:"),
        ("caption", "En mann leter etter overlevende."),
        ("subheading", "Sprikende tall"),
        ("paragraph", "Opprørsgruppa avviser påstanden."),
        ("agency", "(©NTB)"),
        ("fact", "Fakta om Douma"),
        ("fact", "Beleiret siden 2013."),
        ("promo", "Mer om krigen"),
        ("promo", "Kamppause brutt"),
        ("promo", "Les også: Slik ble vinteren"),
        ("paragraph", "Drept 12"),
    ]


def test_what_a_page_declares(article_of: Callable[..., Article]) -> None:
    article = article_of(PAGE, "text/html")
    assert article.published is not None
    assert (article.published.edtf, article.published_basis) == ("2018-02-27", "metadata")
    assert (article.publisher, article.title) == ("Kystposten", "Harde kamper i Douma")
    assert article.language == "nb"
    assert article_of(PAGE, "text/html", published="2018-02").published_basis == "metadata"
    assert article_of(PAGE, "text/html", publisher="Nordposten").publisher == "Nordposten"


def test_visible_publication_line_wins(article_of: Callable[..., Article]) -> None:
    page = PAGE.replace(
        "<figure>", "<time datetime='x'>Publisert 26. feb. 2018 kl. 9.00</time><figure>", 1
    )
    article = article_of(page, "text/html")
    assert article.published is not None
    assert (article.published.edtf, article.published_basis) == ("2018-02-26", "header")


def test_page_without_markup_is_read(article_of: Callable[..., Article]) -> None:
    article = article_of(f"<div><div>{LEAD}</div></div>", "text/html")
    assert article.text == LEAD


def test_date_in_the_address_is_the_last_resort(article_of: Callable[..., Article]) -> None:
    page = f"<html><body><p>{LEAD}</p></body></html>"
    article = article_of(page, "text/html", url="https://example.org/2018/02/27/kamper")
    assert article.published is not None
    assert article.published.edtf == "2018-02-27"


@pytest.mark.parametrize(
    "page",
    ["", "<", "<html>", "<p>\x00", "<script type='application/ld+json'>{</script>x",
     "<script type='application/ld+json'>" + "[" * 5000 + "</script>x",
     "<html lang><meta property=og:title content><p class>x", "<time datetime>x</time>",
     "<template><p>x</p></template>", "<frameset><frame src=x></frameset>"],
)  # fmt: skip
def test_broken_pages_are_read(article_of: Callable[..., Article], page: str) -> None:
    article_of(page, "text/html")


@pytest.mark.parametrize(
    "tag", ["<div>", "<b>", "<div class=related>", "<h2><div>", "<p>x", "<aside>", "<a>"]
)
def test_work_grows_with_length_of_page_only(
    article_of: Callable[..., Article], calls: Callable[..., int], tag: str
) -> None:
    def work(count: int) -> int:
        page = f"<article><h1>Kamper</h1><p>{LEAD}</p>" + tag * count + "x"
        return calls(lambda: article_of(page, "text/html"))

    work(100)
    assert work(4000) < 4 * 2 * work(1000)
