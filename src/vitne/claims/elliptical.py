"""Tells counts whose people are left out: "En ble drept", "og en annen såret", "Fire er savnet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.standing import is_article
from vitne.model import Kind
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_BESIDE = 2  # tokens: "en ble drept" counts one, "såret av en veibombe" does not


def takes_article(sentence: Sentence, harm: Mention, count: Count) -> bool:
    """Whether "en" alone counts one: "en ble drept", "såret en annen"; not "en dør ble åpnet"."""
    other = sentence.is_a(count.last, "other") or sentence.is_a(count.first, "other")
    if other and count.first == harm.last:
        return not count.unknown_noun
    near = 0 <= harm.first - count.last <= _BESIDE
    return near and (other or harm.form is not Form.PRESENT)


def is_bare_subject(sentence: Sentence, count: Count, verb: int) -> bool:
    """Whether a figure without noun is all the subject of a verb: "Fire er forsvundet", "66 andre …"."""
    exact = count.number is not None and not (count.people or count.unknown_noun or count.subset)
    first = count.first - sentence.is_a(count.first - 1, "other")  # "Ytterligere 66 er"
    opens = first == 0 or sentence.is_a(first - 1, "that")
    between = range(count.last, verb)
    aux = all(sentence.is_any(i, "here_and_now", "still", "other") for i in between)
    return exact and opens and aux and not is_article(count)


def of_ones_own(sentence: Sentence, count: Count) -> bool:
    """Whether a number counts people by whose they are: "begravde | tolv | av sine (egne)".

    Not what is theirs: "tapte | fire | av sine fem siste kamper".
    """
    whose = [i for i in (count.last + 1, count.last + 2) if sentence.is_a(i, "own")]
    if count.number is None or not (whose and sentence.is_a(count.last, "of")):
        return False
    at = whose[-1] + 1
    if sentence.is_stop(at) or sentence.is_a(at, "prepositions"):
        return True
    return sentence.covering(at, Kind.PEOPLE, Kind.HEAD, Kind.TIME, Kind.HARM) is not None


def labelled(sentence: Sentence, harm: Mention, free: list[Count]) -> list[Count]:
    """A number behind a label: "Arrestert: mer enn 23.000"."""
    at = harm.last + 1 if sentence.word(harm.last) == ":" else -1
    return [c for c in free if c.number and c.first == at][:1]
