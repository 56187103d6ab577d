"""How far people agree who judge the same claims: Krippendorff's alpha.

Alpha is 1 where they always agree, 0 where they agree no more than by chance, below 0 where they
disagree by system (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import sqlalchemy as sa

from vitne.incidents import judged
from vitne.model import Action, Claim, Judgement
from vitne.record.decided import every
from vitne.record.names import among
from vitne.record.schema import account_claims, incident_accounts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from vitne.model import Toll

    Label = str | int
    Coding = tuple[str, str, Label]  # who, of what, says what

RELIABLE, TENTATIVE = 0.8, 0.667  # the least alpha of findings to rely on, and of tentative ones


class Agreement(msgspec.Struct, frozen=True):
    """How far people agree on one question.

    `units` are the claims or figures that two or more of them judged, `values` what they said of
    these. `alpha` is None where it cannot be told; `why` says why.
    """

    question: str
    scale: str  # nominal, ratio
    people: tuple[str, ...]
    units: int
    values: int
    alpha: float | None = None
    why: str = ""


def agreement(connection: sa.Connection) -> list[Agreement]:
    """How far those agree who judged a record: their verdicts, figures, best figures and grades.

    What somebody took back counts for nothing; what another one undid still tells what its author
    thought.
    """
    own = judged.standing(_own(every(connection)))
    incidents = _incidents(connection, {claim for one in own for claim in one.claims})
    return [
        measure("verdict", "nominal", _verdicts(own)),
        measure("figure", "ratio", _figures(own)),
        measure("best figure", "ratio", _best(own, incidents)),
        measure("grade", "nominal", _grades(own, incidents)),
    ]


def measure(question: str, scale: str, codings: Iterable[Coding]) -> Agreement:
    """How far people agree, from what each said last of each unit.

    Args:
        question: What they were asked.
        scale: `nominal`: same or not. `ratio`: by how much figures differ in proportion to them.
        codings: Who, of what, says what.
    """
    last = {(who, unit): label for who, unit, label in codings}
    judges = Counter(unit for _, unit in last)
    rows = [(who, unit, label) for (who, unit), label in last.items() if judges[unit] > 1]
    people = tuple(sorted({who for who, _ in last}))
    units = sum(number > 1 for number in judges.values())
    alpha, why = None, _too_little(people, rows)
    if not why:
        alpha = _alpha(rows, scale)
    return Agreement(question, scale, people, units, len(rows), alpha, why)


def _too_little(people: Sequence[str], rows: Sequence[Coding]) -> str:
    if not people:
        return "nobody judged this"
    if len(people) == 1:
        return f"only {people[0]} judged this; it takes two people"
    if not rows:
        return f"{len(people)} people judged, but never the same thing"
    labels = {label for _, _, label in rows}
    if len(labels) == 1:
        return (
            f"all said {labels.pop()} every time, which tells nothing of how they would differ; "
            "alpha needs variation"
        )
    return ""


def _alpha(rows: Sequence[Coding], scale: str) -> float:
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415 - only where it is asked for
    from nltk.metrics.distance import binary_distance  # noqa: PLC0415

    distance: Callable[[Any, Any], float] = _ratio if scale == "ratio" else binary_distance
    return float(AnnotationTask(list(rows), distance=distance).alpha())


def _ratio(one: int, other: int) -> float:
    """Krippendorff's distance for figures with a true zero: 5 and 7 lie further apart than 105 and 107."""
    return 0.0 if one == other else ((one - other) / (one + other)) ** 2


def _own(made: Sequence[Judgement]) -> list[Judgement]:
    """Judgements without what one undid of another's."""
    authors = {one.id: one.author for one in made}
    return [one for one in made if one.undoes is None or authors.get(one.undoes) == one.author]


def _verdicts(held: Iterable[Judgement]) -> Iterator[Coding]:
    for one in held:
        if one.action in judged.VERDICTS:
            for claim in one.claims:
                yield one.author, claim, one.action.value


def _figures(held: Iterable[Judgement]) -> Iterator[Coding]:
    """The bounds of tolls as each person left them: accepted as they stood, or corrected."""
    last = {
        (one.author, claim): one
        for one in held
        if one.action in judged.VERDICTS
        for claim in one.claims
    }
    for (author, claim), one in last.items():
        toll = None if one.action is Action.REJECT else _toll(one, claim)
        for bound in ("low", "high"):
            figure = None if toll is None else getattr(toll, bound)
            if figure is not None:
                yield author, f"{claim} {bound}", figure


def _toll(one: Judgement, claim: str) -> Toll | None:
    try:
        seen = msgspec.convert(one.seen.get(claim), Claim)
    except msgspec.ValidationError:
        return None  # kept by another version of vitne, or of a claim that was not there
    return judged.corrected(seen, [one])[0].toll


def _best(held: Iterable[Judgement], incidents: Mapping[str, str]) -> Iterator[Coding]:
    for one in held:
        if one.action is Action.BEST:
            for unit in _units(one, incidents):
                yield one.author, f"{unit} {one.field}", one.value


def _grades(held: Iterable[Judgement], incidents: Mapping[str, str]) -> Iterator[Coding]:
    for one in held:
        if one.action is Action.GRADE:
            for unit in _units(one, incidents):
                yield one.author, unit, str(one.value)


def _units(one: Judgement, incidents: Mapping[str, str]) -> set[str]:
    """What a judgement of an incident is of: the incidents of its claims, else these themselves."""
    return {incidents.get(claim, claim) for claim in one.claims}


def _incidents(connection: sa.Connection, found: set[str]) -> dict[str, str]:
    query = (
        sa.select(account_claims.c.claim, incident_accounts.c.incident)
        .join(incident_accounts, incident_accounts.c.account == account_claims.c.account)
        .where(among(connection, account_claims.c.claim, found))
    )
    return {row.claim: row.incident for row in connection.execute(query)}
