"""Whether a judgement says all that its action takes, and nothing that makes no sense."""

from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from vitne.incidents.fields import MOST, CorrectionError, check, is_count, is_text, shown
from vitne.incidents.profiles import profiles
from vitne.model import Action, Judgement
from vitne.model.entries import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_CLAIMS = 1000  # that one judgement may be about
_LONGEST = 10_000  # characters of a reason or a note
_NAME = 200  # characters of a name
_CLAIM = re.compile("[0-9a-f]{16}")
_JUDGEMENT = re.compile("[0-9a-f]{64}")
_PAIR = re.compile("[A-F][1-6]")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class _Takes(msgspec.Struct, frozen=True):
    """What a judgement of one kind takes."""

    least: int = 1  # claims
    most: int = MOST_CLAIMS
    reason: bool = False
    field: bool = False


_TAKES: Mapping[Action, _Takes] = MappingProxyType(
    {
        Action.ACCEPT: _Takes(),
        Action.REJECT: _Takes(reason=True),
        Action.CORRECT: _Takes(most=1, reason=True, field=True),
        Action.MERGE: _Takes(least=2, reason=True),
        Action.SPLIT: _Takes(least=2, reason=True),
        Action.BEST: _Takes(reason=True, field=True),
        Action.GRADE: _Takes(),
        Action.ADMIRALTY: _Takes(),
        Action.NOTE: _Takes(),
        Action.UNDO: _Takes(reason=True),
    }
)


def fault(judgement: Judgement) -> str | None:
    """What is wrong with a judgement, in words; None for one that is sound."""
    return next(_faults(judgement), None)


def grades() -> dict[str, str]:
    """The grades that people give, each with its definition as it is published."""
    return {one.id: one.wording for profile in profiles().values() for one in profile.grades}


def _faults(one: Judgement) -> Iterator[str]:
    takes = _TAKES[one.action]
    yield from _signature(one)
    yield from _claims(one, takes)
    if takes.reason and not one.reason.strip():
        yield f"{one.action} needs a reason"
    if len(one.reason) > _LONGEST:
        yield f"the reason is longer than {_LONGEST} characters"
    if takes.field is (one.field is None):
        yield f"{one.action} needs a field" if takes.field else f"{one.action} takes no field"
    yield from _value(one)
    if (one.action is Action.UNDO) is (one.undoes is None):
        yield "what is undone is named where something is undone, and only there"
    if one.undoes is not None and not _JUDGEMENT.fullmatch(one.undoes):
        yield f"{shown(one.undoes)} is no id of a judgement"


def _signature(one: Judgement) -> Iterator[str]:
    if not is_text(one.author, _NAME):
        yield f"the author {shown(one.author)} is no name of 1 to {_NAME} printable characters"
    if not _is_time(one.at):
        yield f"{shown(one.at)} is no time such as 2020-10-04T12:30:00Z"
    if one.turn is not None:
        time, number = one.turn
        if not _is_time(time) or time < one.at or not 0 <= number <= MOST:
            yield f"{shown(one.turn)} is no turn of a judgement made at {one.at}"


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text) or not text.isascii():
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _claims(one: Judgement, takes: _Takes) -> Iterator[str]:
    if any(not _CLAIM.fullmatch(claim) for claim in one.claims):
        wrong = next(claim for claim in one.claims if not _CLAIM.fullmatch(claim))
        yield f"{shown(wrong)} is no id of a claim"
    number = len(one.claims)
    if number != len(set(one.claims)):
        yield "a claim is named twice"
    if number < takes.least:
        yield f"{one.action} needs {takes.least} claims" if takes.least > 1 else "no claim is named"
    if number > takes.most:
        yield f"{one.action} takes {takes.most} claim{'s' if takes.most > 1 else ''}, not {number}"
    if not one.seen.keys() <= set(one.claims):
        yield "a claim was seen that it is not about"


def _value(one: Judgement) -> Iterator[str]:
    match one.action:
        case Action.CORRECT:
            yield from _correction(one)
        case Action.BEST:
            yield from _best(one)
        case Action.GRADE | Action.ADMIRALTY | Action.NOTE:
            yield from _words(one)
        case _:
            if one.value is not None:
                yield f"{one.action} takes no value"


def _correction(one: Judgement) -> Iterator[str]:
    try:
        check(one.field, one.value)
    except CorrectionError as error:
        yield str(error)


def _best(one: Judgement) -> Iterator[str]:
    if one.field not in tuple(Measure):
        yield f"{shown(one.field)} is none of the measures {', '.join(Measure)}"
    if not is_count(one.value):
        yield f"{shown(one.value)} is no figure: a whole number from 0"


def _words(one: Judgement) -> Iterator[str]:
    text = one.value if isinstance(one.value, str) else ""
    if one.action is Action.GRADE and text not in grades():
        yield f"{shown(one.value)} is none of the grades {', '.join(grades())}"
    if one.action is Action.ADMIRALTY and not _PAIR.fullmatch(text):
        yield f"{shown(one.value)} is no pair of reliability A to F and credibility 1 to 6, such as B2"
    if one.action is Action.NOTE and not (text.strip() and len(text) <= _LONGEST):
        yield f"a note is a text of 1 to {_LONGEST} characters"
