"""Made-up statements: what somebody says of how many, written as short as a reporter notes it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Any

from vitne.model import Claim, Party, Period, Quote, Role, Statement, Toll, Voice

SILENT = ("none", "unknown", "undisclosed")
WORDS = {
    "plural": (None, 2), "several": ("several", 2), "tens": ("tens", 10), "dozens": ("dozens", 24),
    "hundreds": ("hundreds", 200), "thousands": ("thousands", 2000), "losses": (None, None),
}  # fmt: skip
_FIGURE = re.compile(r"(?P<about>~)?(?P<low>\d*)(?P<to>\.\.|\+)?(?P<high>\d*)")


def toll(figure: str, **fields: Any) -> Toll:
    """ "14", "14+" (at least), "..50" (up to), "10..15", "~150" (about), a vague word, or silence."""
    made = {"measure": "killed", **fields}
    if figure in SILENT:
        bound = 0 if figure == "none" else None
        return Toll(low=bound, high=bound, known=figure, **made)
    if figure in WORDS:
        word, low = WORDS[figure]
        number = None if word is None else Quote(word, 0, len(word))
        return Toll(low=low, high=None, number=number, **made)
    match = _FIGURE.fullmatch(figure)
    assert match is not None, figure
    low = int(match["low"]) if match["low"] else None
    high = int(match["high"]) if match["high"] else (None if match["to"] else low)
    number = Quote(match["low"] or match["high"], 0, 1)
    return Toll(low=low, high=high, approx=bool(match["about"]), number=number, **made)


def chain(by: str | None, *, role: str = "claimant", via: str | None = None) -> tuple[Voice, ...]:
    """An attribution: "Reuters" relays what a claimant says; None is the outlet itself."""
    relay = () if via is None else (Voice(via, "relay"),)
    return relay if by is None else (*relay, Voice(by, role))


def said(figure: str | None, by: str | None = None, **fields: Any) -> Statement:
    """A statement: a toll, or with no figure an act. Fields of all its parts are told by name."""
    statement = {k: fields.pop(k) for k in list(fields) if k in Statement.__struct_fields__}
    article = statement.setdefault("article", "one")
    day = fields.pop("day", "2020-10-28")
    if day is not None:
        date = dt.date.fromisoformat(day)
        statement["published"] = Period(date, date, day)
    made = {k: fields.pop(k) for k in list(fields) if k in Claim.__struct_fields__}
    made["attribution"] = chain(
        by, role=fields.pop("role_of", "claimant"), via=fields.pop("via", None)
    )
    for party in ("agents", "targets"):
        made[party] = tuple(Party(name) for name in made.get(party, ()))
    made["toll"] = None if figure is None else toll(figure, **fields)
    made.setdefault("kind", "event" if figure is None else "toll")
    made.setdefault("modality", "asserted")
    made.setdefault("polarity", "negative" if figure in ("none", "undisclosed") else "positive")
    text = made.setdefault("text", f"{figure} {made['kind']}")
    start = made.setdefault("start", 100)
    known = (article, start, text, figure, by, sorted(map(str, fields.items())))
    made.setdefault("id", hashlib.sha256(repr(known).encode()).hexdigest()[:16])
    claim = Claim(
        end=start + len(text), passage=made.pop("passage", start // 100),
        trigger=Quote(text, start, start + len(text)), **made,
    )  # fmt: skip
    statement.setdefault("origin", article)
    return Statement(
        claim=claim, file=f"{article}.txt", language=statement.pop("language", "en"), **statement
    )


def headline(figure: str | None, by: str | None = None, **fields: Any) -> Statement:
    """A statement above its article."""
    return said(figure, by, **{"role": Role.HEADLINE, "start": 0, **fields})
