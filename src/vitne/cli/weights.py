"""Says in words what holds two accounts together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.cli.exits import printable
from vitne.cli.fields import SHORT_ID
from vitne.cli.words import ENGLISH
from vitne.wording.weights import NEITHER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.record.routes import Step


def of_step(step: Step, files: Mapping[str, str]) -> str:
    """A link between two accounts: what spoke for it most, and what against."""
    ends = " and ".join(
        printable(files.get(account, f"account {account[:SHORT_ID]}"))
        for account in (step.one, step.other)
    )
    told = sorted(step.levels.items(), key=lambda item: -abs(item[1][1]))
    said = [
        f"{name}: {found} {ENGLISH.bits(add)}" for name, (found, add) in told if abs(add) >= NEITHER
    ]
    return (
        f"{ends}: {ENGLISH.bits(step.weight)} bits, {ENGLISH.odds(step.weight)}. {'; '.join(said)}"
    )
