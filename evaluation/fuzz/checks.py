"""What holds of every reading, whatever was read: the promises of docs/data-model.md."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from vitne.model import Reading
from vitne.model.evidence import spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from vitne.model import Article, Claim, Passage

_DECODER = msgspec.json.Decoder(Reading)
_ENCODER = msgspec.json.Encoder()
_KINDS = frozenset((
    "event", "toll", "threat", "demand", "offer", "refusal", "accusation", "denial", "support",
    "relation", "background",
))  # fmt: skip
_MODALITIES = frozenset((
    "asserted", "reported", "alleged", "threatened", "conditional", "demanded", "hypothetical",
    "denied",
))  # fmt: skip
_MEASURES = frozenset(("killed", "wounded", "missing", "captured", "displaced", "casualties"))
_KNOWN = frozenset(("given", "none", "unknown", "undisclosed"))
_STATUS = frozenset(("civilian", "combatant", "police", "unknown"))
_SCOPES = frozenset(("incident", "cumulative", "subset"))
_LEVELS = frozenset(("town", "adm2", "adm1", "area", "country", "sea"))
_PRECISIONS = frozenset(("exact", "near", "area", "country"))
_VOICES = frozenset(("relay", "claimant", "eyewitness", "unnamed"))


class BrokenPromiseError(Exception):
    """Something that docs/data-model.md promises does not hold."""


def hold(fact: object, promise: str) -> None:
    """Raise where something that was promised does not hold.

    Raises:
        BrokenPromiseError: It does not; the message is the promise.
    """
    if not fact:
        raise BrokenPromiseError(promise)


def check_reading(reading: Reading, knows: Callable[[str], object]) -> None:
    """Look a reading over: article, passages, claims, and its way to JSON and back.

    Args:
        reading: What was read.
        knows: Whether there is a rule of this id.
    """
    check_article(reading.article)
    check_passages(reading.passages, reading.article.text)
    ids = {claim.id for claim in reading.claims}
    hold(len(ids) == len(reading.claims), "ids of claims are unique")
    order = [(claim.passage, claim.trigger.start) for claim in reading.claims]
    hold(order == sorted(order), "claims are in text order, by what triggers them")
    for claim in reading.claims:
        check_claim(claim, reading, knows)
    check_subsets(reading.claims)
    hold(_DECODER.decode(_ENCODER.encode(reading)) == reading, "JSON gives the reading back")


def check_article(article: Article) -> None:
    """Look over the text of an article and its segments."""
    text = article.text
    at = 0
    for number, segment in enumerate(article.segments):
        hold(at <= segment.start < segment.end <= len(text), "segments are in order, none is empty")
        hold(not text[at : segment.start].strip(), "segments cover all but white space")
        repeats = segment.repeats
        hold(repeats is None or 0 <= repeats < number, "a segment repeats an earlier one")
        at = segment.end
    hold(not text[at:].strip(), "segments cover all but white space")
    hold("\x00" not in text, "no text holds NUL")
    if article.published is not None:
        hold(article.published.earliest <= article.published.latest, "a period does not end early")
    hold(article.title is None or article.title.strip(), "no title is blank")


def check_passages(passages: tuple[Passage, ...], text: str) -> None:
    """Look over passages and their tokens."""
    for number, passage in enumerate(passages):
        hold(passage.index == number, "passages are numbered")
        hold(0 <= passage.start < passage.end <= len(text), "a passage stands in the text")
        at = passage.start
        for token in passage.tokens:
            hold(at <= token.start < token.end <= passage.end, "tokens are in order, in a passage")
            hold(text[token.start : token.end] == token.text, "a token is the words at its offsets")
            at = token.end
        for span in passage.speech:
            hold(passage.start <= span.start <= span.end <= passage.end, "speech is in its passage")
    for one, other in pairwise(passages):
        hold(one.end <= other.start, "passages do not overlap")


def check_claim(claim: Claim, reading: Reading, knows: Callable[[str], object]) -> None:
    """Look one claim over."""
    text = reading.article.text
    hold(len(claim.id) == 16 and int(claim.id, 16) >= 0, "an id is 16 hexadecimal digits")
    hold(claim.kind in _KINDS, "the kind is one of the kinds")
    hold(claim.modality in _MODALITIES, "the modality is one of the modalities")
    hold(claim.polarity in ("positive", "negative"), "the polarity is positive or negative")
    _check_words(claim, text)
    hold(0 <= claim.passage < len(reading.passages), "a claim names its passage")
    passage = reading.passages[claim.passage]
    hold(passage.start <= claim.start and claim.end <= passage.end, "a claim stands in its passage")
    hold(claim.rules or claim.kind == "background", "a claim names the rules behind it")
    for rule in claim.rules:
        hold(knows(rule), "every rule of a claim can be looked up")
    hold(claim.incident is None, "reading links nothing")
    hold((claim.kind == "toll") == (claim.toll is not None), "tolls have a toll, nothing else has")
    hold(claim.sub_event is None or claim.kind == "event", "only an event has a sub-event type")
    _check_meaning(claim)
    _check_ground(claim)
    if claim.toll is not None:
        _check_toll(claim)


def _check_words(claim: Claim, text: str) -> None:
    quotes = [(claim.text, claim.start, claim.end)]
    quotes += [(q.text, q.start, q.end) for q in (claim.trigger, *claim.repeats)]
    if claim.condition is not None:
        quotes.append((claim.condition.text, claim.condition.start, claim.condition.end))
    if claim.toll is not None and claim.toll.number is not None:
        number = claim.toll.number
        quotes.append((number.text, number.start, number.end))
    for part in (*claim.agents, *claim.targets, *claim.attribution, claim.place, claim.time):
        if part is None:
            continue
        has = part.text is not None
        hold(has == (part.start is not None) == (part.end is not None), "words have offsets")
        if part.text is not None and part.start is not None and part.end is not None:
            quotes.append((part.text, part.start, part.end))
    for words, start, end in quotes:
        hold(0 <= start < end <= len(text), "a quote stands in the text")
        hold(text[start:end] == words, "a quote is the words at its offsets")
    for _, start, end in spans(claim):
        hold(0 <= start < end <= len(text), "evidence stands in the text")


def _check_meaning(claim: Claim) -> None:
    if claim.kind == "denial":
        hold(claim.modality == "denied", "a denial is denied")
        hold(claim.polarity == "negative", "a denial is negative")
    if claim.modality == "conditional":
        hold(claim.kind in ("threat", "demand", "offer", "event"), "only what is to come depends")
    for voice in claim.attribution:
        hold(voice.role in _VOICES, "the role of a voice is one of the roles")
    for named in (*claim.agents, *claim.targets, *claim.attribution):
        hold(named.name.strip(), "whoever is told of has a name")


def _check_ground(claim: Claim) -> None:
    place, time = claim.place, claim.time
    if place is not None:
        hold(place.level in _LEVELS, "the level of a place is one of the levels")
        hold(place.precision in _PRECISIONS, "the precision is one of the precisions")
        hold(place.lat is None or -90 <= place.lat <= 90, "latitude is on the globe")
        hold(place.lon is None or -180 <= place.lon <= 180, "longitude is on the globe")
        hold((place.lat is None) == (place.lon is None), "a point has two coordinates")
        hold(place.name.strip(), "a place has a name")
    if time is not None:
        earliest, latest = (dt.date.fromisoformat(day) for day in (time.earliest, time.latest))
        hold(earliest <= latest, "a time does not end before it begins")
        hold(time.edtf, "a time has a form in EDTF")


def _check_toll(claim: Claim) -> None:
    toll = claim.toll
    assert toll is not None  # noqa: S101 - asked above
    hold(toll.measure in _MEASURES, "the measure is one of the measures")
    hold(toll.known in _KNOWN, "how a toll is known is one of the ways")
    hold(toll.status in _STATUS, "the status is one of the statuses")
    hold(toll.scope in _SCOPES, "the scope is one of the scopes")
    low, high = toll.low, toll.high
    hold(low is None or low >= 0, "nobody is harmed less than not at all")
    hold(high is None or high >= 0, "nobody is harmed less than not at all")
    hold(low is None or high is None or low <= high, "no toll is low above high")
    if toll.known == "none":
        hold((low, high) == (0, 0), "none is zero")
    elif toll.known in ("unknown", "undisclosed"):
        hold((low, high) == (None, None), "what is not known is open, not zero")
    else:
        bound = low is not None or high is not None
        hold(bound or toll.number is None, "a toll that is given with a number has a bound")
    if toll.known in ("none", "undisclosed"):
        hold(claim.polarity == "negative", "none and undisclosed are negative")
    hold(toll.subset_of is None or toll.scope == "subset", "only a subset is a part")
    if toll.number is not None:
        inside = claim.start <= toll.number.start and toll.number.end <= claim.end
        hold(inside or claim.reasons or toll.scope == "subset", "a number stands in its claim")


def check_subsets(claims: tuple[Claim, ...]) -> None:
    """Look over which toll is part of which."""
    tolls = {claim.id: claim.toll for claim in claims if claim.toll is not None}
    for claim in claims:
        toll, seen = claim.toll, {claim.id}
        while toll is not None and toll.subset_of is not None:
            hold(toll.subset_of in tolls, "a part names a toll of its article")
            hold(toll.subset_of not in seen, "nothing is part of itself")
            seen.add(toll.subset_of)
            whole = tolls[toll.subset_of]
            hold(whole.measure == toll.measure, "a part counts what its whole counts")
            toll = whole
