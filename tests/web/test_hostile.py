"""Whatever stands in a record is shown as text: nothing of it acts, and no page falls apart."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import hostile
import pytest
import sqlalchemy as sa
from browser import DESK, PHONE, Looks, scrolls_sideways, settled
from judging import show_token
from sites import TOKEN, Site, opened

from vitne.exports.format import formats
from vitne.record.schema import articles, claim_actors, claims, incident_voices, incidents
from vitne.web.security import HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

LARGEST = 1_500_000  # bytes of a page
LISTS = ("incidents", "claims", "articles", "voices", "actors", "judgements", "facets", "places",
         "timeline", "exports", "profiles", "method")  # fmt: skip
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "poster", "srcset", "ping")


@pytest.fixture(scope="session")
def bad_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hostile record, served with a token."""
    path: Path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    hostile.make(path)
    with opened(path) as record, Site(record, token=TOKEN) as site:
        yield site


def column(site: Site, of: sa.Column[Any]) -> list[str]:
    with site.record.reading() as connection:
        return list(connection.execute(sa.select(of).distinct().order_by(of)).scalars())


def names(site: Site, of: sa.Column[Any]) -> list[str]:
    return [one for one in column(site, of) if "\n" not in one]


def pages(site: Site) -> list[str]:
    """All pages there are of the record; no address holds a name of several lines."""
    everything = [f"/incidents/{one}" for one in column(site, incidents.c.id)]
    everything += [f"/articles/{one}" for one in column(site, articles.c.id)]
    everything += [f"/actors/{quote(one, safe='')}" for one in names(site, claim_actors.c.actor)]
    everything += [f"/voices/{quote(one, safe='')}" for one in names(site, incident_voices.c.voice)]
    fixed = ("/", "/actors", "/voices", "/review", "/judgements", "/export", "/method", "/quality")
    return [*fixed, "/review?state=rejected", "/review?state=all", *everything]


class Page(HTMLParser):
    """What a browser makes of a page, as far as it may be dangerous."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.wrong += [
            f"<{tag} {name}>" for name in known if name.startswith("on") or name == "style"
        ]
        if tag == "script" and not (known.get("src") or "").startswith("/static/"):
            self.wrong.append("a script that is none of ours")
        if tag in ("iframe", "object", "embed", "base", "applet"):
            self.wrong.append(f"<{tag}>")
        for name in _ADDRESSES:
            value = known.get(name) or ""
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):", value)
            if scheme and scheme.group(1).lower() not in ("http", "https"):
                self.wrong.append(f"<{tag} {name}={value[:60]}>")


def sound(answer: httpx.Response) -> list[str]:
    """What is wrong with an answer that must be a page."""
    wrong = [] if answer.status_code == 200 else [f"status {answer.status_code}"]
    if len(answer.content) > LARGEST:
        wrong.append(f"{len(answer.content):,} bytes")
    if "\x00" in answer.text or "\x1b" in answer.text:
        wrong.append("control characters")
    if answer.headers.get("set-cookie", "").startswith("owned"):
        wrong.append("a cookie of theirs")
    wrong += [name for name, value in HEADERS.items() if answer.headers.get(name) != value]
    return wrong + Page(answer.text).wrong


def test_the_record_is_as_hostile_as_it_can_be(bad_site: Site) -> None:
    there = {*column(bad_site, claim_actors.c.actor), *column(bad_site, incident_voices.c.voice)}
    assert {one for one in hostile.EVIL.values() if "\x00" not in one and len(one) < 500} <= there
    titles = {*column(bad_site, articles.c.title), *column(bad_site, articles.c.outlet)}
    assert {hostile.EVIL["script"], hostile.EVIL["image"], hostile.EVIL["address"]} <= titles
    assert max(map(len, column(bad_site, articles.c.text))) >= hostile.LONG


def test_every_page_shows_it_as_text(bad_site: Site) -> None:
    wrong = {}
    for address in pages(bad_site):
        if found := sound(bad_site.client.get(address)):
            wrong[address[:80]] = found
    assert not wrong, json.dumps(wrong, indent=1)


def test_what_is_shown_is_what_stands_there(bad_site: Site) -> None:
    text = bad_site.client.get("/voices").text
    assert "&lt;script&gt;window.owned=1&lt;/script&gt;" in text
    assert "{{7*7}}${7*7}" in text
    assert "4949" not in text
    assert "<script>window" not in text


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_the_api_is_data(bad_site: Site, name: str) -> None:
    answer = bad_site.client.get(f"/api/v1/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(answer.content) < LARGEST
    json.loads(answer.content)


@pytest.mark.parametrize("name", sorted(formats()))
def test_every_export_is_a_file_to_keep(bad_site: Site, name: str) -> None:
    query = {"format": name}
    if name == "report":
        query["incident"] = column(bad_site, incidents.c.id)[0]
    answer = bad_site.client.get("/export", params=query)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-disposition"].startswith("attachment")
    if answer.headers["content-type"].startswith("text/csv"):
        cells = [
            cell
            for row in answer.text.splitlines()
            for cell in re.findall(r'(?:^|,)"?([^",]*)', row)
        ]
        assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_the_report_of_an_incident_acts_on_nobody(bad_site: Site) -> None:
    for one in column(bad_site, incidents.c.id):
        answer = bad_site.client.get("/export", params={"format": "report", "incident": one})
        assert answer.status_code == 200
        text = re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)
        assert not Page(text).wrong


VIEWED = ("/", "/actors", "/voices", "/review?state=rejected", "/judgements", "/export")


def _viewed(site: Site) -> list[str]:
    """The fixed views, and of each kind those that most hangs on."""
    found = list(VIEWED)
    for path, of in (
        ("/incidents/", incidents.c.id),
        ("/articles/", articles.c.id),
        ("/actors/", claim_actors.c.actor),
        ("/voices/", incident_voices.c.voice),
    ):
        every = names(site, of)
        found += [path + quote(one, safe="") for one in every[:: max(1, len(every) // 6)]]
    with site.record.reading() as connection:
        longest = sa.select(articles.c.id).order_by(sa.func.length(articles.c.text).desc())
        found.append("/articles/" + (connection.execute(longest).scalars().first() or ""))
        claim = sa.select(claims.c.id).where(claims.c.kind == "toll")
        found.append("/review?claim=" + (connection.execute(claim).scalars().first() or ""))
    return found


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_acts_in_a_browser_and_no_page_falls_apart(
    look: Looks, bad_site: Site, size: tuple[int, int]
) -> None:
    wrong = {}
    with look.at(bad_site.address, size) as page:
        for address in _viewed(bad_site):
            page.goto(address)
            settled(page)
            page.mouse.move(200, 300)
            found = scrolls_sideways(page)
            if page.evaluate("window.owned") is not None:
                found.append("it acted")
            outside = page.evaluate(
                "[...document.links].map((a) => a.protocol).filter((p) => !/^https?:$/.test(p))"
            )
            if found + outside:
                wrong[address[:80]] = found + outside
    assert not wrong, json.dumps(wrong, indent=1)


BAD = [
    "/incidents/none", "/incidents/%00", "/incidents/" + "f" * 5000, "/incidents/..%2f..%2fetc",
    "/articles/none", "/articles/" + "0" * 64, "/claims/none", "/claims/0123456789abcdef",
    "/actors/nobody%20at%20all", "/voices/%22%3E%3Cscript%3E", "/explain?one=x&other=y", "/explain",
    "/?from=0000-00-00", "/?from=9999999999-01", "/?bbox=nan,nan,nan,nan", "/?bbox=1,2", "/?after=xyz",
    "/?" + "&".join(f"place=p{n}" for n in range(200)), "/?country=" + "A" * 60_000,
    "/?text=" + "x" * 60_000, "/review?claim=none", "/review?at=-1", "/review?at=99999999999999999999",
    "/review?state=<script>", "/judgements?claim=none", "/judgements?at=1e9", "/export?format=none",
    "/export?format=report", "/export?format=acled&ceiling=moon", "/incidents/x?as_of=tomorrow",
    "/voices?at=0", "/voices?order=<script>", "/nothing/here", "/static/x/../../app.py",
    "/static/%2e%2e/%2e%2e/app.py", "/?lang=<script>&worldview=moon&theme=pink",
    "/api/v1/incidents?after=xyz", "/api/v1/incidents?limit=-1", "/api/v1/incidents?limit=1e99",
    "/api/v1/incidents/none", "/api/v1/incidents?from=0000", "/api/v1/claims?bbox=1,2,3",
    "/api/v1/articles/none", "/api/v1/judgements/none", "/api/v1/exports/none", "/api/v1/none",
    "/api/v1/incidents?text=%00%22%22%22", "/?text=%22%22%22%00AND+NEAR(", "/?text=" + "%22" * 5000,
    "/api/v1/claims?place=%F0%9F%98%80%FF%FE", "/?place=%FF%FE", "/%FF%FE", "/actors/%FF",
]  # fmt: skip


@pytest.mark.parametrize("address", BAD, ids=lambda one: one[:40])
def test_what_makes_no_sense_is_said_and_breaks_nothing(bad_site: Site, address: str) -> None:
    answer = bad_site.client.get(address)
    assert answer.status_code < 500, answer.text[:300]
    assert len(answer.content) < LARGEST
    if not address.startswith("/api/") and answer.headers["content-type"].startswith("text/html"):
        assert not Page(answer.text).wrong
    assert answer.headers["content-security-policy"] == HEADERS["content-security-policy"]


NONE_THERE = [one for one in BAD if re.match(r"/(api/v1/)?(incidents|articles|claims)/", one)]


@pytest.mark.parametrize("address", NONE_THERE, ids=lambda one: one[:40])
def test_what_is_not_there_is_not_there(bad_site: Site, address: str) -> None:
    assert 400 <= bad_site.client.get(address).status_code < 500


def test_a_huge_query_is_refused_or_answered(bad_site: Site) -> None:
    # More than a megabyte: the server may close the connection before it has read it.
    answer = bad_site.client.post("/judge", content=b"x" * 5_000_000)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "back",
    ["//evil.example/", "https://evil.example", "javascript:1", "/\\evil.example", "\\\\evil"],
)
def test_no_form_leads_away(bad_site: Site, back: str) -> None:
    answer = show_token(bad_site.client, name="Kari", token=TOKEN, next=back)
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"].replace("\\", "/"))
    assert not where.netloc
    assert not where.scheme
    bad_site.client.cookies.clear()
