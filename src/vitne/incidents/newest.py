"""Which figures a voice stands by: its newest, with what came before kept as history."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from vitne.incidents.statements import Heard, counts, is_hearsay, told
from vitne.packs.folding import fold
from vitne.packs.standing import vague_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Bounds = tuple[int | None, int | None]


class Standing(NamedTuple):
    """The tolls that voices stand by now, and the ids of the claims that were replaced."""

    live: tuple[Heard, ...]
    replaced: frozenset[str]


def newest(heard: Iterable[Heard]) -> Standing:
    """Of what each voice says of the same people, take what it says last; oldest voice first.

    A text that came out later is newer; where two came out at once and neither can be told to be
    newer, both stand. Within a text it is the later figure: "first spoke of 14, then gave 19".
    Hearsay takes the place of nothing that was stated. Of a text and its reprints one is taken.
    """
    streams: dict[tuple[object, ...], list[Heard]] = defaultdict(list)
    replaced: set[str] = set()
    for one in heard:
        toll = one.toll
        if one.statement.superseded:
            replaced.add(one.id)
        if toll is None or one.echo or not counts(one.claim) or not told(toll):
            continue
        stream = (one.voice, toll.measure, one.people, toll.scope == "cumulative")
        streams[*stream, is_hearsay(one.claim)].append(one)
    live: list[Heard] = []
    for said in streams.values():
        last = _last([one for one in said if not one.statement.superseded])
        live += last
        kept = {bounds(one) for one in last}
        replaced |= {one.id for one in said if bounds(one) not in kept}
    return Standing(tuple(live), frozenset(replaced))


def bounds(one: Heard) -> Bounds:
    """The bounds of a toll, as the words have them; "har hatt tap" is one at least."""
    toll = one.toll
    if toll is None:
        return None, None
    if toll.known == "none":
        return 0, 0
    if toll.low is None and toll.high is None:
        return 1, None
    if toll.low is not None and toll.high is not None and toll.low > toll.high:
        return toll.high, toll.low  # a person mistyped a correction
    return toll.low, toll.high


def is_vague(one: Heard) -> bool:
    """Whether no figure stands in the words of a toll: "flere", "titalls", "soldater ble drept"."""
    toll = one.toll
    if toll is None or toll.known != "given":
        return False
    if toll.number is None:
        return True
    written = fold(toll.number.text)
    if written.isdecimal():  # most are, and the words need not be looked up
        return False
    return any(
        written == word or written.startswith(f"{word} ")
        for word in vague_words(one.statement.language)
    )


def _last(stream: Sequence[Heard]) -> list[Heard]:
    """What stands of all that one voice said of the same people."""
    if len(stream) <= 1:
        return list(stream)
    newest_day = max(one.since for one in stream)
    texts: dict[str, dict[str, list[Heard]]] = defaultdict(lambda: defaultdict(list))
    for one in stream:
        if one.since == newest_day:
            texts[one.statement.origin][one.statement.article].append(one)
    return [one for articles in texts.values() for one in _of_text(articles.values())]


def _of_text(articles: Iterable[list[Heard]]) -> list[Heard]:
    """The last figures of a text and its reprints, each once."""
    last: dict[Bounds, Heard] = {}
    gone: set[Bounds] = set()
    for article in articles:
        end = _end(sorted(article, key=lambda one: (one.place, one.id)))
        gone |= {bounds(one) for one in article} - {bounds(end)}
        found = last.get(bounds(end))
        if found is None or _original(end) < _original(found):
            last[bounds(end)] = end
    return [one for key, one in last.items() if key not in gone] or list(last.values())


def _end(article: Sequence[Heard]) -> Heard:
    """The last figure; words without one do not take the place of a figure they leave open."""
    end = article[-1]
    if not is_vague(end):
        return end
    low, high = bounds(end)
    for one in reversed(article):
        less, more = bounds(one)
        inside = (low is None or (less is not None and less >= low)) and (
            high is None or (more is not None and more <= high)
        )
        if not is_vague(one) and inside:
            return one
    return end


def _original(one: Heard) -> tuple[bool, str, str]:
    statement = one.statement
    return (statement.article != statement.origin, statement.captured_at or "", statement.article)
