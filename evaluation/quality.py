"""Writes docs/quality.md: what reading gets right and wrong, by language, with real errors.

usage: python evaluation/quality.py

Scores are those of evaluation/score.py on every gold set. Errors are taken from the gold of this
project (evaluation/gold), whose texts were written for it, but for sets that are kept unseen.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import isaf
import muc4
import norne_names
import plover_records
import score

from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = Path(__file__).resolve().parents[1] / "docs" / "quality.md"
UNSEEN = ("k",)
EXAMPLES = 3  # of each kind of error
HEAD = """# Quality

Written by `python evaluation/quality.py`; do not edit. A figure is F1 (tolls, events, speech acts, relations) or the share
right among the claims found (all other fields), with the cases of gold in brackets. A toll is strict where measure, bounds
and scope are all right. The rules of scoring are those of the shared gold. `dev` and `seed` are development gold; who wrote
the other sets, and which were used for development, stands in
[evaluation/gold/README.md](../evaluation/gold/README.md).
"""

OTHERS = """
## Public data of others

None of its texts and annotations is part of vitne. But the tagger of names is trained on the training part of NorNE, and the
common words of English were gathered also from PLOVER and from the development texts of MUC-4.
"""

Claim = dict[str, Any]


def main() -> int:
    """Score all sets, and write the page."""
    PAGE.write_text(page(Packs()), encoding="utf-8")
    return 0


def page(packs: Packs) -> str:
    """The whole page in Markdown."""
    sets = score.gold_sets()
    languages = sorted({name.rpartition("-")[2] for name in sets})
    told = [section(code, sets, packs) for code in languages]
    return "".join([HEAD, *told, of_others(packs)])


def of_others(packs: Packs) -> str:
    """What is reached on data of others, each with what it is compared with."""
    lines = [OTHERS]
    for module in (muc4, isaf, plover_records, norne_names):
        says = (module.__doc__ or "").partition("usage:")[0].strip()
        first, _, rest = says.partition("\n\n")
        lines += [f"### {_heading(first)}\n", rest + "\n"]
        lines += [*score.table(module.measure(packs)), ""]
    return "\n".join(lines).rstrip() + "\n"


def _heading(first: str) -> str:
    told = first.rstrip(".").removeprefix("Measures ")
    return told[:1].upper() + told[1:]


def section(code: str, sets: dict[str, tuple[Path, ...]], packs: Packs) -> str:
    """The scores of one language, and what goes wrong in it."""
    pack = packs.language(code)
    assert pack is not None  # noqa: S101 - only languages with a pack have sets
    own = {name: paths for name, paths in sets.items() if name.endswith(f"-{code}")}
    found = {n: score.results(score.score(paths, packs)) for n, paths in own.items()}
    seen = [p for n, paths in own.items() if _may_be_shown(n) for p in paths]
    lines = [f"\n## {pack.grammar.name}\n", *score.table(found)]
    kinds = [(what, list(itertools.islice(errors(seen, packs, what), EXAMPLES))) for what in KINDS]
    if any(rows for _, rows in kinds):
        lines.append("\nErrors, the first of each kind:\n")
    lines += [f"- {what}: {row}" for what, rows in kinds for row in rows]
    return "\n".join(lines) + "\n"


def _may_be_shown(name: str) -> bool:
    own = (score.HERE / "gold" / name.rpartition("-")[0]).is_dir()
    return own and name.rpartition("-")[0] not in UNSEEN


def errors(paths: list[Path], packs: Packs, what: str) -> Iterator[str]:
    """The errors of one kind, in order of text: the words, what gold holds and what was read."""
    tell = KINDS[what]
    for path in paths:
        gold = json.loads(path.read_bytes())
        if gold["relevant"]:
            guesses = [c for c in score.claims_of(path, packs) if c["kind"] != "background"]
            for told in tell(gold["claims"], guesses):
                yield f"{told} (`{path.stem}`)"


def missed(golds: list[Claim], guesses: list[Claim]) -> Iterator[str]:
    """Claims of gold that were not read."""
    hit = {id(gold) for gold, _ in score.rules().pair(golds, guesses)}
    return (f"{g['kind']} in “{_words(g)}”" for g in golds if id(g) not in hit)


def invented(golds: list[Claim], guesses: list[Claim]) -> Iterator[str]:
    """Claims read that gold has not, but for those on words that are repeated."""
    rules = score.rules()
    hit = {id(guess) for _, guess in rules.pair(golds, guesses)}
    repeats = [rules.span(repeat) for gold in golds for repeat in gold.get("repeats", [])]
    for guess in guesses:
        again = any(rules.overlap(r, s) for r in repeats for s in rules.anchors(guess))
        if id(guess) not in hit and not again:
            yield f"{guess['kind']} in “{_words(guess)}”"


def differing(
    show: Callable[[Claim], str], same: Callable[[Claim, Claim], bool]
) -> Callable[[list[Claim], list[Claim]], Iterator[str]]:
    """Claims that were read with another value than gold has."""

    def tell(golds: list[Claim], guesses: list[Claim]) -> Iterator[str]:
        for gold, guess in score.rules().pair(golds, guesses):
            if not same(gold, guess):
                yield f"“{_words(gold)}”: gold {show(gold)}, read {show(guess)}"

    return tell


def _words(claim: Claim) -> str:
    return " ".join(claim["text"].split())


def _bounds(claim: Claim) -> str:
    toll = claim.get("toll") or {}
    return f"{toll.get('low')} to {toll.get('high')} {toll.get('scope')}" if toll else "none"


def _voices(claim: Claim) -> str:
    return " ← ".join(voice["name"] for voice in claim["attribution"]) or "nobody"


def _place(claim: Claim) -> str:
    place = claim.get("place")
    return f"{place['name']} ({place['country']})" if place else "none"


def _time(claim: Claim) -> str:
    time = claim.get("time")
    return f"{time['earliest']} to {time['latest']}" if time else "none"


def _same_voices(gold: Claim, guess: Claim) -> bool:
    pairs = list(zip(gold["attribution"], guess["attribution"], strict=False))
    long = len(gold["attribution"]) == len(guess["attribution"])
    return long and all(score.rules().same_name(one, other) for one, other in pairs)


KINDS: dict[str, Callable[[list[Claim], list[Claim]], Iterator[str]]] = {
    "missed": missed,
    "not in gold": invented,
    "bounds or scope": differing(_bounds, lambda a, b: _bounds(a) == _bounds(b)),
    "modality": differing(
        lambda claim: claim["modality"], lambda a, b: bool(a["modality"] == b["modality"])
    ),
    "voices": differing(_voices, _same_voices),
    "place": differing(
        _place, lambda a, b: not a["place"] or score.rules().same_place(a["place"], b["place"])
    ),
    "time": differing(
        _time, lambda a, b: not a["time"] or score.rules().same_time(a["time"], b["time"])
    ),
}


if __name__ == "__main__":
    raise SystemExit(main())
