"""Pack files that somebody edits badly: each gives what it says, or an error that names the file."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import vitne
from fuzz import scratch
from fuzz.checks import hold
from fuzz.mutating import HOSTILE, MARKS
from fuzz.target import Target
from vitne.errors import PackError
from vitne.packs import calendar, conventions, language, numerals
from vitne.packs.actors import read_actors
from vitne.packs.nations import read_nations
from vitne.packs.places import read_places

if TYPE_CHECKING:
    from collections.abc import Callable

_TOY = Path(__file__).resolve().parents[2] / "tests" / "packs" / "_toy"
_DATA = Path(vitne.__file__).parent / "data"
_SEPARATOR = b"\n"  # behind the name of the file, before what is in it
_KEYS = (
    "id", "words", "examples", "counterexamples", "note", "compound", "not_after", "measure", "part",
    "event", "low", "high", "approx", "none", "effect", "patterns", "means", "days", "kind", "value",
    "cardinals", "tens", "multipliers", "ordinals", "opens", "joins", "code", "name", "breaks",
    "[[entries]]", "[[times]]", "[[hedges]]", "[[ranges]]", "[[quantities]]", "[paradigms.x]", "[words]",
    "[irregular]", "[directions]", "alike", "years", "months", "weekdays", "units", "parts", "language",
)  # fmt: skip
_VALUES = (
    "1", "-1", "0", "1e400", "nan", "true", "[]", "{}", '""', '"x"', '["x"]', "[[1, 2]]", "2020-01-01",
    '"ord|et/zz"', '"a|b|c/d/e"', '"a <3> b"', '"<3> b"', '"a <3>"', '"a <9999999999> b"', '"/n"', '"|"',
    '"a=zz"', '" "', '"  a  b  "', '"{n}? {weekday}"', '"{zz}"', '"[clause]"', '"[zz]"', '"a|b?"', '"?"',
    '"{n} {n} {n} {n} {n} {n} {n} {n}"', '"a? b? c? d? e? f? g? h? i? j? k? l? m? n? o?"', '"<0>"', '"<"',
    '"a|b|c a|b|c a|b|c a|b|c a|b|c a|b|c a|b|c a|b|c"', "[1900, 2100]", "[2100, 1900]", "99999999999999999999",
    '"\\u0000"', '"(("', '"["', '"*"', '"\\\\"', "{ value = 1, words = [] }", "{ value = -1, words = ['x'] }",
)  # fmt: skip
_CSV = (
    "id,names,country,level,lat,lon,geonameid,admin1,control", "iso3,name,article,lat,lon,capitals", "|",
    "||||", "NOR", "XXX", "town", "galaxy", "91", "-181", "nan", "inf", "1e999", '"', '""', "\r\n", ",,,,",
)  # fmt: skip


def target(_: str) -> Target:
    """The files of a small language, of the actors and of the map, one broken at a time."""
    data = scratch.folder()
    toy = data / "languages" / "_toy"
    shutil.copytree(_TOY, toy)
    for name in ("actors", "outlets", "places", "linking"):
        (data / name).mkdir()
    readers = _readers(data, toy)

    def run(found: bytes) -> None:
        name, _, content = found.partition(_SEPARATOR)
        known = readers.get(name.decode("utf-8", "replace"))
        if known is None:
            return
        path, read = known
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(content)
        try:
            read()
        except PackError as error:
            said = str(error)
            named = path.name in said or (".toml: entry " in said and name != "language.toml")
            hold(named, "an error in a pack names file and entry")
            hold(
                "Traceback" not in said and len(said) < 2000, "an error in a pack is in plain words"
            )
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)

    seeds = _seeds(toy, data / "places")
    return Target(run, seeds, (_KEYS, _VALUES, _CSV, MARKS, HOSTILE), longest=2500)


def _readers(data: Path, toy: Path) -> dict[str, tuple[Path, Callable[[], object]]]:
    """What reads each file, by its name."""
    maps = data / "places"
    for path in (_DATA / "places").glob("*"):
        (maps / path.name).symlink_to(path)
    for name in ("countries.csv", "regions.csv"):
        short = (maps / name).read_text(encoding="utf-8").splitlines(keepends=True)[:12]
        (maps / name).unlink()
        (maps / name).write_text("".join(short), encoding="utf-8")

    def layout() -> object:
        return conventions.read_conventions(data / "languages")

    def times() -> object:
        return calendar.read(toy, numerals.read(toy))

    def nations() -> object:
        return read_nations(data, "_toy")

    def places() -> object:
        return read_places(data, "_toy")

    readers: dict[str, tuple[Path, Callable[[], object]]] = {
        "language.toml": (toy / "language.toml", lambda: language.grammar(toy)),
        "article.toml": (toy / "article.toml", layout),
        "frequent.txt": (toy / "frequent.txt", layout),
        "times.toml": (toy / "times.toml", times),
        "actors.toml": (data / "actors" / "actors.toml", lambda: read_actors(data, "_toy")),
        "nations.csv": (toy / "nations.csv", nations),
        "peoples.csv": (toy / "peoples.csv", nations),
        "places.csv": (toy / "places.csv", places),
        "countries.csv": (maps / "countries.csv", places),
        "regions.csv": (maps / "regions.csv", places),
    }
    for name in ("numerals.toml", "hedges.toml"):
        readers[name] = (toy / name, lambda: numerals.read(toy))
    for name in (*(f"{kind}.toml" for kind in language.KINDS), "inflection.toml"):
        readers[name] = (toy / name, lambda: language.lexicon(toy))
    return readers


def _seeds(toy: Path, maps: Path) -> tuple[bytes, ...]:
    """Each file of the small language, the beginnings of those of the real ones, and the tables."""
    found = [path.name.encode() + _SEPARATOR + path.read_bytes() for path in sorted(toy.iterdir())]
    for name in ("countries.csv", "regions.csv"):
        found.append(name.encode() + _SEPARATOR + (maps / name).read_bytes()[:900])
    norwegian = _DATA / "languages" / "nb"
    for path in (norwegian / "nations.csv", norwegian / "peoples.csv", norwegian / "places.csv"):
        found.append(path.name.encode() + _SEPARATOR + path.read_bytes()[:600])
    for name in (*language.KINDS, "times", "article"):
        file = next(path for path in sorted(norwegian.glob(f"{name}.*toml")))
        text = file.read_text(encoding="utf-8")
        at = text.find("[[")
        begun = text[at : at + 900].rpartition("\n\n")[0]
        found.append(f"{name}.toml\n{begun}".encode())
    actors = (_DATA / "actors" / "agencies.toml").read_text(encoding="utf-8")[:900]
    found.append(b"actors.toml" + _SEPARATOR + actors.rpartition("\n\n")[0].encode())
    return tuple(found)
