"""Says how an act or a toll is told: as it goes on, as what has come about, or as a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import NOMINAL, SINGLE
from vitne.claims.times import in_present
from vitne.model import Kind, Role
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft

HEADS = frozenset({Role.HEADLINE, Role.SUBHEADING})
OWNED_UP = frozenset({"responsibility", "behind"})  # acts told before, for which somebody answers
_VERB_REACH = 6
_ONE = SINGLE | {Form.BASE, Form.SINGULAR_OR_PLURAL}
_FIGURE = 100  # a figure so high that a headline and its report mean the same toll by it
_DECK = 3  # passages at the top of an article that may stand under its headline
_DECK_TOKENS = 9


def is_title(draft: Draft) -> bool:
    """Whether an act is told in a headline, or in the few words under it: "Regjeringen overgir byen."."""
    passage = draft.sentence.passage
    if passage.role in HEADS:
        return True
    deck = passage.role is Role.PARAGRAPH and passage.index <= _DECK
    return deck and len(draft.sentence) <= _DECK_TOKENS and in_present(draft)


def goes_on(draft: Draft) -> bool:
    """Whether an act is told as it happens; a headline tells what is over in the same tense.

    Who "ligger såret på sykehus" was hurt before.
    """
    if draft.sentence.is_a(draft.anchor[0], "lying"):
        return False
    if draft.sentence.passage.role in HEADS | {Role.CAPTION} or (
        draft.toll and draft.toll.known != "given"
    ):
        return False
    return in_present(draft)


def owned_up(draft: Draft) -> bool:
    """Whether somebody answers for an act told before: "Gruppa tar på seg ansvaret"."""
    return draft.event is not None and draft.event.id in OWNED_UP


def stands(draft: Draft) -> bool:
    """Whether a toll counts those who are away now: "Nær 700.000 er på flukt"."""
    sentence = draft.sentence
    if sentence.passage.role in HEADS or draft.toll is None:
        return False
    if draft.toll.measure != "displaced":
        return False
    first = draft.anchor[0]
    return sentence.is_a(first, "prepositions") or sentence.is_a(first - 1, "present_be")


def so_far(draft: Draft) -> bool:
    """Whether an act or toll is told as what has come about: "er drept", "har mistet"."""
    if draft.toll is not None and draft.toll.known != "given":
        return True
    sentence, anchor = draft.sentence, draft.anchor[0]
    first, _ = sentence.clause(anchor)
    verbal = draft.toll is None and sentence.starting(anchor, Kind.TRIGGER, Kind.HARM)
    reach = _VERB_REACH if verbal and verbal.form not in NOMINAL else anchor
    return sentence.has_a(max(first, anchor - reach), anchor, "here_and_now")


def come_about(draft: Draft) -> bool:
    """Whether what has come about is known: "30 er savnet", no "skal ha omkommet" or "hvor mange"."""
    known = draft.toll is None or draft.toll.known == "given"
    return known and draft.modality != "reported" and so_far(draft)


def in_one_act(draft: Draft) -> bool:
    """Whether a claim is of one act told with an article: "har dödats i | ett drönaranfall"."""
    sentence, (first, last) = draft.sentence, draft.anchor
    _, end = sentence.clause(first)
    acts = sentence.within(first if draft.toll is None else last, end, Kind.TRIGGER)
    return any(
        act.form in _ONE
        and any(sentence.is_a(i, "articles") for i in (act.first - 1, act.first - 2))
        for act in acts
    )


def same_act(draft: Draft, other: Draft) -> bool:
    """Whether two claims are of one kind of act, or count the same harm."""
    if draft.toll is None or other.toll is None:
        return draft.toll is None and other.toll is None and draft.event_type == other.event_type
    return draft.toll.measure == other.toll.measure


def same_count(draft: Draft, other: Draft) -> bool:
    """Whether a headline's figure is that of the report: "Over 3.400 drept" and "3.452 er drept"."""
    a, b = draft.toll, other.toll
    if a is None or b is None or a.measure != b.measure or "subset" in (a.scope, b.scope):
        return False
    figure = b.low if b.low is not None else b.high
    if figure is None or a.low is None or figure < _FIGURE:
        return False
    return a.low <= figure <= (a.high or figure) and a.low * 2 > figure
