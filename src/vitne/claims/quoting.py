"""Finds whose words an outlet or a speaker passes on: "SANA quoted a source", "told AFP rebels …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import voice_of
from vitne.claims.relays import cited, find_relay
from vitne.claims.tellers import speaker_after
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence


_QUOTED_REACH = 10  # tokens of who is quoted: "a senior officer in the army"


def passed_on(
    sentence: Sentence, mention: Mention, entry: Reporting, content: int, context: Context
) -> tuple[Voice, ...]:
    """Whose words an outlet passes on: "SANA quoted a source", "SANA said, citing a source, that"."""
    quoted = _quoted(sentence, mention, content, context)
    aside = sentence.word(mention.last) == "," and not sentence.grammar.verb_second
    if aside and (inner := cited(sentence, mention.last, context)) is not None:
        return (*quoted, voice_of(sentence, inner, entry))
    return quoted


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
