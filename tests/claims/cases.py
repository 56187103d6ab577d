"""Cases as data: a short report, and the claims that its reader would write down.

One folder a language: a file and id names the same report in each. A case file holds `published`,
`exact` (kinds of which a reading may hold no claim beside those expected) and `cases`. A case holds
`id`, `text`, `claims`; beside these `published` ("" for none), `exact`, `none` (nothing but
background), `background` (the words of figures kept as such) and `xfail` (why the reader fails). An
expected claim names the fields it cares about; "open" is null.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from vitne import pipeline
from vitne.model import Capture, Claim, Metadata, Reading
from vitne.packs.pack import Packs

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.toml"))
PLAIN = ("kind", "event_type", "sub_event", "modality", "polarity")
TOLL = ("measure", "low", "high", "approx", "known", "scope", "status", "who", "side")
PLACE = ("country", "level", "precision", "basis")
TIME = ("earliest", "latest", "edtf")
CASE = {"id", "text", "claims", "published", "exact", "none", "background", "xfail"}


@cache
def packs() -> Packs:
    return Packs()


def read_text(
    text: str, published: str = "2023-05-17", kind: str = "text/plain", language: str = "nb"
) -> Reading:
    data = text.encode()
    known = Metadata(published=published or None, language=language)
    capture = Capture("sak.txt", data, hashlib.sha256(data).hexdigest(), kind, known)
    return pipeline.read(capture, packs())


def read_case(case: dict[str, Any], published: str | None = None) -> Reading:
    """Read the text of a case, published on its own day or on another."""
    return read_text(case["text"], published or case["published"], language=case["language"])


def reading_of(case: dict[str, Any]) -> Reading:
    """What is read of a case, remembered: many tests look at the same reading."""
    return _reading(case["text"], case["published"], case["language"])


@cache
def _reading(text: str, published: str, language: str) -> Reading:
    return read_text(text, published, language=language)


@cache
def read_cases() -> list[dict[str, Any]]:
    """Every case, with the defaults of its file filled in; ids begin with language and file."""
    rows = []
    for path in FILES:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["cases"]:
            assert case.keys() <= CASE, case["id"]
            defaults = {key: table[key] for key in ("published", "exact")}
            defaults["language"] = path.parent.name
            named = f"{path.parent.name}:{path.stem}:{case['id']}"
            rows.append({**defaults, **case, "id": named})
    return rows


def row(claim: Claim) -> dict[str, Any]:
    """A claim by the fields that an expectation may name; None for what it does not hold."""
    place, time, toll = claim.place, claim.time, claim.toll
    return {
        **{field: getattr(claim, field) for field in PLAIN},
        **{field: getattr(toll, field, None) for field in TOLL},
        **{field: getattr(place, field, None) for field in PLACE},
        **{field: getattr(time, field, None) for field in TIME},
        "trigger": claim.trigger.text,
        "says": claim.text,
        "number": toll.number.text if toll and toll.number else None,
        "condition": claim.condition.text if claim.condition else None,
        "modes": list(claim.modes),
        "repeats": len(claim.repeats),
        "agents": [party.name for party in claim.agents],
        "targets": [party.name for party in claim.targets],
        "voices": [voice.name for voice in claim.attribution],
        "voices_text": [voice.text for voice in claim.attribution],
        "voices_role": [voice.role for voice in claim.attribution],
        "place": place.name if place else None,
        "place_text": place.text if place else None,
        "time_text": time.text if time else None,
    }


def fits(claim: Claim, wanted: dict[str, Any]) -> bool:
    """Whether a claim holds all that is expected of it."""
    found = row(claim)
    return all(
        _same_voices(found, want)
        if field == "voices"
        else found[field] == (None if want == "open" else want)
        for field, want in wanted.items()
    )


def _same_voices(found: dict[str, Any], wanted: list[str]) -> bool:
    """Whether a chain is the one wanted, link by link, by name or by the words of the text."""
    links = list(zip(found["voices"], found["voices_text"], strict=True))
    return len(links) == len(wanted) and all(
        want in link for want, link in zip(wanted, links, strict=True)
    )


def shown(claim: Claim) -> str:
    """A claim on one line, for the message of a failing case."""
    return " ".join(f"{k}={v!r}" for k, v in row(claim).items() if v not in (None, [], ""))
