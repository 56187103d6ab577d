"""Tells the times that begin a long one: "Siden PKK tok til våpen i 1984 er 40.000 drept"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.model import Kind, Mention, TimeKind

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_PARTICLE_REACH = 6
_HEAD = 8  # tokens from the fighting to the clause of its beginning: "kampene i Nyala i Sudan, som"
_SINCE = 14  # tokens of a clause that tells a beginning


def is_since(draft: Draft, mention: Mention) -> bool:
    """Whether a time begins a long one: "Siden PKK tok til våpen i 1984 er 40.000 drept"."""
    if mention.when is None or mention.when.kind is not TimeKind.AT:
        return False
    if draft.toll is not None and broke_out(draft.sentence, mention):
        return True
    since, last = since_before(draft.sentence, mention), draft.sentence.clause(mention.first)[1]
    if since is None:
        return False
    inside = mention.first if draft.kind != "event" else last
    return not since <= draft.anchor[0] < inside


def broke_out(sentence: Sentence, mention: Mention) -> bool:
    """Whether a fight that goes on began then: "krigen, som brøt ut i 1989, har kostet 150.000 livet"."""
    first, _ = sentence.clause(mention.first)
    reduced = sentence.word(first) == ","  # "the war, launched in 1996, has claimed"
    head = first - 2 if sentence.word(first - 1) == "," else first - 1
    fight = sentence.covering(head, Kind.TRIGGER, Kind.SCENE) is not None or _fighting(
        sentence, head
    )
    began = tells_beginning(sentence, first, mention.first)
    return began and fight and (reduced or sentence.is_a(first, "relative"))


def _fighting(sentence: Sentence, head: int) -> bool:
    """Whether a phrase that ends here is of fighting: "kampene i Nyala i Sudan"."""
    for at in range(head, max(-1, head - _HEAD), -1):
        if sentence.is_stop(at):
            return False
        if sentence.is_a(at, "conflict_nouns"):
            return True
    return False


def tells_beginning(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words tell that something began: "som begynte klokka fire lørdag"."""
    if any(sentence.has_a(first, last, verbs) for verbs in ("broke", "begun", "set_off")):
        return True
    return any(_sets_in(sentence, at) for at in range(first, last))


def begins_another(draft: Draft, mention: Mention) -> bool:
    """Whether a day is that on which something else began: "retook it after fighting that began Friday"."""
    sentence, last = draft.sentence, draft.anchor[1]
    acts = [m.last for m in sentence.within(last, mention.first, Kind.TRIGGER)]
    return bool(acts) and tells_beginning(sentence, acts[-1], mention.first)


def onset(sentence: Sentence, size: int) -> int | None:
    """The verb by which a sentence tells that something began: "Det hele tok til fredag"."""
    if not any(sentence.has_a(0, size, verbs) for verbs in ("broke", "begun", "set_in")):
        return None
    for at in range(size):
        broke = sentence.is_a(at, "broke") and any(
            sentence.is_a(i, "breaking_out") for i in range(at + 1, at + _PARTICLE_REACH)
        )
        if broke or sentence.is_a(at, "begun") or _sets_in(sentence, at):
            return at
    return None


def _sets_in(sentence: Sentence, at: int) -> bool:
    """Whether a verb and its particle tell a beginning: "tok til", no "tok til fange"."""
    pair = sentence.is_a(at, "set_in") and sentence.is_a(at + 1, "setting_in")
    phrase = sentence.covering(at + 1, Kind.TRIGGER, Kind.HARM) if pair else None
    return pair and phrase is None


def since_before(sentence: Sentence, mention: Mention) -> int | None:
    """Where the clause of a beginning starts: "siden kampene mellom hæren og RSF brøt ut i mai"."""
    first = max(-1, mention.first - _SINCE)
    if not sentence.has_a(first + 1, mention.first, "since"):
        return None
    for at in range(mention.first - 1, first, -1):
        if sentence.is_stop(at) or sentence.is_a(at, "clause_walls"):
            return None
        if sentence.is_a(at, "since"):
            own = sentence.covering(at, Kind.TIME)  # "for to dager siden" begins nothing
            since = own is None or (own.when is not None and own.when.kind is TimeKind.SINCE)
            return at if since else None
    return None


def begins_untold(sentence: Sentence) -> bool:
    """Whether something is told since what no day is told of: "siden krigen startet"."""
    times = (m.when for m in sentence.of(Kind.TIME) if m.when is not None)
    return any(when.kind is TimeKind.SINCE and when.period is None for when in times)
