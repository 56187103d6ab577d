"""Makes one act of several words that tell it, and drops words that tell of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.counterparts import REPELLED
from vitne.claims.drafts import word_of
from vitne.claims.joined import leading_verb
from vitne.claims.sentence import DEFINITE, NOMINAL, what_of
from vitne.claims.targets import STRUCK
from vitne.model import Kind, Role
from vitne.model.entries import Trigger

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


_VAGUE = frozenset({"attack", "hit", "explosion", "offensive", "bombing", "killing"})
# Done besides killing, to others.
_BESIDES = frozenset({"arson", "looting", "abduction", "capture"})
_TELLING = 6  # tokens of "fandt sted dagen efter, at"
_TAKEN = frozenset({"territory-taken", "territory-regained"})
_MOVED = _TAKEN | {"advance", "withdrawal"}
_UNFOUGHT = "transfer-of-territory"
_FOUGHT = 6  # tokens of "after four days of heavy"
_NAMED = 2  # tokens from "after the" to the act it names
GENERIC = _VAGUE | {"destruction"}


def merge(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """One claim for several words that tell one act in one clause: a weapon gives way to the act."""
    kept: list[Draft] = []
    told = [d for d in drafts if not _points_back(sentence, d)]
    for draft in sorted(told, key=lambda d: (d.anchor, _weapon(d))):
        twin = next((k for k in kept if _same_act(sentence, k, draft)), None)
        if twin is not None and _of_other_act(sentence, twin, draft, drafts):
            twin = None
        if twin is None:
            kept.append(draft)
        else:
            _absorb(kept, twin, draft)
    return kept


def _of_other_act(sentence: Sentence, twin: Draft, draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a weapon did what its own clause tells: "droner ramte X, mens missiler dræbte tre"."""
    clause = sentence.clause_of(draft.anchor[0])
    if not _weapon(draft) or sentence.clause_of(twin.anchor[0]) == clause:
        return False
    return any(
        other is not draft and _is_verb(other) and not _weapon(other)
        and sentence.clause_of(other.anchor[0]) == clause and other.event_type == draft.event_type
        for other in drafts
    )  # fmt: skip


def _two_acts(sentence: Sentence, a: Draft, b: Draft) -> bool:
    """Whether two words of one clause tell two acts: "tente på husene og skjøt etter folk"."""
    first, last = sorted((a, b), key=lambda d: d.anchor)
    kinds = {d.event.id for d in (a, b) if d.event is not None}
    if len(kinds) < 2:
        return False
    if _fought_before(sentence, first, last):
        return True
    besides = "killing" in kinds and not kinds.isdisjoint(_BESIDES)  # "drepte ni og brente 30 hus"
    if not all(_is_verb(d) for d in (a, b)) or not (besides or kinds.isdisjoint(_VAGUE)):
        return False
    between = range(first.anchor[1], last.anchor[0])
    return any(sentence.is_a(i, "and") for i in between)


def _fought_before(sentence: Sentence, first: Draft, last: Draft) -> bool:
    """Whether ground was taken after fighting that is told too: "tok byen etter harde kamper"."""
    if first.event is None or last.event is None:
        return False
    at = first.anchor[0]
    if first.event.id == "clash" and last.event.id in _TAKEN:
        return sentence.has_a(max(0, at - _FOUGHT), at, "after")  # "after fighting the town fell"
    fought = first.event.ground and last.event.id == "clash"
    return fought and sentence.has_a(first.anchor[1], last.anchor[0], "after")


def _is_verb(draft: Draft) -> bool:
    mention = word_of(draft)
    return mention is not None and mention.form not in NOMINAL


def _relative(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in a relative clause: "granater som rammet en skole"."""
    first, _ = sentence.clause(at)
    return sentence.is_a(first, "relative")


def _weapon(draft: Draft) -> bool:
    mention = word_of(draft)
    return bool(mention and isinstance(mention.entry, Trigger) and mention.entry.weapon)


def _same_act(sentence: Sentence, a: Draft, b: Draft) -> bool:
    if a.event_type != b.event_type or _came_before(sentence, a, b):
        return False
    weapon = _weapon(a) or _weapon(b)
    if sentence.clause_of(a.anchor[0]) == sentence.clause_of(b.anchor[0]):
        return not _two_acts(sentence, a, b)
    if _generic(b) and _relative(sentence, b.anchor[0]):
        return True
    if _killing(b) and (lead := leading_verb(sentence, b.anchor[0])) is not None:
        return lead.first == a.anchor[0]  # "angrep leiren, drepte 16 og bortførte ti"
    return weapon and abs(b.anchor[0] - a.anchor[1]) <= 8


def _came_before(sentence: Sentence, a: Draft, b: Draft) -> bool:
    """Whether one act is what the other came after: "angrepet kom to dager etter at hæren drepte"."""
    first, last = sorted((a, b), key=lambda d: d.anchor)
    times = sentence.within(first.anchor[1], last.anchor[0], Kind.TIME)
    if any(sentence.clause_opener(time) is not None for time in times):
        return True
    if _is_verb(first) or not _is_verb(last):
        return False
    at = next((i for i in range(first.anchor[0] - _NAMED, first.anchor[0])
               if sentence.is_a(i, "after")), None)  # fmt: skip
    if at is None or sentence.is_a(at + 1, "that"):
        return False  # "etter at | granater | haglet over Goma" is one act
    return sentence.covering(at, Kind.TIME) is not None or sentence.grammar.verb_second


def _points_back(sentence: Sentence, draft: Draft) -> bool:
    """Whether an act is only said to have come after another: "Angrepet skjedde dagen etter at …"."""
    mention, at = word_of(draft), draft.anchor[1]
    if mention is None or mention.form not in DEFINITE or not sentence.is_a(at, "took_place"):
        return False
    times = sentence.within(at, min(at + _TELLING, len(sentence)), Kind.TIME)
    return any(sentence.clause_opener(time) is not None for time in times)


def _absorb(kept: list[Draft], twin: Draft, draft: Draft) -> None:
    """Keep the word that names the act; take roles and a finer code from the other."""
    main, other = (draft, twin) if _weapon(twin) and not _weapon(draft) else (twin, draft)
    main.agent_party = main.agent_party or other.agent_party
    main.agent_force = main.agent_force or other.agent_force
    if main.event is None or main.event.id != REPELLED:  # who attacked, and what, is the other side
        main.agents = main.agents or other.agents
        main.targets = main.targets or other.targets
    main.other_side = main.other_side or other.other_side
    main.armed_target = main.armed_target or other.armed_target
    main.place_mention = main.place_mention or other.place_mention
    main.first, main.last = min(main.first, other.first), max(main.last, other.last)
    main.rules.extend(r for r in other.rules if r not in main.rules)
    if _generic(main) and not _generic(other):
        main.event, main.sub_event, main.modes = other.event, other.sub_event, other.modes
    if main is draft:
        kept[kept.index(twin)] = draft


def _killing(draft: Draft) -> bool:
    return draft.event is not None and draft.event.id == "killing"


def _generic(draft: Draft) -> bool:
    return draft.event is None or draft.event.id in GENERIC


def is_mere_weapon(sentence: Sentence, draft: Draft) -> bool:
    """Whether only a weapon is named and nothing says that it was used on anybody."""
    if not _weapon(draft):
        return False
    if sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING):
        return False
    first, last = sentence.clause(draft.anchor[0])
    if sentence.has_a(draft.anchor[1], last, "targeting"):
        return False
    things = sentence.within(draft.anchor[1], last, Kind.UNIT)
    if any(what_of(thing) in STRUCK for thing in things):
        return False
    return not sentence.holds(first, last, Kind.HARM, Kind.PLACE)


def without_suspended_talks(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Talks or aid that a clause says were suspended are no act of their own."""
    ended = {sentence.clause_of(d.anchor[0]) for d in drafts if d.event_type == "SANCTION"}
    return [
        d for d in drafts
        if not (d.event_type == "CONSULT" and sentence.clause_of(d.anchor[0]) in ended)
    ]  # fmt: skip


def without_agreed_truce(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """A truce that parties agree on is what the deal says: "ble enige om våpenhvile"."""
    agreed = [d for d in drafts if d.event_type == "AGREE"]
    return [
        d for d in drafts
        if d.event_type != "RETREAT"
        or not any(
            a.anchor[1] <= d.anchor[0] and sentence.clause_of(a.anchor[0]) == sentence.clause_of(d.anchor[0])
            for a in agreed
        )
    ]  # fmt: skip


def without_broken_truce(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """A truce that the clause says was broken is no act of its own."""
    broken = {
        sentence.clause_of(d.anchor[0]) for d in drafts if d.event and d.event.id == "truce-breach"
    }
    return [
        d for d in drafts
        if not (d.event and d.event.id == "ceasefire" and sentence.clause_of(d.anchor[0]) in broken)
    ]  # fmt: skip


def without_unfought(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Ground taken or left without a fight is one act: "rykket inn i X | uten motstand"."""
    moved = {sentence.clause_of(d.anchor[0]) for d in drafts if d.event and d.event.id in _MOVED}
    return [
        d for d in drafts
        if not (d.event and d.event.id == _UNFOUGHT and sentence.clause_of(d.anchor[0]) in moved)
    ]  # fmt: skip
