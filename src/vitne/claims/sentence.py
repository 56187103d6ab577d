"""A passage with its mentions, made ready for asking what stands where."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from vitne.claims.brackets import short_brackets
from vitne.claims.openers import begins_clause
from vitne.claims.relatives import find_relatives
from vitne.claims.unmeant import without_unmeant
from vitne.model import Kind, Mention, Party, Passage, Quote
from vitne.model.entries import Act, Cue, Form, Reporting, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from vitne.claims.count import Count
    from vitne.packs.language import Grammar

T = TypeVar("T")

SINGLE = frozenset({Form.SINGULAR, Form.SINGULAR_DEFINITE})
PLURALS = frozenset({Form.PLURAL, Form.PLURAL_DEFINITE})
DEFINITE = frozenset({Form.SINGULAR_DEFINITE, Form.PLURAL_DEFINITE})
ADJECTIVES = frozenset({Form.ADJECTIVE, Form.ADJECTIVE_DEFINITE})
NOMINAL = frozenset({Form.SINGULAR, Form.PLURAL, Form.SINGULAR_OR_PLURAL}) | DEFINITE
_STOPS = frozenset({",", ".", ";", ":", "!", "?", "–", "—", "(", ")", "«", "»", '"', "“", "”"})

_THAT_NEAR = 6  # tokens between a verb of telling and its "that"
_CONTENT = (Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
_TELLING = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE, Form.INFINITIVE_OR_PRESENT})
_NONE: frozenset[str] = frozenset()
_NOUNS = (
    Kind.PEOPLE, Kind.HEAD, Kind.NUMBER, Kind.PLACE, Kind.ACTOR, Kind.NAME, Kind.UNIT, Kind.NATION,
)  # fmt: skip
_OPENERS = frozenset({"subordinators", "but", "and"})  # word classes that may begin a clause
_RELATIVE = frozenset({"relative", "subordinators", "function"})


class Sentence:
    """One passage, its tokens, its mentions by kind, and its clauses.

    Token indices are those of the passage; all ranges are half-open.
    """

    __slots__ = (
        "_answers", "_classes", "_clauses", "_dotted", "_over", "_ranges", "_several", "_size",
        "_there", "counts", "grammar", "kinds", "low", "mentions", "passage", "text",
    )  # fmt: skip

    def __init__(
        self, text: str, passage: Passage, mentions: tuple[Mention, ...], grammar: Grammar
    ) -> None:
        """Index the mentions of a passage; `text` is that of the article."""
        self.text = text
        self.passage = passage
        self.mentions = mentions = without_unmeant(mentions, passage, grammar)
        self.grammar = grammar
        self.low = [token.low for token in passage.tokens]
        self.kinds: dict[Kind, list[Mention]] = defaultdict(list)
        self._over: dict[int, list[Mention]] = defaultdict(list)  # by each token that a mention has
        for mention in mentions:
            self.kinds[mention.kind].append(mention)
            for at in range(mention.first, mention.last):
                self._over[at].append(mention)
        self._size = len(self.low)
        classes = grammar.classes
        self._classes = {i: classes[low] for i, low in enumerate(self.low) if low in classes}
        # All word classes it has words of.
        self._there = frozenset[str]().union(*self._classes.values())
        if grammar["relative_articles"]:
            for at in find_relatives(passage.tokens, grammar):
                self._classes[at] = _RELATIVE
                self._there |= _RELATIVE
        self._dotted = frozenset[int]()  # marks inside a date: "am 24. Februar"
        if grammar["after_ordinals"]:
            days = self.kinds.get(Kind.TIME, ())
            self._dotted = frozenset(i for m in days for i in range(m.first + 1, m.last - 1))
        if "." in self.low[:-1]:
            self._dotted |= self._ordinals()
        self._several: dict[tuple[Kind, ...], list[Mention]] = {}
        self._answers: dict[object, object] = {}  # see `once` and `once_of`
        self.counts: list[Count] | None = None  # people counted, once a rule has asked for them
        self._clauses: list[int] | None = None
        self._ranges: list[tuple[int, int]] = []

    def _ordinals(self) -> set[int]:
        """The full stops of numbers that order: "soldater fra den 8 | . | divisjon"."""
        tokens, capitals = self.passage.tokens, self.grammar.noun_capitals
        return {
            i for i, low in enumerate(self.low[:-1])
            if low == "." and i and self.low[i - 1].isdigit() and tokens[i - 1].end == tokens[i].start
            and (capitals or tokens[i + 1].text == self.low[i + 1]) and self.low[i + 1].isalpha()
        }  # fmt: skip

    def __len__(self) -> int:
        return self._size

    def of(self, kind: Kind, *others: Kind) -> Sequence[Mention]:
        """The mentions of some kinds, in order."""
        if not others:
            return self.kinds.get(kind, ())
        kinds = (kind, *others)
        found = self._several.get(kinds)
        if found is None:
            found = [mention for mention in self.mentions if mention.kind in kinds]
            self._several[kinds] = found
        return found

    def starting(self, at: int, *kinds: Kind) -> Mention | None:
        """The mention of one of the kinds that begins at a token; the longest."""
        for mention in self._over.get(at, ()):  # longest first, as mentions are sorted
            if mention.first == at and mention.kind in kinds:
                return mention
        return None

    def begun(self, at: int, *kinds: Kind) -> list[Mention]:
        """All mentions of some kinds that begin at a token, the longest first."""
        over = self._over.get(at, ())
        return [mention for mention in over if mention.first == at and mention.kind in kinds]

    def covering(self, at: int, *kinds: Kind) -> Mention | None:
        """The mention of one of the kinds that a token is part of."""
        over = self._over.get(at)
        if over is None:
            return None
        for kind in kinds:
            for mention in over:
                if mention.kind is kind:
                    return mention
        return None

    def within(self, first: int, last: int, *kinds: Kind) -> Iterator[Mention]:
        """The mentions of some kinds that lie inside a token range."""
        for mention in self.mentions:  # in text order
            if mention.first >= last:
                return
            if first <= mention.first and mention.last <= last and mention.kind in kinds:
                yield mention

    def holds(self, first: int, last: int, *kinds: Kind) -> bool:
        """Whether a mention of one of the kinds lies inside a token range."""
        return any(True for _ in self.within(first, last, *kinds))

    def word(self, at: int) -> str:
        """The folded token, or "" outside the passage."""
        return self.low[at] if 0 <= at < self._size else ""

    def is_a(self, at: int, word_class: str) -> bool:
        """Whether the token is of one of the grammar's word classes."""
        return word_class in self._classes.get(at, _NONE)

    def is_any(self, at: int, *word_classes: str) -> bool:
        """Whether the token is of one at least of some word classes."""
        return not self._classes.get(at, _NONE).isdisjoint(word_classes)

    def has(self, word_class: str) -> bool:
        """Whether the sentence has any word of one of the grammar's word classes."""
        return word_class in self._there

    def once(self, question: Callable[[Sentence], T]) -> T:
        """The answer to a question about the sentence alone, which many rules ask."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return self._answers[question]  # type: ignore[return-value]

    def once_of(self, question: Callable[[Sentence, Mention], T], mention: Mention) -> T:
        """The answer to a question about one mention and the sentence alone, asked for many claims."""
        key = question, mention.first, mention.last
        if key not in self._answers:
            self._answers[key] = question(self, mention)
        return self._answers[key]  # type: ignore[return-value]

    def has_a(self, first: int, last: int, word_class: str) -> bool:
        """Whether any token of a range is of one of the grammar's word classes."""
        if word_class not in self._there:
            return False
        return not self.grammar[word_class].isdisjoint(self.low[first:last])

    def ends(self, at: int, word_class: str) -> bool:
        """Whether the token has one of the endings that the grammar lists under a class."""
        return 0 <= at < self._size and self.grammar.ends(self.low[at], word_class)

    def is_place_noun(self, at: int) -> bool:
        """Whether the token is a noun that stands before the name of a place: "havnebyen"."""
        return 0 <= at < self._size and self.grammar.is_place_noun(self.low[at])

    def before_verb(self, at: int, first: int) -> Iterator[int]:
        """The tokens, from right to left, in which the auxiliaries of a verb may stand.

        All from `first` on where a subject may stand between: "ble tre soldater drept"; else those
        up to a noun, a figure or a preposition: "were also killed".
        """
        for i in range(at - 1, first - 1, -1):
            if not self.grammar.verb_second and (
                (self.is_a(i, "prepositions") and not self.is_a(i, "infinitive"))
                or self.is_a(i, "determiners")
                or self.covering(i, *_NOUNS) is not None
            ):
                return
            yield i

    def clause_opener(self, mention: Mention) -> int | None:
        """The token of a time that opens a clause: "dagen etter | at", "three days | after the"."""
        if mention.kind is not Kind.TIME:
            return None
        if self.is_a(mention.last - 1, "that"):
            return mention.last - 1
        shift = mention.when.shift if mention.when else None
        if shift is None or shift[0] >= 0 or self.grammar.verb_second:
            return None
        return next(
            (i for i in (mention.last - 1, mention.last - 2) if self.is_a(i, "after")), None
        )

    def past_times(self, at: int) -> int:
        """The token behind the times that begin at a token: "drepte | natt til søndag | ni menn"."""
        while (time := self.starting(at, Kind.TIME)) is not None:
            at = time.last
        return at

    def before_noun(self, at: int) -> int:
        """The token before a noun that begins at a token, and before its definite article."""
        at -= 1
        while self.is_a(at, "definite_articles"):
            at -= 1
        return at

    def before_place_noun(self, at: int) -> int:
        """The token before a noun of place that ends at a token: "i | byen", "in the | town of".

        The token itself where no such noun stands there.
        """
        end = at - 1 if self.is_a(at, "naming_of") else at
        return end - 1 if self.is_place_noun(end) else at

    def is_stop(self, at: int) -> bool:
        """Whether the token is a mark that ends a phrase, or lies outside the passage."""
        return not 0 <= at < self._size or (self.low[at] in _STOPS and at not in self._dotted)

    def is_wall(self, at: int) -> bool:
        """Whether a token begins a clause about something else; "hadde da mistet" does not."""
        if not self.is_a(at, "clause_walls") or self.merely_then(at):
            return False
        number = self.covering(at, Kind.NUMBER)  # "mehr als 50"
        return number is None or number.first == at

    def merely_then(self, at: int) -> bool:
        """Whether "da" is an adverb behind its verb: "49 hadde da mistet livet"."""
        return self.is_a(at, "when") and (
            self.is_a(at - 1, "aux_perfect") or self.is_a(at - 1, "aux_passive")
        )

    def quote(self, first: int, last: int) -> Quote:
        """The words of a token range."""
        tokens = self.passage.tokens
        start, end = tokens[first].start, tokens[max(first, last - 1)].end
        return Quote(self.text[start:end], start, end)

    def party(self, first: int, last: int, name: str | None = None) -> Party:
        """The words of a token range as an agent or target; without a name they are its name too."""
        quote = self.quote(first, last)
        return Party(quote.text if name is None else name, quote.text, quote.start, quote.end)

    def is_part_of(self, at: int, parties: Iterable[Party]) -> bool:
        """Whether a token is one of the words of some agents or targets."""
        start = self.passage.tokens[at].start
        return any((p.start or 0) <= start < (p.end or 0) for p in parties)

    def clause_of(self, at: int) -> int:
        """The number of the clause a token stands in, counted from the start."""
        if self._clauses is None:
            self._cut()
        return self._clauses[at] if 0 <= at < self._size else -1  # type: ignore[index]

    def clause(self, at: int) -> tuple[int, int]:
        """The token range of the clause that a token stands in."""
        if self._clauses is None:
            self._cut()
        if not 0 <= at < self._size:
            return at, at + 1
        return self._ranges[self._clauses[at]]  # type: ignore[index]

    def told_of(self, first: int) -> int:
        """Where the words end that a clause from a token on tells of, before its comma if it has one."""
        return first - 1 if self.word(first - 1) == "," else first

    def over_relative(self, first: int) -> int:
        """Where the words end that a closed relative clause before a comma tells of; 0 for none.

        "Soldater, | der kom fra nord, | stormede byen": behind the soldiers, from the second comma.
        """
        if first == 0 or self.word(first) != ",":
            return 0
        opened, _ = self.clause(first - 1)
        return self.told_of(opened) if self.is_a(opened, "relative") else 0

    def over_aside(self, first: int) -> int:
        """The same of an insertion that holds no verb: "ble Osijek, | to mil lenger vest, | beskutt"."""
        opened = self.clause(first - 1)[0] if first and self.word(first) == "," else 0
        if opened == 0 or self.word(opened) != ",":
            return 0
        told = self.holds(opened, first, Kind.TRIGGER, Kind.HARM, Kind.REPORTING)
        return 0 if told or self.has_a(opened, first, "finite_auxiliaries") else opened

    def _cut(self) -> None:
        """Number the clauses: a mark or a subordinating word begins a new one."""
        inside = {
            i for m in self.mentions if m.last - m.first > 1
            for i in range(m.first, self.clause_opener(m) or m.last)
        } | short_brackets(self.low)  # fmt: skip
        opened = {self.clause_opener(m) for m in self.of(Kind.TIME)}
        content = self._contents() | opened  # "to dage efter | at"
        classes = self._classes
        starts = [0]
        for at, low in enumerate(self.low):
            if (
                (low in _STOPS and at not in self._dotted)
                or at in content
                or (at in classes and not classes[at].isdisjoint(_OPENERS)
                    and begins_clause(self, at))
            ) and at and at not in inside:  # fmt: skip
                starts.append(at)
        self._ranges = list(zip(starts, [*starts[1:], self._size], strict=True))
        self._clauses = [n for n, span in enumerate(self._ranges) for _ in range(*span)]

    def _contents(self) -> set[int | None]:
        """Where words told begin without "that": "the rebels say | the army bombed the town"."""
        if self.grammar.verb_second:
            return set()
        found: set[int | None] = set()
        for verb in self.kinds.get(Kind.REPORTING, ()):
            at = verb.last
            entry = verb.entry
            told = isinstance(entry, Reporting) and entry.frame == "verb" and verb.form in _TELLING
            if (
                not told
                or at >= self._size
                or self.low[at] in _STOPS
                or self.is_a(at, "prepositions")
            ):
                continue
            end = next((i for i in range(at, self._size) if self.low[i] in _STOPS), self._size)
            that = any(self.is_a(i, "that") for i in range(at, min(at + _THAT_NEAR, end)))
            if not that and self.holds(at, end, *_CONTENT):
                found.add(at)
        return found


def is_adjective(sentence: Sentence, at: int) -> bool:
    """Whether a word only describes, by its ending: "unge", "irakiske", "Iran-backed"."""
    if is_joined(sentence, at):
        return True
    adjective = sentence.ends(at, "adjective_endings") and not sentence.is_a(at, "function")
    if adjective and sentence.grammar.noun_capitals:  # "am Wochenende"
        return at == 0 or sentence.is_stop(at - 1) or not has_capital(sentence, at)
    return adjective and sentence.word(at).isalpha()


def is_joined(sentence: Sentence, at: int) -> bool:
    """Whether a word tells whose something is by its two parts: "Iran-backed", "RSF-kontrollerte"."""
    lead, _, tail = sentence.word(at).rpartition("-")
    return bool(lead) and tail in sentence.grammar["joined_adjectives"]


def has_capital(sentence: Sentence, at: int) -> bool:
    """Whether a token is written with a capital, as every noun is in some languages."""
    return 0 <= at < len(sentence) and sentence.passage.tokens[at].text[:1].isupper()


def effect_of(cue: Mention) -> str:
    """What a cue does to what stands beside it: "negation", "hearsay", "subset"; "" for others."""
    return cue.entry.effect if isinstance(cue.entry, Cue) else ""


def frame_of(mention: Mention | None) -> str:
    """How a word of telling or of an act of speech is built: "verb", "noun"; "" for other words."""
    entry = mention.entry if mention is not None else None
    return entry.frame if isinstance(entry, (Act, Reporting)) else ""


def what_of(unit: Mention | None) -> str:
    """What a word for things counted is of: "vehicles", "share"; "" for other words, and none."""
    return unit.entry.what if unit is not None and isinstance(unit.entry, Unit) else ""


def describes_people(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word only tells of people named behind: "en 14-årig palæstinensisk | dreng"."""
    nation = sentence.starting(mention.last, Kind.NATION)
    own = nation is not None and nation.form in ADJECTIVES
    aged = mention.form in ADJECTIVES or sentence.word(mention.first)[:1].isdigit()
    if mention.kind is not Kind.PEOPLE or not (own or aged):
        return False
    at = nation.last if own and nation is not None else mention.last
    return sentence.starting(at, Kind.PEOPLE) is not None
