"""Tells a person what changed in a record: articles, versions, incidents, judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.text import Text

from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.words import ENGLISH
from vitne.record.changes import Arrival, Renewal, judged_since, new_reports, renewals
from vitne.record.versions import Change, revisions
from vitne.wording.days import minute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import sqlalchemy as sa

    from vitne.cli.page import Page
    from vitne.model import Claim, Estimate, Judgement
    from vitne.record.versions import Revision

T = TypeVar("T")
_SILENT = "unreported"
_MARGIN = "    "


class Sections:
    """Prints the kinds of change one after the other, those there are."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._started = False

    def tell(self, connection: sa.Connection, since: str) -> int:
        """Print what changed at a time (UTC, ISO 8601) or later. Gives how many changes."""
        changed = list(revisions(connection, since=since))
        fresh = new_reports(connection, since, changed)
        return (
            self._section("New articles", fresh, self._arrival)
            + self._section("Articles that changed", changed, self._revision)
            + self._section("Incidents, new or revised", renewals(connection, since), self._renewal)
            + self._section("What people decided", judged_since(connection, since), self._judgement)
        )

    def _section(self, title: str, rows: Iterable[T], tell: Callable[[T], None]) -> int:
        count = 0
        for count, row in enumerate(rows, 1):
            if count == 1:
                if self._started:
                    self._page.line()
                self._started = True
                self._page.line(title, "title")
            tell(row)
        return count

    def _arrival(self, one: Arrival) -> None:
        what = [one.title or "(no headline)", one.outlet or "outlet not known", one.language]
        what += [ENGLISH.count("claim", one.claims), one.file]
        self._row(minute(one.captured_at), " · ".join(what))

    def _revision(self, one: Revision) -> None:
        self._row(minute(one.at), f"{one.title or '(no headline)'} · {one.address or one.file}")
        for change in one.changes:
            self._page.paragraph(said(change), indent=_MARGIN * 2, first=_MARGIN)
        if not one.changes:
            self._page.paragraph("a new version; no toll changed", indent=_MARGIN)

    def _renewal(self, one: Renewal) -> None:
        found = one.incident
        new = "new" if one.before is None else "revised"
        text = Text.assemble(
            f"{found.id[:SHORT_ID]}  ", (f"{new}  ", "faint"), printable(found.label)
        )
        self._page.paragraph(text, indent=_MARGIN, first="  ")
        because = [ENGLISH.count("more article", len(one.arrivals))] if one.arrivals else []
        because += [ENGLISH.count("judgement", len(one.judgements))] if one.judgements else []
        told = [*_figures(one), *(because if one.before is not None else ())]
        self._page.paragraph("; ".join(told), indent=_MARGIN * 2, first=_MARGIN)

    def _judgement(self, one: Judgement) -> None:
        value = " ".join(str(part) for part in (one.field, one.value) if part is not None)
        about = ", ".join(claim[:SHORT_ID] for claim in one.claims)
        reason = f": {one.reason}" if one.reason else ""
        decided = f"{one.action.value} {value}".strip()
        self._row(minute(one.at), f"{one.author}: {decided} (claims {about}){reason}")

    def _row(self, at: str, text: str) -> None:
        self._page.paragraph(f"{at}  {text}", indent=_MARGIN, first="  ")


def said(change: Change) -> str:
    """A change in words: "the toll (killed, Prosecutor General) was changed from 7 to 11"."""
    voice = f", {change.voice}" if change.voice else ""
    before, after = _toll(change.before), _toll(change.after)
    match change.kind:
        case "added":
            what = f"was added: {after}"
        case "dropped":
            what = f"was dropped; it was {before}"
        case _:
            what = f"was changed from {before} to {after}"
    return f"the toll ({change.measure}{voice}) {what}"


def _toll(claim: Claim | None) -> str:
    return ENGLISH.toll(claim.toll) if claim and claim.toll else "no figure"


def _figures(one: Renewal) -> list[str]:
    """The estimates, with what they were: "killed 14 or more → 17–21"."""
    before = one.before or {}
    told = [
        f"{measure} {_step(before.get(measure), estimate)}"
        for measure, estimate in one.incident.estimates.items()
        if estimate.known != _SILENT or (measure in before and before[measure].known != _SILENT)
    ]
    return told or ["no toll is told"]


def _step(before: Estimate | None, after: Estimate) -> str:
    now = ENGLISH.in_full(after)
    if before is None:
        return now
    was = ENGLISH.in_full(before)
    return f"{now} (as before)" if was == now else f"{was} → {now}"
