"""Clusters things by the weights of their pairs: average linkage, with pairs that must or must not."""

from __future__ import annotations

import heapq
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[str, str]
Days = tuple[int, int]
_ANY = (-(10**9), 10**9)
UNSEEN = -8.0  # bits: what is taken for a pair that was not worth weighing


def cluster(
    items: Sequence[str],
    weights: Mapping[Pair, float],
    *,
    threshold: float,
    days: Mapping[str, Days] = MappingProxyType({}),
    apart: Collection[Pair] = (),
    together: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """Join the two clusters with the highest mean weight of their pairs, as long as it suffices.

    The result depends on nothing but the arguments, in whatever order they come. All of a cluster
    can have happened on one day: two attacks on two days are never one. What must be together (a
    person said so) is joined in the end, whole clusters at a time, whatever speaks against it.

    Args:
        items: Ids.
        weights: Bits for each pair of ids, the smaller id first; a pair without one counts as -8.
        threshold: The least mean, in bits.
        days: First and last day on which the thing may have happened, as numbers; where known.
        apart: Pairs that no cluster may hold.
        together: Pairs that one cluster must hold.

    Returns:
        The clusters, each in the order of `items`, ordered by their first items.
    """
    places = {item: number for number, item in enumerate(items)}
    state = _State(sorted(items), weights, days, apart)
    state.run(threshold)
    for pair in sorted(together):
        if pair[0] in places and pair[1] in places:
            state.join(*pair)
    found = [tuple(sorted(one, key=places.__getitem__)) for one in state.members.values()]
    return sorted(found, key=lambda one: places[one[0]])


class _State:
    """Clusters by the id of their least member; for each two the sum of the weights between them."""

    def __init__(
        self,
        items: Sequence[str],
        weights: Mapping[Pair, float],
        days: Mapping[str, Days],
        apart: Collection[Pair],
    ) -> None:
        self.members: dict[str, list[str]] = {item: [item] for item in items}
        self._of = {item: item for item in items}
        self._sums: dict[str, dict[str, float]] = {item: {} for item in items}
        self._apart: dict[str, set[str]] = {item: set() for item in items}
        self._days = {item: days.get(item, _ANY) for item in items}  # common to all members
        for (one, other), weight in weights.items():
            if one in self._of and other in self._of:
                # Weighed against what an unseen pair counts, so that sums need only seen pairs.
                self._sums[one][other] = self._sums[other][one] = weight - UNSEEN
        for one, other in apart:
            if one in self._of and other in self._of:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join(self, one: str, other: str) -> None:
        """Make one cluster of those that hold two items."""
        kept, gone = sorted((self._of[one], self._of[other]))
        if kept == gone:
            return
        for item in self.members[gone]:
            self._of[item] = kept
        self.members[kept] += self.members.pop(gone)
        self._days[kept] = self._common(kept, gone)
        for name, total in self._sums.pop(gone).items():
            del self._sums[name][gone]
            if name != kept:
                whole = self._sums[kept].get(name, 0.0) + total
                self._sums[kept][name] = self._sums[name][kept] = whole
        for name in self._apart.pop(gone):
            self._apart[name].discard(gone)
            if name != kept:
                self._apart[name].add(kept)
                self._apart[kept].add(name)

    def run(self, threshold: float) -> None:
        """Join, best first, until no two clusters reach the threshold."""
        waiting = [
            (-mean, one, other)
            for one, row in self._sums.items()
            for other in row
            if one < other and (mean := self._mean(one, other)) >= threshold
        ]
        heapq.heapify(waiting)
        while waiting:
            mean, one, other = heapq.heappop(waiting)
            if not self._holds(-mean, one, other):
                continue
            self.join(one, other)
            for name in self._sums[one]:
                mean = self._mean(one, name)
                if mean >= threshold:
                    heapq.heappush(waiting, (-mean, min(one, name), max(one, name)))

    def _holds(self, mean: float, one: str, other: str) -> bool:
        """Whether two clusters are still what they were when their mean was taken, and may join."""
        return (
            one in self.members
            and other in self.members
            and other not in self._apart[one]
            and self._common(one, other)[0] <= self._common(one, other)[1]
            and self._sums[one].get(other) is not None
            and self._mean(one, other) == mean
        )

    def _common(self, one: str, other: str) -> Days:
        (first, last), (start, end) = self._days[one], self._days[other]
        return max(first, start), min(last, end)

    def _mean(self, one: str, other: str) -> float:
        pairs = len(self.members[one]) * len(self.members[other])
        return self._sums[one][other] / pairs + UNSEEN
