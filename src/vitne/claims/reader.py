"""Reads the sentences of one article in order, with what it has told so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.acts import find_acts
from vitne.claims.bare_days import note_bare_day
from vitne.claims.carried import (
    carried,
    go_on_with_people,
    killed_of,
    last_people,
    parts_beside,
    restated_beside,
    without_whole,
)
from vitne.claims.conditions import inverted_condition
from vitne.claims.context import Context
from vitne.claims.drafts import SETTING, SPEECH
from vitne.claims.entries import note_entry
from vitne.claims.events import find_events
from vitne.claims.filed import filed, items
from vitne.claims.frame import Frame, stamped
from vitne.claims.gapped import gapped
from vitne.claims.hearing import Hearing
from vitne.claims.means import settle_force, settle_means, settle_sense
from vitne.claims.modality import negated, set_modality, share_blame
from vitne.claims.naming import back_of
from vitne.claims.outlived import died_later
from vitne.claims.places import is_aside, share_place
from vitne.claims.refused import answer
from vitne.claims.relations import find_relations
from vitne.claims.saying import date_speech
from vitne.claims.scenes import note_scene
from vitne.claims.settings import find_reference, find_setting, is_reference
from vitne.claims.settle import at_a_table, follow, settle_stated
from vitne.claims.shares import of_told
from vitne.claims.sifting import asks, glue, note_events, swallowed, told_by_a_tag, untold
from vitne.claims.silence import keep_silent
from vitne.claims.spells import note_times
from vitne.claims.summed import sum_up
from vitne.claims.telling import owned_up
from vitne.claims.told import settle_told
from vitne.claims.tolls import find_tolls
from vitne.claims.unreal import is_unreal, is_unreal_toll
from vitne.claims.voices import find_attributions
from vitne.claims.vouching import belongs, deny
from vitne.model import Article, Kind, Role
from vitne.model.entries import People, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.attribution import Attribution
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Location
    from vitne.packs.pack import Pack


_TELLING = frozenset({Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION})
_MERE = frozenset({"attack", "hit", "offensive"})  # acts told without their means


class Reader:
    """Reads the sentences of one article in order, with what it has told so far."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], pack: Pack) -> None:
        self._pack = pack
        self._sentences = sentences
        self._context = Context(pack.countries, pack.capital_of)
        self._hearing = Hearing(self._context, sentences)
        self._frame = Frame(
            article.published, stamped(article), filed(article, sentences, pack),
            items(article, pack),
        )  # fmt: skip
        self._told: set[str] = set()
        self._drafts: list[Draft] = []
        self._paragraph = -1
        self._act: Draft | None = None  # the last act told
        self._toll: Draft | None = None  # the last toll told with a number
        self._people: People | None = None  # those told of last
        self._tag = -1  # the last passage that only told whose the words before were

    def read(self) -> list[Draft]:
        """The drafts of all sentences, in text order, with what the article settles of each."""
        sentences = self._sentences
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if not sentence.passage.repeated:
                self._sentence(sentence, following)
        sum_up(self._drafts)
        settle_told(self._drafts, self._frame)
        settle_sense(self._drafts, sentences, self._pack.events)
        settle_means(self._drafts, sentences, self._pack.events)
        settle_force(self._drafts, self._pack.events)
        return [draft for draft in self._drafts if draft.kind != SETTING]

    def _sentence(self, sentence: Sentence, following: Sentence | None) -> None:
        self._open_paragraph(sentence)
        self._context.open_sentence(sentence)
        attributions = find_attributions(sentence, self._context)
        self._name(sentence, attributions)
        told = not _TELLING.isdisjoint(sentence.kinds) or find_setting(sentence, ())
        plain = Kind.NUMBER not in sentence.kinds and inverted_condition(sentence) is None
        if not told and plain:
            self._hearing.attribute(sentence, [], attributions, self._drafts)
            self._remember(sentence, [], attributions)
            return
        acts = find_acts(sentence, attributions, self._pack.events, self._context)
        answer(acts, self._drafts)
        drafts = self._happened(sentence, attributions, acts) + acts
        if asks(sentence):
            drafts = [draft for draft in drafts if untold(draft)]
        if (setting := find_setting(sentence, drafts)) is not None:
            drafts.append(setting)
        deny(drafts, attributions)
        drafts.sort(key=lambda d: d.anchor)
        note_events(drafts)
        self._hearing.attribute(sentence, drafts, attributions, self._drafts)
        for draft in drafts:
            if draft.kind in ("event", "toll"):
                set_modality(draft, attributions, self._context)
            elif draft.kind == "relation" and negated(draft):
                draft.polarity = "negative"
            if not is_reference(draft):
                settle_stated(draft, attributions, self._context, self._frame)
                date_speech(draft, self._frame)
        share_blame(drafts)
        glue(drafts, following)
        share_place(drafts)
        for draft in drafts:
            follow(draft, self._frame)
            self._elaborate(draft)
        self._remember(sentence, drafts, attributions)
        self._drafts.extend(drafts)

    def _name(self, sentence: Sentence, attributions: list[Attribution]) -> None:
        """Tell the frame which places a sentence names, but for those that only say who speaks."""
        if self._frame.main is None:
            return
        self._frame.name(
            sentence,
            [
                m for m in sentence.of(Kind.PLACE)
                if not any(belongs(sentence, a, m.first) for a in attributions)
            ],
        )  # fmt: skip

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
        speakers = [_speaker(sentence, a, a.phrase) for a in attributions if a.phrase]
        told = self._toll
        before = sentence.passage.index - 1
        before -= before == self._tag  # "17 er dræbt. Det oplyser politiet. Fire af dem er børn."
        if told is not None and told.sentence.passage.index < before:
            told = None
        tolls = find_tolls(sentence, speakers, goes_on=told is not None)
        for toll in tolls:
            keep_silent(sentence, toll, self._context)
        tolls += restated_beside(sentence, tolls)
        tolls += gapped(sentence, tolls)
        without_whole(sentence, tolls, told, self._people)
        self._people = last_people(sentence) or self._people
        if told is not None:
            go_on_with_people(sentence, tolls, told)
            killed_of(tolls, told, self._drafts)
            of_told(sentence, tolls, told)
            tolls += parts_beside(sentence, told, tolls) if tolls else carried(sentence, told)
            tolls += died_later(sentence, told, tolls)
        self._toll = next(
            (t for t in tolls if t.toll and t.toll.number), _bare(tolls) or self._toll
        )
        rows = [
            *find_events(sentence, self._pack.events, self._context, self._told),
            *tolls,
            *find_relations(sentence, self._context),
        ]
        zones = [a.zone for a in attributions]
        real = [
            d for d in rows
            if not (d.kind == "event" and is_unreal(d)) and not (d.toll and is_unreal_toll(d))
        ]  # fmt: skip
        told_of = [d for d in real if not swallowed(d, acts) and not told_by_a_tag(d, zones)]
        if (setting := find_reference(real, told_of)) is not None:
            settle_stated(setting, [], self._context, self._frame)
            setting.kind = SETTING  # where and when it was is told; no claim is made of it
            told_of.append(setting)
        return told_of

    def _open_paragraph(self, sentence: Sentence) -> None:
        if sentence.passage.role is Role.SUBHEADING:
            self._frame.open_section(sentence.passage.paragraph)
        paragraph, items = sentence.passage.paragraph, self._frame.items
        if paragraph != self._paragraph:
            item = items.get(paragraph)
            if item is not None and item is not items.get(self._paragraph):
                _begin(item, self._context, self._frame)
            self._paragraph = paragraph
            self._hearing.open_paragraph()
        self._hearing.open_sentence(sentence)

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
        self._hearing.remember(sentence, attributions)
        context.note_named_group(sentence)
        self._note_silent(sentence, heard=bool(drafts or attributions))
        if not drafts and any(a.back for a in attributions):
            self._tag = sentence.passage.index
        context.note_bodies(drafts)
        context.note_doer(sentence, drafts)
        context.note_accused(drafts)
        for draft in drafts:
            if draft.agents and (draft.kind in SPEECH or owned_up(draft)):
                agent = draft.agents[0].name
                army = draft.agent_party and draft.agent_force  # which "gruppa" never means
                role = "state" if army else "named"
                context.note_speaker(agent, role, party=draft.agent_party, human=True)
            elif draft.kind == "event" and draft.agents and draft.agent_party:
                self._remember_group(draft)
            if draft.place is not None:
                self._here(draft)
        for mention in sentence.of(Kind.TRIGGER):
            if isinstance(mention.entry, Trigger):
                self._told.add(mention.entry.event)
        note_scene(self._frame, sentence, drafts, attributions, self._context.is_capital)
        fought = any(draft.event_type == "ASSAULT" for draft in drafts if draft.kind == "event")
        note_times(self._frame, sentence, fought=fought)
        note_bare_day(self._frame, sentence, drafts, attributions)
        note_entry(self._frame, sentence)

    def _note_silent(self, sentence: Sentence, *, heard: bool) -> None:
        """ "Gruppen har ikke kommentert saken. Nå truer den …": who is silent is spoken of."""
        if heard:
            return
        back = sentence.starting(0, Kind.BACK) or sentence.starting(1, Kind.BACK)
        if back_of(back) == "group" and (told := self._context.resolved("group")) is not None:
            self._context.last = told

    def _remember_group(self, draft: Draft) -> None:
        """ "Gruppas talsmann" speaks for the armed group that acted last."""
        if not (draft.agent_states or draft.agent_force):
            self._context.group = (draft.agents[0].name, True)

    def _here(self, draft: Draft) -> None:
        place = draft.place
        if place is None or draft.kind not in ("event", "toll"):
            return
        if at_a_table(draft) and self._context.here is not None:
            return
        for mention in draft.sentence.of(Kind.PLACE):
            if mention.places and mention.places[0].name == place.name:
                self._context.note_here(mention.places[0], draft.sentence.passage.index)


def _begin(item: Location, context: Context, frame: Frame) -> None:
    """Begin the next item of a roundup, whose "byen" and "hæren" are not those told before."""
    frame.area = frame.region = None
    context.place, context.here = {}, None
    context.stated_homes = {item.country: 1} if item.country is not None else {}


def _speaker(sentence: Sentence, told: Attribution, phrase: Phrase) -> tuple[int, int]:
    """The tokens of who speaks, with their number: "| Two officers | say"."""
    number = sentence.covering(phrase.first - 1, Kind.NUMBER)
    counted = number is not None and told.zone[0] == phrase.first
    return (number.first if counted and number else phrase.first), phrase.last


def _bare(tolls: list[Draft]) -> Draft | None:
    """A toll of people told without a number, that a figure may go on: "Soldater faldt. Mindst 11"."""
    return next((t for t in tolls if t.toll and t.toll.known == "given" and t.toll.low), None)
