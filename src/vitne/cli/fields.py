"""Tells a claim field by field, and lights up its words in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from vitne.cli import words
from vitne.cli.exits import printable
from vitne.model import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from vitne.model import Article, Claim, Passage, Toll

SHORT_ID = 8  # letters of a claim's id that tell it from the others of an article
_SCOPES = {"cumulative": "cumulative"}
_RANK = {role: rank for rank, role in enumerate(evidence.ROLES)}


def heading(claim: Claim, numbers: Mapping[str, int]) -> Text:
    """The first line of a claim: "TOLL, asserted  killed: 47 or more · rebels (combatants)"."""
    text = Text.assemble((words.kind(claim), "title"))
    if claim.toll is not None:
        text.append("  ")
        text.append(f"{claim.toll.measure}: {words.ENGLISH.toll(claim.toll)}", "number")
        for part in _whose(claim.toll, numbers):
            text.append(f" · {part}")
    elif claim.event_type or claim.sub_event:
        text.append(f"  {words.act(claim)}")
    return text


def _whose(toll: Toll, numbers: Mapping[str, int]) -> Iterator[str]:
    if people := words.people(toll):
        yield people
    if toll.scope == "subset":
        main = numbers.get(toll.subset_of or "")
        yield f"part of [{main}]" if main else "part of a larger toll"
    elif toll.scope in _SCOPES:
        yield _SCOPES[toll.scope]


def fields(claim: Claim, article: Article) -> Iterator[tuple[str, str]]:
    """The other lines of a claim, as label and value."""
    yield "words", f"{_words(claim)} · id {claim.id[:SHORT_ID]}"
    yield "voice", words.voices(claim, article.publisher)
    if claim.agents:
        yield "by", "; ".join(map(words.party, claim.agents))
    if claim.targets:
        yield "against", "; ".join(map(words.party, claim.targets))
    if claim.place is not None:
        yield "place", words.place(claim.place)
    if claim.time is not None:
        yield "time", words.time(claim.time)
    if claim.condition is not None:
        yield "if", words.quoted(claim.condition.text)
    for again in claim.repeats:
        yield "again", f"said again at characters {again.start}–{again.end}"
    for reason in claim.reasons:
        yield "open", printable(reason)


def _words(claim: Claim) -> str:
    """The words that make the claim, in text order: the numeral and the trigger."""
    quotes = [claim.trigger]
    if claim.toll is not None and claim.toll.number is not None:
        quotes.append(claim.toll.number)
    quotes.sort(key=lambda quote: quote.start)
    return " … ".join(words.quoted(quote.text) for quote in quotes)


def lit(article: Article, passage: Passage, claims: Iterable[Claim]) -> Text:
    """A passage with the words of its claims lit up by their roles."""
    text = Text(printable(article.text[passage.start : passage.end]))
    for claim in claims:
        for role, start, end in sorted(evidence.spans(claim), key=lambda span: _RANK[span[0]]):
            if passage.start <= start < end <= passage.end:
                text.stylize(role, start - passage.start, end - passage.start)
    return text
