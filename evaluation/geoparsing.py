"""Measures where places are: toponyms on the map, and at which place an act happened.

LGL and GeoVirus (GPL-3 repository, used here only to measure) have news texts with toponyms and
coordinates. Counted is the share within 161 km (100 miles), as usual in the field: of given spans,
where a name that is not found counts as wrong; and of the names found by vitne itself. For LGL with
given spans, Gritta et al. (2018, "What's missing in geographical parsing?") report 0.73 to 0.85 for
the systems of that time.

event_location (MIT) has sentences with an attack verb and the place where it happened, or none.
A place is right where its words overlap those marked.

usage: python evaluation/geoparsing.py [--misses]
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import msgspec
import score
from reading import drafts_of, mentions_of

from vitne.model import Kind
from vitne.packs.folding import words
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.model import Place

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NEAR = 161.0  # km

Measured = dict[str, tuple[float, int]]  # what → its value, and on how many cases


class Toponym(msgspec.Struct):
    """A name in a text with its coordinates; offsets in code points."""

    start: int
    end: int
    lat: float
    lon: float


def main() -> int:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    print("\n".join(score.table(measure(Packs(), misses=parser.parse_args().misses))))
    return 0


def measure(packs: Packs, *, misses: bool = False) -> dict[str, Measured]:
    """The measures of each set; none without a pack of English."""
    pack = packs.language("en")
    if pack is None:
        return {}
    return {
        "LGL": toponyms(list(lgl()), pack, packs, misses=misses),
        "GeoVirus": toponyms(list(geovirus()), pack, packs, misses=misses),
        "event_location dev": places_of_acts(pack, packs, misses=misses),
    }


def lgl() -> Iterator[tuple[str, list[Toponym]]]:
    """The texts of LGL with their toponyms that have coordinates."""
    for article in ElementTree.parse(DATA / "geoparsing" / "lgl.xml").iter("article"):  # noqa: S314
        rows = [
            Toponym(int(t.findtext("start", "")), int(t.findtext("end", "")),
                    float(t.findtext("gaztag/lat", "")), float(t.findtext("gaztag/lon", "")))
            for t in article.iter("toponym")
            if t.findtext("gaztag/lat")
        ]  # fmt: skip
        yield article.findtext("text", ""), rows


def geovirus() -> Iterator[tuple[str, list[Toponym]]]:
    """The texts of GeoVirus, whose offsets begin at one."""
    tree = ElementTree.parse(DATA / "geoparsing" / "GeoVirus.xml")  # noqa: S314
    for article in tree.iter("article"):
        rows = [
            Toponym(int(t.findtext("start", "")) - 1, int(t.findtext("end", "")) - 1,
                    float(t.findtext("lat", "")), float(t.findtext("lon", "")))
            for t in article.iter("location")
        ]  # fmt: skip
        yield article.findtext("text", ""), rows


def toponyms(
    texts: list[tuple[str, list[Toponym]]], pack: Pack, packs: Packs, *, misses: bool
) -> Measured:
    """Shares within 161 km and the median error in km of the given spans that were found."""
    errors, found, made, right = [], 0, 0, 0
    for text, gold in texts:
        read = [m for m in mentions_of(text, pack, packs) if m.kind is Kind.PLACE and m.places]
        for one in gold:
            guess = next((m for m in read if m.start < one.end and one.start < m.end), None)
            place = guess.places[0] if guess else _looked_up(text[one.start : one.end], pack)
            error = kilometres(one, place)
            errors.append(error)
            found += guess is not None
            if misses and error > NEAR:
                print(f"{text[one.start : one.end]!r}: {place and (place.name, place.country)}")
        spans = [(one.start, one.end) for one in gold]
        own = [m for m in read if m.places[0].lat is not None]
        made += len(own)
        right += sum(any(m.start < end and start < m.end for start, end in spans) for m in own)
    near = sum(error <= NEAR for error in errors) / len(errors)
    known = [error for error in errors if error < math.inf]
    return {
        "within 161 km": (near, len(errors)),
        "median km": (statistics.median(known), len(known)),
        "names found": (found / len(errors), len(errors)),
        "names found that are marked": (right / max(made, 1), made),
    }


def _looked_up(phrase: str, pack: Pack) -> Place | None:
    """The place of a given span in which reading saw none, the likeliest by itself."""
    first, *rest = words(phrase) or [""]
    _, places = pack.match_place(first, rest)
    return places[0] if places else None


def kilometres(one: Toponym, place: Place | None) -> float:
    """The distance on the great circle; infinite where nothing is known."""
    if place is None or place.lat is None or place.lon is None:
        return math.inf
    lat, lon = place.lat, place.lon
    p, q = math.radians(one.lat), math.radians(lat)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def places_of_acts(pack: Pack, packs: Packs, *, misses: bool) -> Measured:
    """Precision and recall of the place at which an act happened."""
    hits, given, wanted = 0, 0, 0
    for line in (DATA / "event_location" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        verbs = [s for s in row["spans"] if s["label"] == "VERB"]
        spans = [(s["start"], s["end"]) for s in row["spans"] if s["label"] == "LOCATION"]
        guess = next(filter(None, (_place(row["text"], v, pack, packs) for v in verbs)), None)
        given += guess is not None
        wanted += bool(spans)
        right = guess is not None and any(s < guess[1] and guess[0] < e for s, e in spans)
        hits += right
        if misses and not right and (spans or guess):
            print(row["text"], [row["text"][s:e] for s, e in spans],
                  guess and row["text"][guess[0] : guess[1]], sep="\n  ")  # fmt: skip
    return {"precision": (hits / max(given, 1), given), "recall": (hits / max(wanted, 1), wanted)}


def _place(text: str, verb: dict[str, int], pack: Pack, packs: Packs) -> tuple[int, int] | None:
    """The words of the place of the act told by a verb; None where none is read."""
    for draft in drafts_of(text, pack, packs):
        trigger = draft.sentence.quote(*draft.anchor)
        if trigger.start < verb["end"] and verb["start"] < trigger.end and draft.place is not None:
            start, end = draft.place.start, draft.place.end
            return (start, end) if start is not None and end is not None else None
    return None


if __name__ == "__main__":
    raise SystemExit(main())
