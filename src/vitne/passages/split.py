"""Article → passages: sentences, headlines and captions, with tokens and direct speech."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vitne.model import Article, Passage, Role, Segment, Span
from vitne.packs.folding import lowered
from vitne.passages.tokens import cut_words, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Token
    from vitne.packs.language import Grammar

_READ = frozenset({Role.HEADLINE, Role.SUBHEADING, Role.PARAGRAPH, Role.CAPTION, Role.FACT})
_END = re.compile(
    r"[.!?…][\"«»“”’')\]]{0,3}(\s+)(?=[–—―\-\"«»“”„‘'(\[]{0,2}\s?[^\W_a-zæøåäöéèüáàčšžđ])"
)
_LAST_WORD = re.compile(r"[\w.]*$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_OPEN_SPEECH = re.compile(r"[–—―-]\s")
_QUOTES = re.compile(  # «…», “…”, "…", and as set in Danish »…«, in Swedish ”…”, in German „…“
    r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|\"([^\"]{1,2000})\""
    r"|»([^«»]{1,2000})«|”([^“”]{1,2000})”|„([^„“”]{1,2000})[“”]"
)
_LOOK_BACK = 16
_ORDINAL = 3  # digits of an ordinal number: "2. Mai", "101. Brigade"
_LONGEST = 250  # tokens: what is longer is a list or debris, and is cut


def split(article: Article, grammar: Grammar) -> tuple[Passage, ...]:
    """Split an article into passages, in text order.

    "– Vi venter. Ingen vet noe, sier hun. Byen er stille." is three passages. Credits, player
    debris, stamps and the like are not passages. Offsets are those of the article.
    """
    low = lowered(article.text)
    passages: list[Passage] = []
    for paragraph, segment in enumerate(article.segments):
        if segment.role not in _READ:
            continue
        for start, end, tokens in _parts(article.text, low, segment, grammar):
            passages.append(
                Passage(
                    index=len(passages),
                    start=start,
                    end=end,
                    role=segment.role,
                    paragraph=paragraph,
                    tokens=tokens,
                    speech=tuple(_speech(article.text, start, end)),
                    repeated=segment.repeats is not None,
                )
            )
    return tuple(passages)


def words(article: Article, grammar: Grammar) -> list[tuple[list[str], list[str]]]:
    """The tokens that the passages of an article have, as written and folded, a pair a segment.

    Quickly found: no sentence is looked for.
    """
    spans = [(s.start, s.end) for s in article.segments if s.role in _READ]
    return cut_words(article.text, spans, owning=_owning(grammar))


def _parts(
    text: str, low: str, segment: Segment, grammar: Grammar
) -> Iterator[tuple[int, int, tuple[Token, ...]]]:
    """The sentences of a segment with their tokens; one longer than any sentence is cut."""
    for start, end in _sentences(text, segment, grammar):
        tokens = tokenise(text, low, start, end, owning=_owning(grammar))
        if len(tokens) <= _LONGEST:
            yield start, end, tokens
            continue
        for at in range(0, len(tokens), _LONGEST):
            part = tokens[at : at + _LONGEST]
            yield part[0].start, part[-1].end, part


def _owning(grammar: Grammar) -> bool:
    """Whether an apostrophe may end a word."""
    return "'" in grammar["genitive_endings"]


def _sentences(text: str, segment: Segment, grammar: Grammar) -> Iterator[tuple[int, int]]:
    start = segment.start
    for match in _END.finditer(text, segment.start, segment.end):
        if text[match.start()] == "." and _goes_on(text, start, match, grammar):
            continue
        yield start, match.start(1)
        start = match.end(1)
    if start < segment.end:
        yield start, segment.end


def _goes_on(text: str, start: int, end: re.Match[str], grammar: Grammar) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or an ordinal number."""
    dot = end.start()
    match = _LAST_WORD.search(text, max(start, dot - _LOOK_BACK), dot)
    word = match.group() if match else ""
    if word.isdigit():  # "9. august" goes on in lower case and is no candidate; "2. Mai" is one
        return len(word) <= _ORDINAL and _is_before(text, end.end(1), grammar["after_ordinals"])
    if word.lower() in grammar["halves_of_day"]:  # "at 4 p.m. Saturday"
        return _is_before(text, end.end(1), grammar["after_halves_of_day"])
    if len(word) == 1 and word.isupper():
        return not _names_network(text[start : match.start() if match else dot], word, grammar)
    return word.lower() in grammar.abbreviations


def _is_before(text: str, at: int, words: frozenset[str]) -> bool:
    """Whether one of some words begins there."""
    behind = _NEXT_WORD.match(text, at)
    return behind is not None and behind.group().lower() in words


def _names_network(before: str, letter: str, grammar: Grammar) -> bool:
    """Whether a letter is no initial but where something was posted: "it said on X. Two died"."""
    last = before.split()[-1:]
    return letter.lower() in grammar["networks"] and last != [] and last[0] in grammar["in"]


def _speech(text: str, start: int, end: int) -> Iterator[Span]:
    if opened := _OPEN_SPEECH.match(text, start, end):
        yield Span(opened.end(), end)
        return
    for match in _QUOTES.finditer(text, start, end):
        group = match.lastindex or 0
        yield Span(match.start(group), match.end(group))
