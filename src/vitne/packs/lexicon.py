"""The words of one language, compiled for looking up tokens."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from vitne.errors import PackError
from vitne.model.entries import (
    AnyEntry,
    Back,
    Form,
    Harm,
    Head,
    People,
    Relation,
    Scene,
    Trigger,
    Unit,
)
from vitne.model.passages import opens_words
from vitne.packs.anchors import Firsts, Pattern, Spelt, index, rank
from vitne.packs.folding import words
from vitne.packs.inflection import Gap, Inflection, Spelling, Step, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vitne.model import Token

Hit = tuple[AnyEntry, Form, str, bool]  # entry, form, first part of a compound, genitive
Found = tuple[int, int, Hit]  # first token, index after the last token, hit

_SHORTEST_PART = 3
_SHORTEST_COMPOUND = 7
_CACHE = 200_000
_ARMED = ("force", "group")  # roles of a body
_NAMING = frozenset({Head, People, Unit, Back, Trigger})  # one noun may be several of these


class Lexicon:
    """All entries of a language, looked up by token.

    A token is found as it stands, as a genitive, by its last part after a hyphen, and, for entries
    that allow it, as the last part of a compound: "rakettangrepene" is "angrep" with "rakett".
    """

    __slots__ = (
        "_anchors",
        "_breaks",
        "_cache",
        "_heads",
        "_longest",
        "_may_invert",
        "_owned",
        "_singles",
        "entries",
    )

    def __init__(
        self,
        entries: Iterable[AnyEntry],
        inflection: Inflection,
        breaks: frozenset[str],
        owned: Callable[[str], str | None],
        may_invert: Callable[[str, str], bool],
    ) -> None:
        """Compile the entries.

        `breaks` are tokens that a gap never crosses; `owned` takes the genitive off a word;
        `may_invert` tells whether a subject may stand between a verb and what is behind it.
        """
        self._owned = owned
        self._may_invert = may_invert
        self.entries: dict[str, AnyEntry] = {}
        self._breaks = breaks
        singles: dict[str, list[Hit]] = {}
        rows: list[Spelt] = []
        for entry in entries:
            if entry.id in self.entries:
                raise PackError(f"entry {entry.id}: the id is given twice")
            self.entries[entry.id] = entry
            for spelling in _spell(entry, inflection):
                if spelling.rest:
                    rows.append((spelling.first, spelling.rest, entry, spelling.form))
                else:
                    hits = singles.setdefault(spelling.first, [])
                    hits.append((entry, spelling.form, "", False))
        same: dict[tuple[tuple[str, Form], ...], tuple[Hit, ...]] = {}  # one object for equal hits
        self._singles = {word: _shared(_merged(hits), same) for word, hits in singles.items()}
        examples = (example for entry in self.entries.values() for example in entry.examples)
        self._anchors = index(rows, (word for example in examples for word in words(example)))
        self._heads = {
            word: _shared(heads, same)
            for word, hits in self._singles.items()
            if (heads := tuple(h for h in hits if h[0].compound))
        }
        self._longest = max(map(len, self._heads), default=0)
        self._cache: dict[str, tuple[Hit, ...]] = {}

    def word(self, low: str) -> tuple[Hit, ...]:
        """The hits of one folded token, with genitive, hyphen and compound analysis."""
        hits = self._cache.get(low)
        if hits is None:
            if len(self._cache) >= _CACHE:
                self._cache.clear()
            hits = self._singles.get(low, ())
            if len(low) > _SHORTEST_PART and all(map(_sets_scene, hits)):
                hits += self._analyse(low)
            self._cache[low] = hits
        return hits

    def _analyse(self, low: str) -> tuple[Hit, ...]:
        if not low[0].isalpha() and "-" not in low:
            return ()
        plain = self._parts(low)
        if plain or (base := self._owned(low)) is None:
            return plain
        hits = self._singles.get(base) or self._parts(base)
        return tuple((e, f, p, True) for e, f, p, _ in hits if f in _NOMINAL)

    def _parts(self, low: str) -> tuple[Hit, ...]:
        lead, hyphen, last = low.rpartition("-")
        if hyphen and last:
            hits = self._singles.get(last, ())
            return tuple((e, f, lead, g) for e, f, _, g in hits if e.compound)
        if len(low) < _SHORTEST_COMPOUND:
            return ()
        for cut in range(max(_SHORTEST_PART, len(low) - self._longest), len(low) - 2):
            hits = self._heads.get(low[cut:], ())
            lead = low[:cut]
            found = tuple((e, f, lead, g) for e, f, _, g in hits if not _barred(e, lead))
            if found:
                return found
        return ()

    def patterns(self, low: str) -> Iterator[Pattern]:
        """The patterns of several words that are tried only where a token stands."""
        for patterns in self._anchors.get(low, {}).values():
            yield from patterns

    def scan(self, tokens: Sequence[Token]) -> list[Found]:
        """All entries in a run of tokens, in order.

        A pattern of several words takes its words, longest first, so that no other entry sees
        them; the words in its gaps stay free. A scene of violence takes them from other scenes
        only: "kidnapped by" tells what a text is about, and "kidnapped" what was done.
        """
        found: list[Found] = []
        there: dict[str, Firsts] = {}
        anchors, known = self._anchors, self._cache
        for at, token in enumerate(tokens):
            low = token.low
            if low in anchors:
                there[low] = anchors[low]
            hits = known.get(low)
            if hits is None:
                hits = self.word(low)
            if hits:
                found += [(at, at + 1, hit) for hit in hits]
        if not there:
            return found
        taken, shown = set[int](), set[int]()
        longer = self._matches(tokens, there, taken, shown)
        if not longer:
            return found
        told = {i for first, last, hit in longer if _is_told(hit[0]) for i in range(first, last)}
        kept = [row for row in found if _is_kept(row, taken, shown) or _points(row, told)]
        return sorted(kept + longer + self._fighters(tokens, longer), key=_first)

    def _fighters(self, tokens: Sequence[Token], longer: list[Found]) -> list[Found]:
        """The people that the last word of an armed body means: those killed of "opposition fighters"."""
        found: list[Found] = []
        told = {(first, last) for first, last, hit in longer if isinstance(hit[0], People)}
        for first, last, (entry, *_) in longer:
            armed = isinstance(entry, Head) and entry.role in _ARMED
            if armed and last - first > 1 and (first, last) not in told:
                hits = self.word(tokens[last - 1].low)
                fighters = (h for h in hits if isinstance(h[0], People) and h[0].armed)
                found += [(first, last, hit) for hit in fighters]
        return found

    def _matches(
        self, tokens: Sequence[Token], anchors: dict[str, Firsts], taken: set[int], shown: set[int]
    ) -> list[Found]:
        """The matches of patterns whose anchor word is there.

        Adds the tokens of scenes of violence to `shown`, and those of all others to `taken`.
        """
        where: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(tokens):
            where[token.low].append(at)
        matches = [
            (_leaps(at, used, pattern), -pattern[5], at, used, pattern)
            for pattern in _likely(anchors.values(), where)
            for at in where[pattern[1]]
            if (used := self._follow(tokens, at + 1, pattern[2])) is not None
        ]
        if len(matches) > 1:
            matches.sort(key=lambda match: (*match[:3], rank(match[4], where)))
        found: list[Found] = []
        kinds: dict[tuple[int, ...], set[type]] = {}  # of entries that share all their words
        for _, _, at, used, (_, _, _, entry, form, *_) in matches:
            words, shows = (at, *used), _shows(entry)
            same = kinds.get(words)
            if same is not None:
                if not _may_share(_kind(entry), same):
                    continue
            elif not taken.isdisjoint(words) or (shows and not shown.isdisjoint(words)):
                continue
            kinds.setdefault(words, set()).add(_kind(entry))
            (shown if shows else taken).update(words)
            found.append((at, used[-1] + 1, (entry, form, "", False)))
        return found

    def _follow(
        self, tokens: Sequence[Token], at: int, steps: tuple[Step, ...]
    ) -> tuple[int, ...] | None:
        """The tokens that the steps take, or None where they do not match."""
        used: list[int] = []
        for place, step in enumerate(steps):
            if isinstance(step, Gap):
                rest = self._leap(tokens, at, step, steps[place + 1 :])
                return None if rest is None else (*used, *rest)
            if at >= len(tokens):
                return None
            if tokens[at].low not in step:
                at += 1
                if not opens_words(tokens, at - 1) or tokens[at].low not in step:
                    return None
            used.append(at)
            at += 1
        return tuple(used)

    def _bars(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a gap ends here; a mark inside a number does not end it, nor one that opens words of a clause."""
        if tokens[at].low not in self._breaks:
            return False
        return not (_in_number(tokens, at) or opens_words(tokens, at))

    def _leap(
        self, tokens: Sequence[Token], at: int, gap: Gap, steps: tuple[Step, ...]
    ) -> tuple[int, ...] | None:
        for skip in range(1 if self._no_subject(tokens, at, gap) else gap.most + 1):
            used = self._follow(tokens, at + skip, steps)
            if used:
                return used
            if at + skip >= len(tokens) or self._bars(tokens, at + skip):
                return None
        return None

    def _no_subject(self, tokens: Sequence[Token], at: int, gap: Gap) -> bool:
        """Whether no subject begins where only one may stand: "krever | ikke | at".

        None does behind a verb that opens its sentence, and asks or sets a condition: "Tier de, …".
        """
        if not gap.inverts or at >= len(tokens):
            return False
        lead = tokens[at - 2].low if at > 1 else "."
        opens = not (lead[-1].isalnum() or lead == ",")
        return opens or not self._may_invert(tokens[at - 1].low, tokens[at].low)


def _leaps(at: int, used: tuple[int, ...], pattern: Pattern) -> bool:
    """Whether something stands behind the verb of a pattern that has no gap there: its subject."""
    step = pattern[2][0]
    return isinstance(step, Gap) and step.inverts and used[0] > at + 1


def _in_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark belongs to a number: "16. september", "ca. 30", "to–tre"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    if tokens[at].low == ".":
        return tokens[at - 1].low.isdigit() or after.low[:1].isdigit()
    joins = tokens[at - 1].end == tokens[at].start and tokens[at].end == after.start
    return tokens[at].low == "–" and joins


_NOMINAL = frozenset(
    {
        Form.BASE,
        Form.SINGULAR,
        Form.SINGULAR_DEFINITE,
        Form.SINGULAR_OR_PLURAL,
        Form.PLURAL,
        Form.PLURAL_DEFINITE,
    }
)


def _spell(entry: AnyEntry, inflection: Inflection) -> list[Spelling]:
    try:
        return [s for pattern in entry.words for s in inflection.spell(pattern)]
    except (PackError, ValueError) as error:
        raise PackError(f"entry {entry.id}: {error}") from error


def _merged(hits: list[Hit]) -> tuple[Hit, ...]:
    """One hit an entry: forms that are spelt alike are one form of their own."""
    forms: dict[tuple[str, bool], list[Hit]] = {}
    for hit in hits:
        told = {other[1] for other in hits if other[0] is hit[0]}
        verb = Form.GERUND in told or {Form.INFINITIVE, Form.PRESENT} <= told
        forms.setdefault((hit[0].id, verb and hit[1] in _NOMINAL), []).append(hit)
    return tuple((rows[0][0], merged({row[1] for row in rows}, rows[0][1]), "", False)
                 for rows in forms.values())  # fmt: skip


def _shared(
    hits: tuple[Hit, ...], same: dict[tuple[tuple[str, Form], ...], tuple[Hit, ...]]
) -> tuple[Hit, ...]:
    """The hits of a word, in the object that another word with the same has: fewer to hold."""
    return same.setdefault(tuple([(entry.id, form) for entry, form, _, _ in hits]), hits)


def _likely(anchors: Iterable[Firsts], where: dict[str, list[int]]) -> list[Pattern]:
    """The patterns all of whose words stand in a sentence, in whatever order."""
    there = frozenset(where)
    return [
        pattern
        for firsts in anchors
        for first in there & firsts.keys()
        for pattern in firsts[first]
        if not pattern[7] or not any(map(there.isdisjoint, pattern[7]))
    ]


def _is_kept(row: Found, taken: set[int], shown: set[int]) -> bool:
    """Whether a word is still seen where longer patterns have taken words.

    One that tells what a text is about is, whatever else it is part of: "ballistic missile hit".
    """
    entry = row[2][0]
    if isinstance(entry, Scene):
        return row[0] not in shown or not _shows(entry)
    return row[0] not in taken


def _is_told(entry: AnyEntry) -> bool:
    """Whether an entry tells what was done, and holds the ground it was done on: "gikk inn i byen"."""
    return isinstance(entry, (Trigger, Harm, Relation))


def _points(row: Found, told: set[int]) -> bool:
    """Whether a word inside what was done points to ground: "gikk inn i | byen"."""
    entry = row[2][0]
    return row[0] in told and isinstance(entry, Back) and entry.refers == "town"


def _shows(entry: AnyEntry) -> bool:
    """Whether an entry only tells that a text is about violence."""
    return isinstance(entry, Scene) and entry.weight > 0


class _Deed:
    """The kind of a trigger that names no means."""


def _kind(entry: AnyEntry) -> type:
    return _Deed if isinstance(entry, Trigger) and not entry.weapon else type(entry)


def _may_share(kind: type, others: set[type]) -> bool:
    """Whether an entry may be of the very words of others: "aid workers" are people and a head."""
    if kind in others:
        return False
    rest = {kind, *others} - {Scene}
    return rest <= _NAMING or len(rest) == 1


def _first(found: Found) -> int:
    return found[0]


def _sets_scene(hit: Hit) -> bool:
    """Whether a word only tells what a text of violence is about: "barnesoldater" are soldiers too."""
    return isinstance(hit[0], Scene) and hit[0].weight > 0


def _barred(entry: AnyEntry, lead: str) -> bool:
    return lead in entry.not_after or lead.rstrip("s") in entry.not_after
