"""Trains the tagger of names that vitne ships, and says how sure it may be of what it tags.

An averaged perceptron (Collins, 2002) that goes from left to right over the words with a capital, and
the few without one that a name may go on with. Trained on the training parts of NorNE, Bokmål and
Nynorsk together (CC0), with the very signs that reading looks at, on what it chose itself before; products
and events count as no names. Kept are signs seen at least three times, as whole numbers of one
byte, under a hash. docs/names.md is its card.

Same data, same packs, same weights: the order is that of a seeded generator.

usage: python evaluation/names_train.py [--write]

Without --write it only measures on the development parts.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import norne_names
from benchtexts import captured

from vitne import articles, passages
from vitne.mentions.capitals import inner_names
from vitne.mentions.tagging import NO_NAME, Tagger
from vitne.mentions.tags import Tags
from vitne.mentions.wordsigns import signs
from vitne.packs import names
from vitne.packs.pack import Pack, Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vitne.mentions.wordsigns import Look
    from vitne.model import Passage

FOLDER = Path(__file__).parents[1] / "src" / "vitne" / "data" / "names"
NAME = "norne"
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
LABELS = ("no name", *(f"{part}-{kind}" for kind in KINDS.values() for part in "BI"))
EPOCHS = 10
SEED = 1
_HIDDEN = 0.3  # of the words themselves, so that it learns what to make of those it never saw
_OF_WORD = ("cw", "cq", "c8", "ct", "ch")  # the signs that all but spell a word out
_LEAST = 3  # times that a sign was seen in training
_CLIPPED = 0.0005  # of the weights: greater than a byte can hold
_BYTE = 127


class Sentence(NamedTuple):
    """A passage with the label of each token."""

    passage: Passage
    gold: list[int]


class Text(NamedTuple):
    """Some sentences that are read together."""

    pack: Pack
    inner: frozenset[str]
    sentences: list[Sentence]
    marked: set[norne_names.Name]


def main() -> int:
    """Train, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="put the weights into the packs")
    options = parser.parse_args()
    packs = Packs()
    texts = {
        (code, part): list(read(code, part, packs))
        for code in norne_names.LANGUAGES
        for part in ("train", "dev")
    }
    learnt = Perceptron(
        [t for (_, part), ts in texts.items() if part == "train" for t in ts]
    ).train()
    rows = rounded(learnt)
    file = FOLDER / f"{NAME}.weights"
    before = file.read_bytes() if file.exists() else b""
    file.write_bytes(written := names.written(rows))
    card = names.Card(2, "docs/names.md", LABELS, 0.0, 0.0, sha256(written).hexdigest())
    weights = names.Weights(NAME, card, file)
    judged = []
    for (code, part), some in texts.items():
        if part == "dev":
            print(code, measure(some, weights, judged))
    slope, constant = calibrate(judged)
    card = msgspec.structs.replace(card, slope=slope, constant=constant)
    print(f"{len(rows)} signs, {len(written)} bytes; slope {slope}, constant {constant}")
    if options.write:
        told = json.dumps(msgspec.to_builtins(card), indent=1, ensure_ascii=False)
        file.with_suffix(".json").write_text(told + "\n", encoding="utf-8")
    else:
        file.write_bytes(before)
    return 0


def read(code: str, part: str, packs: Packs) -> Iterator[Text]:
    """A part of NorNE as vitne would read it."""
    pack = packs.language(code)
    assert pack is not None  # noqa: S101 - both are of the project
    for text, marked in norne_names.texts(code, part):
        article = articles.extract(captured(text, language=code), packs.conventions)
        parts = passages.soften(passages.split(article, pack.grammar), pack)
        sentences = [Sentence(passage, _labels(passage, marked)) for passage in parts]
        yield Text(pack, inner_names(parts, pack.grammar), sentences, marked)


def _labels(passage: Passage, marked: set[norne_names.Name]) -> list[int]:
    starts = {start: (end, kind) for start, end, kind in marked}
    found, inside, kind = [], -1, ""
    for token in passage.tokens:
        if token.start in starts:
            inside, kind = starts[token.start]
            found.append(LABELS.index(f"B-{KINDS[kind]}"))
        elif token.end <= inside:
            found.append(LABELS.index(f"I-{KINDS[kind]}"))
        else:
            found.append(NO_NAME)
    return found


class Perceptron:
    """Learns what each sign weighs from texts with labels."""

    def __init__(self, texts: Sequence[Text]) -> None:
        """Count the signs of the texts."""
        self._texts = list(texts)
        self._weights: dict[str, list[int]] = {}
        self._sums: dict[str, list[int]] = {}
        self._steps = 0
        self._chance = random.Random(SEED)  # noqa: S311 - no secret
        self._blank = _blank()
        self._signs = {id(t.pack): _remembering(t.pack) for t in texts}
        counts: Counter[str] = Counter()
        for text in self._texts:
            signs_of = self._signs[id(text.pack)]

            def count(looks: tuple[Look, ...], gold: int, _may: tuple[int, ...]) -> int:
                for look in looks:
                    counts.update(signs_of(look))  # noqa: B023 - called before the next text
                return gold

            self._go(text, count)
        self._kept = {sign for sign, times in counts.items() if times >= _LEAST}

    def train(self) -> dict[str, list[float]]:
        """The weights, averaged over all steps."""
        for _ in range(EPOCHS):
            self._chance.shuffle(self._texts)
            for text in self._texts:
                self._learn(text)
        return {
            sign: [w - s / self._steps for w, s in zip(row, self._sums[sign], strict=True)]
            for sign, row in sorted(self._weights.items())
        }

    def _shown(self, text: Text, look: Look) -> list[str]:
        """The signs of what is looked at; now and then without those that spell out the word."""
        found = self._signs[id(text.pack)](look)
        if look[0] in ("label_word", "past"):
            return [] if self._chance.random() < _HIDDEN else found
        if look[0] == "word" and self._chance.random() < _HIDDEN:
            return [sign for sign in found if not sign.startswith(_OF_WORD)]
        return found

    def _learn(self, text: Text) -> None:
        kept = self._kept

        def learn(looks: tuple[Look, ...], gold: int, may: tuple[int, ...]) -> int:
            told = [sign for look in looks for sign in self._shown(text, look) if sign in kept]
            rows = [row for sign in told if (row := self._weights.get(sign)) is not None]
            sums = (
                [sum(column) for column in zip(*rows, strict=True)] if rows else [0] * len(LABELS)
            )
            best = max(may, key=sums.__getitem__)
            self._steps += 1
            if best != gold and gold in may:  # what cannot be mended here is no fault of here
                self._shift(told, gold, best)
            return best

        self._go(text, learn)

    def _shift(self, told: Sequence[str], gold: int, best: int) -> None:
        for sign in told:
            row = self._weights.setdefault(sign, [0] * len(LABELS))
            total = self._sums.setdefault(sign, [0] * len(LABELS))
            row[gold] += 1
            row[best] -= 1
            total[gold] += self._steps
            total[best] -= self._steps

    def _go(
        self, text: Text, learn: Callable[[tuple[Look, ...], int, tuple[int, ...]], int]
    ) -> None:
        """Tag a text with the labels that `learn` chooses."""
        parts = [sentence.passage for sentence in text.sentences]
        tagger = Tagger(parts, text.pack, text.inner, self._blank)
        for passage, gold in text.sentences:

            def choose(looks: tuple[Look, ...], may: tuple[int, ...], at: int) -> tuple[int, int]:
                return learn(looks, gold[at], may), 0  # noqa: B023 - called before the next

            for _ in tagger.decode(passage.tokens, choose):
                pass


def _blank() -> names.Weights:
    """Weights that know nothing, for their labels."""
    found = object.__new__(names.Weights)
    found.card = names.Card(0, "", LABELS, 0.0, 0.0, "")
    return found


def _remembering(pack: Pack) -> Callable[[Look], list[str]]:
    return lru_cache(maxsize=None)(lambda look: signs(look, pack))


def rounded(learnt: dict[str, list[float]]) -> dict[str, names.Row]:
    """The weights as whole numbers of one byte, without the signs that then weigh nothing."""
    sizes = sorted(abs(weight) for row in learnt.values() for weight in row if weight)
    scale = _BYTE / sizes[-1 - int(len(sizes) * _CLIPPED)]
    rows = {
        sign: tuple(max(-_BYTE, min(_BYTE, round(scale * weight))) for weight in row)
        for sign, row in learnt.items()
    }
    return {sign: row for sign, row in rows.items() if any(row)}


Judged = list[tuple[float, bool]]


def measure(texts: Sequence[Text], weights: names.Weights, judged: Judged) -> str:
    """Precision, recall and F1 of each class and of all; `judged` gets the lead of each name."""
    hits, made, wanted = Counter[str](), Counter[str](), Counter[str]()
    classes = {kind: code for code, kind in KINDS.items()}
    for text in texts:
        text.pack.weighed.clear()
        parts = [sentence.passage for sentence in text.sentences]
        tags = Tags(parts, text.pack, text.inner, weights)
        read = {}
        for passage in parts:
            for name in tags.of(passage).values():
                tokens = passage.tokens
                span = (tokens[name.first].start, tokens[name.last - 1].end, classes[name.kind])
                read[span] = name.lead
        judged += [(lead, span in text.marked) for span, lead in read.items()]
        for some, counter in (
            (text.marked & read.keys(), hits),
            (read, made),
            (text.marked, wanted),
        ):
            counter.update(kind for _, _, kind in some)
            counter["all"] += len(some)
    return ", ".join(
        f"{k} {hits[k] / made[k]:.3f} {hits[k] / wanted[k]:.3f} "
        f"{2 * hits[k] / (made[k] + wanted[k]):.3f}"
        for k in (*KINDS, "all")
    )


def calibrate(judged: Judged) -> tuple[float, float]:
    """The slope and constant by which a lead tells the chance to be right, by gradient descent."""
    slope = constant = 0.0
    spread = max(sum(lead for lead, _ in judged) / len(judged), 1.0)
    for _ in range(3000):
        down = [0.0, 0.0]
        for lead, right in judged:
            off = 1 / (1 + math.exp(-(slope * lead / spread + constant))) - right
            down[0] += off * lead / spread
            down[1] += off
        slope -= down[0] / len(judged)
        constant -= down[1] / len(judged)
    return round(slope / spread, 5), round(constant, 4)


if __name__ == "__main__":
    raise SystemExit(main())
