"""One release, built twice: from the project, and from what the first build calls its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from building import Built, Installed, build, copied, unpacked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist and the wheel of the project as it stands."""
    tree = copied(tmp_path_factory.mktemp("tree") / "vitne")
    made = build(tree, tmp_path_factory.mktemp("built"), "--sdist", "--wheel", PYTHONHASHSEED="1")
    wheel, sdist = sorted(made, key=lambda path: path.suffix != ".whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def again(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made of the sdist, where nothing was generated yet, with another order of hashes."""
    tree = unpacked(built.sdist, tmp_path_factory.mktemp("sources"))
    out = tmp_path_factory.mktemp("again")
    (wheel,) = build(tree, out, "--wheel", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    return wheel


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """vitne, installed from the wheel."""
    return Installed(tmp_path_factory.mktemp("clean"), built.wheel)
