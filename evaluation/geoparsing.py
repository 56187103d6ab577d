"""Measures where places are: toponyms on the map, and at which place an act happened.

LGL and GeoVirus (GPL-3 repository, used here only to measure) have news texts with toponyms and
coordinates. Counted is the share within 161 km (100 miles), as usual in the field: of given spans,
where a name that is not found counts as wrong; and of the names found by vitne itself. For LGL with
given spans, Gritta et al. (2018, "What's missing in geographical parsing?") report 0.73 to 0.85 for
the systems of that time. Which point stands for a whole state is a convention, so a state (LGL
tells which are, GeoVirus by a page of Wikipedia) is right where it is that state. LGL marks adjectives.

event_location (MIT) has sentences with a verb and the place where what it tells happened, or none.
A place is right where its words overlap those marked. In 9 of 100 rows a place has the numbers of its
tokens for offsets; its words stand beside them, and are looked for in the sentence. The verb is
given: where no entry knows it, the rules of places are asked all the same. Many sentences marked with no place tell
one ("22 were killed near Palmyra"), so precision is given of those marked with one too.

usage: python evaluation/geoparsing.py [--misses]
"""

from __future__ import annotations

import json
import math
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import msgspec
import score
from benchtexts import captured
from reading import mentions_of, sentences_of

from vitne import articles, passages
from vitne.claims.drafts import Draft
from vitne.claims.places import stated_place
from vitne.claims.reader import Reader
from vitne.mentions.capitals import inner_names
from vitne.mentions.namesakes import Weighed
from vitne.mentions.toponyms import Toponyms
from vitne.model import Kind, Level
from vitne.packs.folding import words
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vitne.claims.sentence import Sentence
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
    state: int | None = None  # where it is a whole state: its GeoNames id


class Names:
    """The names of one text, each with the places it may stand for."""

    def __init__(self, text: str, pack: Pack, packs: Packs) -> None:
        """Read a text as if it were a report of conflict."""
        article = articles.extract(captured(text, language=pack.code), packs.conventions)
        self.text = article.text
        self._pack = pack
        self._passages = passages.split(article, pack.grammar)
        self._toponyms = Toponyms(self._passages, pack, inner_names(self._passages, pack.grammar))

    def weigh(self, start: int, end: int) -> tuple[Weighed, ...]:
        """The places of a given span, likeliest first; an adjective stands for its state.

        One name of a compound ("Athens-Clarke") or outside of all sentences is weighed by itself.
        """
        for passage in self._passages:
            tokens = passage.tokens
            inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
            if not inside:
                continue
            first, last = inside[0], inside[-1] + 1
            nation = self._pack.nation_at(tokens, first, last - first)
            if nation is not None:
                return (Weighed(nation[0], 1.0, {}),)
            if found := self._toponyms.weigh(tokens, first, last):
                return found
        return self._toponyms.weigh_name(" ".join(words(self.text[start:end])))


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
                    float(t.findtext("gaztag/lat", "")), float(t.findtext("gaztag/lon", "")),
                    _state(t.find("gaztag")))
            for t in article.iter("toponym")
            if t.findtext("gaztag/lat")
        ]  # fmt: skip
        yield article.findtext("text", ""), rows


def _state(tag: ElementTree.Element | None) -> int | None:
    """The GeoNames id of a place of LGL that is a whole state."""
    whole = tag is not None and tag.findtext("fcode", "").startswith("PCL")
    return int(tag.get("geonameid", "0")) if whole and tag is not None else None


def geovirus() -> Iterator[tuple[str, list[Toponym]]]:
    """The texts of GeoVirus, whose offsets begin at one."""
    tree = ElementTree.parse(DATA / "geoparsing" / "GeoVirus.xml")  # noqa: S314
    known = Packs().language("en")
    for article in tree.iter("article"):
        rows = [
            Toponym(int(t.findtext("start", "")) - 1, int(t.findtext("end", "")) - 1,
                    float(t.findtext("lat", "")), float(t.findtext("lon", "")),
                    _titled(t.findtext("page", ""), known))
            for t in article.iter("location")
        ]  # fmt: skip
        yield article.findtext("text", ""), rows


def _titled(page: str, pack: Pack | None) -> int | None:
    """The GeoNames id of a whole state that a page of Wikipedia is on."""
    title = page.rpartition("/")[2].replace("_", " ")
    places = pack.places.find(title) if pack is not None else ()
    return places[0].geonameid if places and places[0].level is Level.COUNTRY else None


def toponyms(
    texts: list[tuple[str, list[Toponym]]], pack: Pack, packs: Packs, *, misses: bool
) -> Measured:
    """Shares within 161 km and the median error in km of the given spans that were found."""
    errors, found, made, right = [], 0, 0, 0
    judged: Judged = []
    for text, gold in texts:
        read = [m for m in mentions_of(text, pack, packs) if m.kind is Kind.PLACE and m.places]
        names = Names(text, pack, packs)
        for one in gold:
            guess = next((m for m in read if m.start < one.end and one.start < m.end), None)
            likely = names.weigh(one.start, one.end)
            place = likely[0].place if likely else guess and guess.places[0]
            judged += [(likely[0].confidence, is_right(one, likely[0].place))] if likely else []
            error = 0.0 if _same_state(one, place) else kilometres(one, place)
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
        "right of names in the gazetteer": (sum(ok for _, ok in judged) / len(judged), len(judged)),
        "confidence, ECE": (calibration_error(judged), len(judged)),
        "names found": (found / len(errors), len(errors)),
        "names found that are marked": (right / max(made, 1), made),
    }


def is_right(one: Toponym, place: Place) -> bool:
    """Whether a place is the one marked: the state, or within 161 km of its point."""
    return _same_state(one, place) or kilometres(one, place) <= NEAR


def _same_state(one: Toponym, place: Place | None) -> bool:
    return place is not None and one.state is not None and place.geonameid == one.state


def kilometres(one: Toponym, place: Place | None) -> float:
    """The distance on the great circle; infinite where nothing is known."""
    if place is None or place.lat is None or place.lon is None:
        return math.inf
    lat, lon = place.lat, place.lon
    p, q = math.radians(one.lat), math.radians(lat)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(lon - one.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


Judged = list[tuple[float, bool]]  # the confidence of each choice, and whether it was right
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


def calibration_error(judged: Judged) -> float:
    """The mean distance of confidence from the share right, over the bins, by their cases."""
    rows = [row for low, high in BINS if (row := reliability(judged, low, high)) is not None]
    return sum(n * abs(said - right) for said, right, n in rows) / max(len(judged), 1)


def reliability(judged: Judged, low: float, high: float) -> tuple[float, float, int] | None:
    """Of the choices with a confidence in a bin: the mean confidence, the share right, how many."""
    rows = [(said, right) for said, right in judged if low <= said < high]
    if not rows:
        return None
    n = len(rows)
    return sum(said for said, _ in rows) / n, sum(right for _, right in rows) / n, n


def places_of_acts(pack: Pack, packs: Packs, *, misses: bool) -> Measured:
    """Precision and recall of the place at which an act happened, given the verb that tells it."""
    hits, given, given_marked, wanted = 0, 0, 0, 0
    for line in (DATA / "event_location" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        verbs = [s for s in row["spans"] if s["label"] == "VERB"]
        spans = [_mended(row["text"], s) for s in row["spans"] if s["label"] == "LOCATION"]
        guess = next(filter(None, (_place(row["text"], v, pack, packs) for v in verbs)), None)
        given += guess is not None
        given_marked += guess is not None and bool(spans)
        wanted += bool(spans)
        right = guess is not None and any(s < guess[1] and guess[0] < e for s, e in spans)
        hits += right
        if misses and not right and (spans or guess):
            print(row["text"], [row["text"][s:e] for s, e in spans],
                  guess and row["text"][guess[0] : guess[1]], sep="\n  ")  # fmt: skip
    return {
        "precision": (hits / max(given, 1), given),
        "precision where a place is marked": (hits / max(given_marked, 1), given_marked),
        "recall": (hits / max(wanted, 1), wanted),
    }


def _mended(text: str, span: dict[str, Any]) -> tuple[int, int]:
    """The offsets of a marked place; its words are sought where those given are of its tokens."""
    start, end, words = span["start"], span["end"], span.get("text")
    if not words or text[start:end] == words:
        return start, end
    found = [at for at in range(len(text)) if text.startswith(words, at)]
    if not found:
        return start, end
    best = min(found, key=lambda at: abs(len(text[:at].split()) - span["token_start"]))
    return best, best + len(words)


def _place(text: str, verb: dict[str, int], pack: Pack, packs: Packs) -> tuple[int, int] | None:
    """The words of the place of the act told by a verb; None where none is read."""
    sentences = sentences_of(text, pack, packs)
    for draft in Reader(sentences[1], sentences[0], pack).read() if sentences[0] else []:
        trigger = draft.sentence.quote(*draft.anchor)
        if trigger.start < verb["end"] and verb["start"] < trigger.end and draft.place is not None:
            start, end = draft.place.start, draft.place.end
            return (start, end) if start is not None and end is not None else None
    for sentence in sentences[0]:
        for at, token in enumerate(sentence.passage.tokens):
            if token.start <= verb["start"] < token.end:
                found = stated_place(_told(sentence, at), [])
                return (found[0].start, found[0].end) if found else None
    return None


def _told(sentence: Sentence, at: int) -> Draft:
    """An act told by a verb that no entry knows."""
    first, last = sentence.clause(at)
    return Draft("event", sentence, first, last, (at, at + 1), event_type="ASSAULT")


if __name__ == "__main__":
    raise SystemExit(score.show(__doc__, measure))
