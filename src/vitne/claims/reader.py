"""Reads the sentences of one article in order, with what it has told so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.acts import find_acts
from vitne.claims.carried import (
    carried,
    go_on_with_people,
    last_people,
    parts_beside,
    restated_beside,
    without_whole,
)
from vitne.claims.conditions import inverted_condition
from vitne.claims.context import Context
from vitne.claims.drafts import SETTING, SPEECH
from vitne.claims.events import find_events
from vitne.claims.frame import Frame, stamped
from vitne.claims.means import settle_means
from vitne.claims.modality import (
    hearsay,
    is_unreal,
    is_unreal_toll,
    negated,
    set_modality,
    share_blame,
)
from vitne.claims.naming import is_human, note_nouns
from vitne.claims.places import is_aside
from vitne.claims.relations import find_relations
from vitne.claims.settings import find_setting
from vitne.claims.settle import follow, settle_stated, share_place
from vitne.claims.sifting import glue, inner, note_events, swallowed, told_by_a_tag
from vitne.claims.silence import keep_silent
from vitne.claims.spells import note_times
from vitne.claims.telling import owned_up
from vitne.claims.told import settle_told
from vitne.claims.tolls import find_tolls
from vitne.claims.voices import find_attributions
from vitne.claims.vouching import (
    belongs,
    deny,
    nearest,
    own_voice,
    told_in,
    vouch_for_parts,
    vouches_for,
)
from vitne.model import Article, Kind, Role
from vitne.model.entries import People, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.packs.pack import Pack


_TELLING = (Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
_SIGNS = frozenset({"«", "»", "“", "”", '"'})  # of quotations
_MERE = frozenset({"attack", "hit", "offensive"})  # acts told without their means


def _opens_speech(sentence: Sentence) -> bool:
    """Whether a sentence opens with a quotation that it does not close."""
    if sentence.grammar.verb_second or not sentence.is_a(0, "quotes"):
        return False
    signs = sum(1 for at in range(len(sentence)) if sentence.word(at) in _SIGNS)
    return signs % 2 == 1


def _is_speech(sentence: Sentence) -> bool:
    """Whether all of a sentence stands between quotation marks."""
    signs = [at for at in range(len(sentence)) if sentence.word(at) in _SIGNS]
    return len(signs) == 2 and signs[0] == 0 and signs[1] >= len(sentence) - 2


class Reader:
    """Reads the sentences of one article in order, with what it has told so far."""

    def __init__(self, article: Article, pack: Pack) -> None:
        self._pack = pack
        self._context = Context(pack.countries, pack.capital_of)
        self._frame = Frame(article.published, stamped(article))
        self._told: set[str] = set()
        self._drafts: list[Draft] = []
        self._pending: list[Draft] = []  # direct speech whose speaker is still to be named
        self._paragraph = -1
        self._speech = False
        self._act: Draft | None = None  # the last act told
        self._toll: Draft | None = None  # the last toll told with a number
        self._people: People | None = None  # those told of last
        self._spoke_in = -1  # its paragraph
        self._spoke = -2  # the passage in which somebody was last named as speaker

    def read(self, sentences: Sequence[Sentence]) -> list[Draft]:
        """The drafts of all sentences, in text order, with what the article settles of each."""
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if not sentence.passage.repeated:
                self._sentence(sentence, following)
        settle_told(self._drafts, self._frame)
        settle_means(self._drafts, sentences, self._pack.events)
        return [draft for draft in self._drafts if draft.kind != SETTING]

    def _sentence(self, sentence: Sentence, following: Sentence | None) -> None:
        self._open_paragraph(sentence)
        self._context.open_sentence(sentence)
        attributions = find_attributions(sentence, self._context)
        told = any(kind in sentence.kinds for kind in _TELLING) or find_setting(sentence, ())
        if not told and inverted_condition(sentence) is None and Kind.NUMBER not in sentence.kinds:
            self._attribute(sentence, [], attributions)
            self._remember(sentence, [], attributions)
            return
        acts = find_acts(sentence, attributions, self._pack.events, self._context)
        drafts = self._happened(sentence, attributions, acts) + acts
        if (setting := find_setting(sentence, drafts)) is not None:
            drafts.append(setting)
        deny(drafts, attributions)
        drafts.sort(key=lambda d: d.anchor)
        note_events(drafts)
        self._attribute(sentence, drafts, attributions)
        for draft in drafts:
            if draft.kind in ("event", "toll"):
                set_modality(draft, attributions, self._context)
            elif draft.kind == "relation" and negated(draft):
                draft.polarity = "negative"
            settle_stated(draft, attributions, self._context, self._frame)
        share_blame(drafts)
        glue(drafts, following)
        share_place(drafts)
        for draft in drafts:
            follow(draft, self._frame)
            self._elaborate(draft)
        self._remember(sentence, drafts, attributions)
        self._drafts.extend(drafts)

    def _elaborate(self, draft: Draft) -> None:
        """A mere "angrepet" that goes on about the act just told is of the same kind."""
        if draft.kind != "event" or draft.event is None:
            return
        before = self._act
        if (
            before is not None
            and before.event is not None
            and before.event_type == draft.event_type
        ):
            near = draft.sentence.passage.index - before.sentence.passage.index <= 1
            vague = draft.place is None or draft.place.basis != "stated"
            if owned_up(draft):
                draft.sub_event = draft.sub_event or before.sub_event
                return
            armed = before.event.id not in _MERE and bool(before.modes)
            if near and vague and draft.event.id in _MERE and armed:
                draft.event, draft.sub_event, draft.modes = (
                    before.event, before.sub_event, before.modes,
                )  # fmt: skip
        self._act = draft

    def _happened(
        self, sentence: Sentence, attributions: list[Attribution], acts: list[Draft]
    ) -> list[Draft]:
        speakers = [(a.phrase.first, a.phrase.last) for a in attributions if a.phrase]
        tolls = find_tolls(sentence, speakers)
        for toll in tolls:
            keep_silent(sentence, toll, self._context)
        tolls += restated_beside(sentence, tolls)
        told = self._toll
        if told is not None and sentence.passage.index - told.sentence.passage.index > 1:
            told = None
        without_whole(sentence, tolls, told, self._people)
        self._people = last_people(sentence) or self._people
        if told is not None:
            go_on_with_people(sentence, tolls, told)
            tolls += parts_beside(sentence, told, tolls) if tolls else carried(sentence, told)
        self._toll = next((t for t in tolls if t.toll and t.toll.number), self._toll)
        rows = [
            *find_events(sentence, self._pack.events, self._context, self._told),
            *tolls,
            *find_relations(sentence, self._context),
        ]
        zones = [a.zone for a in attributions]
        return [
            d for d in rows
            if not swallowed(d, acts)
            and not (d.kind == "event" and is_unreal(d))
            and not (d.toll and is_unreal_toll(d))
            and not told_by_a_tag(d, zones)
        ]  # fmt: skip

    def _open_paragraph(self, sentence: Sentence) -> None:
        if sentence.passage.role is Role.SUBHEADING:
            self._frame.open_section(sentence.passage.paragraph)
        if sentence.passage.paragraph != self._paragraph:
            self._paragraph = sentence.passage.paragraph
            self._speech = False
            self._pending = []
        if sentence.is_a(0, "dashes") or _opens_speech(sentence):
            self._speech, self._pending = True, []

    def _attribute(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """Give each draft its chain: of its own sentence, of the tag of its speech, or of "Det sier X"."""
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
            if not draft.voices and (own := own_voice(draft)) is not None:
                draft.voices = (own,)
        vouch_for_parts(sentence, drafts)
        self._hand_on(sentence, drafts, attributions)
        self._hand_back(drafts, attributions)
        self._speak_on(sentence, drafts, attributions)
        if self._speech and not attributions:
            self._pending.extend(d for d in drafts if not d.voices)
        elif self._speech:
            for draft in self._pending:
                draft.voices = attributions[0].chain
            self._pending, self._speech = [], False

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

    def _speak_on(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """'… ," he said. "They shot two."': the speech goes on, behind the tag, in one paragraph."""
        if attributions:
            return
        near = self._spoke == sentence.passage.index - 1
        if (
            sentence.grammar.verb_second
            or not near
            or self._spoke_in != sentence.passage.paragraph
            or not _is_speech(sentence)
        ):
            return
        for draft in drafts:
            if not draft.voices and draft.kind in ("event", "toll"):
                draft.voices = tuple(
                    msgspec.structs.replace(v, basis="the speech goes on")
                    for v in self._context.chain
                )

    def _hand_back(self, drafts: list[Draft], attributions: list[Attribution]) -> None:
        """ "Det opplyser politiet.": the sentence before gets its voice."""
        back = next((a for a in attributions if a.back), None)
        if back is None or not self._drafts:
            return
        index = self._drafts[-1].sentence.passage.index
        for draft in self._drafts:
            if draft.sentence.passage.index == index and not draft.voices:
                draft.voices = back.chain
                set_modality(draft, [back.everywhere()], self._context)

    def _remember(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        context = self._context
        for mention in sentence.of(Kind.PLACE):
            inside = any(belongs(sentence, a, mention.first) for a in attributions)
            if mention.places and not inside:
                context.note_place(
                    mention, sentence.passage.index, aside=is_aside(sentence, mention)
                )
        self._remember_speakers(sentence, attributions)
        for draft in drafts:
            if draft.agents and draft.kind in SPEECH:
                agent = draft.agents[0].name
                context.note_speaker(agent, "named", party=draft.agent_party, human=True)
            elif draft.kind == "event" and draft.agents and draft.agent_party:
                self._remember_group(draft)
            if draft.place is not None:
                self._here(draft)
        for mention in sentence.of(Kind.TRIGGER):
            if isinstance(mention.entry, Trigger):
                self._told.add(mention.entry.event)
        fought = any(draft.event_type == "ASSAULT" for draft in drafts if draft.kind == "event")
        note_times(self._frame, sentence, fought=fought)

    def _remember_group(self, draft: Draft) -> None:
        """ "Gruppas talsmann" speaks for the armed group that acted last."""
        if not draft.agent_states:
            self._context.group = (draft.agents[0].name, True)

    def _remember_speakers(self, sentence: Sentence, attributions: list[Attribution]) -> None:
        context = self._context
        if attributions:
            self._spoke, self._spoke_in = sentence.passage.index, sentence.passage.paragraph
        for attribution in attributions:
            context.chain = attribution.chain
            if attribution.phrase is not None:
                phrase = attribution.phrase
                human = is_human(phrase)
                context.note_speaker(phrase.name, phrase.role, party=phrase.party, human=human)
                note_nouns(sentence, phrase, context)
                context.state = phrase.states[0] if phrase.states else context.state

    def _here(self, draft: Draft) -> None:
        place = draft.place
        if place is None or draft.kind not in ("event", "toll"):
            return
        for mention in draft.sentence.of(Kind.PLACE):
            if mention.places and mention.places[0].name == place.name:
                self._context.here = mention.places[0]
