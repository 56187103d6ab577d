"""docs/capturing.md tells what there is."""

from __future__ import annotations

import re
from pathlib import Path

from vitne.captures import Limits, feeds, packed, paths, robots, sitemaps
from vitne.captures.manners import Manners
from vitne.cli.watchlist import Watched, Watchlist, read_watchlist

PAGE = (Path(__file__).parents[2] / "docs" / "capturing.md").read_text(encoding="utf-8")
MIB = 1024 * 1024


def row(begins: str) -> list[float]:
    """The numbers in a row of the table of limits."""
    (line,) = re.findall(rf"^\| {begins} \|(.*)\|$", PAGE, re.MULTILINE)
    return [float(each.replace(",", "")) for each in re.findall(r"[0-9][0-9,]*", line)]


def test_the_example_of_a_list_can_be_watched_and_names_every_key(tmp_path: Path) -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    path = tmp_path / "FEEDS.toml"
    path.write_text(example, encoding="utf-8")
    found = read_watchlist(str(path))
    assert [len(each) for each in (found.feed, found.sitemap, found.page)] == [1, 1, 1]
    keys = set(re.findall(r"^\[*(\w+)", example, re.MULTILINE))
    assert keys == {*Watchlist.__struct_fields__, *Watched.__struct_fields__}


def test_the_limits_are_those_of_the_code() -> None:
    limits, manners = Limits(), Manners()
    assert row("a report") == [limits.article / MIB]
    assert row("an answer of a server")[:2] == [manners.packed / MIB, manners.unpacked / MIB]
    assert row("time of a request") == [manners.connect, manners.read, manners.whole]
    assert row("a packed file, a Parquet file") == [limits.unpacked / MIB, limits.ratio]
    assert row("zstd") == [packed._LARGEST_WINDOW / MIB]
    assert row("a feed") == [feeds._LONGEST, feeds._MOST_TAGS, limits.entries]
    assert row("a sitemap") == [sitemaps._MOST, limits.entries, limits.sitemaps]


def test_the_manners_are_those_of_the_code() -> None:
    manners = Manners()
    assert (manners.redirects, manners.tries, manners.back_off) == (5, 3, 5)
    assert (manners.patience, robots._LONGEST_DELAY, robots._KEPT) == (120, 60, 24 * 3600)
    assert "5\n  are followed" in PAGE


def test_every_kind_of_file_is_named() -> None:
    for suffix in (
        ".txt",
        ".html",
        *paths.ARCHIVES,
        *paths.TABLES,
        ".jsonl",
        ".ndjson",
        *paths.PACKED,
    ):
        assert f"`{suffix}`" in PAGE
