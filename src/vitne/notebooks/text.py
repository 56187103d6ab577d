"""Shows an article with its claims: the words of each lit up, and what they say below them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from vitne.model import Role, Segment, evidence
from vitne.notebooks import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from vitne.model import Article, Claim, Reading
    from vitne.wording import Wording

_TEXT = 20_000  # characters that are shown
_CLAIMS = 200
_BACKGROUND = "background"
_PLAIN = (Role.PARAGRAPH, Role.HEADLINE, Role.SUBHEADING)
_RANK = {role: rank for rank, role in enumerate(evidence.ROLES)}


def article(reading: Reading, words: Wording) -> str:
    """An article, its claims beside the sentences that make them."""
    told = [one for one in reading.claims if one.kind != _BACKGROUND and one.start < _TEXT]
    claims = sorted(told, key=lambda one: one.start)[:_CLAIMS]
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    parts = _parts(reading.article, claims, numbers, words)
    return markup.output(
        _head(reading, words),
        _legend(claims, words),
        markup.div("text", *parts),
        _background(reading, words),
        _left_out(reading, len(claims), words),
    )


def _head(reading: Reading, words: Wording) -> str:
    one = reading.article
    title = markup.div("title", markup.name(one.title or reading.file))
    published = one.published
    facts = [
        markup.name(one.publisher) or markup.shown(words.say("outlet not known")),
        markup.shown(words.days(published.earliest.isoformat(), published.latest.isoformat()))
        if published
        else markup.shown(words.say("publication date not known")),
        markup.shown(words.language(one.language)),
    ]
    kinds = Counter(claim.kind for claim in reading.claims if claim.kind != _BACKGROUND)
    counted = ", ".join(words.count(kind, number) for kind, number in kinds.most_common())
    facts.append(markup.shown(counted or words.say("no claims")))
    return title + markup.div("sub", " · ".join(facts))


def _legend(claims: Sequence[Claim], words: Wording) -> str:
    roles = {role for claim in claims for role, _, _ in evidence.spans(claim)}
    said = {
        "number": words.say("number"),
        "trigger": words.say("what happened"),
        "voice": words.say("who says so"),
        "by": words.say("who did it"),
        "against": words.say("to whom"),
        "place": words.say("where"),
        "time": words.say("when"),
        "if": words.say("condition"),
    }
    marks = [_mark(role, markup.shown(text)) for role, text in said.items() if role in roles]
    return markup.div("legend", *marks)


def _parts(
    article: Article, claims: Sequence[Claim], numbers: Mapping[str, int], words: Wording
) -> Iterator[str]:
    """The stretches of the text, each with the claims that begin in it below."""
    lit = _Lit(article.text, claims, numbers)
    segments = article.segments or (Segment(Role.PARAGRAPH, 0, len(article.text)),)
    rest = list(claims)
    for segment in segments:
        if segment.start >= _TEXT:
            break
        end = min(segment.end, _TEXT)
        yield _part(segment, lit.stretch(segment.start, end), article.language, words)
        own = [claim for claim in rest if claim.start < end]
        rest = rest[len(own) :]
        if own:
            rows = "".join(_claim(claim, numbers[claim.id], words) for claim in own)
            yield f'<ol class="vitne-claims">{rows}</ol>'


def _part(segment: Segment, text: str, language: str, words: Wording) -> str:
    minor = segment.role not in _PLAIN or segment.repeats is not None
    label = ""
    if segment.repeats is not None:
        label = markup.span("role", markup.shown(words.say("said again")))
    elif segment.role not in _PLAIN:
        label = markup.span("role", markup.shown(words.term(segment.role.value, "segment")))
    kinds = f"vitne-part vitne-{segment.role.value}{' vitne-minor' if minor else ''}"
    return f'<div class="{kinds}" dir="auto"{markup.language(language)}>{label}{text}</div>'


def _claim(claim: Claim, number: int, words: Wording) -> str:
    marks = words.mark(claim)
    said = [
        markup.span("no", str(number)) + markup.span("what", markup.name(words.claim(claim))),
        markup.span("mark", markup.shown(marks)),
        markup.span("by", _chain(claim)),
        markup.name(words.where(claim.place)) if claim.place else "",
        markup.shown(words.when(claim.time)) if claim.time else "",
    ]
    return f"<li>{' · '.join(filter(None, said))}</li>"


def _chain(claim: Claim) -> str:
    """Who vouches and who passed it on, the innermost first."""
    return " ← ".join(markup.name(voice.name) for voice in reversed(claim.attribution))


def _background(reading: Reading, words: Wording) -> str:
    found = [one for one in reading.claims if one.kind == _BACKGROUND]
    if not found:
        return ""
    quotes = " · ".join(f'"{markup.name(markup.cut(one.text, 80))}"' for one in found[:20])
    more = " …" if len(found) > 20 else ""
    said = markup.shown(words.count(_BACKGROUND, len(found)))
    return f"<details><summary>{said}</summary>{markup.div('quote', quotes, more)}</details>"


def _left_out(reading: Reading, shown: int, words: Wording) -> str:
    """That the text is too long to be shown as a whole."""
    characters = len(reading.article.text) - _TEXT
    claims = sum(one.kind != _BACKGROUND for one in reading.claims) - shown
    if characters <= 0 and claims <= 0:
        return ""
    return markup.note(
        words.say("Not shown: {} of the text, {}. All is in .article.text and .claims.").format(
            words.count("character", max(characters, 0)), words.count("claim", max(claims, 0))
        )
    )


class _Lit:
    """The text with the words of its claims lit up; of several parts the one that matters most."""

    def __init__(self, text: str, claims: Iterable[Claim], numbers: Mapping[str, int]) -> None:
        self._text = text
        self._spans: list[tuple[int, int, str]] = []
        self._ends: dict[int, list[int]] = defaultdict(list)
        for claim in claims:
            for role, start, end in evidence.spans(claim):
                self._spans.append((start, end, role))
            self._ends[claim.trigger.end].append(numbers[claim.id])
        self._spans.sort()

    def stretch(self, start: int, end: int) -> str:
        """The text from one place to another."""
        own = [one for one in self._spans if one[0] < end and one[1] > start]
        edges = {
            start,
            end,
            *(max(one[0], start) for one in own),
            *(min(one[1], end) for one in own),
        }
        opened = sorted(own)
        parts = []
        held: list[tuple[int, str]] = []  # end and role of what is open
        for left, right in pairwise(sorted(edges)):
            while opened and opened[0][0] <= left:
                _, until, role = opened.pop(0)
                held.append((until, role))
            held = [one for one in held if one[0] > left]
            text = markup.shown(self._text[left:right])
            role = max((one[1] for one in held), key=_RANK.__getitem__, default="")
            parts.append(_mark(role, text) if role else text)
            parts += [f"<sup>{number}</sup>" for number in self._ends.get(right, ())]
        return "".join(parts)


def _mark(role: str, text: str) -> str:
    return f'<mark class="vitne-m-{role}">{text}</mark>'
