"""The gazetteer finds the towns that news reports name, however a newsroom spells them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vitne.errors import PackError
from vitne.packs.gazetteer import Gazetteer, open_gazetteer, read_rewrites

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "vitne" / "data"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    rewrites = read_rewrites(DATA / "languages" / "nb" / "transliteration.toml")
    return open_gazetteer(DATA / "places", rewrites=rewrites)


def test_gazetteer_holds_the_populated_places_of_the_world(gazetteer: Gazetteer) -> None:
    assert len(gazetteer) > 200_000


@pytest.mark.parametrize(
    ("name", "country", "geonameid"),
    [
        ("Stepanakert", "AZE", 146970),
        ("Khankendi", "AZE", 146970),
        ("Ganja", "AZE", 586523),
        ("Gandsja", "AZE", 586523),
        ("BAGHDAD", "IRQ", 98182),
        ("Iğdır", "TUR", 311665),
        ("Igdir", "TUR", 311665),
    ],
)
def test_gazetteer_finds_a_town(
    gazetteer: Gazetteer, name: str, country: str, geonameid: int
) -> None:
    best = gazetteer.lookup(name)[0]
    assert (best.country, best.geonameid) == (country, geonameid)


def test_gazetteer_prefers_the_town_that_bears_the_name_itself(gazetteer: Gazetteer) -> None:
    assert [place.country for place in gazetteer.lookup("Tripoli")][:2] == ["LBY", "LBN"]


@pytest.mark.parametrize("name", ["N'Djamena", "N’Djamena", "n'djamena"])
def test_gazetteer_does_not_mind_case_and_apostrophes(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name)[0].country == "TCD"


@pytest.mark.parametrize("name", ["", " ", "Qqqzz", "xyzzy-plugh", "j" * 5000])
def test_gazetteer_finds_nothing_where_there_is_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_gazetteer_gives_a_place_by_its_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_id(146970)
    assert place is not None
    assert (place.name, place.country, place.admin1, place.population) == (
        "Khankendi", "AZE", "61", 2100)  # fmt: skip
    assert gazetteer.by_id(1) is None


def test_gazetteer_is_mapped_and_not_read(calls: Callable[[Callable[[], object]], int]) -> None:
    assert calls(lambda: open_gazetteer(DATA / "places")) < 1000


def test_gazetteer_gives_up_soon_on_an_unknown_name(
    gazetteer: Gazetteer, calls: Callable[[Callable[[], object]], int]
) -> None:
    assert calls(lambda: gazetteer.lookup("Sjtsjjedsjijevskij")) < 2000


def test_gazetteer_that_is_missing_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"python hatch_build\.py"):
        open_gazetteer(tmp_path)


def test_rewrites_carry_their_examples() -> None:
    rewrites = read_rewrites(DATA / "languages" / "nb" / "transliteration.toml")
    assert all(rewrite.examples and rewrite.old.strip("^") for rewrite in rewrites)
    assert len({(rewrite.old, rewrite.new) for rewrite in rewrites}) == len(rewrites)


def test_rewrites_that_are_missing_rewrite_nothing(tmp_path: Path) -> None:
    assert read_rewrites(tmp_path / "transliteration.toml") == ()


def test_wheel_holds_the_gazetteer(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own
    (wheel,) = tmp_path.glob("*.whl")
    sizes = {item.filename: item.file_size for item in zipfile.ZipFile(wheel).infolist()}
    for name in ("gazetteer.marisa", "gazetteer.columns", "gazetteer.countries.json"):
        assert sizes[f"vitne/data/places/{name}"] > 10_000
    assert sum(sizes.values()) < 60_000_000
