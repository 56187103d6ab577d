"""Gives speech of several sentences its speaker: named before it, behind its tag, or at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.modality import set_modality
from vitne.claims.quotations import Quotation, find_quotations
from vitne.model import Kind
from vitne.model.entries import Reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_BARE = 4  # tokens of a line that only leads on to more of the same words: "Videre heter det:"


class _Before(msgspec.Struct, frozen=True, gc=False):
    """What the sentence before tells of who speaks next."""

    passage: int = -2
    paragraph: int = -1
    said: Attribution | None = None  # who was heard in it
    colon: bool = False  # whether it ends with one
    quoted: bool = False  # whether it names who said what it quotes
    bare: bool = False


class Speeches:
    """The quotations of one article as it is read on, and who speaks in each."""

    def __init__(self, context: Context, sentences: Sequence[Sentence]) -> None:
        self._context = context
        self._all = find_quotations(sentences)
        self._waiting: dict[Quotation, list[Draft]] = {}
        self._named: dict[Quotation, Attribution] = {}  # who was told to speak before the words
        self._before = _Before()
        self._paper: tuple[int, Attribution] | None = None  # a paragraph that tells of a statement
        self._last: Attribution | None = None  # whose words the last quotation was

    def hear(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """Give the drafts of a quotation its speaker, as soon as its last word is read."""
        index = sentence.passage.index
        said = [a for a in attributions if a.chain]
        around = [q for q in self._all if q.first[0] <= index <= q.last[0]]
        for quotation in around:
            if quotation.first[0] == index:
                self._open(quotation, sentence, said)
            held = [d for d in drafts if not d.voices and quotation.holds(index, d.anchor[0])]
            self._waiting.setdefault(quotation, []).extend(held)
            if quotation.last[0] == index:
                self._close(quotation, said)
        self._note(sentence, said, around)

    def _open(self, quotation: Quotation, sentence: Sentence, said: list[Attribution]) -> None:
        at = quotation.first[1]
        if at > 0:
            ahead = [a for a in said if a.zone[1] <= at + 1]
            found = ahead[-1] if ahead and sentence.word(at - 1) == ":" else None
        else:
            found = self._led_in(sentence)
        if found is not None:
            self._named[quotation] = found

    def _led_in(self, sentence: Sentence) -> Attribution | None:
        """Who was told before to speak now: before a colon, by a tag, or as whose statement it is."""
        before, passage = self._before, sentence.passage
        if before.passage != passage.index - 1:
            return None
        if before.colon:
            return before.said or (self._last if before.bare else None)
        if before.quoted:
            return before.said
        if self._paper is not None and self._paper[0] == before.paragraph != passage.paragraph:
            return self._paper[1]
        return None

    def _close(self, quotation: Quotation, said: list[Attribution]) -> None:
        tags = [a for a in said if a.zone[0] >= quotation.last[1] - 1]
        found = tags[0] if tags else self._named.get(quotation)
        if found is None:
            return
        self._last = found
        chain = tuple(msgspec.structs.replace(v, basis="the speech goes on") for v in found.chain)
        for draft in self._waiting.pop(quotation, ()):
            if draft.voices:
                continue
            draft.voices = chain
            if draft.kind in ("event", "toll"):
                set_modality(draft, [found.everywhere()], self._context)

    def _note(self, sentence: Sentence, said: list[Attribution], around: list[Quotation]) -> None:
        passage = sentence.passage
        index = passage.index
        tags = [a for a in said if not any(q.holds(index, a.zone[1] - 1) for q in around)]
        dashed = bool(said) and any(sentence.is_a(0, "dashes") for _ in around)
        last = self._last if any(q.last[0] == index for q in around) and not said else None
        heard = tags[-1] if tags else (said[-1] if dashed else last)
        if said and _tells_of_paper(sentence):
            self._paper = (passage.paragraph, said[-1])
        self._before = _Before(
            index,
            passage.paragraph,
            heard or (said[-1] if said else None),
            sentence.word(len(sentence) - 1) == ":",
            bool(around) and heard is not None,
            len(sentence) <= _BARE,
        )


def _tells_of_paper(sentence: Sentence) -> bool:
    """Whether a sentence tells of a statement, a letter or a speech."""
    return any(
        isinstance(m.entry, Reporting) and m.entry.frame == "noun"
        for m in sentence.of(Kind.REPORTING)
    )
