"""Mentions → claims: reads sentence by sentence, then settles what one sentence leaves open."""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.background import find_background
from vitne.claims.reader import Reader
from vitne.claims.relevance import is_relevant
from vitne.claims.sentence import Sentence
from vitne.claims.vouching import leave_out
from vitne.model import Article, Claim, Mention, Party, Passage, Quote
from vitne.packs import versions
from vitne.packs.folding import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.drafts import Draft
    from vitne.packs.pack import Pack

RULES = "vitne/1"  # the rules of reading; another number where the same packs would read otherwise
_TRIMMED = frozenset(
    {",", ".", ":", ";", "–", "-", "—", "«", "»", '"', "(", ")", "!", "?", "“", "”"}
)


@functools.cache
def reader() -> str:
    """What reads: the version of the rules, and that of the packs: "vitne/1+packs.3f2a91bc6d10"."""
    return f"{RULES}+packs.{versions.packs()}"


def assemble(
    article: Article,
    passages: Sequence[Passage],
    found: Sequence[tuple[Mention, ...]],
    pack: Pack,
    *,
    sift: bool = True,
) -> tuple[Claim, ...]:
    """Assemble the claims of an article from the mentions of its passages, in text order.

    A text that does not report organised political violence has none, where texts are sifted.
    """
    sentences = [
        Sentence(article.text, passage, mentions, pack.grammar)
        for passage, mentions in zip(passages, found, strict=True)
    ]
    if sift and not is_relevant(sentences):
        return ()
    drafts = Reader(article, sentences, pack).read()
    leave_out(_publisher(article, pack), drafts)
    drafts += find_background(sentences, drafts)
    return _finish(article, drafts, passages)


def _publisher(article: Article, pack: Pack) -> frozenset[str]:
    """The names of who publishes the article, as voices are named."""
    if article.publisher is None:
        return frozenset()
    names, told = {article.publisher}, words(article.publisher)
    size, actor = pack.actors.match(told) if told else (0, None)
    if actor is not None and size == len(told):
        names.add(actor.name)
    return frozenset(names)


def _finish(
    article: Article, drafts: list[Draft], passages: Sequence[Passage]
) -> tuple[Claim, ...]:
    drafts.sort(key=lambda d: (d.sentence.passage.index, d.anchor, d.kind))
    ids = _ids(article, drafts)
    copies: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.repeated:
            copies.setdefault(_words(article.text, passage), []).append(passage)
    if not copies:
        return tuple([_claim(draft, ids, ()) for draft in drafts])
    said = (_words(article.text, draft.sentence.passage) for draft in drafts)
    return tuple([_claim(d, ids, copies.get(w, ())) for d, w in zip(drafts, said, strict=True)])


def _ids(article: Article, drafts: Sequence[Draft]) -> dict[int, str]:
    """The id of each claim, hashed from its evidence.

    Claims with the same evidence ("elever, lærere og foreldre fanget") are told apart by order.
    """
    seen: Counter[str] = Counter()
    ids = {}
    for draft in drafts:
        trigger = draft.sentence.quote(*draft.anchor)
        number = draft.toll.number.start if draft.toll and draft.toll.number else ""
        key = f"{article.id}:{draft.kind}:{trigger.start}:{trigger.end}:{number}"
        nth = f":{seen[key]}" if key in seen else ""
        seen[key] += 1
        ids[id(draft)] = hashlib.sha256(f"{key}{nth}".encode()).hexdigest()[:16]
    return ids


def _claim(draft: Draft, ids: dict[int, str], copies: Sequence[Passage]) -> Claim:
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
        targets=_targets(draft), place=draft.place, time=draft.time, toll=toll,
        attribution=draft.voices, condition=condition,
        repeats=tuple(_repeats(draft, quote, copies)),
        rules=tuple(dict.fromkeys(filter(None, draft.rules))), reasons=tuple(draft.reasons),
        reader=reader(),
    )  # fmt: skip


def _sub_event(draft: Draft) -> str | None:
    """The ACLED sub-event, which depends on whether both sides are armed."""
    event = draft.event
    if event is None:
        return None
    if draft.agents and event.state_agent and draft.agent_force:
        return event.state_agent
    if draft.agents and event.group_agent and draft.agent_party and not draft.agent_force:
        return event.group_agent
    if draft.armed_target and event.armed_target:
        return event.armed_target
    if draft.targets and not draft.armed_target and event.civilian_target:
        return event.civilian_target
    return draft.sub_event


def _targets(draft: Draft) -> tuple[Party, ...]:
    """What the act was aimed at; an advance or talks are aimed at nobody, a deal has two sides."""
    unaimed = draft.kind == "event" and draft.event is not None and not draft.event.aimed
    if unaimed:
        return (draft.other_side,) if draft.other_side is not None else ()
    return draft.targets


def _trimmed(draft: Draft) -> Quote:
    sentence, first, last = draft.sentence, draft.first, draft.last
    while first < draft.anchor[0] and _adds_nothing(sentence, first):
        first += 1
    while last > draft.anchor[1] and _adds_nothing(sentence, last - 1):
        last -= 1
    return sentence.quote(first, max(last, first + 1))


def _adds_nothing(sentence: Sentence, at: int) -> bool:
    """Whether a token at the edge of a claim is left out of its words: a mark, "og", "at"."""
    if sentence.word(at) in _TRIMMED:
        return True
    return sentence.is_any(at, "coordinators", "that")


def _repeats(draft: Draft, quote: Quote, copies: Sequence[Passage]) -> list[Quote]:
    """Where the same words stand again in a repeated caption or paragraph."""
    text, size = draft.sentence.text, len(quote.text)
    starts = (text.find(quote.text, copy.start, copy.end) for copy in copies)
    return [Quote(quote.text, at, at + size) for at in starts if at >= 0]


def _words(text: str, passage: Passage) -> str:
    return " ".join(text[passage.start : passage.end].split())
