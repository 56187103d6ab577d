"""Measures reading by matrices of phrases: every kind of phrase in every kind of sentence.

Gold tells how often real texts are read right; a matrix finds the kinds of phrase that are not, also
those that few texts have. Whoever mended the rules chose the phrases: development.

usage: python evaluation/phrases.py [NAME ...] [--misses]

Each file of the folder `phrases` is a matrix, in languages of its own:

- `[languages.nb]`: `frames`, sentences with slots ("{P} ble tolv drept"), and `goes_on`, a sentence
  that follows; `[[phrases]]` fill the slots, by language: a text fills {P}, a table the slots it names.
  Each phrase in each frame whose slots it fills is a cell: one article, published on the day `published`
  of its phrase or of its file.
- `[[stories]]`: by language as many sentences as there are in `want`; "¶" opens a paragraph, "# " a line
  of its own. Each sentence is a cell.

`want` (of phrases, languages and sentences, together) is what a cell must tell. Of all its events
and tolls: `place`, words of which the one of the place must have one; `country`; `time`, the first and
last day, told by the scoring rules of gold, `[]` where none may be told. Of one of its claims: all the
rest, where `agents`, `targets` and `voice` are names that must be there. `tolls` is how many tolls a cell
tells; `none = true` asks for no event and no toll.
"""

from __future__ import annotations

import argparse
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import score
from benchtexts import captured

from vitne import pipeline
from vitne.packs.pack import Packs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vitne.model import Claim

FOLDER = Path(__file__).with_name("phrases")
OPENS_PARAGRAPH, OPENS_LINE = "¶", "# "
_TOLD_OF_STORY = ("id", "want", "published")  # beside its languages
_OF_ALL = ("place", "country", "time", "tolls")

Measured = dict[str, dict[str, tuple[float, int]]]
Wanted = dict[str, Any]
Slots = dict[str, str]


class Cell(NamedTuple):
    """A part of a text, and what must be read of it."""

    start: int
    end: int
    want: Wanted


class Text(NamedTuple):
    """An article of one or more cells."""

    language: str
    published: str
    text: str
    cells: list[Cell]


def main() -> int:
    """Print what is read right in each matrix asked for, and with --misses what is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    known = {path.stem: path for path in files()}
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    if unknown := set(options.names) - known.keys():
        parser.error(f"there is no matrix {min(unknown)!r}; there are: {', '.join(known)}")
    chosen = [known[name] for name in options.names or known]
    print("\n".join(score.table(measure(Packs(), chosen, misses=options.misses))))
    return 0


def files() -> tuple[Path, ...]:
    """The matrices there are."""
    return tuple(sorted(FOLDER.glob("*.toml")))


def measure(packs: Packs, paths: Iterable[Path] | None = None, *, misses: bool = False) -> Measured:
    """The share of cells read right, by language and matrix."""
    found: Measured = {}
    for path in files() if paths is None else paths:
        tally: dict[str, list[bool]] = {}
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            rights = _rights(text, packs)
            tally.setdefault(text.language, []).extend(rights)
            missed = (c for c, right in zip(text.cells, rights, strict=True) if not right)
            for cell in missed if misses else ():
                told = " ".join(text.text[cell.start : cell.end].split())
                print(f"{path.stem} {text.language}: {told}")
        for language, rights in tally.items():
            share = sum(rights) / len(rights)
            found.setdefault(f"phrases {language}", {})[path.stem] = (share, len(rights))
    return found


def _texts(data: dict[str, Any]) -> Iterator[Text]:
    """All articles of a matrix."""
    for code, language in data.get("languages", {}).items():
        for phrase in data["phrases"]:
            slots = _named(phrase.get(code, {}))
            want = language.get("want", {}) | phrase.get("want", {})
            day = phrase.get("published", data["published"])
            for frame in language["frames"]:
                if code in phrase and slots.keys() >= _slots(frame):
                    told = _fill(frame, slots)
                    text = f"{told} {language['goes_on']}"
                    yield Text(code, day, text, [Cell(0, len(told), want)])
    for story in data.get("stories", ()):
        day = story.get("published", data["published"])
        for code, sentences in story.items():
            if code not in _TOLD_OF_STORY:
                yield _story(code, day, sentences, story["want"])


def _named(slots: str | Slots) -> Slots:
    return {"P": slots} if isinstance(slots, str) else slots


def _slots(frame: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(frame) if name}


def _fill(frame: str, slots: Slots) -> str:
    """A frame with its slots filled, the first letter of what opens it being a capital."""
    told = frame.format_map(slots)
    return told[0].upper() + told[1:] if frame.startswith("{") else told


def _story(code: str, published: str, sentences: list[str], wants: list[Wanted]) -> Text:
    text, cells = "", []
    for sentence, want in zip(sentences, wants, strict=True):
        alone = sentence.startswith(OPENS_LINE)
        told = sentence.removeprefix(OPENS_LINE).removeprefix(OPENS_PARAGRAPH)
        opens = alone or sentence.startswith(OPENS_PARAGRAPH)
        text += ("\n\n" if opens else "" if text.endswith("\n") else " ") if text else ""
        cells.append(Cell(len(text), len(text) + len(told), want))
        text += told + ("\n\n" if alone else "")
    return Text(code, published, text, [cell for cell in cells if cell.want])


def _rights(text: Text, packs: Packs) -> list[bool]:
    """Whether each cell of a text is read as is wanted."""
    claims = pipeline.read(captured(text.text, text.language, text.published), packs).claims
    return [
        _is_right([c for c in claims if cell.start <= c.trigger.start < cell.end], cell.want)
        for cell in text.cells
    ]


def _is_right(claims: list[Claim], want: Wanted) -> bool:
    told = [claim for claim in claims if claim.kind in ("event", "toll")]
    if want.get("none"):
        return not told
    if want.get("tolls", tolls := sum(claim.kind == "toll" for claim in told)) != tolls:
        return False
    if want == {"tolls": 0}:
        return True
    of_one = {key: value for key, value in want.items() if key not in _OF_ALL}
    if not any(_has(claim, of_one) for claim in claims if of_one or claim in told):
        return False
    return all(_lies_there(claim, want) and _was_then(claim, want) for claim in told)


def _has(claim: Claim, want: Wanted) -> bool:
    """Whether a claim has all that is wanted of one."""
    return all(_is(claim, key, value) for key, value in want.items())


def _is(claim: Claim, key: str, value: Any) -> bool:
    match key:
        case "type":
            return claim.event_type == value
        case "measure" | "low" | "high" | "status" | "scope" | "known":
            return claim.toll is not None and getattr(claim.toll, key) == value
        case "agents" | "targets" | "voice":
            held = claim.attribution if key == "voice" else getattr(claim, key)
            told = " | ".join(f"{one.name} {one.text or ''}" for one in held).lower()
            return all(
                name.lower() in told for name in ([value] if isinstance(value, str) else value)
            )
    return bool(getattr(claim, key) == value)


def _lies_there(claim: Claim, want: Wanted) -> bool:
    if "place" not in want and "country" not in want:
        return True
    place = claim.place
    if place is None or want.get("place") == []:
        return place is None and want.get("place") == []
    told = f"{place.text or ''} {place.name}".lower()
    named = any(name.lower() in told for name in want.get("place", ("",)))
    return named and want.get("country", place.country) == place.country


def _was_then(claim: Claim, want: Wanted) -> bool:
    if "time" not in want:
        return True
    if claim.time is None or not want["time"]:
        return claim.time is None and not want["time"]
    first, last = want["time"]
    read = {"earliest": claim.time.earliest, "latest": claim.time.latest}
    return bool(score.rules().same_time({"earliest": first, "latest": last}, read))


if __name__ == "__main__":
    raise SystemExit(main())
