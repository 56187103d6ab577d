"""Compiles patterns of words and slots into a tree that is walked token by token."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Generic, TypeVar

from vitne.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Iterator

E = TypeVar("E")
Plan = dict[str, tuple[str, ...]]
Plans = dict[tuple[str, ...], Plan]
Starts = dict[str, set[str]]


class Node(Generic[E]):
    """A place in the tree: where the tokens read so far may lead.

    `words` are the literal tokens that go on, `slots` the named slots, `gap` up to so many tokens
    of any kind; `entry` is the entry whose pattern ends here. `plan` tells for a token which slots
    it may start, `figures` which slots a figure may start; see `prepare`.
    """

    __slots__ = ("entry", "figures", "gap", "plan", "slots", "words")

    def __init__(self) -> None:
        """Make a place with nothing after it."""
        self.words: dict[str, Node[E]] = {}
        self.slots: dict[str, Node[E]] = {}
        self.gap: tuple[int, Node[E]] | None = None
        self.entry: E | None = None
        self.plan: Plan = {}
        self.figures: tuple[str, ...] = ()

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

    def prepare(self, starts: Starts, figures: frozenset[str], plans: Plans) -> None:
        """Work out the plans of this place and those after it.

        `starts` are the tokens that may start each slot, `figures` the slots that a figure may
        start, `plans` the plans made so far, by slots, so that equal ones are made once.
        """
        if self.slots:
            names = tuple(self.slots)
            if names not in plans:
                plans[names] = _plan(names, starts)
            self.plan = plans[names]
            self.figures = tuple(name for name in names if name in figures)
        after = [*self.words.values(), *self.slots.values()]
        for node in after if self.gap is None else [*after, self.gap[1]]:
            node.prepare(starts, figures, plans)

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


def _plan(names: tuple[str, ...], starts: Starts) -> Plan:
    plan: dict[str, list[str]] = {}
    for name in names:
        for word in starts[name]:
            plan.setdefault(word, []).append(name)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # one object for equal ones: fewer to hold
    return {word: same.setdefault(row := tuple(found), row) for word, found in plan.items()}


def _ways(pattern: str) -> Iterator[tuple[str, ...]]:
    """Spell out the alternatives and optional elements of a pattern."""
    options: list[list[str]] = []
    for element in pattern.split():
        optional = len(element) > 1 and element.endswith("?")
        choices = (element[:-1] if optional else element).split("|")
        options.append([*choices, ""] if optional else choices)
    for way in product(*options):
        yield tuple(step for step in way if step)
