"""One vouching: who, in which words, for which part of the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.parties import is_media
from vitne.model import Kind, Mention, Voice
from vitne.model.entries import Form, Head

if TYPE_CHECKING:
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model.entries import Reporting

SIGHT = frozenset({"sight", "sight-by"})
_ALL = 10_000
_ROLES = {"unnamed": "unnamed", "witness": "eyewitness", "media": "relay"}
NEAR = 6  # tokens between a reporting verb and its "at"


class Attribution(msgspec.Struct, frozen=True, gc=False):
    """One vouching: its chain, outermost first, and the tokens of the sentence it covers.

    `zone` is the attribution phrase itself: times and places in it are not those of the act.
    `back` is true where it vouches for the sentence before ("Det opplyser politiet.").
    """

    chain: tuple[Voice, ...]
    phrase: Phrase | None
    first: int
    last: int
    zone: tuple[int, int]
    certainty: str = "asserted"
    back: bool = False
    counts: bool = False  # only gives a figure: "Guvernøren stanset på 29 drepte"

    def everywhere(self) -> Attribution:
        """The same vouching for all of a sentence: "Det opplyser politiet." for the one before."""
        return msgspec.structs.replace(self, first=0, last=_ALL, zone=(0, 0), back=False)

    def covers(self, at: int) -> bool:
        """Whether a token lies in what is vouched for, outside the phrase that vouches."""
        return self.first <= at < self.last and not self.in_zone(at)

    def in_zone(self, at: int) -> bool:
        """Whether a token lies in the phrase that vouches."""
        return self.zone[0] <= at < self.zone[1]


def voice_of(sentence: Sentence, phrase: Phrase, entry: Reporting) -> Voice:
    """The link of a chain that a speaker's phrase makes, under the entry that attributes."""
    counted = sentence.covering(phrase.first - 1, Kind.NUMBER) is not None  # "to diplomater"
    said = plain_voice(sentence, phrase, entry.id, first=phrase.first - counted)
    return msgspec.structs.replace(said, role="eyewitness") if entry.frame in SIGHT else said


def plain_voice(sentence: Sentence, phrase: Phrase, cue: str, *, first: int | None = None) -> Voice:
    """The same under any cue; its words begin at `first`, or where the phrase does."""
    quote = sentence.quote(phrase.first if first is None else first, phrase.last)
    role = _ROLES.get(phrase.role, "claimant")
    return Voice(phrase.name, role, quote.text, quote.start, quote.end, cue)


def on_its_side(sentence: Sentence, found: Attribution) -> Attribution:
    """The same, where media tell what a government or a group says: "syrisk stats-TV" is a party."""
    phrase = found.phrase
    if phrase is None or phrase.role != "media" or phrase.party:
        return found
    if not _is_mouthpiece(sentence, phrase):
        return found
    return msgspec.structs.replace(found, phrase=msgspec.structs.replace(phrase, party=True))


def _is_mouthpiece(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether media are those of a government or a group: "statlige medier", "opprørernes radio"."""
    for mention in sentence.within(phrase.first, phrase.last, Kind.ACTOR, Kind.HEAD):
        if mention.actor is not None and mention.actor.mouthpiece:
            return True
        if isinstance(mention.entry, Head) and mention.entry.role == "group":
            return True
    return sentence.has_a(max(0, phrase.first - 1), phrase.last, "state_run")


def content_start(sentence: Sentence, mention: Mention) -> int | None:
    """Where the words vouched for begin: after "at" or a colon, at an infinitive, or at once."""
    begins = mention.last
    if _holds_content(sentence, mention):
        return mention.first + 1
    if not sentence.grammar.verb_second and (said := sentence.starting(begins, Kind.TIME)):
        begins = said.last  # "said on Tuesday rebels shelled the town"
    for at in range(begins, min(mention.last + 14, len(sentence))):
        if sentence.is_a(at, "that") or sentence.word(at) == ":":
            second = sentence.is_a(at - 1, "and") and sentence.holds(
                begins, at, Kind.HARM, Kind.TRIGGER
            )  # "hevder den har drept sju, og at de er begravd"
            return begins if second else at + 1
        near = NEAR if sentence.grammar.verb_second else 0  # "said they were willing to"
        heard = not sentence.grammar.verb_second and is_media(
            sentence, at + 1
        )  # "said to AFP that"
        if sentence.is_a(at, "infinitive") and at - mention.last <= near and not heard:
            return at
        if _aside(sentence, mention, at):
            return None
        if sentence.grammar.verb_second and _is_told(sentence, at):
            break  # "sier bevegelsen | går med på | å slippe fri ti"
        if sentence.word(at) in (".", ";") or sentence.is_a(at, "contrast"):
            break
        if not sentence.grammar.verb_second and sentence.starting(at, Kind.HARM, Kind.TRIGGER):
            break  # "said rebels shelled the town that day": "that" is often left out
    return begins


def _is_told(sentence: Sentence, at: int) -> bool:
    """Whether the verb of what is told stands at a token, before any infinitive."""
    verb = sentence.starting(at, Kind.TRIGGER, Kind.HARM, Kind.ACT)
    return verb is not None and verb.form in (Form.PRESENT, Form.PAST)


def _holds_content(sentence: Sentence, mention: Mention) -> bool:
    """Whether what is told stands in the gap of a verb: "gab | die Zahl der Toten mit 54 | an"."""
    gap = (mention.first + 1, mention.last - 1)
    return sentence.grammar.verb_last and sentence.holds(*gap, Kind.HARM)


def _aside(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether a verb only describes, and the next one tells: "TDF, som opprørerne kaller seg, | hevder"."""
    if sentence.word(at - 1) != "," or sentence.starting(at, Kind.REPORTING) is None:
        return False
    first, last = sentence.clause(mention.first)
    return last == at - 1 and sentence.is_a(first, "relative")


def tag_end(sentence: Sentence, at: int) -> int:
    """Where a tag ends: with the sentence, or where the report goes on behind a comma.

    "…, legger han til, mens 18 politifolk falt" goes on; "…, sier X, som besøkte stedet" does not.
    """
    while at < len(sentence) and sentence.word(at) not in (".", "!", "?", ";"):
        if sentence.word(at) == "," and _goes_on(sentence, at + 1):
            break
        at += 1
    return at


def is_put_in(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what is told goes on behind a tag that nothing is told before: "I går, | sier hun, | skjøt de …".

    The tag begins at `start`, and its speaker ends at `end`.
    """
    told = (Kind.HARM, Kind.TRIGGER, Kind.ACT)
    if (
        sentence.word(end) != ","
        or sentence.word(start - 1) != ","
        or sentence.holds(0, start, *told)
    ):
        return False
    behind = end + 1
    age = sentence.starting(behind, Kind.NUMBER)
    if age is not None and sentence.word(age.last) == ",":
        behind = age.last + 1  # "sier Maria, 34, …"
    apposed = sentence.is_any(behind, "relative", "articles", "joining", "contrast", "possessives")
    apposed = apposed or sentence.covering(behind, Kind.NUMBER) is not None
    if apposed or sentence.is_stop(behind):
        return False
    plain = sentence.passage.tokens[behind].text[0].islower()
    return plain and sentence.holds(behind, len(sentence), *told[:2])


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a clause that tells more begins at a token: "og to ble drept", "som anslår tap"."""
    end = len(sentence)
    if sentence.is_a(at, "contrast") and all(
        sentence.holds(at, end, kind) for kind in (Kind.REPORTING, Kind.NUMBER)
    ):
        return True  # ", mens sykehuset snakker om 27"
    if sentence.is_a(at, "joining") or sentence.is_a(at, "contrast"):
        kinds: tuple[Kind, ...] = (Kind.HARM, Kind.TRIGGER, Kind.ACT)
    elif sentence.is_a(at, "relative"):
        kinds = (Kind.HARM,)
    else:
        return False
    return sentence.holds(at, end, *kinds)
