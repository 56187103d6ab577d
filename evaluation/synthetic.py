"""Makes reports of conflict with a known truth, from the packs, in all languages that have one.

A seeded stream of incidents is reported by outlets and agencies over some days: reprinted and
edited, with tolls that rise, with claims of both parties, in vague words, with other incidents told
in passing and the toll of the whole war; between them are articles on other things. No article and
no name of a person or outlet in them is real.

usage: python evaluation/synthetic.py COUNT FOLDER [--seed N]

Writes FOLDER/articles.jsonl, as `vitne capture` reads it, FOLDER/truth.jsonl with which incident
each stretch of each article is about, and FOLDER/incidents.jsonl. The same count and seed give the
same bytes; a smaller count gives the beginning of a larger one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import heapq
import itertools
import random
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import synthetic_texts as texts
from synthetic_words import War, Words, all_wars, all_words
from synthetic_world import Happening, happenings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 4
ARTICLES, TRUTH, INCIDENTS = "articles.jsonl", "truth.jsonl", "incidents.jsonl"
_PEACEFUL = 0.2  # of all articles
_DELAYS, _OFTEN = (0, 1, 2, 3, 5), (50, 30, 10, 6, 4)  # days, until it is reported
_REMEMBERED = 12  # incidents of a war that may be told in passing
_RECENT = 9  # days


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report as `vitne capture` reads it."""

    text: str
    url: str
    publisher: str
    published: str | None = None
    language: str | None = None


class Truth(msgspec.Struct, frozen=True):
    """What a report is about: stretches of its text with the incident told there.

    `line` counts from 1; `origin` is that of the report it reprints.
    """

    line: int
    language: str
    day: str
    about: str | None
    origin: int | None
    sentences: list[tuple[int, int, str | None]]


def main() -> int:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    write(options.folder, options.count, seed=options.seed)
    return 0


def write(folder: Path, count: int, *, seed: int = SEED) -> None:
    """Write so many reports with their truth."""
    folder.mkdir(parents=True, exist_ok=True)
    encode = msgspec.json.Encoder().encode
    stream = Stream(seed)
    with (folder / ARTICLES).open("wb") as lines, (folder / TRUTH).open("wb") as truths:
        for line, truth in itertools.islice(stream.reports(), count):
            lines.write(encode(line) + b"\n")
            truths.write(encode(truth) + b"\n")
    with (folder / INCIDENTS).open("wb") as file:
        file.writelines(encode(happening) + b"\n" for happening in stream.happened)


class Stream:
    """All reports of a world, in the order in which they are published, without end."""

    def __init__(self, seed: int) -> None:
        """Read the packs."""
        self._rng = random.Random(seed)  # noqa: S311 - texts for a benchmark, no secrets
        self._words: dict[str, Words] = all_words()
        self._wars: list[War] = all_wars()
        self._waiting: list[tuple[int, int, Callable[[int], tuple[Line, Truth]]]] = []
        self._order = itertools.count()
        self._line = 0
        self._addresses: dict[tuple[str, str], tuple[int, str]] = {}
        self._recent: list[deque[Happening]] = [deque(maxlen=_REMEMBERED) for _ in self._wars]
        self.happened: list[Happening] = []

    def reports(self) -> Iterator[tuple[Line, Truth]]:
        """Live through the days, and give what is published on each."""
        for today in happenings(self._wars, self._rng):
            for happening in today:
                self.happened.append(happening)
                self._recent[happening.war].append(happening)
                self._cover(happening)
            day = today[0].day
            self._forget(day)
            while self._waiting and self._waiting[0][0] <= day:
                while self._rng.random() < _PEACEFUL:
                    yield self._peaceful(day)
                yield heapq.heappop(self._waiting)[2](day)

    def _cover(self, happening: Happening) -> None:
        """Plan the first reports of an incident; agencies' are reprinted when they are written."""
        stories = min(1 + int(self._rng.expovariate(1 / 1.6)), 6)
        for number in range(stories):
            delay = 0 if number == 0 else self._rng.choices(_DELAYS, _OFTEN)[0]
            self._plan(happening.day + delay, functools.partial(self._report, happening))

    def _plan(self, day: int, write: Callable[[int], tuple[Line, Truth]]) -> None:
        heapq.heappush(self._waiting, (day, next(self._order), write))

    def _report(self, happening: Happening, day: int) -> tuple[Line, Truth]:
        rng = self._rng
        words = self._words[texts.pick_language(rng)]
        war = self._wars[happening.war]
        others = [
            h for h in self._recent[happening.war]
            if h.id != happening.id and day - _RECENT <= h.day <= day
        ]  # fmt: skip
        aside = rng.sample(others, min(len(others), rng.choice((0, 0, 0, 0, 1, 1, 2))))
        told = texts.story(happening, war, words, rng, day=day, aside=aside)
        agency = rng.choice(words.agencies) if rng.random() < 0.5 else None
        made = self._published(told, day, agency=agency, first=True)
        if agency is not None:
            origin = made[1].line
            for _ in range(min(int(rng.expovariate(1 / 1.5)), 6)):
                self._plan(day, lambda _: self._reprint(told, agency, origin))
        return made

    def _reprint(self, told: texts.Story, agency: str, origin: int) -> tuple[Line, Truth]:
        copy = texts.edited(told, self._rng)
        return self._published(copy, told.day, agency=agency, origin=origin)

    def _peaceful(self, day: int) -> tuple[Line, Truth]:
        words = self._words[texts.pick_language(self._rng)]
        return self._published(texts.peace(words, self._rng, day), day, agency=None)

    def _published(
        self, told: texts.Story, day: int, *, agency: str | None, origin: int | None = None,
        first: bool = False,
    ) -> tuple[Line, Truth]:  # fmt: skip
        rng, words = self._rng, self._words[told.language]
        self._line += 1
        outlet = agency if first and agency else rng.choice(words.outlets)
        silent = rng.random() < 0.2
        header = texts.dated(words, day) if silent or rng.random() < 0.2 else None
        page = texts.lay_out(told, words, agency=agency, header=header, first=first)
        date = dt.date.fromordinal(day).isoformat()
        line = Line(
            text=page.text, url=self._address(outlet, told, day), publisher=outlet,
            published=None if silent else date, language=words.code if rng.random() < 0.5 else None,
        )  # fmt: skip
        truth = Truth(self._line, words.code, date, told.about, origin, page.sentences)
        return line, truth

    def _address(self, outlet: str, told: texts.Story, day: int) -> str:
        """The address of a report; now and then an outlet writes its earlier one anew."""
        site = outlet.lower().replace(" ", "-")
        fresh = f"https://{site}.example/{dt.date.fromordinal(day):%Y/%m/%d}/{self._line}"
        if told.about is None:
            return fresh
        _, before = self._addresses.setdefault((site + told.language, told.about), (day, fresh))
        return before if self._rng.random() < 0.3 else fresh

    def _forget(self, day: int) -> None:
        """Forget addresses that nothing is written to any more, so that memory does not grow."""
        old = [key for key, (then, _) in self._addresses.items() if then < day - _RECENT]
        for key in old:
            del self._addresses[key]


if __name__ == "__main__":
    raise SystemExit(main())
