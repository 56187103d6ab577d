"""Says in words how much speaks for two reports being about one happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.record.routes import Step

_LARGE = 40.0  # bits, beyond which odds have no name
_NEITHER = 0.05  # bits that say nothing either way


def bits(weight: float) -> str:
    """A weight with its sign: "+4.2", "−1.0", "0.0"."""
    if abs(weight) < _NEITHER:
        return "0.0"
    return f"{weight:+.1f}".replace("-", "−")


def odds(weight: float) -> str:
    """What a weight in bits comes to: "18 to 1 for it", "5 to 1 against it", "even"."""
    times = 2.0 ** min(abs(weight), _LARGE)
    if times < 1.5:
        return "about even"
    many = f"{times:.0f}" if times < 100 else f"{float(f'{times:.2g}'):,.0f}".replace(",", " ")
    return f"about {many} to 1 {'for' if weight > 0 else 'against'} it"


def of_step(step: Step, files: Mapping[str, str]) -> str:
    """A link between two accounts: what spoke for it most, and what against."""
    ends = " and ".join(
        printable(files.get(account, f"account {account[:SHORT_ID]}"))
        for account in (step.one, step.other)
    )
    told = sorted(step.levels.items(), key=lambda item: -abs(item[1][1]))
    said = [f"{name}: {found} {bits(add)}" for name, (found, add) in told if abs(add) >= _NEITHER]
    return f"{ends}: {bits(step.weight)} bits, {odds(step.weight)}. {'; '.join(said)}"
