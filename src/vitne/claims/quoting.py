"""Finds whose words an outlet or a speaker passes on: "SANA quoted a source", "told AFP rebels …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import voice_of
from vitne.claims.parties import left_of, phrase_at
from vitne.claims.relays import cited, find_relay
from vitne.claims.subjects import actor_after
from vitne.claims.tellers import speaker_after
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence


_QUOTED_REACH = 10  # tokens of who is quoted: "a senior officer in the army"


def passed_on(
    sentence: Sentence,
    mention: Mention,
    entry: Reporting,
    phrase: Phrase,
    content: int,
    context: Context,
) -> tuple[Voice, ...]:
    """Whose words an outlet passes on: "SANA quoted a source", "SANA said, citing a source, that"."""
    quoted = _quoted(sentence, mention, content, context)
    if _names_whom(sentence, mention, content):
        inner = cited(sentence, mention.last, context)
    else:
        inner = _object(sentence, mention, phrase, content, context)
    return quoted if inner is None else (*quoted, voice_of(sentence, inner, entry))


def _names_whom(sentence: Sentence, mention: Mention, content: int) -> bool:
    """Whether whom an outlet cites stands before what is told: "AFP melder, med henvisning til X, at"."""
    aside = sentence.word(mention.last) == ","
    if aside and not sentence.grammar.verb_second:
        return True
    cites = sentence.starting(mention.last + aside, Kind.REPORTING)
    entry = cites.entry if cites is not None and cites.last < content else None
    return isinstance(entry, Reporting) and entry.frame == "preposition"


def _object(
    sentence: Sentence, mention: Mention, phrase: Phrase, content: int, context: Context
) -> Phrase | None:
    """Whom a verb names right behind it, before what he said: "AFP siterer politiet på | at …"."""
    ends = sentence.is_a(content - 1, "that") and sentence.grammar.verb_second
    if not ends or phrase.last > mention.first:
        return None
    named = actor_after(sentence, mention.last, content - 1)
    first = left_of(sentence, named) if named is not None else -1
    counted = sentence.covering(first - 1, Kind.NUMBER)  # "siterer to kilder på at"
    right = mention.last in (first, counted.first if counted is not None else first)
    return phrase_at(sentence, named, context) if named is not None and right else None


def told_at_once(
    sentence: Sentence, mention: Mention, context: Context
) -> tuple[tuple[Voice, ...], int] | None:
    """Whom a verb names as told right behind it, and where the words told begin: "told AFP rebels …"."""
    if not sentence.is_a(mention.last - 1, "told_directly"):
        return None
    at = mention.last
    while sentence.is_a(at, "determiners"):
        at += 1
    named = sentence.starting(at, Kind.ACTOR, Kind.HEAD)
    if named is None:
        return None
    relay = find_relay(sentence, mention.last, named.last, context)
    said = sentence.starting(named.last, Kind.TIME)  # "told AFP on Monday rebels …"
    return (relay, said.last if said is not None else named.last) if relay else None


def ends_quoted(sentence: Sentence, inner: Mention, mention: Mention) -> bool:
    """Whether "as saying" ends who is quoted: "quoted a source in the army as saying"."""
    if sentence.grammar.verb_second:
        return False
    entry = inner.entry
    behind = 0 < inner.first - mention.last < _QUOTED_REACH and inner.last - inner.first > 1
    return behind and isinstance(entry, Reporting) and entry.frame == "noun"


def _quoted(
    sentence: Sentence, mention: Mention, content: int, context: Context
) -> tuple[Voice, ...]:
    """Whom an outlet quotes: "Avisa siterer en kilde i hæren som sier at …"."""
    for inner in sentence.within(mention.last, content, Kind.REPORTING):
        entry = inner.entry
        named = ends_quoted(sentence, inner, mention)
        relative = sentence.is_a(inner.first - 1, "relative")
        if not isinstance(entry, Reporting) or not (relative or named):
            continue
        phrase = speaker_after(sentence, mention.last, context)
        if phrase is not None and phrase.last <= inner.first:
            return (voice_of(sentence, phrase, entry),)
    return ()
