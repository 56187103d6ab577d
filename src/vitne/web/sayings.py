"""What pages about incidents say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
