"""The command `packs`: which languages, event types, actors and entries there are, and why."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from vitne.cli.exits import Exit
from vitne.cli.page import Page, stdout
from vitne.packs import language
from vitne.packs.catalogue import SHARED, Card, Catalogue, few
from vitne.packs.events import event_types
from vitne.packs.support import read_support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.packs.support import Support


class UnknownError(ValueError):
    """There is no such language, kind or entry; the message says which there are."""


def list_packs(code: str | None, kind: str | None, entry: str | None) -> Exit:
    """Print an overview, the entries of a kind, or one entry.

    Raises:
        UnknownError: There is no such language, kind or entry.
    """
    codes = language.languages()
    if code is not None and code not in codes:
        raise UnknownError(f"there is no language {code!r}; there are: {', '.join(codes)}")
    catalogue = Catalogue(codes if code is None else [code])
    page = Page(stdout())
    if entry is not None:
        _entry(page, catalogue, entry)
    elif kind is not None:
        _kind(page, catalogue, kind)
    else:
        _overview(page, catalogue, codes if code is None else [code])
    return Exit.DONE


def _overview(page: Page, catalogue: Catalogue, codes: Sequence[str]) -> None:
    page.line("Languages", "title")
    measured = read_support()
    rows = [_language(catalogue, code, measured.get(code)) for code in codes]
    page.columns(rows, ("code", "name", "support", "entries"))
    page.line()
    page.line("Event types", "title")
    rows = [
        (event.id, event.label.get("en", event.id), ", ".join([event.plover, *event.modes]),
         event.acled or "-")
        for event in event_types().values()
    ]  # fmt: skip
    page.columns(rows, ("id", "label", "PLOVER", "ACLED"))
    page.line()
    page.line("Actors", "title")
    actors = Counter(c.kind for c in catalogue.cards if c.kind.startswith("actors."))
    page.columns(
        [(kind, str(number)) for kind, number in sorted(actors.items())], ("kind", "entries")
    )
    page.line()
    page.paragraph("`vitne packs --kind KIND` lists entries, `vitne packs --entry ID` shows one.")


def _language(catalogue: Catalogue, code: str, measured: Support | None) -> tuple[str, ...]:
    kinds = Counter(card.kind for card in catalogue.cards if card.language == code)
    counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
    name = language.grammar(language.folder(code)).name
    return code, name, _support(measured), f"{kinds.total()}: {counted}"


def _support(found: Support | None) -> str:
    """The level of a language, and what it was measured on."""
    if found is None:
        return "not measured"
    tolls = found.scores.get("toll strict")
    score = "no gold" if tolls is None else f"tolls {tolls:.2f} on {found.articles} articles"
    return f"{found.level}: {found.cases} of {found.of} cases, {score}"


def _kind(page: Page, catalogue: Catalogue, kind: str) -> None:
    cards = [c for c in catalogue.cards if c.kind == kind or c.kind.startswith(f"{kind}.")]
    if not cards:
        kinds = sorted({card.kind for card in catalogue.cards})
        raise UnknownError(f"there are no entries of kind {kind!r}; there are: {', '.join(kinds)}")
    page.columns([(card.id, card.language, _summary(card)) for card in cards], ("id", "in", "what"))


def _summary(card: Card) -> str:
    note = f" ({card.note})" if card.note else ""
    return f"{few(card.words)}{note}" if card.words else ", ".join(card.says)


def _entry(page: Page, catalogue: Catalogue, entry: str) -> None:
    cards = catalogue.find(entry)
    if not cards:
        near = get_close_matches(entry, catalogue.ids, n=5)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UnknownError(f"there is no entry {entry!r}{hint}")
    for card in cards:
        _show(page, card)


def _show(page: Page, card: Card) -> None:
    page.line(card.id, "title")
    page.field("kind", card.kind, indent=2)
    if card.language != SHARED:
        page.field("language", card.language, indent=2)
    if card.file:
        page.field("file", card.file, indent=2)
    if card.says:
        page.field("says", " · ".join(card.says), indent=2)
    if card.words:
        page.field("words", ", ".join(card.words), indent=2)
    for example in card.examples:
        page.field("fires", example, indent=2)
    for example in card.counterexamples:
        page.field("not", example, indent=2)
    page.field("why", card.note or "its examples say it all", indent=2)
