"""Tells words of violence said of what nobody can strike, or of what is nobody: storms, prices, ideas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.fronting import is_town
from vitne.claims.sentence import is_adjective
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_OBJECT_REACH = 4  # tokens from a verb to the noun of its object: "mot den utbredte korrupsjonen"
_SUBJECT_REACH = 3  # and to that of a subject behind it: "angrep en sulten løve"
_NOUNS = (Kind.PLACE, Kind.PEOPLE, Kind.HEAD, Kind.ACTOR, Kind.TIME, Kind.UNIT)
_BEATING, _WITHDRAWAL = "beating", "withdrawal"
_FIRM = "Company"


def is_figurative(draft: Draft, mention: Mention) -> bool:
    """Whether an act is none of anybody's, or aimed at nothing: "Lynet slo ned", "krig mot korrupsjon"."""
    if draft.event is None:
        return False
    if draft.event.id == _BEATING:  # "The national team | beat | Cameroon"
        place = draft.place_mention
        return bool(draft.targets) and place is not None and not is_town(place)
    if draft.event.id == _WITHDRAWAL:  # "Oljeselskapet trakk seg ut"
        return bool(draft.agents) and draft.agents[0].name == _FIRM
    if draft.event_type != "ASSAULT":
        return False
    return _of_nature(draft, mention) or _at_idea(draft.sentence, mention)


def _of_nature(draft: Draft, mention: Mention) -> bool:
    """Whether weather, a beast or a price does it: "Stormen ødela hus", "I natt slo lynet ned"."""
    sentence = draft.sentence
    if not sentence.has("nature"):
        return False
    first, last = sentence.clause(mention.first)
    before = range(first, mention.first)
    if any(sentence.is_a(i, "nature") and not _is_governed(draft, i) for i in before):
        return True
    if sentence.grammar.verb_second and not draft.agents:
        behind = range(mention.first + 1, min(mention.first + 1 + _SUBJECT_REACH, last))
        at = next((i for i in behind if sentence.is_a(i, "nature")), None)
        return at is not None and not _is_governed(draft, at)
    return False


def _is_governed(draft: Draft, at: int) -> bool:
    """Whether a preposition stands before a noun and what belongs to it: "før | den store | stormen".

    A word that also opens clauses is one where somebody acts: "after the earthquake rebels attacked".
    """
    sentence = draft.sentence
    at -= 1
    while sentence.is_any(at, "determiners", "articles") or is_adjective(sentence, at):
        at -= 1
    opens = sentence.is_a(at, "subordinators") and not draft.agents
    return sentence.is_a(at, "prepositions") and not opens


def _at_idea(sentence: Sentence, mention: Mention) -> bool:
    """Whether its object is no thing and nobody: "kampen mot | korrupsjonen", "brændte | halmen | af"."""
    if any(sentence.ends(i, "idea_endings") for i in range(mention.first + 1, mention.last)):
        return True
    subject = sentence.starting(mention.last, *_NOUNS) if sentence.grammar.verb_second else None
    begin = mention.last if subject is None else subject.last  # "kjempet | leger | mot kolera"
    for at in range(begin, min(begin + _OBJECT_REACH, len(sentence))):
        if sentence.ends(at, "idea_endings"):
            return not _leads_noun(sentence, at + 1)
        noun = sentence.starting(at, *_NOUNS)
        if sentence.is_stop(at) or (noun is not None and not noun.genitive):
            return False
    return False


def _leads_noun(sentence: Sentence, at: int) -> bool:
    """Whether a noun follows that a word only tells the kind of: "the drugs | squad"."""
    return (
        sentence.grammar.noun_rows
        and sentence.starting(at, Kind.PEOPLE, Kind.HEAD, Kind.ACTOR) is not None
    )
