"""Reads vouching behind a preposition: "ifølge hæren", "får AFP opplyst av to diplomater"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import Attribution, tag_end, voice_of
from vitne.claims.impersonal import nobody, unconfirmed
from vitne.claims.papers import statement_goes_on
from vitne.claims.relays import again, met, same_relay, told
from vitne.claims.sentence import frame_of
from vitne.claims.subjects import NOBODY
from vitne.claims.tellers import speaker_after
from vitne.model import Kind, Mention
from vitne.model.entries import Reporting

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence

_KNOWN = (Kind.ACTOR, Kind.BACK, Kind.HEAD, Kind.NAME, Kind.NATION, Kind.PLACE)
_VERB_REACH = 6  # tokens of where a speaker is, before his verb


def preposition(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """What a preposition vouches for: "Ifølge hæren", "…, etter det politiet opplyser"."""
    if (same := _again(sentence, mention, entry, context)) is not None:
        return same
    if sentence.is_a(mention.last, "relative"):
        return None  # "departementet, ifølge hvilket sabotører hadde lagt miner"
    if unconfirmed(sentence, mention.last):
        return nobody(sentence, mention)  # "ifølge ubekreftede meldinger"
    phrase = _speaker(sentence, mention, context)
    if phrase is None:
        return None
    verb = _verb_behind(sentence, phrase.last) if entry.clause else None
    if entry.clause and verb is None:
        return None  # "etter det siste angrepet"
    if (
        entry.clause and phrase.first < mention.last <= phrase.head.first
    ):  # "etter det | en lege opplyser"
        phrase = msgspec.structs.replace(phrase, first=mention.last)
    if told(sentence, mention, context):
        return told_to(sentence, mention, entry, context)
    relay = met(sentence, phrase.last, context) or same_relay(sentence, phrase, context)
    chain = (*relay, voice_of(sentence, phrase, entry))
    opens = mention.first <= 1 or (
        sentence.clause(mention.first)[0] >= mention.first - 1 > 0
        and (mention.first - 1 < len(sentence) // 3 and phrase.last < len(sentence) - 3)
    )
    zone = (mention.first, verb.last if verb is not None else max(phrase.last, mention.last))
    first, last = (0, len(sentence)) if opens else _around(sentence, zone)
    if _points_back(sentence, mention):
        content = zone[1] + (sentence.word(zone[1]) == ",")
        if not sentence.is_a(content, "that"):
            return Attribution(chain, phrase, 0, 0, (0, zone[1]), entry.certainty, back=True)
        first, last = content + 1, len(sentence)  # "Det ble bekreftet av politiet at …"
        return Attribution(chain, phrase, first, last, (0, content + 1), entry.certainty)
    return Attribution(chain, phrase, first, last, zone, entry.certainty)


def _speaker(sentence: Sentence, mention: Mention, context: Context) -> Phrase | None:
    """Who is heard behind the words, or between them: "by | the army's | own count", "i | hærens | versjon"."""
    if not sentence.is_a(mention.last - 1, "versions"):
        return _issuer(sentence, speaker_after(sentence, mention.last, context), context)
    if not sentence.holds(mention.first, mention.last, *_KNOWN):
        return None  # "i en tidligere versjon"
    phrase = speaker_after(sentence, mention.first + 1, context)
    return phrase if phrase is not None and phrase.last <= mention.last else None


def _issuer(sentence: Sentence, phrase: Phrase | None, context: Context) -> Phrase | None:
    """Who issued the paper that is heard: "According to a statement | released by the army"."""
    if phrase is None or phrase.head is not NOBODY:
        return phrase
    by = sentence.starting(phrase.last, Kind.REPORTING)
    if by is None or frame_of(by) != "preposition":
        return phrase
    found = speaker_after(sentence, by.last, context)
    return phrase if found is None else msgspec.structs.replace(found, first=phrase.first)


def _again(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """What the speaker just heard vouches for: "ifølge samme kilde"."""
    chain = again(sentence, mention.last, context)
    if not chain and _only_names(sentence, mention.last):
        chain = statement_goes_on(sentence, mention.last, context, entry.id)
    if not chain:
        return None
    zone = (mention.first, tag_end(sentence, mention.last))
    whole = mention.first <= 1
    last = len(sentence) if whole else mention.first
    if sentence.grammar.verb_last:  # "wurden laut derselben Quelle erschossen"
        ends = (i for i, t in enumerate(sentence.passage.tokens) if t.end == chain[-1].end)
        zone, last = (mention.first, next(ends, mention.last) + 1), len(sentence)
    return Attribution(chain, None, 0, last, zone, entry.certainty)


def _only_names(sentence: Sentence, at: int) -> bool:
    """Whether a statement told before is named, and no more of it: "ifølge uttalelsen", "the video"."""
    at += sentence.is_a(at, "definite_articles")
    ends = sentence.is_stop(at + 1) or sentence.is_a(at + 1, "finite_auxiliaries")
    return ends and sentence.is_a(at, "statements")


def _verb_behind(sentence: Sentence, at: int) -> Mention | None:
    """The verb of who speaks, over where he is: "etter det en lege | på stedet | opplyser"."""
    verb = next(sentence.within(at, at + _VERB_REACH, Kind.REPORTING), None)
    if verb is None or any(sentence.is_stop(i) for i in range(at, verb.first)):
        return None
    return None if sentence.holds(at, verb.first, Kind.HARM, Kind.TRIGGER) else verb


def _points_back(sentence: Sentence, mention: Mention) -> bool:
    """Whether it is only said whose words the sentence before were: "Dette bekreftes av X."."""
    at = mention.first
    while at > 1 and (sentence.is_a(at - 1, "being") or sentence.is_a(at - 1, "still")):
        at -= 1
    return at == 1 and (sentence.is_a(0, "that_pronoun") or sentence.is_a(0, "this_pronoun"))


def _around(sentence: Sentence, zone: tuple[int, int]) -> tuple[int, int]:
    """What a preposition vouches for that stands behind or amid it.

    All before it: "ti døde, ifølge FN"; also what follows: "ti døde, ifølge FN, og ni er savnet";
    amid a clause all of it: "i fjor ble ifølge FN ti drept", and no more where it is subordinate:
    "Darfur, der krigen ifølge FN kostet 300.000 livet".
    """
    first, last = zone
    if sentence.word(first - 1) == sentence.word(last) == "," and _amid_verb(sentence, first - 2):
        return sentence.clause(first - 2)[0], sentence.clause(last)[1]
    parted = sentence.word(first - 1) == sentence.word(last) == ","
    if parted and frame_of(sentence.starting(last + 1, Kind.REPORTING)) == "verb":
        return 0, len(sentence)  # "The site, quoting officials, reported 18 deaths"
    if sentence.is_stop(first - 1):
        goes_on = sentence.word(last) == "," and _tells_on(sentence, last + 1)
        return 0, len(sentence) if goes_on else first
    if sentence.word(last) == "," and _amid_verb(sentence, first - 1):
        return sentence.clause(first)[0], len(sentence)  # "har ifølge en lærer, som …, bortført 26"
    if sentence.is_stop(last):
        return 0, first
    start, end = sentence.clause(first)
    if sentence.is_a(start, "subordinators") or sentence.is_a(start + 1, "subordinators"):
        return start, end
    return _fronted(sentence, start), _next_told(sentence, last)


def _tells_on(sentence: Sentence, at: int) -> bool:
    """Whether the same tells on: "ti døde, ifølge FN, | og ni er savnet", "| da en bombe gikk av"."""
    if sentence.is_a(at, "and"):
        return True
    when = sentence.is_a(at, "subordinators") and not sentence.is_any(at, "relative", "contrast")
    return when and sentence.holds(at, sentence.clause(at)[1], Kind.TRIGGER)


def _amid_verb(sentence: Sentence, at: int) -> bool:
    """Whether the verb of a clause is cut: "Ti blev, ifølge politiet, dræbt", "who, X said, were"."""
    if sentence.is_a(at, "relative") and sentence.clause(at)[0] == at:
        return True
    return sentence.is_a(at, "finite_auxiliaries") or sentence.is_a(at, "modal_future")


def _next_told(sentence: Sentence, at: int) -> int:
    """Where another is heard in a clause behind: "Ti er ifølge X døde, og to er ifølge Y såret"."""
    rows = (m for m in sentence.of(Kind.REPORTING) if m.first >= at)
    others = (m for m in rows if isinstance(m.entry, Reporting) and m.entry.frame == "preposition")
    other = next(others, None)
    return sentence.clause(other.first)[0] if other is not None else len(sentence)


def _fronted(sentence: Sentence, at: int) -> int:
    """Where a clause begins that a relative clause has cut: "Bak angrepet, som …, sto ifølge FN M23"."""
    first, last = sentence.clause(at - 1)
    cut = sentence.word(at) == "," and last == at and sentence.is_a(first, "relative")
    told = (Kind.HARM, Kind.TRIGGER)
    passing = not sentence.holds(first, last, *told, Kind.ACT, Kind.RELATION)
    return 0 if cut and passing and sentence.holds(0, first, *told) else at


def told_to(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """An agency that is told: "…, får AFP opplyst av to diplomater"."""
    phrase = speaker_after(sentence, mention.last, context)
    if phrase is None:
        return None
    relay = told(sentence, mention, context)
    start = next((i for i in range(mention.first, 0, -1) if sentence.is_stop(i)), 0)
    zone = (start, tag_end(sentence, phrase.last))
    chain = (*relay, voice_of(sentence, phrase, entry))
    return Attribution(chain, phrase, 0, zone[0], zone, entry.certainty)
