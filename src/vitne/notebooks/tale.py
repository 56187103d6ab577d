"""The story of one incident, as a notebook handles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.notebooks.columns import estimates_of
from vitne.notebooks.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import pyarrow as pa

    from vitne.model import Incident
    from vitne.notebooks.columns import EstimateRow
    from vitne.notebooks.rows import ClaimRow
    from vitne.record.story import Story
    from vitne.wording import Wording


class Tale:
    """All that a record tells of one incident: claims, voices, estimates, links, judgements.

    `story` has it as data. In a notebook it shows the estimates, each voice with what it says, and
    the words.
    """

    def __init__(self, story: Story, words: Wording) -> None:
        """Take a story, and the language in which it is shown."""
        self.story = story
        self._words = words

    @property
    def incident(self) -> Incident:
        """The incident itself."""
        return self.story.incident

    @property
    def claims(self) -> Listing[ClaimRow]:
        """Its claims, with their words."""
        from vitne.notebooks.views import CLAIMS  # noqa: PLC0415 - only where it is shown

        rows: Sequence[ClaimRow] = self.story.claims
        return Listing(CLAIMS, lambda limit: iter(rows[:limit]), self._words)

    @property
    def estimates(self) -> Listing[EstimateRow]:
        """Its estimates, one a measure and population."""
        from vitne.notebooks.views import ESTIMATES  # noqa: PLC0415 - as above

        rows = list(estimates_of(self.incident, self.story.profile))
        return Listing(ESTIMATES, lambda limit: iter(rows[:limit]), self._words)

    def to_arrow(self) -> pa.Table:
        """The claims as an Arrow table."""
        return self.claims.to_arrow()

    def to_pandas(self) -> pd.DataFrame:
        """The claims as a pandas frame."""
        return self.claims.to_pandas()

    def __len__(self) -> int:
        return len(self.story.claims)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"{self._words.label(self.incident)} ({self.incident.id})"

    def _repr_html_(self) -> str:
        from vitne.notebooks import telling  # noqa: PLC0415 - as above

        return telling.incident(self.story, self._words)
