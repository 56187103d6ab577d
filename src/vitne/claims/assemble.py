"""Mentions → claims: reads sentence by sentence, then settles what one sentence leaves open."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.acts import complement_end, find_acts, find_relations, inverted_condition
from vitne.claims.background import find_background
from vitne.claims.context import Context
from vitne.claims.events import find_events
from vitne.claims.modality import hearsay, is_unreal, negated, set_modality
from vitne.claims.parties import phrase_at
from vitne.claims.places import located
from vitne.claims.relevance import is_relevant
from vitne.claims.sentence import Sentence
from vitne.claims.settle import Frame, follow, note_long, settle_stated, settle_told, share_place
from vitne.claims.subjects import actor_before
from vitne.claims.tolls import find_tolls, parts_of
from vitne.claims.voices import Attribution, find_attributions
from vitne.model import Article, Claim, Kind, Mention, Party, Passage, Quote, Voice
from vitne.model.entries import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.drafts import Draft
    from vitne.packs.pack import Pack

READER = "vitne/1"
_MERE = frozenset({"attack", "hit", "offensive"})  # acts told without their means
_TELLING = (Kind.HARM, Kind.TRIGGER, Kind.ACT, Kind.RELATION)
_SWALLOWS = frozenset({"threat", "demand", "offer", "refusal", "denial", "accusation", "support"})
_TRIMMED = frozenset({",", ".", ":", ";", "–", "-", "—", "«", "»", '"', "(", ")", "!", "?", "“", "”"})


def assemble(
    article: Article,
    passages: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    pack: Pack,
) -> tuple[Claim, ...]:
    """Assemble the claims of an article from the mentions of its passages, in text order.

    A text that does not report organised political violence yields background claims only.
    """
    sentences = [
        Sentence(article.text, passage, mentions, pack.grammar)
        for passage, mentions in zip(passages, found, strict=True)
    ]
    drafts: list[Draft] = []
    if is_relevant(sentences):
        drafts = _Reader(article, pack).read(sentences)
    drafts += find_background(sentences, drafts)
    drafts.sort(key=lambda d: (d.sentence.passage.index, d.anchor, d.kind))
    return _finish(article, drafts, sentences)


class _Reader:
    """Reads the sentences of one article in order, with what it has told so far."""

    def __init__(self, article: Article, pack: Pack) -> None:
        self._pack = pack
        self._context = Context(pack.countries, pack.capital_of)
        self._frame = Frame(article.published)
        self._published = article.published
        self._told: set[str] = set()
        self._drafts: list[Draft] = []
        self._pending: list[Draft] = []  # direct speech whose speaker is still to be named
        self._paragraph = -1
        self._speech = False
        self._act: Draft | None = None  # the last act told
        self._toll: Draft | None = None  # the last toll told with a number
        self._spoke = -2  # the passage in which somebody was last named as speaker

    def read(self, sentences: Sequence[Sentence]) -> list[Draft]:
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if not sentence.passage.repeated:
                self._sentence(sentence, following)
        settle_told(self._drafts, self._published)
        return self._drafts

    def _sentence(self, sentence: Sentence, following: Sentence | None) -> None:
        self._open_paragraph(sentence)
        attributions = find_attributions(sentence, self._context)
        told = any(kind in sentence.kinds for kind in _TELLING)
        if not told and inverted_condition(sentence) is None and Kind.NUMBER not in sentence.kinds:
            self._attribute(sentence, [], attributions)
            self._remember(sentence, [], attributions)
            return
        acts = find_acts(sentence, attributions, self._pack.events, self._context)
        drafts = self._happened(sentence, attributions, acts) + acts
        _deny(drafts, attributions)
        drafts.sort(key=lambda d: d.anchor)
        _note_events(drafts)
        self._attribute(sentence, drafts, attributions)
        for draft in drafts:
            if draft.kind in ("event", "toll"):
                set_modality(draft, attributions)
            settle_stated(draft, attributions, self._context, self._frame)
        _glue(drafts, following)
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
        vague = draft.event.id in _MERE and (draft.place is None or draft.place.basis != "stated")
        if before is not None and vague and before.event_type == draft.event_type:
            near = draft.sentence.passage.index - before.sentence.passage.index <= 1
            if near and before.event is not None and before.event.id not in _MERE:
                draft.event, draft.sub_event, draft.modes = (
                    before.event, before.sub_event, before.modes,
                )  # fmt: skip
        self._act = draft

    def _happened(
        self, sentence: Sentence, attributions: list[Attribution], acts: list[Draft]
    ) -> list[Draft]:
        tolls = find_tolls(sentence)
        for toll in tolls:
            if toll.toll and toll.toll.known == "undisclosed":
                subject = actor_before(sentence, toll.anchor[0] + 1, 0)
                if subject is not None:
                    phrase = phrase_at(sentence, subject, self._context)
                    toll.silent = phrase.as_party(sentence)
        if not tolls and self._toll is not None:
            near = sentence.passage.index - self._toll.sentence.passage.index <= 1
            tolls = parts_of(sentence, self._toll) if near else []
        self._toll = next((t for t in tolls if t.toll and t.toll.number), self._toll)
        rows = [
            *find_events(sentence, self._pack.events, self._context, self._told),
            *tolls,
            *find_relations(sentence, self._context),
        ]
        zones = [a.zone for a in attributions]
        return [
            d for d in rows
            if not _swallowed(d, acts)
            and not (d.kind == "event" and is_unreal(d))
            and not any(z[0] <= d.anchor[0] < z[1] and d.last <= z[1] for z in zones)
        ]  # fmt: skip

    def _open_paragraph(self, sentence: Sentence) -> None:
        if sentence.passage.paragraph != self._paragraph:
            self._paragraph = sentence.passage.paragraph
            self._speech = False
            self._pending = []
        if sentence.is_a(0, "dashes"):
            self._speech, self._pending = True, []

    def _attribute(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """Give each draft its chain: of its own sentence, of the tag of its speech, or of "Det sier X"."""
        for draft in drafts:
            if draft.voices:
                continue
            if (act := _told_in(draft, drafts)) is not None:
                draft.voices = act.voices
                continue
            covering = [a for a in attributions if _covers(a, draft) and not a.back]
            if covering:
                chain = [v for a in covering for v in a.chain]
                draft.voices = tuple({v.name: v for v in chain}.values())
                draft.rules.extend(v.cue for a in covering for v in a.chain if v.cue)
        for draft in drafts:
            if not draft.voices and (own := _own_voice(draft)) is not None:
                draft.voices = (own,)
        self._hand_on(sentence, drafts, attributions)
        self._hand_back(drafts, attributions)
        if self._speech and not attributions:
            self._pending.extend(d for d in drafts if not d.voices)
        elif self._speech:
            for draft in self._pending:
                draft.voices = attributions[0].chain
            self._pending, self._speech = [], False

    def _hand_on(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        """ "Blant annet skal flyplassen ha blitt angrepet.": hearsay of who spoke just before. """
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

    def _hand_back(self, drafts: list[Draft], attributions: list[Attribution]) -> None:
        """ "Det opplyser politiet.": the sentence before gets its voice. """
        back = next((a for a in attributions if a.back), None)
        if back is None or not self._drafts:
            return
        index = self._drafts[-1].sentence.passage.index
        for draft in self._drafts:
            if draft.sentence.passage.index == index and not draft.voices:
                draft.voices = back.chain
                set_modality(draft, [_everywhere(back)])

    def _remember(
        self, sentence: Sentence, drafts: list[Draft], attributions: list[Attribution]
    ) -> None:
        context = self._context
        for mention in sentence.of(Kind.PLACE):
            if mention.places and not any(a.zone[0] <= mention.first < a.zone[1] for a in attributions):
                context.note_place(mention)
        if attributions:
            self._spoke = sentence.passage.index
        for attribution in attributions:
            context.chain = attribution.chain
            if attribution.phrase is not None:
                phrase = attribution.phrase
                context.note_speaker(phrase.name, phrase.role, party=phrase.party)
                context.state = phrase.states[0] if phrase.states else context.state
        for draft in drafts:
            if draft.agents and draft.kind in _SWALLOWS:
                context.note_speaker(draft.agents[0].name, "named", party=draft.agent_party)
            if draft.place is not None:
                self._here(draft)
        for mention in sentence.of(Kind.TRIGGER):
            if isinstance(mention.entry, Trigger):
                self._told.add(mention.entry.event)
        note_long(self._frame, sentence)

    def _here(self, draft: Draft) -> None:
        place = draft.place
        if place is None or draft.kind not in ("event", "toll"):
            return
        for mention in draft.sentence.of(Kind.PLACE):
            if mention.places and mention.places[0].name == place.name:
                self._context.here = mention.places[0]


def _glue(drafts: list[Draft], following: Sentence | None) -> None:
    """A caption cut in two: "Ødeleggelser etter bombing i" and, behind a kicker, the place."""
    if following is None or not following.of(Kind.PLACE):
        return
    place = following.of(Kind.PLACE)[0]
    for draft in drafts:
        sentence = draft.sentence
        if place.first > 0 or draft.place is not None or not sentence.is_a(len(sentence) - 1, "in"):
            continue
        quote = following.quote(place.first, place.last)
        words = (quote.text, quote.start, quote.end)
        draft.place = located(place.places[0], words, "stated behind the cut")
        if draft.event is not None and draft.event_type == "ASSAULT" and not draft.event.ground:
            draft.targets = (Party(place.places[0].name, quote.text, quote.start, quote.end),)


def _covers(attribution: Attribution, draft: Draft) -> bool:
    """Whether a claim is vouched for; "setter dødstallet til 43" covers by its number."""
    if attribution.covers(draft.anchor[0]):
        return True
    return draft.toll is not None and attribution.covers(draft.last - 1)


def _told_in(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The accusation that a toll is part of: "FN anklager soldater for å ha henrettet tolv"."""
    if draft.kind != "toll":
        return None
    for act in drafts:
        end = complement_end(act.sentence, act.anchor[1])
        if act.kind == "accusation" and act.anchor[1] <= draft.anchor[0] < end:
            return act
    return None


def _own_voice(draft: Draft) -> Voice | None:
    """Who vouches by acting: the group that takes responsibility, the army that gives no figure."""
    responsible = draft.event is not None and draft.event.id in ("behind", "responsibility")
    if responsible and draft.agents:
        agent = draft.agents[0]
        return Voice(agent.name, "claimant", agent.text, agent.start, agent.end, "responsibility")
    silent = draft.toll is not None and draft.toll.known == "undisclosed"
    if silent and draft.silent is not None and not _says_more(draft):
        who = draft.silent
        return Voice(who.name, "claimant", who.text, who.start, who.end, "undisclosed")
    return None


def _says_more(draft: Draft) -> bool:
    """Whether the same sentence goes on with what is said: "oppgir ikke tall, men sier at …"."""
    return any(m.first > draft.anchor[0] for m in draft.sentence.of(Kind.REPORTING))


def _deny(drafts: list[Draft], attributions: list[Attribution]) -> None:
    """ "Våre folk har ikke skutt mot sentrum, sier en talsmann" denies, and tells of no act. """
    for draft in drafts:
        if draft.kind != "event" or draft.event_type != "ASSAULT" or not negated(draft):
            continue
        sentence = draft.sentence
        first, last = sentence.clause(draft.anchor[0])
        own = any(sentence.is_a(i, "first_person") for i in range(first, last))
        if own and any(a.covers(draft.anchor[0]) for a in attributions):
            draft.kind, draft.event_type, draft.event = "denial", "REJECT", None
            draft.modality, draft.polarity, draft.sub_event = "denied", "negative", None


def _note_events(drafts: list[Draft]) -> None:
    """Mark the tolls that stand in one sentence with an act; soldiers it hit are its targets."""
    acts = [d for d in drafts if d.kind == "event"]
    for draft in drafts:
        draft.with_event = draft.kind == "toll" and bool(acts)
        if draft.kind == "toll" and draft.armed_target and draft.people is not None:
            for act in acts:
                near = draft.sentence.clause_of(act.anchor[0]) == draft.sentence.clause_of(draft.anchor[0])
                if near and act.event_type == "ASSAULT":
                    act.targets, act.armed_target = act.targets or (draft.people,), True


def _everywhere(attribution: Attribution) -> Attribution:
    return Attribution(
        attribution.chain, attribution.phrase, 0, 10_000, (0, 0), attribution.certainty
    )


def _swallowed(draft: Draft, acts: list[Draft]) -> bool:
    """Whether an act or toll is only what is threatened, demanded, denied or offered."""
    for act in acts:
        end = complement_end(act.sentence, act.anchor[1])
        if act.anchor[0] <= draft.anchor[0] < end and draft.anchor != act.anchor:
            return not (draft.kind == "toll" and act.kind == "accusation")
        if draft.anchor == act.anchor:
            return True
    return False


def _finish(
    article: Article, drafts: list[Draft], sentences: Sequence[Sentence]
) -> tuple[Claim, ...]:
    ids = {id(d): _id(article, d) for d in drafts}
    return tuple(_claim(article, draft, ids, sentences) for draft in drafts)


def _id(article: Article, draft: Draft) -> str:
    trigger = draft.sentence.quote(*draft.anchor)
    number = draft.toll.number.start if draft.toll and draft.toll.number else ""
    key = f"{article.id}:{draft.kind}:{trigger.start}:{trigger.end}:{number}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _claim(
    article: Article, draft: Draft, ids: dict[int, str], sentences: Sequence[Sentence]
) -> Claim:
    quote = _trimmed(draft)
    toll = draft.toll
    if toll is not None and draft.main is not None:
        toll = msgspec.structs.replace(toll, subset_of=ids.get(id(draft.main)))
    condition = draft.sentence.quote(*draft.condition) if draft.condition else None
    return Claim(
        id=ids[id(draft)], kind=draft.kind, text=quote.text, start=quote.start, end=quote.end,
        passage=draft.sentence.passage.index, trigger=draft.sentence.quote(*draft.anchor),
        modality=draft.modality, polarity=draft.polarity, event_type=draft.event_type,
        modes=draft.modes, sub_event=_sub_event(draft), agents=draft.agents,
        targets=draft.targets, place=draft.place, time=draft.time, toll=toll,
        attribution=draft.voices, condition=condition,
        repeats=tuple(_repeats(draft, quote, sentences)),
        rules=tuple(dict.fromkeys(r for r in draft.rules if r)), reasons=tuple(draft.reasons),
        reader=READER,
    )  # fmt: skip


def _sub_event(draft: Draft) -> str | None:
    """The ACLED sub-event, which depends on whether both sides are armed."""
    event = draft.event
    if event is None:
        return None
    if draft.agents and event.state_agent and draft.agent_states:
        return event.state_agent
    if draft.agents and event.group_agent and draft.agent_party and not draft.agent_states:
        return event.group_agent
    if draft.armed_target and draft.event.armed_target:
        return draft.event.armed_target
    if draft.targets and not draft.armed_target and draft.event.civilian_target:
        return draft.event.civilian_target
    return draft.sub_event


def _trimmed(draft: Draft) -> Quote:
    sentence, first, last = draft.sentence, draft.first, draft.last
    skipped = _TRIMMED | sentence.grammar["coordinators"] | sentence.grammar["that"]
    while first < draft.anchor[0] and sentence.word(first) in skipped:
        first += 1
    while last > draft.anchor[1] and sentence.word(last - 1) in skipped:
        last -= 1
    return sentence.quote(first, max(last, first + 1))


def _repeats(draft: Draft, quote: Quote, sentences: Sequence[Sentence]) -> list[Quote]:
    """Where the same words stand again in a repeated caption or paragraph."""
    found = []
    for sentence in sentences:
        passage = sentence.passage
        if passage.repeated:
            at = sentence.text.find(quote.text, passage.start, passage.end)
            if at >= 0:
                found.append(Quote(quote.text, at, at + len(quote.text)))
    return found
