"""Tells speakers of one sentence apart: "A sier at …, mens B hevder at …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.naming import back_of
from vitne.claims.subjects import actor_before
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.attribution import Attribution
    from vitne.claims.sentence import Sentence


def without_echo(found: list[Attribution]) -> list[Attribution]:
    """Leave out a speaker who only speaks of himself: "En lege sier til X at hun så to døde"."""
    return [one for one in found if not any(_echoes(one, other) for other in found)]


def _echoes(one: Attribution, other: Attribution) -> bool:
    if one is other or one.phrase is None or other.phrase is None or not other.chain:
        return False
    pronoun = back_of(one.phrase.head) in ("person", "they")
    inside = one.phrase.last - one.phrase.first == 1 and other.covers(one.phrase.first)
    return pronoun and inside and other.first > other.zone[0]


def set_apart(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """End what one vouches for where the next speaks: "A sier at …, mens B hevder at …"."""
    if ";" in sentence.low and len(found) > 1:
        found = _each_side(sentence, found)
    apart: list[Attribution] = []
    for at, one in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        turn = _turn(sentence, one, after)
        if turn is not None and one.first < turn < one.last:
            apart.append(msgspec.structs.replace(one, last=turn))
        else:
            apart.append(one)
    return _tagged_apart(sentence, apart)


def _turn(sentence: Sentence, one: Attribution, after: Attribution | None) -> int | None:
    """Where another begins to speak or act: "A sier at …, | men ifølge B", "Mens A sier at …, | sier B"."""
    if not one.chain:
        return None
    if after is not None and after.chain and after.zone[0] >= one.first:
        turn, _ = sentence.clause(after.zone[0])
        told = one.first > one.zone[0]
        if told and (sentence.is_a(0, "contrast") or _spliced(sentence, turn, after)):
            return turn
        if after.zone[0] < after.first or told:
            return turn if _turns(sentence, turn) else None
    if one.first > one.zone[0]:
        other = _other_acts(sentence, one.first)
        return other if other is not None and _turns(sentence, other) else None
    return None


def _spliced(sentence: Sentence, at: int, after: Attribution) -> bool:
    """Whether only a comma parts two who speak: "A sier at ti døde, | B sier at tolv døde"."""
    said = after.phrase is not None and after.first > after.zone[0]
    return said and sentence.word(at) == "," and after.zone[0] <= at + 1


def _tagged_apart(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Keep tags to what stands before each: "Ti døde, ifølge A, og tolv ble såret, ifølge B"."""
    for at in range(1, len(found)):
        one, after = found[at - 1], found[at]
        tags = one.first == after.first == 0 < one.zone[0] < one.zone[1] < after.zone[0]
        if tags and one.chain and after.chain and _goes_on(sentence, one.zone[1]):
            found[at - 1] = msgspec.structs.replace(one, last=one.zone[0])
            found[at] = msgspec.structs.replace(after, first=one.zone[1])
    return found


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether more is told behind a tag: ", og tolv er såret", ", tolv ifølge B"."""
    at += sentence.word(at) == ","
    return sentence.is_a(at, "joining") or sentence.covering(at, Kind.NUMBER) is not None


def _each_side(sentence: Sentence, found: list[Attribution]) -> list[Attribution]:
    """Keep each speaker to his side of a semicolon: "The army says 152 fell; M23 says it lost 32"."""
    halves = list(found)
    for at in (i for i, low in enumerate(sentence.low) if low == ";"):
        if not any(a.zone[1] <= at for a in found) or not any(a.zone[0] > at for a in found):
            continue  # the words on one side name no speaker
        for i, one in enumerate(halves):
            if one.zone[1] <= at:
                halves[i] = msgspec.structs.replace(one, last=min(one.last, at))
            elif one.zone[0] > at:
                halves[i] = msgspec.structs.replace(one, first=max(one.first, at + 1))
    return halves


def _turns(sentence: Sentence, at: int) -> bool:
    return any(sentence.is_a(i, "contrast") for i in (at, at + 1))


def _other_acts(sentence: Sentence, at: int) -> int | None:
    """Where another party does something with words: "A sier ja, mens B avslår"."""
    for act in sentence.of(Kind.ACT):
        first, _ = sentence.clause(act.first)
        turns = first > at and _turns(sentence, first)
        if turns and actor_before(sentence, act.first, first) is not None:
            return first
    return None
