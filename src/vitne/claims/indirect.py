"""Gives words told in the subjunctive their speaker: "Drei Menschen seien getötet worden."."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.attribution import Attribution
from vitne.claims.drafts import SPEECH
from vitne.claims.modality import set_modality
from vitne.claims.sentence import effect_of, has_capital
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_TOLD = frozenset({"event", "toll", "relation"})


class Indirect:
    """Who speaks on in the subjunctive, as an article is read on.

    An outlet that tells something so does not vouch for it: the speaker before does, and where
    none is told it is hearsay. A language without such verbs has none of it.
    """

    __slots__ = ("_context", "_paragraph", "_passage", "_said")

    def __init__(self, context: Context) -> None:
        """Begin with nobody heard."""
        self._context = context
        self._said: Attribution | None = None
        self._passage = -2
        self._paragraph = -1

    def hear(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """Give each draft in the subjunctive that nobody vouches for its speaker, or none."""
        if not sentence.grammar["subjunctive"]:
            return
        passage = sentence.passage
        for draft in drafts:
            if draft.voices or draft.kind not in _TOLD or not _is_indirect(sentence, draft):
                continue
            said = _said_before(draft, drafts, attributions) or self._still(sentence)
            if said is None:
                draft.modality = "reported"
                draft.reasons.append("told in the subjunctive of nobody named")
                continue
            basis = "the speech goes on"
            draft.voices = tuple(msgspec.structs.replace(v, basis=basis) for v in said.chain)
            if draft.kind != "relation":
                set_modality(draft, [said.everywhere()], self._context)
        heard = _last_said(drafts, attributions)
        goes_on = heard is None and self._said is not None and _speaks_on(sentence)
        if heard is not None:
            self._said = heard
            self._context.heard = heard.chain
        if heard is not None or (goes_on and self._still(sentence) is not None):
            self._passage, self._paragraph = passage.index, passage.paragraph

    def _still(self, sentence: Sentence) -> Attribution | None:
        """Who spoke before, in this paragraph or right before it."""
        passage = sentence.passage
        near = passage.paragraph == self._paragraph or passage.index - self._passage == 1
        return self._said if near else None


def _said_before(
    draft: Draft, drafts: list[Draft], attributions: list[Attribution]
) -> Attribution | None:
    """Who is heard before the words in their own sentence: "X wies das zurück: Man habe …"."""
    before = [a for a in attributions if a.chain and a.zone[0] < draft.anchor[0]]
    return before[-1] if before else _of_act([d for d in drafts if d.anchor < draft.anchor])


def _last_said(drafts: list[Draft], attributions: list[Attribution]) -> Attribution | None:
    told = [a for a in attributions if a.chain and not a.back]
    return told[-1] if told else _of_act(drafts)


def _of_act(drafts: list[Draft]) -> Attribution | None:
    """Who threatens, denies or accuses last: what follows in the subjunctive is his too."""
    act = next((d for d in reversed(drafts) if d.kind in SPEECH and d.voices), None)
    return Attribution(act.voices, None, 0, 0, (0, 0)) if act is not None else None


def _is_indirect(sentence: Sentence, draft: Draft) -> bool:
    """Whether the verb of a claim is in the subjunctive of what others say."""
    first, last = sentence.clause(draft.anchor[0])
    if _subjunctive(sentence, first, last):
        return True
    told = any(sentence.is_a(i, "indicative") for i in range(first, last))
    return not told and _speaks_on(sentence)


def _speaks_on(sentence: Sentence) -> bool:
    return _subjunctive(sentence, 0, len(sentence))


def _subjunctive(sentence: Sentence, first: int, last: int) -> bool:
    """Whether words hold such a verb, and neither "I" nor a condition makes another of it."""
    if sentence.has_a(first, last, "first_person"):
        return False
    spans = range(first, last)  # "im Laufe" is a noun
    if any(sentence.is_a(i, "subjunctive") and not has_capital(sentence, i) for i in spans):
        return True
    open_ = any(effect_of(cue) == "condition" for cue in sentence.of(Kind.CUE))
    opens = sentence.is_a(0, "subjunctive_second")
    return not (open_ or opens) and sentence.has_a(first, last, "subjunctive_second")
