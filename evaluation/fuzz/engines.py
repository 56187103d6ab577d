"""Where inputs come from: atheris, which follows the lines that they run, or chance alone."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Any, NoReturn

from fuzz import mutating
from fuzz.driving import Driver, Limits
from fuzz.target import TARGETS, load

if TYPE_CHECKING:
    from pathlib import Path

    from fuzz.target import Target

_BY_LIBFUZZER = 0.3  # of the mutations; the others are of text
_POOL = 4000  # inputs that chance alone goes on from


def has_atheris() -> bool:
    """Whether atheris (Apache-2.0, PyPI) is installed."""
    return find_spec("atheris") is not None


def work(name: str, folder: Path, kept: Path, limits: Limits, seed: int) -> NoReturn:
    """Fuzz one target in this process until the limits are reached; ends the process."""
    if has_atheris():
        _guided(name, folder, kept, limits, seed)
    _blind(name, folder, kept, limits, seed)


def _guided(name: str, folder: Path, kept: Path, limits: Limits, seed: int) -> None:
    import atheris  # noqa: PLC0415 - need not be installed

    with atheris.instrument_imports(include=["vitne"]):
        _import_all(TARGETS[name][2])
        target = load(name)
    driver = Driver(target, folder, kept, limits)
    inputs = folder / "inputs"
    _begin(target, inputs, kept)

    def custom(data: bytes, most: int, number: int) -> bytes:
        random = Random(number)  # noqa: S311 - chance, not secrecy
        if random.random() < _BY_LIBFUZZER:
            return bytes(atheris.Mutate(data, most))
        return mutating.mutate(data, random, target)[:most]

    arguments = [
        sys.argv[0], str(inputs), f"-max_len={target.longest}", f"-seed={seed}", "-len_control=0",
        "-print_final_stats=0", "-verbosity=0", "-rss_limit_mb=0", "-timeout=600", "-print_funcs=0",
    ]  # fmt: skip
    atheris.Setup(arguments, driver.one, custom_mutator=custom)
    atheris.Fuzz()


def _import_all(packages: tuple[str, ...]) -> None:
    """Import all modules of some packages, so that their lines are followed."""
    for one in packages:
        package: Any = import_module(f"vitne.{one}")
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not info.name.endswith("__main__"):
                import_module(info.name)


def _begin(target: Target, inputs: Path, kept: Path) -> None:
    """Lay the seeds and what earlier campaigns kept into the folder that libFuzzer goes on from."""
    inputs.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.seeds):
        (inputs / f"seed-{number}").write_bytes(data)
    for path in sorted(kept.glob("*")) if kept.is_dir() else ():
        (inputs / path.name).write_bytes(path.read_bytes())


def _blind(name: str, folder: Path, kept: Path, limits: Limits, seed: int) -> NoReturn:
    target = load(name)
    driver = Driver(target, folder, kept, limits)
    for data in inputs(target, seed):
        driver.one(data)
    raise AssertionError("inputs never end")


def inputs(target: Target, seed: int) -> Any:
    """Inputs without end, the same ones for the same seed: each made of one that came before."""
    random = Random(seed)  # noqa: S311 - chance, not secrecy
    pool = list(target.seeds) or [b""]
    yield from pool
    while True:
        made = mutating.mutate(random.choice(pool), random, target)
        yield made
        if len(pool) < _POOL:
            pool.append(made)
        else:
            pool[random.randrange(len(pool))] = random.choice((made, *target.seeds[:3]))
