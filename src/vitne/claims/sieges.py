"""Tells what is besieged or held shut: "har omringet byen", "holds the border crossing shut"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import in_phrase
from vitne.claims.naming import back_of
from vitne.claims.things import thing_at
from vitne.model import Kind, Party

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_REACH = 5  # tokens from a verb to what it besieges
_ACTS = frozenset({"siege", "blockade"})
_GROUND = frozenset({"town", "area"})


def besieged(draft: Draft, mention: Mention) -> None:
    """Make what somebody besieges or shuts the target of the act; no road, which is only closed."""
    if draft.event is None or draft.event.id not in _ACTS or not draft.agents or draft.targets:
        return
    found = _inside(draft, mention) or _behind(draft, mention) or _before(draft, mention)
    if found is not None:
        draft.targets = (found,)


def _inside(draft: Draft, mention: Mention) -> Party | None:
    """What the words of the act hold: "kept | the sluice | shut", "har stengt | grensen"."""
    sentence = draft.sentence
    if any((a.start or 0) >= sentence.passage.tokens[mention.first].start for a in draft.agents):
        return None  # "soldatene stengte"
    for at in range(mention.first + 1, mention.last):
        found = _ground_at(draft, at)
        if found is not None:
            return found
        article = sentence.is_a(at - 1, "definite_articles")
        if (article and at < mention.last - 1) or _is_definite(sentence, at):
            return sentence.party(at, at + 1)
    return None


def _is_definite(sentence: Sentence, at: int) -> bool:
    """Whether a token is a common noun with its article behind it, and no road or time."""
    if sentence.is_any(at, "function", "street_endings"):
        return False
    if sentence.is_a(at - 1, "prepositions"):
        return False  # "avstengd frå | omverda"
    known = sentence.covering(at, Kind.TIME, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE)
    return known is None and sentence.ends(at, "definite_endings")


def _behind(draft: Draft, mention: Mention) -> Party | None:
    """What stands behind the verb: "omringer | Najaf", "have besieged | the enclave"."""
    sentence = draft.sentence
    _, last = sentence.clause(mention.first)
    for at in range(mention.last, min(mention.last + _REACH, last)):
        found = _ground_at(draft, at) or _thing(sentence, at)
        if found is not None:
            return found
        if sentence.covering(at, Kind.TIME) is None and _bars(sentence, at):
            return None
    return None


def _before(draft: Draft, mention: Mention) -> Party | None:
    """What stands right before a participle, or before a clause that tells of it.

    "har haft | Djibo | omringet"; "Zepa, | som serbiske styrker har beleiret".
    """
    sentence = draft.sentence
    first, _ = sentence.clause(mention.first)
    near = sentence.within(first, mention.first, Kind.PLACE, Kind.BACK)
    right = next((m for m in near if m.last == mention.first), None)
    if right is not None and not in_phrase(sentence, right):
        begins = sentence.passage.tokens[right.first].start
        if all((a.end or 0) <= begins for a in draft.agents):
            return _ground(draft, right)
    if not sentence.is_a(first, "relative"):
        return None
    end = sentence.told_of(first)
    rows = sentence.within(max(0, end - _REACH), end, Kind.PLACE, Kind.BACK)
    return next((_ground(draft, m) for m in rows if m.last == end), None)


def _bars(sentence: Sentence, at: int) -> bool:
    return sentence.is_stop(at) or sentence.is_a(at, "prepositions")


def _ground_at(draft: Draft, at: int) -> Party | None:
    place = draft.sentence.starting(at, Kind.PLACE, Kind.BACK)
    return _ground(draft, place) if place is not None else None


def _thing(sentence: Sentence, at: int) -> Party | None:
    """A thing that can be shut or surrounded: a harbour, a block of flats; no road."""
    if sentence.is_a(at - 1, "prepositions") or sentence.covering(at, Kind.TIME) is not None:
        return None
    found = thing_at(sentence, at)
    if found is None or sentence.is_a(found[1] - 1, "street_endings"):
        return None
    first = found[0]
    while sentence.grammar.noun_rows and sentence.is_a(first, "determiners"):
        first += 1
    return sentence.party(first, found[1])


def _ground(draft: Draft, mention: Mention) -> Party | None:
    """A town, or ground told of before, that is besieged: "Djibo", "enklaven"."""
    if draft.event is None or draft.event.id != "siege" or mention.genitive:
        return None
    if mention.kind is Kind.BACK:
        known = back_of(mention) in _GROUND
        return draft.sentence.party(mention.first, mention.last) if known else None
    if not mention.places:
        return None
    draft.place_mention = draft.place_mention or mention
    return draft.sentence.party(mention.first, mention.last, mention.places[0].name)
