"""What was found in one text: the role of each stretch, and the dates told on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from vitne.model import Period, Role


class Layout(msgspec.Struct):
    """What was found in one text: its parts in order, and its dates by the words before them."""

    parts: list[tuple[Role, int, int]]
    dates: dict[str, Period]
    publisher: str | None = None

    def published(self) -> tuple[Period | None, str]:
        """The publication date by its own account: a header before a dateline."""
        for kind in ("datefield", "published", "updated", "bare"):
            if kind in self.dates:
                return self.dates[kind], "header"
        if "dateline" in self.dates:
            return self.dates["dateline"], "dateline"
        return None, "none"
