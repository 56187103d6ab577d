"""Files and what servers send: texts, pages, JSONL, Parquet, WARC, feeds, sitemaps, metadata."""

from __future__ import annotations

import gzip
import hashlib
import io
from typing import TYPE_CHECKING

import pyarrow as pa
import zstandard
from pyarrow import parquet

from fuzz import scratch, web
from fuzz.checks import check_article, hold
from fuzz.target import Target
from vitne import articles, captures
from vitne.articles.dates import parse_edtf
from vitne.captures import CaptureFailure, feeds, sitemaps
from vitne.captures.entries import kind_of
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.captures.entries import Listed
    from vitne.model import Capture

_ADDRESS = "https://example.org/nyheter/"
_LINE = (
    '{"text": "Minst 12 drept i Kabul.", "published": "2020-10-04", "publisher": "NTB"}\n'
    '{"html": "<h1>Fem såret</h1><p>I Gaza.</p>", "url": "https://example.org/2", "language": "nb"}\n'
)
_FILES = {
    "text": "sak.txt", "html": "sak.html", "jsonl": "saker.jsonl", "parquet": "saker.parquet",
    "warc": "arkiv.warc", "meta": "sak.meta.json", "packed": "saker.jsonl.gz",
}  # fmt: skip


def target(kind: str) -> Target:
    """One kind of file, or of list that a server sends."""
    if kind == "feed":
        return Target(_listed(_of_feed), web.FEEDS, web.FEED_GROUPS, longest=3000)
    if kind == "sitemap":
        return Target(_listed(_of_sitemap), web.SITEMAPS, web.FEED_GROUPS, longest=3000)
    run = _file(kind)
    match kind:
        case "text":
            return Target(run, web.TEXTS, web.TEXT_GROUPS)
        case "html":
            return Target(run, web.PAGES, web.PAGE_GROUPS, longest=4000)
        case "jsonl":
            return Target(run, (_LINE.encode(), *web.LINES), web.JSON_GROUPS)
        case "meta":
            return Target(run, web.METADATA, web.JSON_GROUPS)
        case "warc":
            return Target(run, web.ARCHIVES, web.ARCHIVE_GROUPS, longest=3000)
        case "packed":
            return Target(run, _packed(), ((),), blunt=True)
        case _:
            return Target(run, _tables(), ((),), longest=6000, blunt=True)


def _file(kind: str) -> Callable[[bytes], None]:
    """Captures a file and makes articles of what is in it."""
    folder, conventions = scratch.folder(), Packs().conventions
    path = folder / _FILES[kind]
    if kind == "meta":
        (folder / "sak.txt").write_text("Minst tolv soldater ble drept i Kabul.", encoding="utf-8")

    def run(data: bytes) -> None:
        name = path
        if kind == "packed" and data.startswith(b"\x28\xb5\x2f\xfd"):
            name = path.with_suffix(".zst")
        name.write_bytes(data)
        asked = str(folder / "sak.txt") if kind == "meta" else str(name)
        found = list(captures.capture([asked], now="2024-01-01T00:00:00Z"))
        hold(found, "every file is captured, or told why not")
        for one in found:
            if isinstance(one, CaptureFailure):
                _check_failure(one)
                continue
            _check_capture(one)
            article = articles.extract(one, conventions)
            check_article(article)
            hold(articles.extract(one, conventions) == article, "the same input, the same output")
            told = article.published
            hold(told is None or parse_edtf(told.edtf) is not None, "a date is one in EDTF")
        if kind in ("text", "html", "jsonl"):
            hold(
                list(captures.capture([asked], now="2024-01-01T00:00:00Z")) == found,
                "the same file, the same captures",
            )

    return run


def _check_failure(failure: CaptureFailure) -> None:
    hold(failure.file and failure.reason.strip(), "a failure names file and reason")
    hold(len(failure.reason) < 1000, "a reason is short")
    hold("Traceback" not in failure.reason, "a reason is in plain words")


def _check_capture(one: Capture) -> None:
    hold(
        one.sha256 == hashlib.sha256(one.data).hexdigest(), "a capture keeps the hash of its bytes"
    )
    kind = one.media_type.partition(";")[0]
    hold(kind in ("text/plain", "text/html"), "a capture is a text or a page")
    hold(one.captured_at, "a capture keeps its time")


def _listed(read: Callable[[bytes], Listed]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        kind_of(data)
        found = read(data)
        hold(found.problem is None or found.problem.strip(), "a problem is told in words")
        for entry in found.entries:
            hold(entry.url, "an entry has an address")
            for text in (entry.title, entry.outlet, entry.language):
                hold(
                    text is None or (text and "\n" not in text),
                    "what is told of an entry is a line",
                )
            if entry.published is not None:
                hold(parse_edtf(entry.published), "the date of an entry is one in EDTF")
        hold(read(data) == found, "the same bytes, the same entries")

    return run


def _of_feed(data: bytes) -> Listed:
    return feeds.entries_of(data, _ADDRESS)


def _of_sitemap(data: bytes) -> Listed:
    return sitemaps.entries_of(data)


def _packed() -> tuple[bytes, ...]:
    lines = _LINE.encode()
    return (
        gzip.compress(lines, mtime=0), gzip.compress(lines, mtime=0) * 2,
        zstandard.compress(lines), gzip.compress(b"\n" * 100_000, mtime=0),
    )  # fmt: skip


def _tables() -> tuple[bytes, ...]:
    whole = {"text": ["Minst 12 drept.", None, "Fem såret."], "published": ["2020", "2021", None]}
    made = []
    for columns, how in (
        (whole, {"compression": "none"}),
        (whole, {"compression": "snappy"}),
        ({"html": ["<p>Fem såret</p>"] * 40}, {"compression": "gzip", "row_group_size": 10}),
        ({"text": [b"bytes"], "language": ["nb"]}, {"compression": "zstd"}),
    ):
        out = io.BytesIO()
        parquet.write_table(pa.table(columns), out, **how)
        made.append(out.getvalue())
    return tuple(made)
