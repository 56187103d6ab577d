"""What pages about incidents say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.wording.weights import NEITHER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vitne.record.queries import Found
    from vitne.wording import Wording


def vouching(found: Found, words: Wording) -> str:
    """Who vouches for a claim: the innermost voice, else the outlet itself."""
    if found.claim.attribution:
        return found.claim.attribution[-1].name
    return found.outlet or unnamed(found.file, words)


def unnamed(file: str, words: Wording) -> str:
    """What stands for the name of an outlet that is not known: "outlet not known (a.html)"."""
    return f"{words.say('outlet not known')} ({bare(file)})"


def bare(file: str) -> str:
    """The name of a file without the folders it lies in, which tell of whoever keeps the record."""
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2] or file


def compared(
    levels: Mapping[str, tuple[str, float]], words: Wording
) -> tuple[tuple[str, str, str, bool], ...]:
    """What was compared of two accounts, the most telling first: what, found, bits, whether for it."""
    told = sorted(levels.items(), key=lambda item: -abs(item[1][1]))
    return tuple(
        (words.term(name, "comparison"), words.say(found), words.bits(bits), bits > 0)
        for name, (found, bits) in told
        if abs(bits) >= NEITHER
    )
