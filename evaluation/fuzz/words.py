"""The words of a language that inputs are made of: what the packs fire on, and what they must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzz.mutating import HOSTILE, MARKS
from vitne.packs.catalogue import SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fuzz.target import Groups
    from vitne.packs.catalogue import Card

_NOTATION = re.compile(r"[|/=?\[\]{}]|<\d>|(?<=/)\w+")
_NAMES = (
    "Kabul", "i Kabul", "Gaza", "Aleppo", "Barda", "Nagorno-Karabakh", "Donetsk", "New York", "Nice",
    "Paris", "Georgia", "Kongo", "Al-Bab", "Sør-Sudan", "Burkina Faso", "Mellom-Amerika", "Putin",
    "Hamas", "Taliban", "IS", "FN", "NATO", "Reuters", "AFP", "NTB", "Hizbollah", "al-Shabaab", "X",
    "Abu Bakr al-Baghdadi", "Ali", "John Smith", "USA", "Russland", "Ukraina", "Syria", "Israel",
    "Svartehavet", "Vestbredden", "Krim", "St. Petersburg", "O'Brien", "Jean-Luc", "van der Bellen",
)  # fmt: skip
_LAYOUT = (
    "Foto: AP / NTB", "KAMPER:", "RUINER: En mann.", "Kl. 14.05:", "(©NTB)", "Les også:", "date 2020-10",
    "Barda, onsdag 28. oktober 2020 (NTB-AFP):\n", "KABUL, Oct 3 (Reuters) - ", "aftenposten.no",
    "– Ja, sier han.", "«Nei», sa hun.", '"Yes," he said.', "NTB", "Publisert 3. mars 2021 kl. 12.00",
    "Av Kari Nordmann", "By John Smith", "Saken oppdateres.",
)  # fmt: skip
_NUMBERS = (
    "0", "1", "2", "3", "7", "11", "12", "17", "40", "100", "150", "1.000", "10.000", "2,5 millioner",
    "17 drept og over 40 såret", "12–15", "12 of them", "12 av dem", "ti", "ten", "tio", "elleve", "to",
    "hundre", "hundreds", "tusen", "fem til seks", "mellom fem og ti", "minst", "at least", "opp mot",
    "nearly", "ingen", "none", "no", "flere titalls", "dozens", "2014", "1990-tallet", "2. divisjon",
    "100 000", "100 000", "1 av 10", "20-åring", "5-year-old", "9/11", "F-16", "S-300", "T-72",
)  # fmt: skip


def groups(every: Sequence[Card]) -> Groups:
    """Pieces of a language, by kind: whole sentences, words, names, numbers, marks, oddities."""
    cards = [card for card in every if card.language != SHARED]
    sentences = [one for card in cards for one in (*card.examples, *card.counterexamples)]
    words = sorted({_bare(word) for card in cards for word in card.words} - {""})
    actors = sorted({name for card in every if card.language == SHARED for name in card.words})
    return (
        tuple(sentences), tuple(words), (*_NAMES, *actors[::7]), _NUMBERS, MARKS, HOSTILE, _LAYOUT,
    )  # fmt: skip


def _bare(word: str) -> str:
    """A word of a pack without its notation: `drep|e/v2` is "drepe"."""
    stem = re.sub(r"/\w+", "", word)
    return " ".join(_NOTATION.sub("", stem).split())


def seeds(found: Groups) -> tuple[bytes, ...]:
    """Short reports to begin with: sentences of the packs, two by two."""
    sentences = found[0]
    step = max(2, len(sentences) // 150)
    return tuple(
        " ".join(sentences[at : at + 2]).encode() for at in range(0, len(sentences) - 1, step)
    )
