"""Reads tolls that go on from the one told just before: parts of it, and other figures for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.counted import counted_on
from vitne.claims.counts import find_counts, spare_counts
from vitne.claims.drafts import last_counted, numbers_used
from vitne.claims.naming import back_of
from vitne.claims.sentence import SINGLE, effect_of, frame_of
from vitne.claims.standing import is_article, nobody
from vitne.claims.tolls import COMRADES, take_people, take_status, who_they_were
from vitne.model import Kind
from vitne.model.entries import Measure, People, Reporting

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

VICTIMS = "harm.casualties.victims"  # the entry of victims whose outcome is not told
FIGURE = "harm.killed.figure"  # the entry whose words take up the figure of the dead told before
_SURVIVORS = "survivors"  # what entries call those who came out alive
_TALLY_REACH = 6
_SPEAKERS = (Kind.HEAD, Kind.ACTOR, Kind.PLACE, Kind.NAME, Kind.NATION)
_SAYING = ("verb", "sight", "figure", "impersonal")


def carried(sentence: Sentence, told: Draft) -> list[Draft]:
    """The tolls of a sentence without a word of harm, measured by the toll told just before.

    "Riksadvokaten setter tallet til 70, blant dem 32 soldater" is another figure and its part.
    """
    if told.toll is None:
        return []
    counts = [
        _of_victims(sentence, c) for c in find_counts(sentence)
        if c.number is not None and c.decoy is None and not is_article(c) and not _lived(c)
    ]  # fmt: skip
    if any(not _in_whole(h, counts) for h in sentence.of(Kind.HARM)):
        return []
    drafts = _restated(sentence, told, counts)
    whole = drafts[0] if drafts else told
    return drafts + _parts_of(sentence, whole, counts)


def _lived(count: Count) -> bool:
    """Whether people are told as those who came out alive: "De to overlevende er utenfor fare"."""
    return count.entry is not None and count.entry.who == _SURVIVORS


def _of_victims(sentence: Sentence, count: Count) -> Count:
    """A part of the harmed told before: "Fire af ofrene er kvinder" counts women, no victims."""
    people = count.people
    harm = sentence.starting(people.first, Kind.HARM) if people is not None else None
    if people is None or harm is None:
        return count
    if not sentence.is_a(sentence.before_noun(people.first), "of"):
        return count
    return msgspec.structs.replace(count, people=None, of_whole=True)


def _in_whole(harm: Mention, counts: list[Count]) -> bool:
    """Whether a word of harm only names the whole of a part: "Fire af ofrene er kvinder"."""
    return any(c.of_whole and c.first < harm.first <= c.last for c in counts)


def parts_beside(sentence: Sentence, told: Draft, drafts: list[Draft]) -> list[Draft]:
    """Parts of the toll told before that stand beside another: "Av dem er 27 barn, og 12 er såret"."""
    if told.toll is None or not sentence.of(Kind.HARM) or not _opens_with_part(sentence):
        return []
    used = numbers_used(drafts)
    counts = [
        c for c in find_counts(sentence)
        if c.value is not None and c.decoy is None and c.value.start not in used
    ]  # fmt: skip
    return _parts_of(sentence, told, counts[:1])


def restated_beside(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Another figure in the sentence of the first: "109 er drept, mens FN mener tallet er 492"."""
    found: list[Draft] = []
    for count in spare_counts(sentence, drafts) if drafts else ():
        told = last_counted(drafts, count.first)
        if told is not None and _is_bare(count) and _tallied(sentence, count):
            found.append(_again(sentence, told, count))
    return found


def _is_bare(count: Count) -> bool:
    """Whether a number stands without anything it counts, and is no part of another."""
    what = count.people or count.nation or count.actor or count.unknown_noun or count.decoy
    return not (what or count.subset or count.of_whole)


def _parts_of(sentence: Sentence, whole: Draft, counts: list[Count]) -> list[Draft]:
    """Parts of a toll: "Blant dem er 33 sivile", "To av dem var barn", "Av disse er 27 barn"."""
    drafts: list[Draft] = []
    assert whole.toll is not None  # noqa: S101 - asked by the caller
    for count in counts:
        part = count.subset or count.of_whole or _opens_with_part(sentence)
        part = part or _the_same(sentence, whole, count)
        named = who_they_were(sentence, count, count.last)
        begins = count.of_whole and count.first == 0 and not _vague(count) and not nobody(count)
        begins = begins and whole.toll.measure != "captured"  # "Én av dem ble løslatt"
        if not part or count.unknown_noun or (named.people is None and not begins):
            continue
        if _of_others(sentence, whole, count):
            continue
        draft = counted_on(sentence, named, whole)
        draft.main = whole
        take_status(draft, whole)
        if draft.toll is not None and draft.toll.low == whole.toll.low and not count.subset:
            _retell(draft, whole)
        drafts.append(draft)
    return drafts


def _of_others(sentence: Sentence, whole: Draft, count: Count) -> bool:
    """Whether a part is of people counted before it, of whom no harm is told: "60 guests, many of them old"."""
    rows = [c for c in find_counts(sentence) if c.number and c.last <= count.first]
    apart = whole.sentence is not sentence or not rows
    others = [c for c in rows if not (c.subset or c.of_whole)]
    return apart and bool(others) and others[-1].last + 1 == count.first


def _the_same(sentence: Sentence, whole: Draft, count: Count) -> bool:
    """Whether a number is that of the toll told before, or less: "alle tre var bønder", "de 19"."""
    number, told = count.value, whole.toll
    at = count.first - 1
    if number is None or told is None or number.low is None or told.low is None:
        return False
    if not sentence.is_a(at, "determiners") or number.low != number.high:
        return False
    return number.low == told.low or (at == 0 and number.low < told.low)


def _retell(draft: Draft, whole: Draft) -> None:
    """Tell the whole again, and who they were: "alle tre var bønder"."""
    assert draft.toll is not None and whole.toll is not None  # noqa: S101, PT018
    scope = "incident" if whole.toll.scope == "subset" else whole.toll.scope
    draft.toll = msgspec.structs.replace(draft.toll, scope=scope)
    draft.main = None


def _vague(count: Count) -> bool:
    return count.value is not None and count.value.vague


def last_people(sentence: Sentence, before: int | None = None) -> People | None:
    """The people a sentence tells of last, whom "fem av dem" behind means."""
    if Kind.PEOPLE not in sentence.kinds:
        return None
    end = len(sentence) if before is None else before
    acting = _acting_on_them(sentence, end)
    rows = sentence.within(0, end, Kind.PEOPLE)
    found = [m for m in rows if not m.genitive and not acting[0] <= m.first < acting[1]]
    if before is not None:
        found = [m for m in found if m.form not in SINGLE]
    entries = (m.entry for m in reversed(found))
    return next((e for e in entries if isinstance(e, People) and e.who), None)


def _acting_on_them(sentence: Sentence, end: int) -> tuple[int, int]:
    """The words that tell who struck others told of before: "da | væpnede menn omringet | dem"."""
    for mention in sentence.within(0, end, Kind.BACK):
        at = mention.first
        object_ = mention.last == at + 1 and sentence.is_stop(mention.last)
        object_ = object_ and not sentence.is_a(at - 1, "prepositions")
        said = sentence.covering(at - 1, Kind.REPORTING, Kind.NUMBER) is not None
        if back_of(mention) == "they" and object_ and not said:
            return sentence.clause(at)[0], at
    return 0, 0


def without_whole(
    sentence: Sentence, drafts: list[Draft], told: Draft | None, people: People | None
) -> None:
    """Some of people of whom no toll is told: "skjøt mot en bil med menn, og fire av dem døde"."""
    for draft in drafts:
        toll = draft.toll
        if toll is None or draft.main is not None or not draft.of_whole:
            continue
        if toll.scope != "subset":
            _of_people(draft, last_people(sentence, draft.first))
            continue
        whole = _told_beside(drafts, draft)
        if whole is not None and whole.toll is not None:
            draft.main = whole if whole.toll.measure == toll.measure else None
            continue  # "fire ble såret, og to av dem døde"
        meant = last_people(sentence, draft.first)
        if meant is None and told is not None and toll.known != "none":
            continue
        who = meant or people
        found = toll.status, toll.who
        if who is not None and toll.status == "unknown":
            found = who.status, who.who
        draft.toll = msgspec.structs.replace(toll, scope="incident", status=found[0], who=found[1])


def _of_people(draft: Draft, people: People | None) -> None:
    """Count some of people told before: "fired at villagers, killing three | of them"."""
    toll = draft.toll
    if toll is None or people is None or toll.who is not None or toll.status != "unknown":
        return
    draft.toll = msgspec.structs.replace(toll, status=people.status, who=people.who)


def _told_beside(drafts: list[Draft], part: Draft) -> Draft | None:
    """The toll right before some of them, in one sentence, that is not of fewer."""
    rows = [d for d in drafts if d.toll and d.last <= part.first and d.toll.scope != "subset"]
    whole = rows[-1].toll if rows else None
    if whole is None or whole.low is None or part.toll is None or part.toll.low is None:
        return None
    return rows[-1] if 0 < part.toll.low <= whole.low else None


def killed_of(drafts: list[Draft], told: Draft, before: list[Draft]) -> None:
    """Make a part of "the victims" one of those killed, where only dead were told just before."""
    beside = {d.toll.measure for d in before if d.toll and d.sentence is told.sentence}
    if beside != {"killed"}:
        return
    for draft in drafts:
        toll = draft.toll
        if toll is not None and toll.scope == "subset" and VICTIMS in draft.rules:
            draft.toll = msgspec.structs.replace(toll, measure="killed")


def go_on_with_people(sentence: Sentence, drafts: list[Draft], told: Draft) -> None:
    """Others of the same kind as those told just before: "To andre ble såret", "tallet er 44"."""
    for draft in drafts:
        toll = draft.toll
        if toll is not None and toll.who == COMRADES:
            take_people(draft, told)  # "To av kollegene hans ble såret"
        if toll is None or toll.number is None or toll.who is not None:
            continue
        if FIGURE in draft.rules and told.toll is not None:
            # "450 er savnet. Det offisielle tallet er 300."
            missing = told.toll.measure == Measure.MISSING
            if missing or told.toll.measure == toll.measure:
                draft.toll = msgspec.structs.replace(toll, measure=told.toll.measure)
                take_people(draft, told)
        at = draft.first + 1
        if sentence.is_a(at, "other") and not sentence.is_a(at, "to"):
            take_people(draft, told)


def _restated(sentence: Sentence, told: Draft, counts: list[Count]) -> list[Draft]:
    """Another number for the toll told just before: "Riksadvokaten setter tallet til 70"."""
    alone = [c for c in counts if not (c.subset or c.of_whole)]
    if len(alone) != 1:
        return []
    count = alone[0]
    alone_said = count.first == 0 and sentence.is_stop(count.last)  # "Minst 45, sier en offiser"
    if not _is_bare(count) or not (alone_said or _tallied(sentence, count)):
        return []
    return [_again(sentence, told, count)]


def _again(sentence: Sentence, told: Draft, count: Count) -> Draft:
    """A further figure for what a toll told before counts."""
    assert told.toll is not None  # noqa: S101 - asked by the caller
    draft = counted_on(sentence, count, told)
    draft.again = told
    assert draft.toll is not None and told.toll is not None  # noqa: S101, PT018
    scope = "incident" if told.toll.scope == "subset" else told.toll.scope
    draft.toll = msgspec.structs.replace(
        draft.toll, scope=scope, status=told.toll.status, who=told.toll.who
    )
    return draft


def _tallied(sentence: Sentence, count: Count) -> bool:
    """Whether a bare number is said to be the toll: "tallet", "opererer med 27", "27, ifølge X"."""
    at = count.first
    saying = sentence.covering(at - 1, Kind.REPORTING)
    if saying is not None and isinstance(saying.entry, Reporting) and saying.entry.tallies:
        return True
    if sentence.is_a(at - 1, "being") and sentence.is_a(at - 2, "figure_nouns"):
        return True
    if sentence.has_a(max(0, at - _TALLY_REACH), at, "tally_words"):
        return True
    return _said_alone(sentence, count)


def _said_alone(sentence: Sentence, count: Count) -> bool:
    """Whether nothing but a number is said: "mens sykehuset sier 27", "20, ifølge X, 27 ifølge Y"."""
    at = count.first - 1
    before = sentence.is_stop(at) or sentence.is_a(at, "and")
    if before and frame_of(sentence.starting(count.last, Kind.REPORTING)) == "preposition":
        return True
    if not sentence.is_stop(count.last):
        return False
    at -= sentence.is_a(at, "about")
    while at > 0 and sentence.is_a(at, "figure_fillers") and not _is_said(sentence, at):
        at -= 1
    if _is_said(sentence, at) or _is_said(sentence, _before_subject(sentence, at)):
        return True
    stands = sentence.has_a(at + 1, count.first, "being")
    stands = stands and (sentence.is_stop(at) or sentence.covering(at, *_SPEAKERS) is not None)
    heads = sentence.within(0, at, Kind.REPORTING)
    return stands and any(frame_of(m) == "preposition" for m in heads)


def _before_subject(sentence: Sentence, at: int) -> int:
    """The token before who says it, where the verb stands first: "hevder | opprørerne | at det var 31"."""
    subject = sentence.covering(at, *_SPEAKERS)
    return subject.first - 1 if subject is not None else -1


def _is_said(sentence: Sentence, at: int) -> bool:
    """Whether a token is of words that say or count something."""
    return frame_of(sentence.covering(at, Kind.REPORTING)) in _SAYING


def _opens_with_part(sentence: Sentence) -> bool:
    """Whether a sentence begins with the whole: "Blant dem", "Av disse"."""
    if sentence.is_a(0, "of") and sentence.is_a(1, "of_them"):
        return True
    return any(effect_of(c) == "subset" and c.first <= 1 for c in sentence.of(Kind.CUE))
