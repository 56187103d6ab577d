"""The claims of a record in the order in which they are to be reviewed, kept ready for the queue."""

from __future__ import annotations

import functools
import threading
import time
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import sqlalchemy as sa

from vitne.api.building import Finder, raw
from vitne.api.meanwhile import Meanwhile
from vitne.api.versions import moment_of, only_judged
from vitne.api.watch import watch
from vitne.record.schema import account_claims, claims, incidents, links
from vitne.web import scoring
from vitne.web.scoring import Doubt, Happening

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vitne.api.axes import Mask, Numbers
    from vitne.api.panorama import Panorama
    from vitne.api.versions import Moment
    from vitne.record.database import Record

_RECORDS = 8  # of one process, of which desks are kept
_REST = (
    10  # times as long as a ranking takes, it is left to stand: what was judged is out of it anyway
)
_HEARSAY = ("reported", "alleged", "conditional", "hypothetical", "threatened", "denied")
_COUNTING = ("toll",)
_BACKGROUND = "background"
_KNOWN = ("stated", "judged")  # bases of what the words themselves say, or a person did
_HAPPENING = msgspec.json.Decoder(Happening)


class _Basis(msgspec.Struct, gc=False):
    basis: str = "stated"


class _Read(msgspec.Struct, gc=False):
    place: _Basis | None = None
    time: _Basis | None = None


_READ = msgspec.json.Decoder(_Read)


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """All claims of a panorama with what hangs on them; row by row those of the panorama.

    `rank` is what they are ordered by, made of `impact` and of what is doubtful; `killed` and `wounded` the people by whom an estimate would
    move; `dead` those told of the incident; `doubt` flags of `scoring.Doubt`; `read` those that come
    of the words of the claim itself. `order` are the rows, first what is to be reviewed first.
    """

    panorama: Panorama
    moment: Moment
    rank: Numbers
    impact: Numbers
    killed: Numbers
    wounded: Numbers
    dead: Numbers
    doubt: Numbers
    read: Numbers
    order: Numbers
    finder: Finder

    def rows(self, wanted: Iterable[str]) -> Numbers:
        """The rows of claims, those that are known."""
        found = self.finder.rows(sorted(wanted))
        kept: Numbers = found[found < len(self.panorama.columns.claims.ids)]
        return kept

    def first(self, chosen: Mask, *, start: int, count: int) -> list[str]:
        """The ids of some claims that are chosen, in the order of the queue, from a place on."""
        rows = self.order[chosen[self.order]][start : start + count]
        return [f"{one:016x}" for one in self.panorama.columns.claims.ids[rows].tolist()]


@functools.lru_cache(maxsize=_RECORDS)
def desk(record: Record) -> Desk:
    """The desk of a record: one for each that is open."""
    return Desk(record)


class Desk:
    """The newest ranking of a record, and what makes the next one."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._making = threading.Lock()
        self._found: Ranking | None = None
        self._meanwhile = Meanwhile(
            self.renew, thread="vitne-desk", what="the order of the review queue"
        )
        self._stands_until = 0.0

    def now(self) -> Ranking:
        """The newest ranking that stands; the first one is waited for."""
        panorama, found = watch(self._record).now(), self._found
        if found is None:
            return self.renew(panorama)
        if found.panorama is not panorama and time.monotonic() > self._stands_until:
            self._meanwhile.start(panorama)
        return found

    def renew(self, panorama: Panorama) -> Ranking:
        """The ranking of a panorama; it is made if need be, and waited for."""
        with self._making:
            found = self._found
            if found is None or found.panorama is not panorama:
                began = time.monotonic()
                with self._record.reading() as connection:
                    self._found = found = make(connection, panorama, found)
                ended = time.monotonic()
                self._stands_until = ended + _REST * (ended - began)
            return found


def make(connection: sa.Connection, panorama: Panorama, last: Ranking | None) -> Ranking:
    """Rank the claims of a panorama.

    Args:
        connection: To the record.
        panorama: Whose rows are ranked.
        last: The ranking before, of which is taken what cannot have changed.
    """
    held = panorama.columns.claims
    size = len(held.ids)
    empty = np.zeros(0)
    bare = Ranking(
        panorama=panorama, moment=moment_of(connection), rank=empty, impact=empty, killed=empty, wounded=empty, dead=empty,
        doubt=empty, read=empty, order=empty, finder=Finder(held.ids),
    )  # fmt: skip
    read = _read_before(connection, bare, last)
    if read is None:
        read = _read(connection, bare)
    killed, wounded, dead, doubt = _weighed(connection, bare)
    doubt |= read | _hearsay(panorama) | _weak(connection, bare)
    inside = held.incident < len(panorama.columns.incidents.ids)
    counts = held.axes["kind"].mask(_COUNTING)
    impact = np.log2(1 + killed + wounded * scoring.WOUNDED)
    impact += np.log2(1 + dead) / 2 * np.where(counts, 1, scoring.ASIDE)
    sums = np.zeros(size)
    for flag, (weight, _) in scoring.DOUBTS.items():
        sums += weight * ((doubt & int(flag)) != 0)
    period = np.append(panorama.columns.incidents.period, False)[held.incident]
    impact = np.where(inside, impact, 0) * np.where(period, scoring.PERIOD, 1)
    rank = impact * (1 + sums)
    order = np.lexsort((np.arange(size), -sums, -rank))
    order = order[~held.axes["kind"].mask((_BACKGROUND,))[order]]
    return msgspec.structs.replace(
        bare, rank=rank, impact=impact, killed=killed, wounded=wounded, dead=dead, doubt=doubt,
        read=read, order=order,
    )  # fmt: skip


def _weighed(
    connection: sa.Connection, ranking: Ranking
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """What hangs on each claim by its incident."""
    size = len(ranking.panorama.columns.claims.ids)
    names: list[str] = []
    told: list[tuple[float, float, int, int]] = []
    query = sa.select(incidents.c.incident_json)
    for lot in raw(connection, query):
        for (body,) in lot:
            deaths, found = scoring.weights(_HAPPENING.decode(body))
            names += found
            told += [
                (one.killed, one.wounded, min(deaths, 2**62), one.doubt) for one in found.values()
            ]
    columns = np.array(told, dtype=float).reshape(-1, 4)
    killed, wounded, dead = (np.zeros(size) for _ in range(3))
    doubt = np.zeros(size, dtype=np.int16)
    rows, kept = _rows(ranking, names)
    for column, made in enumerate((killed, wounded, dead)):
        made[rows] = columns[kept, column]
    doubt[rows] = columns[kept, 3].astype(np.int16)
    return killed, wounded, dead, doubt


def _rows(ranking: Ranking, names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The rows of claims that are known, and their places among the names."""
    found = ranking.finder.rows(names)
    kept = np.flatnonzero(found < len(ranking.panorama.columns.claims.ids))
    return found[kept], kept


def _hearsay(panorama: Panorama) -> Numbers:
    held = panorama.columns.claims.axes["modality"].mask(_HEARSAY)
    return (held * int(Doubt.HEARSAY)).astype(np.int16)


def _read_before(
    connection: sa.Connection, ranking: Ranking, last: Ranking | None
) -> Numbers | None:
    """What was read of the claims before, where nothing was captured or read anew since."""
    if last is None or not np.array_equal(
        last.panorama.columns.claims.ids, ranking.panorama.columns.claims.ids
    ):
        return None
    return last.read if only_judged(connection, last.moment) else None


def _read(connection: sa.Connection, ranking: Ranking) -> Numbers:
    """Whether the words of each claim give its place and its time."""
    made = np.zeros(len(ranking.panorama.columns.claims.ids), dtype=np.int16)
    for lot in raw(connection, sa.select(claims.c.id, claims.c.claim_json)):
        rows, kept = _rows(ranking, [one[0] for one in lot])
        made[rows] = np.array([_flags(one[1]) for one in lot], dtype=np.int16)[kept]
    return made


def _flags(body: str) -> int:
    one = _READ.decode(body)
    found = 0
    if one.place is None or one.place.basis not in _KNOWN:
        found |= Doubt.PLACE
    if one.time is None or one.time.basis not in _KNOWN:
        found |= Doubt.TIME
    return int(found)


def _weak(connection: sa.Connection, ranking: Ranking) -> Numbers:
    """The claims of accounts whose strongest link to another of the same incident is weak."""
    held = ranking.panorama.columns.claims
    size = len(held.ids)
    strongest = np.full(size, -np.inf)
    for lot in raw(connection, sa.select(links.c.one, links.c.other, links.c.weight)):
        weight = np.array([row[2] for row in lot], dtype=float)
        left, right = (ranking.finder.rows([row[at] for row in lot]) for at in (0, 1))
        both = (left < size) & (right < size)
        both[both] = held.incident[left[both]] == held.incident[right[both]]
        np.maximum.at(strongest, left[both], weight[both])
        np.maximum.at(strongest, right[both], weight[both])
    weak = np.isfinite(strongest) & (strongest < scoring.WEAK)
    made = np.zeros(size, dtype=np.int16)
    for lot in raw(connection, sa.select(account_claims.c.claim, account_claims.c.account)):
        rows, heads = (ranking.finder.rows([row[at] for row in lot]) for at in (0, 1))
        both = (rows < size) & (heads < size)
        made[rows[both]] = weak[heads[both]] * int(Doubt.LINK)
    return made
