"""Compiles patterns of words and slots into a tree that is walked token by token."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Generic, TypeVar

from vitne.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator

E = TypeVar("E")


class Node(Generic[E]):
    """A place in the tree: where the tokens read so far may lead.

    `words` are the literal tokens that go on, `slots` the named slots, `gap` up to so many tokens
    of any kind; `entry` is the entry whose pattern ends here.
    """

    __slots__ = ("entry", "gap", "slots", "words")

    def __init__(self) -> None:
        """Make a place with nothing after it."""
        self.words: dict[str, Node[E]] = {}
        self.slots: dict[str, Node[E]] = {}
        self.gap: tuple[int, Node[E]] | None = None
        self.entry: E | None = None

    def add(self, pattern: str, entry: E) -> None:
        """Add every way to read a pattern.

        "natt|natta til {weekday} {part}?" is four ways: `a|b` are alternatives, a final `?` makes
        an element optional, `{name}` is a slot, `<3>` stands for up to three tokens.

        Raises:
            PackError: A way is taken by another entry, or holds a gap that is no number.
        """
        for way in _ways(pattern):
            node = self
            for step in way:
                node = node._step(step)
            if node.entry is not None and node.entry is not entry:
                raise PackError(f"pattern {pattern!r}: {' '.join(way)!r} belongs to another entry")
            node.entry = entry

    def _step(self, step: str) -> Node[E]:
        if step.startswith("{"):
            return self.slots.setdefault(step[1:-1], Node())
        if not step.startswith("<"):
            return self.words.setdefault(step, Node())
        if not step[1:-1].isdigit():
            raise PackError(f"pattern element {step!r}: a gap is a number in angle brackets")
        if self.gap is None:
            self.gap = (int(step[1:-1]), Node())
        return self.gap[1]


def _ways(pattern: str) -> Iterator[tuple[str, ...]]:
    """Spell out the alternatives and optional elements of a pattern."""
    options: list[list[str]] = []
    for element in pattern.split():
        optional = len(element) > 1 and element.endswith("?")
        choices = (element[:-1] if optional else element).split("|")
        options.append([*choices, ""] if optional else choices)
    for way in product(*options):
        yield tuple(step for step in way if step)
