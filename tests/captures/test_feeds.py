"""RSS and Atom, as outlets write them and as an attacker would."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitne.captures.entries import Entry, kind_of, line_of, newest
from vitne.captures.feeds import entries_of

AT = "https://avis.example/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Avis</title>
<item><title>Sju drept i &lt;b&gt;Barda&lt;/b&gt;</title><link>/sak/1#topp</link>
<pubDate>Sat, 03 Oct 2020 22:30:00 GMT</pubDate><source url="x">Reuters</source></item>
<item><title>To</title><link> https://annen.example/2 </link></item>
<item><title>Uten adresse</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Avis</title><entry>
<title type="html">A &amp;amp; B</title><link rel="alternate" href="https://avis.example/3"/>
<published>2020-10-03T22:30:00Z</published><updated>2020-10-05T08:00:00+02:00</updated>
</entry></feed>"""


def one_title(title: str) -> Entry:
    feed = f"<rss><channel><item><link>/1</link><title>{title}</title></item></channel></rss>"
    (found,) = entries_of(feed.encode(), AT).entries
    return found


def test_rss_gives_address_title_time_and_outlet() -> None:
    found = entries_of(RSS.encode(), AT, zone=ZoneInfo("Europe/Oslo"))
    assert found.problem is None
    assert found.entries == (
        Entry(
            "https://avis.example/sak/1",
            "Sju drept i Barda",
            "2020-10-04T00:30:00+02:00",
            "2020-10-03T22:30:00Z",
            "Reuters",
        ),
        Entry("https://annen.example/2", "To"),
    )


def test_atom_tells_publication_from_update() -> None:
    (found,) = entries_of(ATOM.encode(), AT).entries
    assert found.published == "2020-10-03T22:30:00Z"
    assert found.updated == "2020-10-05T06:00:00Z"
    assert found.title == "A & B"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_the_encoding_of_a_feed_is_told_by_its_bytes_or_its_declaration(encoding: str) -> None:
    feed = RSS.replace("To<", "Såret på øya<").replace('"utf-8"', f'"{encoding}"')
    found = entries_of(feed.encode(encoding), AT)
    assert found.entries[1].title == "Såret på øya"


def test_an_encoding_that_is_declared_wrongly_is_not_believed() -> None:
    feed = RSS.replace("To<", "Såret<").replace('"utf-8"', '"us-ascii"')
    for data in (feed.encode(), feed.encode("windows-1252")):
        assert entries_of(data, AT, charset="utf-7").entries[1].title == "Såret"


def test_a_broken_feed_is_read_as_far_as_it_can_be() -> None:
    cut = RSS[: RSS.index("<item><title>Uten")]
    assert len(entries_of(cut.encode(), AT).entries) == 2
    assert len(entries_of(RSS.replace("Sju", "Sju & fem <br>").encode(), AT).entries) == 2


@pytest.mark.parametrize(
    "date", ["Sat, 03 Oct 0000 22:30:00 GMT", "0000-00-00", "9" * 300, "i går"]
)
def test_an_entry_with_a_broken_date_is_kept_without_it(date: str) -> None:
    feed = RSS.replace("Sat, 03 Oct 2020 22:30:00 GMT", date)
    found = entries_of(feed.encode(), AT)
    assert len(found.entries) == 2
    assert (found.entries[0].published, found.entries[0].updated) == (None, None)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  To\n\tord  ", "To ord"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Tre", "alert(1)Tre"),
        ("Ti &amp;lt; tolv", "Ti < tolv"),
        ("5 &amp;lt; 6 &amp;gt; 4", "5 < 6 > 4"),
        ("<![CDATA[<i>Fire</i> drept]]>", "Fire drept"),
        ("&#x202e;tperd", "\u202etperd"),
        ("", None),
    ],
)
def test_a_title_is_one_line_of_words(title: str, kept: str | None) -> None:
    assert one_title(title).title == kept


def test_a_title_without_end_is_cut() -> None:
    assert len(one_title("x" * 1_000_000).title or "") == 500


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//[", "http://[::1", "file:///etc/passwd", ""]
)
def test_an_odd_link_stops_no_other(link: str) -> None:
    found = entries_of(RSS.replace("/sak/1#topp", link).encode(), AT)
    assert found.entries[-1] == Entry("https://annen.example/2", "To")


ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "' + "a" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">'
    '<!ENTITY c "' + "&b;" * 1000 + '"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    feed = RSS.replace("<rss", ENTITIES + "<rss").replace("To<", "&c;&f;To<")
    found = entries_of(feed.encode(), AT)
    assert all(len(each.title or "") < 100 for each in found.entries)
    assert not any("root" in (each.title or "") for each in found.entries)


def test_feedparser_opens_nothing_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rss").write_text(RSS, encoding="utf-8")
    assert entries_of(b"rss", AT).entries == ()  # a name, not a feed


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<item><link>/1</link></item>" * 60_000, "tags"),
        ("<item><link>/1</link></item>" * 100_000, "mark-up"),
        ("<a>" * 200_000, "tags"),
        ("<a " * 200_000, "tags"),
        ("<item " + " ".join(f"a{n}='>'" for n in range(20_000)) + "/>", "attributes"),
        ("&lt;" * 500_000, "mark-up"),
        ("<" * 500_000, "mark-up"),
        ("x" * 9_000_000, "longer"),
    ],
)
def test_a_feed_beyond_measure_is_refused_before_it_is_parsed(inside: str, reason: str) -> None:
    found = entries_of(f"<rss><channel>{inside}</channel></rss>".encode(), AT)
    assert found.entries == ()
    assert reason in (found.problem or "")


def test_time_grows_with_the_length_of_a_feed_and_no_faster(calls: object) -> None:
    def feed(entries: int) -> bytes:
        item = "<item><title>To &amp; tre</title><link>/{}</link></item>"
        return f"<rss>{''.join(item.format(n) for n in range(entries))}</rss>".encode()

    few, many = (
        calls(lambda n=number: entries_of(feed(n), AT))  # type: ignore[operator]
        for number in (200, 2000)
    )
    assert many < 11 * few


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_a_problem(data: bytes) -> None:
    entries_of(b"<rss><channel><item><link>/1</link>" + data, AT)
    kind_of(data)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("<rss>", "feed"),
        ('\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<rss version="2.0">', "feed"),
        ("<rdf:RDF xmlns='x'>", "feed"),
        ("<atom:feed>", "feed"),
        ("<?xml version='1.0'?><?xml-stylesheet href='x'?><!DOCTYPE urlset [<!ENTITY a 'b'>]><urlset>", "sitemap"),
        ("<sitemapindex>", "index"),
        ("<!doctype html><html><p>&lt;rss&gt; <rss>", None),
        ("<html><feed>", None),
        ("<feeds>", None),
        ("", None),
        (" " * 10_000 + "<rss>", None),
    ],
)  # fmt: skip
def test_what_a_document_lists_is_told_by_its_first_element(
    beginning: str, kind: str | None
) -> None:
    assert kind_of(beginning.encode()) == kind


def test_the_newest_are_taken_in_the_order_of_the_list() -> None:
    times = ("2020-10-01", None, "2020-10-03", "2020-10-02")
    every = [Entry(str(number), updated=when) for number, when in enumerate(times)]
    assert [each.url for each in newest([*every, every[0]], 4)] == ["0", "1", "2", "3"]
    assert [each.url for each in newest(every, 2)] == ["2", "3"]


def test_what_is_no_text_is_no_title() -> None:
    assert line_of(["x"]) is None
    assert line_of("<p></p>") is None
