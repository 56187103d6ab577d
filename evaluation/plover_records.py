"""Measures how acts, parties and deaths of single sentences are read, against PLOVER's records.

PLOVER's gold records (322 sentences of the CAMEO manual, recoded by the Open Event Data Alliance,
2016; CC BY-SA 4.0) give the type of event, who acts on whom, and for some the dead. They cover
diplomacy and aid as much as war, of which vitne reads only what belongs to a conflict: recall of
types is told apart for ASSAULT, COERCE and THREATEN. No figure of others on
these records is known to us.

usage: python evaluation/plover_records.py [--misses]
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import score
from reading import drafts_of

from vitne.packs.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vitne.claims.drafts import Draft
    from vitne.model import Party
    from vitne.packs.pack import Pack, Packs

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "plover"
FILE = FOLDER / "PLOVER_GSR_CAMEO.txt"
OWN = frozenset({"ASSAULT", "COERCE", "THREATEN"})  # types of which each is an act of conflict
SAME = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}  # names in later PLOVER

Measured = dict[str, tuple[float, int]]


def files() -> tuple[Path, ...]:
    """The files that are measured on."""
    return (FILE,)


@cache
def measure(packs: Packs, *, misses: bool = False) -> dict[str, Measured]:
    """The share right of each field; none without a pack of English."""
    pack = packs.language("en")
    if pack is None:
        return {}
    rows: dict[str, list[bool]] = defaultdict(list)
    for record in json.loads(FILE.read_text("utf-8")):
        if "text" not in record:
            continue
        for field, right in judged(record, drafts_of(record["text"], pack, packs), pack):
            rows[field].append(right)
            if misses and not right:
                print(field, record["event"], record["text"], sep="\n  ")
    return {"PLOVER": {f: (sum(found) / len(found), len(found)) for f, found in rows.items()}}


def judged(
    record: dict[str, Any], drafts: Sequence[Draft], pack: Pack
) -> Iterator[tuple[str, bool]]:
    """Each field of a record, and whether it was read right; parties only where the type was."""
    wanted = SAME.get(record["event"], record["event"])
    right = [draft for draft in drafts if draft.event_type == wanted]
    yield "type", bool(right)
    if wanted in OWN:
        yield "type, acts of conflict", bool(right)
    if "dead" in record:
        tolls = [d.toll for d in drafts if d.toll and d.toll.measure == "killed"]
        yield "dead", any(toll.low == int(record["dead"]) for toll in tolls)
    if right:
        yield from parties(record, right, pack)


def parties(
    record: dict[str, Any], drafts: Sequence[Draft], pack: Pack
) -> Iterator[tuple[str, bool]]:
    """Whether one who acts, and one who is acted on, is among those read."""
    for field, role in (("agent", "source"), ("target", "target")):
        wanted = record.get(role) or []
        if isinstance(wanted, list) and wanted:
            read = [p for d in drafts for p in (d.agents if field == "agent" else d.targets)]
            yield field, any(_is_one(actor["actorText"], read, pack) for actor in wanted)


def _is_one(text: str, read: Iterable[Party], pack: Pack) -> bool:
    """Whether a party is told by one of the words of an actor's, or by its state."""
    said = {word for word in words(text) if word not in pack.grammar["function"]}
    return any(said & set(words(f"{p.name} {p.text or ''}")) for p in read)


if __name__ == "__main__":
    raise SystemExit(score.show(__doc__, measure))
