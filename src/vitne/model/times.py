"""What a time expression says."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from vitne.model.periods import Period


class TimeKind(StrEnum):
    """How a time expression relates to the act it dates."""

    AT = "at"  # "lørdag", "natt til søndag", "9. august", "i juni"
    SINCE = "since"  # "siden 2013": the period runs to the publication date
    BETWEEN = "between"  # "mellom 1991 og 1994", "fra mandag til onsdag"
    DURING = "during"  # "på ett døgn", "den første uka": a length of time that ends about now
    NOW = "now"  # "nå", "i dag"
    SAME = "same"  # "samme dag": takes the time of the text before
    SHIFT = "shift"  # "en uke tidligere", "to dager etter": `shift` days from the text before
    AFTER = "after"  # "siden da": from the time of the text before until publication
    THEN = "then"  # "da", "i samme periode": the time told last, however long
    RUN = "run"  # "inn i sitt tredje døgn": `shift` days back from the day it is told of
    LENGTH = "length"  # "tre dagers kamper": as RUN, and what lasted so long is named behind it
    LASTED = "lasted"  # "i tre dager", "for weeks": as RUN, how long the act of the clause went on
    CLOCK = "clock"  # "klokken 15.30", "i morgentimene": a time of day only


RUNS = frozenset({TimeKind.RUN, TimeKind.LENGTH, TimeKind.LASTED})  # told by how long


class When(msgspec.Struct, frozen=True, gc=False):
    """A time expression, read against the publication date.

    `period` is None for the kinds that need the text before (SAME, SHIFT, AFTER, THEN, RUN, LENGTH,
    LASTED) and for CLOCK; a SHIFT to a day of the week ("the previous Saturday") has the one that
    it is without such a text. `shift` is a range of days (lowest, highest) for SHIFT and the kinds of
    runs, negative towards the past; None where an act lasted no whole day.
    `start` is where a SINCE begins: "mars" of "siden mars".
    """

    kind: TimeKind
    period: Period | None = None
    shift: tuple[int, int] | None = None
    start: Period | None = None
