"""Finds what was struck inside a split verb, or before one that closes its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import closes_clause, phrase_end
from vitne.claims.machines import is_machine
from vitne.claims.targets import DISARMING, STRUCK_KINDS, circumstance_end, set_target
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

INTERCEPTION = "interception"  # the act of stopping what was fired
PROTESTERS = "protesters"  # whom a crowd is called, however the words name it
FORCE = "excessive-force"  # the act of those who fire on a crowd
_LET_GO = frozenset({"release", "prisoner-exchange"})
_CAPTIVES = "prisoners"


def target_inside(
    draft: Draft, mention: Mention, subject: Mention | None, context: Context
) -> None:
    """What was struck, told in the gap of a verb: "griffen Rebellen | die Stadt | an"."""
    downed(draft, mention)
    begins = mention.first + 1
    if subject is not None and subject.last > mention.first:
        begins = subject.last
    while begins < mention.last and draft.sentence.is_part_of(begins, draft.agents):
        begins += 1  # "tok | israelske F-16-fly | ut et våpenlager"
    inside = mention.last - mention.first > 2 and begins < mention.last
    if inside and not (draft.targets or _machine_acts(draft, mention)):
        set_target(draft, begins, context)
    if not draft.targets:
        _crowd_named(draft, mention)
        captives_named(draft, mention)


def _machine_acts(draft: Draft, mention: Mention) -> bool:
    """Whether the words of an act begin with who does it: "kampfly | og artilleri bombarderte"."""
    lost = draft.event is not None and draft.event.id in DISARMING  # "the helicopter was shot down"
    sentence = draft.sentence
    return not (lost or sentence.grammar.verb_last) and is_machine(sentence, mention.first)


def downed(draft: Draft, mention: Mention) -> None:
    """The weapons that the words of an act name as stopped: "skød | en drone | ned", "shot down a drone"."""
    sentence = draft.sentence
    if draft.event is None or draft.event.id != INTERCEPTION:
        return
    rows = (  # the last: "skjøt | krigsskip | ned ni droner"
        i for i in reversed(range(mention.first, mention.last))
        if _is_weapon(sentence, i) and not _is_verb(sentence, i, mention.first)
    )  # fmt: skip
    if (at := next(rows, None)) is not None:
        draft.targets = (sentence.party(_begins(sentence, at), at + 1),)


def _begins(sentence: Sentence, noun: int) -> int:
    """Where the words of a noun begin: "| en drone", "| 80 prisoners"."""
    while _before_noun(sentence, noun - 1):
        noun -= 1
    return noun


def _before_noun(sentence: Sentence, at: int) -> bool:
    """Whether a token belongs before a noun: an article, a number, a nation."""
    told = sentence.is_a(at, "determiners") or sentence.is_a(at, "articles")
    return told or sentence.covering(at, Kind.NUMBER, Kind.NATION) is not None


def _is_verb(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a word for what is fired is the verb: "shot | down", "were shot | down"."""
    opens = at == first or sentence.is_a(at - 1, "aux_passive")
    return opens and sentence.is_a(at + 1, "particles")


def _is_weapon(sentence: Sentence, at: int) -> bool:
    """Whether a token names what is shot out of the air: "droner", "missilet", "rakett"."""
    classes = ("aircraft_endings", "gun_endings", "fired")
    return any(sentence.ends(at, name) for name in classes)


def _crowd_named(draft: Draft, mention: Mention) -> None:
    """The crowd that the words of an act end with: "åpnet ild mot | demonstranter"."""
    at = mention.last - 1
    if draft.event is None or draft.event.id != FORCE or not draft.sentence.is_a(at, "crowds"):
        return
    draft.targets = (draft.sentence.party(at, at + 1, PROTESTERS),)


def captives_named(draft: Draft, mention: Mention) -> None:
    """Who is let go, where the words of the act name them: "exchanged | 80 prisoners"."""
    sentence = draft.sentence
    if draft.targets or draft.event is None or draft.event.id not in _LET_GO:
        return
    inside = range(mention.first, mention.last)
    at = next((i for i in inside if sentence.is_a(i, "captives")), None)
    if at is None:
        return
    draft.targets = (sentence.party(_begins(sentence, at), at + 1, _CAPTIVES),)


def target_before(
    draft: Draft, mention: Mention, subject: Mention | None, context: Context
) -> None:
    """What a verb that closes its clause struck: "hat am Montag ein Lager bei Gao angegriffen"."""
    sentence = draft.sentence
    first, _ = sentence.clause(mention.first)
    if not closes_clause(sentence, mention):
        return
    at = subject.last if subject is not None and subject.first >= first else first
    helpers = range(first, mention.first)
    at = max([at, *(i + 1 for i in helpers if sentence.is_a(i, "aux_perfect_only"))])
    while at < mention.first and not draft.targets:
        if (beyond := circumstance_end(sentence, at)) is not None:
            at = beyond
        elif sentence.is_a(at, "targeting"):
            set_target(draft, at + 1, context)
            at += 1
        elif sentence.is_a(at, "prepositions"):
            at = phrase_end(sentence, at + 1)
        else:
            if sentence.is_a(at, "determiners") or sentence.starting(at, *STRUCK_KINDS):
                set_target(draft, at, context)
                return
            at += 1
