"""Gives what an article tells its voices: who is heard in a sentence, and who is still heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.doubts import hearsay
from vitne.claims.drafts import SPEECH, word_of
from vitne.claims.indirect import Indirect
from vitne.claims.modality import set_modality
from vitne.claims.naming import is_army, is_human, note_nouns
from vitne.claims.relays import passed_on
from vitne.claims.sifting import inner
from vitne.claims.speeches import Speeches
from vitne.claims.telling import owned_up
from vitne.claims.vouching import (
    count_on,
    nearest,
    own_voice,
    told_in,
    vouch_for_parts,
    vouches_for,
)
from vitne.model.entries import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence


_COUNT = 12  # tokens of a sentence that only adds a count
_BACK = 2  # sentences that "Det opplyser politiet" may reach back over
_SIGNS = frozenset({"«", "»", "“", "”", '"'})  # of quotations


def _opens_speech(sentence: Sentence) -> bool:
    """Whether a sentence opens with a quotation that it does not close."""
    if sentence.grammar.verb_second or not sentence.is_a(0, "quotes"):
        return False
    signs = sum(1 for at in range(len(sentence)) if sentence.word(at) in _SIGNS)
    return signs % 2 == 1


class Hearing:
    """Who is heard in one article as it is read on: who spoke last, and whose speech goes on."""

    def __init__(self, context: Context, sentences: Sequence[Sentence]) -> None:
        self._context = context
        self._speeches = Speeches(context, sentences)
        self._indirect = Indirect(context)
        self._pending: list[Draft] = []  # direct speech whose speaker is still to be named
        self._speech = False
        self._spoke_in = -1  # the paragraph in which somebody was last named as speaker
        self._spoke = -2  # its passage

    def open_paragraph(self) -> None:
        """Leave the speech of the paragraph before: a quotation is told in one."""
        self._speech = False
        self._pending = []

    def open_sentence(self, sentence: Sentence) -> None:
        """Begin a speech where a sentence begins one: "– Vi ble beskutt. Tolv er døde."."""
        if sentence.is_a(0, "dashes") or _opens_speech(sentence):
            self._speech, self._pending = True, []

    def attribute(
        self,
        sentence: Sentence,
        drafts: list[Draft],
        attributions: list[Attribution],
        earlier: list[Draft],
    ) -> None:
        """Give each draft its chain: of its own sentence, of the tag of its speech, or of "Det sier X".

        `earlier` are the drafts of the sentences before.
        """
        for draft in drafts:
            if draft.voices:
                continue
            if (act := told_in(draft, drafts)) is not None:
                draft.voices = act.voices
                draft.modality = act.modality
                continue
            covering = [a for a in attributions if vouches_for(a, draft) and not a.back]
            covering = nearest(draft, covering)
            if covering:
                chain = sorted((v for a in covering for v in a.chain), key=inner)
                draft.voices = tuple({v.name: v for v in chain}.values())
                draft.rules.extend(v.cue for a in covering for v in a.chain if v.cue)
        for draft in drafts:
            self._by_itself(draft)
        _own_what_came_of_it(drafts)
        vouch_for_parts(sentence, drafts)
        self._count_on(sentence, drafts, attributions, earlier)
        self._hand_on(sentence, drafts, attributions)
        self._hand_back(sentence, earlier, attributions)
        self._speeches.hear(sentence, drafts, attributions)
        self._indirect.hear(sentence, drafts, attributions)
        if self._speech and not attributions:
            self._pending.extend(d for d in drafts if not d.voices)
        elif self._speech:
            for draft in self._pending:
                draft.voices = attributions[0].chain
            self._pending, self._speech = [], False

    def _by_itself(self, draft: Draft) -> None:
        """Give an act the voice of who does it, and the outlet that it was told through."""
        if not draft.voices and (own := own_voice(draft)) is not None:
            draft.voices = (own,)
        if draft.kind in SPEECH or owned_up(draft):
            passed_on(draft, self._context)

    def _count_on(
        self,
        sentence: Sentence,
        drafts: list[Draft],
        attributions: list[Attribution],
        earlier: list[Draft],
    ) -> None:
        """A bare figure right behind an attributed one, in one paragraph, is of the same speaker."""
        passage = sentence.passage
        if not attributions and (self._spoke, self._spoke_in) == (
            passage.index - 1,
            passage.paragraph,
        ):
            count_on(sentence, drafts, earlier)

    def _hand_on(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """ "Blant annet skal flyplassen ha blitt angrepet.": hearsay of who spoke just before."""
        if attributions or self._spoke != sentence.passage.index - 1:
            return
        if not all(sentence.is_a(at, "elaborating") for at in range(2)):
            return
        basis = "hearsay of the speaker before"
        for draft in drafts:
            if not draft.voices and draft.kind in ("event", "toll") and hearsay(draft) is not None:
                draft.voices = tuple(
                    msgspec.structs.replace(v, basis=basis) for v in self._context.chain
                )

    def _hand_back(
        self, sentence: Sentence, earlier: list[Draft], attributions: list[Attribution]
    ) -> None:
        """ "Det opplyser politiet.": the sentence before gets its voice."""
        back = next((a for a in attributions if a.back), None)
        if back is None or not earlier:
            return
        index = sentence.passage.index - 1
        for draft in reversed(earlier):
            at = draft.sentence.passage.index
            if at < index:
                if not _only_counts(earlier, index) or not _same_paragraph(draft, sentence):
                    return
                index = at
            if at == index and not draft.voices:
                draft.voices = back.chain
                set_modality(draft, [back.everywhere()], self._context)

    def remember(self, sentence: Sentence, attributions: list[Attribution]) -> None:
        """Keep who spoke in a sentence, for those that point back: "ifølge samme kilde"."""
        context = self._context
        if attributions:
            self._spoke, self._spoke_in = sentence.passage.index, sentence.passage.paragraph
        for attribution in attributions:
            context.chain = attribution.chain
            context.phrase = attribution.phrase
            if attribution.phrase is not None:
                phrase = attribution.phrase
                human = is_human(phrase)
                role = "force" if is_army(phrase) else phrase.role
                context.note_speaker(phrase.name, role, party=phrase.party, human=human)
                note_nouns(sentence, phrase, context)
                context.note_body(phrase.name, party=phrase.party)
                context.state = phrase.states[0] if phrase.states else context.state


def _own_what_came_of_it(drafts: list[Draft]) -> None:
    """Who says that he did it says what came of it: "said it carried out a strike, killing three"."""
    owned = next((d for d in drafts if owned_up(d) and d.voices), None)
    for draft in drafts:
        if owned is None or draft.voices or draft.toll is None:
            continue
        word = word_of(draft)
        goes_on = word is not None and word.form is Form.GERUND
        if goes_on and draft.anchor[0] >= owned.anchor[1]:
            draft.voices = owned.voices


def _only_counts(drafts: list[Draft], index: int) -> bool:
    """Whether a sentence only adds a count to what was told before it: "Over 100 er såret."."""
    rows = [d for d in drafts if d.sentence.passage.index == index]
    return bool(rows) and len(rows[0].sentence) <= _COUNT and all(d.toll for d in rows)


def _same_paragraph(draft: Draft, sentence: Sentence) -> bool:
    """Whether a claim one or two sentences back stands in the same paragraph."""
    told, passage = draft.sentence.passage, sentence.passage
    return told.paragraph == passage.paragraph and passage.index - told.index <= _BACK
