"""Prints why two claims are about one happening, or why they are not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import msgspec
from rich.text import Text

from vitne.cli import claim_rows, words
from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.page import Page, stdout
from vitne.cli.seeking import Shape
from vitne.cli.tables import Column, grid
from vitne.cli.weights import of_step
from vitne.cli.words import ENGLISH
from vitne.record.ids import claim_id
from vitne.record.pairing import Pairing, explain

if TYPE_CHECKING:
    import sqlalchemy as sa

    from vitne.record.queries import Found

_COLUMNS: tuple[Column[tuple[str, str, str]], ...] = (
    Column("what", lambda row: row[0], whole=True),
    Column("bits", lambda row: row[1], whole=True),
    Column("found", lambda row: row[2]),
)
_MODELS = {
    "within": "two claims of one article",
    "across": "the accounts that two articles give",
}


def show(connection: sa.Connection, one: str, other: str, form: Shape) -> None:
    """Print why the two claims whose ids begin so are, or are not, in one incident.

    Raises:
        RecordError: There is no such claim, or there are several.
        PackError: The models of linking are broken.
    """
    found = explain(connection, claim_id(connection, one), claim_id(connection, other))
    if form is Shape.JSONL:
        sys.stdout.buffer.write(msgspec.json.encode(data(found)) + b"\n")
    else:
        _tell(Page(stdout()), found)


def data(found: Pairing) -> dict[str, Any]:
    """A pairing as data: claims by id, incident and file."""
    told: dict[str, Any] = msgspec.to_builtins(found)
    for name, row in (("one", found.one), ("other", found.other)):
        told[name] = {
            "claim": row.claim.id,
            "file": row.file,
            "article": row.article,
            "incident": row.incident,
            "text": row.claim.text,
        }
    return told | {"why": found.why.value, "sentence": found.why.sentence}


def _tell(page: Page, found: Pairing) -> None:
    for name, row in (("A", found.one), ("B", found.other)):
        _claim(page, name, row)
    page.line()
    verdict = "One incident." if found.together else "Not one incident."
    page.paragraph(Text.assemble((verdict, "title"), " ", found.why.sentence))
    if found.weight is not None and found.threshold is not None:
        _comparisons(page, found)
    if found.mean is not None:
        page.paragraph(
            f"The mean of all pairs of their two incidents: {ENGLISH.bits(found.mean)} bits."
        )
    if found.route:
        page.line()
        page.line("The way between them", "title")
        files = {found.one.claim.id: found.one.file, found.other.claim.id: found.other.file}
        for step in found.route:
            page.paragraph(of_step(step, files), indent="    ", first="  ")


def _claim(page: Page, name: str, row: Found) -> None:
    said = Text.assemble(
        (f"{name}  ", "title"),
        (claim_rows.what(row) + claim_rows.mark(row), "number" if row.claim.toll else ""),
        f" · {printable(claim_rows.voice(row))} · {printable(ENGLISH.where(row.claim.place, short=True))}, "
        f"{ENGLISH.when(row.claim.time)}",
    )
    page.paragraph(said, indent="   ", first="")
    page.paragraph(words.quoted(row.claim.text), indent="   ")
    incident = f"incident {row.incident[:SHORT_ID]}" if row.incident else "in no incident"
    page.paragraph(f"claim {row.claim.id[:SHORT_ID]} · {incident} · {row.file}", indent="   ")


def _comparisons(page: Page, found: Pairing) -> None:
    assert found.weight is not None and found.threshold is not None and found.prior is not None  # noqa: S101, PT018 - asked before
    page.line()
    title = f"What was compared: {_MODELS[found.model or 'across']}"
    page.paragraph(Text(title, "title"))
    rows = [
        (
            "beforehand",
            ENGLISH.bits(found.prior),
            "how rare it is that two chosen at random are one",
        )
    ]
    rows += [(one.comparison, ENGLISH.bits(one.bits), one.found) for one in found.comparisons]
    rows.append(("sum", ENGLISH.bits(found.weight), ENGLISH.odds(found.weight)))
    rows.append(("needed", ENGLISH.bits(found.threshold), ENGLISH.odds(found.threshold)))
    grid(rows, _COLUMNS)
