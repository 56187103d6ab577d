"""A small archive of reports in every form that a run reads."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from fastwarc.warc import WarcRecord, WarcRecordType

if TYPE_CHECKING:
    from pathlib import Path

KABUL = """Kabul (Reuters) – A car bomb killed {n} civilians in {town} on Tuesday, police said.

The Taliban denied responsibility. The ministry of defence said that {m} soldiers were wounded.
"""
BARDA = """Aserbajdsjan: {n} sivile drept i {town}

Armenske styrker skjøt raketter mot {town} onsdag. {n} sivile ble drept og {m} såret, opplyser
aserbajdsjanske myndigheter. Armenia avviser at de sto bak angrepet.
"""
CHESS = "The club in {town} won the chess match by {n} points to {m}, and had cake afterwards.\n"
_TOWNS = ("Kabul", "Herat", "Barda", "Kharkiv", "Mosul", "Aden")
_TEXTS = (KABUL, BARDA, CHESS)


def text(number: int) -> str:
    """The report with a number, of conflict or of something else, in English or Norwegian."""
    told = _TEXTS[number % len(_TEXTS)]
    return told.format(n=3 + number, m=20 + number, town=_TOWNS[number % len(_TOWNS)])


def item(number: int) -> dict[str, str]:
    """A report as a line or row; each third month, and some without a date."""
    found = {
        "text": text(number),
        "url": f"https://example.org/{number}",
        "publisher": "Fjordposten",
    }
    if number % 5:
        found["published"] = f"2020-{1 + number % 12:02}-14"
    return found


def lines(path: Path, numbers: range) -> None:
    """Write reports as JSONL, with a line that is none and one that is blank."""
    told = [json.dumps(item(number)) for number in numbers]
    told[3:3] = ["", "{}", "no report"]
    data = "\n".join(told).encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def write(folder: Path) -> None:
    """Write the archive."""
    lines(folder / "a.jsonl", range(60))
    lines(folder / "b.jsonl.gz", range(60, 66))
    table = pa.Table.from_pylist([item(number) for number in range(66, 96)])
    pq.write_table(table, folder / "c.parquet", row_group_size=7)
    _archive(folder / "d.warc", range(96, 99))
    (folder / "e").mkdir()
    (folder / "e" / "f.txt").write_text(text(99), encoding="utf-8")
    (folder / "e" / "f.meta.json").write_text('{"published": "2021-02-03"}', encoding="utf-8")
    (folder / "e" / "g.html").write_text(f"<html><p>{text(100)}</p></html>", encoding="utf-8")
    (folder / "e" / "empty.txt").write_text("", encoding="utf-8")


def _archive(path: Path, numbers: range) -> None:
    with path.open("wb") as stream:
        for number in numbers:
            body = f"<html><body><p>{text(number)}</p></body></html>".encode()
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            record = WarcRecord()
            record.init_headers(WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
            record.headers["WARC-Date"] = "2020-11-01T12:00:00Z"
            record.headers["Content-Type"] = "application/http; msgtype=response"
            record.set_bytes_content(head + body)
            buffer = io.BytesIO()
            record.write(buffer)
            stream.write(buffer.getvalue())
