"""Builds vitne as a release is built, and installs it where nothing else of the project is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
_ASIDE = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "dist", "build", "vitne-demo.db*"
)
_PATIENCE = 600  # seconds, for a machine that is busy


class Built(NamedTuple):
    """The two files of a release."""

    sdist: Path
    wheel: Path


def build(tree: Path, out: Path, *kinds: str, **environment: str) -> list[Path]:
    """Build a tree with the tools of this environment, and return what was made."""
    run(
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *kinds,
        "--outdir",
        out,
        tree,
        **environment,
    )
    return sorted(out.iterdir())


def copied(to: Path) -> Path:
    """A copy of the project as it stands, with what was generated in it."""
    shutil.copytree(ROOT, to, ignore=_ASIDE)
    return to


def unpacked(sdist: Path, to: Path) -> Path:
    """The tree that an sdist holds."""
    with tarfile.open(sdist) as archive:
        archive.extractall(to, filter="data")
    return next(to.iterdir())


class Installed:
    """vitne in an environment that holds the wheel and what it says that it needs; nothing else."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        run(sys.executable, "-m", "venv", "--without-pip", folder)
        self.bin = folder / "bin"
        site = next(folder.glob("lib/python*/site-packages"))
        run(
            sys.executable, "-m", "pip", "--python", self.bin / "python", "install", "--quiet",
            "--no-deps", "--no-index", "--disable-pip-version-check", wheel,
        )  # fmt: skip
        _lend(site)

    def __call__(self, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run `vitne` in a folder, as somebody who has no other Python."""
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(cwd)}
        return subprocess.run(  # noqa: S603 - our own command
            [self.bin / "vitne", *arguments], cwd=cwd, env=environment, capture_output=True,
            encoding="utf-8", check=False, timeout=_PATIENCE,
        )  # fmt: skip


def _lend(site: Path) -> None:
    """Link in what vitne needs and what that needs, from this environment: as pip would bring it."""
    for needed in _needed("vitne", set()):
        for file in needed.files or ():
            top = file.parts[0]
            origin = Path(str(needed.locate_file(top)))
            if top not in ("..", "__pycache__") and not (site / top).exists():
                (site / top).symlink_to(origin)


def _needed(name: str, seen: set[str]) -> Iterator[Distribution]:
    """The distributions that one needs, each once, without extras and without itself."""
    for text in distribution(name).requires or ():
        need = Requirement(text)
        key = need.name.lower().replace("_", "-")
        if key not in seen and (need.marker is None or need.marker.evaluate({"extra": ""})):
            seen.add(key)
            yield distribution(need.name)
            yield from _needed(need.name, seen)


def run(*command: str | Path, **environment: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    done = subprocess.run(  # noqa: S603 - the tools of a release
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
        timeout=_PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout
