"""The rule of two: who stands behind the verdict on a claim, and whether a second person is needed."""

from __future__ import annotations

import pytest

from vitne.model import Action, Judgement
from vitne.record.seconding import backing, is_pending

KARI, OLA, EVA = "Kari", "Ola", "Eva"
ACCEPT, REJECT, CORRECT, NOTE = Action.ACCEPT, Action.REJECT, Action.CORRECT, Action.NOTE


def held(*told: tuple[str, Action]) -> list[Judgement]:
    return [
        Judgement(f"{n}", f"2025-01-01T00:00:0{n}Z", author, action, ("c",))
        for n, (author, action) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "behind"),
    [
        ([], ()),
        ([(KARI, NOTE)], ()),
        ([(KARI, ACCEPT)], (KARI,)),
        ([(KARI, ACCEPT), (KARI, ACCEPT)], (KARI,)),
        ([(KARI, ACCEPT), (OLA, ACCEPT)], (KARI, OLA)),
        ([(KARI, ACCEPT), (OLA, REJECT)], (OLA,)),  # whoever accepted does not stand behind that
        ([(KARI, REJECT), (OLA, REJECT)], (KARI, OLA)),
        ([(KARI, ACCEPT), (OLA, CORRECT)], (OLA,)),  # what Kari accepted is not what stands now
        ([(KARI, CORRECT), (OLA, ACCEPT)], (KARI, OLA)),
        ([(KARI, CORRECT), (KARI, CORRECT), (OLA, NOTE)], (KARI,)),
        ([(KARI, ACCEPT), (OLA, ACCEPT), (EVA, CORRECT)], (EVA,)),
        ([(KARI, REJECT), (OLA, ACCEPT), (KARI, ACCEPT)], (OLA, KARI)),
    ],
)
def test_who_stands_behind_a_claim(told: list[tuple[str, Action]], behind: tuple[str, ...]) -> None:
    assert backing(held(*told)) == behind
    assert is_pending(held(*told)) == (len(behind) == 1)
