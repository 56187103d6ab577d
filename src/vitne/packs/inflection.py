"""Spells out the words of entries: paradigms, irregular words, multiword patterns."""

from __future__ import annotations

import functools
import itertools
import re
from sys import intern

import msgspec

from vitne.errors import PackError
from vitne.model.entries import Form

_GAP = re.compile(r"<(\d)>")


class Gap(msgspec.Struct, frozen=True):
    """Up to `most` tokens of any kind between two words of a pattern.

    `inverts` is one that the pattern does not have, for a subject behind its verb.
    """

    most: int
    inverts: bool = False


Step = frozenset[str] | Gap
_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PAST_OR_PARTICIPLE})


class Spelling(msgspec.Struct, frozen=True):
    """One way a pattern may begin: its first word, its form, and what must follow."""

    first: str
    form: Form
    rest: tuple[Step, ...] = ()


def merged(forms: set[Form], first: Form) -> Form:
    """The form of a word that is spelt alike in several: one of its own, else the first."""
    if {Form.PAST, Form.PARTICIPLE} <= forms:
        return Form.PAST_OR_PARTICIPLE
    if {Form.SINGULAR, Form.PLURAL} <= forms:
        return Form.SINGULAR_OR_PLURAL
    if {Form.INFINITIVE, Form.PRESENT} <= forms:
        return Form.INFINITIVE_OR_PRESENT
    return first


class Inflection(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The paradigms of one language: endings a form, and words that follow no paradigm."""

    paradigms: dict[str, dict[Form, tuple[str, ...]]]
    irregular: dict[str, dict[Form, tuple[str, ...]]] = {}
    alike: bool = False  # past and participle are spelt alike as a rule: "shot dead"
    variants: tuple[tuple[str, ...], ...] = ()  # words that stand for each other in patterns
    subject_inside: int = (
        0  # tokens of a subject behind the verb: "stilte | hæren | seg bak planen"
    )

    def spell(self, pattern: str) -> list[Spelling]:
        """Spell out a pattern such as "mist|e/v2 livet" or "slå/irr <3> ned".

        Raises:
            PackError: The pattern names a paradigm or an irregular word that is not there, or a
                form without its word.
        """
        opening, *parts = pattern.split() or [""]
        others = self._variants.get(opening, ()) if parts else ()
        spelt = (s for one in (opening, *others) for s in self._spell(pattern, one, parts))
        return [self._inverted(one) for one in spelt]

    def _inverted(self, spelt: Spelling) -> Spelling:
        """The same, open to the subject that a finite verb may have behind it."""
        beside = bool(spelt.rest) and not isinstance(spelt.rest[0], Gap)
        if not (self.subject_inside and beside and spelt.form in _FINITE):
            return spelt
        return msgspec.structs.replace(
            spelt, rest=(Gap(self.subject_inside, inverts=True), *spelt.rest)
        )

    @functools.cached_property
    def _variants(self) -> dict[str, tuple[str, ...]]:
        """The other words of the group of each: "attende" for "tilbake"."""
        groups = self.variants
        return {word: tuple(w for w in group if w != word) for group in groups for word in group}

    def _spell(self, pattern: str, opening: str, parts: list[str]) -> list[Spelling]:
        head = self._step(opening) if opening else Gap(0)
        if isinstance(head, Gap):
            raise PackError(f"pattern {pattern!r} must begin with a word")
        tail = [self._varied(part) for part in parts]
        rest = tuple(s if isinstance(s, Gap) else frozenset(w for _, w in s) for s in tail)
        formed = [
            (i, len(s)) for i, s in enumerate(tail)
            if not isinstance(s, Gap) and s[0][0] is not Form.BASE
        ]  # fmt: skip
        inflected = [i for i, size in formed if size > 1]
        if not inflected and head[0][0] is Form.BASE:  # "the man=sgdef"
            inflected = [i for i, _ in formed]
        if len(head) == 1 and inflected:
            return self._by_inner(head[0][1], tail, inflected[0])
        if not rest or not self.alike:
            return [Spelling(word, form, rest) for form, word in head]
        forms: dict[str, set[Form]] = {}
        for form, word in head:
            forms.setdefault(word, set()).add(form)
        first = {word: form for form, word in reversed(head)}
        return [Spelling(w, merged(fs, first[w]), rest) for w, fs in forms.items()]

    def _by_inner(
        self, first: str, tail: list[list[tuple[Form, str]] | Gap], at: int
    ) -> list[Spelling]:
        """Spell a pattern whose inflected word is not its first: one spelling a form."""
        inner = tail[at]
        assert not isinstance(inner, Gap)  # noqa: S101 - chosen by the caller
        spellings = []
        for form, group in itertools.groupby(inner, key=lambda pair: pair[0]):
            words = frozenset(word for _, word in group)
            rest = tuple(
                words if i == at else s if isinstance(s, Gap) else frozenset(w for _, w in s)
                for i, s in enumerate(tail)
            )
            spellings.append(Spelling(first, form, rest))
        return spellings

    def _varied(self, part: str) -> list[tuple[Form, str]] | Gap:
        """A step behind the first, with the words that may stand for it."""
        others = self._variants.get(part)
        if others is None:
            return self._step(part)
        return [(Form.BASE, intern(word)) for word in (part, *others)]

    def _step(self, part: str) -> list[tuple[Form, str]] | Gap:
        if gap := _GAP.fullmatch(part):
            return Gap(int(gap.group(1)))
        if part[0] in "=/|":
            raise PackError(f"word {part!r} has no letters before its form")
        if "=" in part:
            word, _, form = part.partition("=")
            return [(Form(form), intern(word))]
        if "/" not in part:
            return [(Form.BASE, intern(part))]
        word, _, name = part.rpartition("/")
        if name == "irr":
            return self._irregular(word)
        if name not in self.paradigms:
            raise PackError(f"word {part!r}: there is no paradigm {name!r}")
        stem = word.partition("|")[0]
        return [(f, intern(stem + end)) for f, ends in self.paradigms[name].items() for end in ends]

    def _irregular(self, word: str) -> list[tuple[Form, str]]:
        if word in self.irregular:
            return [(form, intern(w)) for form, ws in self.irregular[word].items() for w in ws]
        for lemma, forms in self.irregular.items():  # "beskyte" inflects as "skyte"
            if word.endswith(lemma):
                lead = word[: -len(lemma)]
                return [(form, intern(lead + w)) for form, ws in forms.items() for w in ws]
        raise PackError(f"word {word!r} is not among the irregular words")
