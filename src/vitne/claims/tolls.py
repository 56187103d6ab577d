"""Reads tolls: who was killed, wounded, missing, captured or displaced, and how many."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.counts import Count, find_counts
from vitne.claims.drafts import Draft
from vitne.claims.harmed import Harmed, joined
from vitne.claims.sentence import DEFINITE
from vitne.claims.silence import kept_back
from vitne.model import Kind, Mention, Party, Quote, Role, Toll
from vitne.model.entries import Form, Harm, HarmPart, Head, Measure

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_PLURAL = frozenset(
    {Form.PLURAL, Form.PLURAL_DEFINITE, Form.SINGULAR_OR_PLURAL, Form.BASE, Form.ADJECTIVE_DEFINITE}
)
_HOW_MANY_REACH = 8
_TALLY_REACH = 6


def find_tolls(sentence: Sentence) -> list[Draft]:
    """All tolls of one sentence, in text order; each number is used once.

    "Minst 92 soldater er drept og 47 såret" is a toll of killed and a toll of wounded.
    """
    harms = [m for m in sentence.of(Kind.HARM) if isinstance(m.entry, Harm)]
    harms = [h for h in harms if not _only_names_people(sentence, h, harms)]
    if not harms:
        return []
    counts = find_counts(sentence)
    used: set[int] = set()
    drafts: list[Draft] = []
    for harm in harms:
        drafts.extend(_of_harm(sentence, harm, harms, counts, used))
    drafts.extend(_parts(sentence, drafts, counts, used))
    drafts.sort(key=lambda d: d.first)
    _share_people(drafts)
    return drafts


def _of_harm(
    sentence: Sentence,
    harm: Mention,
    harms: list[Mention],
    counts: list[Count],
    used: set[int],
) -> list[Draft]:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    if harm.form is Form.INFINITIVE and sentence.is_a(harm.first - 1, "infinitive"):
        return []
    if entry.part is HarmPart.UNDISCLOSED:
        clause = sentence.clause_of(harm.first)
        told = any(h.first >= harm.last and sentence.clause_of(h.first) == clause for h in harms)
        return [] if told else [_open(sentence, harm, "undisclosed")]
    if entry.part in (HarmPart.LOSSES, HarmPart.TOLL) and _withheld(sentence, harm):
        return [_open(sentence, harm, "undisclosed")]
    if _unknown(sentence, harm):
        return [_open(sentence, harm, "undisclosed" if _silent(sentence) else "unknown")]
    free = [c for c in counts if c.first not in used and c.decoy is None]
    harmed = Harmed(sentence, harm, entry, harms, free)
    drafts = []
    for count in harmed.choose():
        used.add(count.first)
        part = count.subset or harmed.names_whole() or harmed.is_part(count)
        drafts.append(_draft(sentence, harm, count, part=part))
    if not drafts and _bare_losses(sentence, harm, entry):
        return [_open(sentence, harm, "given")]
    main = next((d for d in drafts if d.toll and d.toll.scope != "subset"), None)
    for draft in drafts:
        if draft is not main and draft.toll and draft.toll.scope == "subset":
            draft.main = main
    return drafts


def _only_names_people(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether a harm word names whom another befell: "tre av de sårede døde i natt"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or entry.measure is Measure.KILLED:
        return False
    if not sentence.word(harm.first).endswith(tuple(sentence.grammar["noun_endings"])):
        return False
    clause = sentence.clause_of(harm.first)
    later = [h for h in harms if h.first >= harm.last and sentence.clause_of(h.first) == clause]
    if not later or not isinstance(later[0].entry, Harm):
        return False
    between = range(harm.last, later[0].first)
    verb = later[0].form in (Form.PAST, Form.PRESENT) or any(
        sentence.is_a(i, "aux_passive") or sentence.is_a(i, "aux_perfect") for i in between
    )
    named = later[0].entry.measure is Measure.KILLED and verb
    return named and not any(sentence.is_a(i, "and") or sentence.is_stop(i) for i in between)


def parts_of(sentence: Sentence, whole: Draft) -> list[Draft]:
    """Parts of the toll told just before: "Blant dem er 33 sivile", "To av dem var barn"."""
    if sentence.of(Kind.HARM) or whole.toll is None:
        return []
    drafts = []
    for count in find_counts(sentence):
        part = count.subset or count.of_whole or _opens_with_part(sentence)
        if count.number is None or count.decoy or not part or count.unknown_noun:
            continue
        if count.people is None and not count.of_whole:
            continue
        anchor = (count.first, count.last)
        named = _who_they_were(sentence, count)
        drafts.append(_counted(sentence, named, whole.toll.measure, anchor))
        drafts[-1].main = whole
    return drafts


def _who_they_were(sentence: Sentence, count: Count) -> Count:
    """The count with the people named behind its verb: "Åtte av dem var barn"."""
    if count.people is not None:
        return count
    verb = next(
        (i for i in range(count.last, count.last + 3) if sentence.is_a(i, "aux_perfect")), -1
    )
    people = sentence.starting(verb + 1, Kind.PEOPLE) if verb >= 0 else None
    return (
        count if people is None else msgspec.structs.replace(count, people=people, last=people.last)
    )


def restated(sentence: Sentence, told: Draft) -> list[Draft]:
    """Another number for the toll told just before: "Riksadvokaten setter tallet til 70"."""
    if sentence.of(Kind.HARM) or told.toll is None:
        return []
    counts = [c for c in find_counts(sentence) if c.number is not None]
    if len(counts) != 1:
        return []
    count = counts[0]
    other = (
        count.decoy or count.people or count.nation or count.unknown_noun or count.number is None
    )
    if other or not _tallied(sentence, count.first):
        return []
    draft = _counted(sentence, count, told.toll.measure, (count.first, count.last))
    assert draft.toll is not None  # noqa: S101 - a counted draft has a toll
    scope = "incident" if told.toll.scope == "subset" else told.toll.scope
    draft.toll = msgspec.structs.replace(
        draft.toll, scope=scope, status=told.toll.status, who=told.toll.who
    )
    return [draft]


def _tallied(sentence: Sentence, at: int) -> bool:
    """Whether a bare number is said to be the toll: "tallet", "opererer med", "sier"."""
    saying = sentence.covering(at - 1, Kind.REPORTING)
    if saying is not None and "reporting.operate-with" in saying.rules:
        return True
    return any(sentence.is_a(i, "tally_words") for i in range(max(0, at - _TALLY_REACH), at))


def _opens_with_part(sentence: Sentence) -> bool:
    return any(
        getattr(c.entry, "effect", "") == "subset" and c.first <= 1 for c in sentence.of(Kind.CUE)
    )


def _bare_losses(sentence: Sentence, harm: Mention, entry: Harm) -> bool:
    """Whether losses of no number are told: "har hatt tap"; not "de største tapene"."""
    if entry.part is not HarmPart.LOSSES or entry.needs_people:
        return False
    if harm.form in DEFINITE:
        return False
    if sentence.passage.role in (Role.HEADLINE, Role.SUBHEADING):
        return False
    first, last = sentence.clause(harm.first)
    return any(sentence.is_a(i, "suffering") for i in range(first, last))


def _parts(
    sentence: Sentence, drafts: list[Draft], counts: list[Count], used: set[int]
) -> list[Draft]:
    """Parts of a toll named after it: "77 ble drept, 17 av dem politifolk", "hvorav 40 barn"."""
    parts: list[Draft] = []
    last: Count | None = None
    for count in counts:
        if count.first in used or count.decoy is not None or count.number is None:
            continue
        listed = last is not None and joined(sentence, last, count)
        listed = listed or sentence.word(count.first - 1) == ":"
        counted = count.people or count.demonym or sentence.is_a(count.last, "severity")
        if not (count.subset or count.of_whole or listed) or not counted:
            continue
        whole = [d for d in drafts if d.first < count.first and d.toll and d.toll.number]
        if whole:
            part = _part(sentence, whole[-1], count)
            parts.append(part)
            used.add(count.first)
            last = count
    return parts


def _part(sentence: Sentence, whole: Draft, count: Count) -> Draft:
    harm = sentence.starting(whole.anchor[0], Kind.HARM)
    assert harm is not None  # noqa: S101 - the anchor of a toll is its harm word
    draft = _draft(sentence, harm, count, part=True)
    assert draft.toll is not None and whole.toll is not None  # noqa: S101, PT018
    draft.toll = msgspec.structs.replace(draft.toll, measure=whole.toll.measure)
    draft.first, draft.last, draft.main = count.first, count.last, whole
    return draft


def _unknown(sentence: Sentence, harm: Mention) -> bool:
    """Whether the sentence says that the number is not known."""
    if any(
        getattr(c.entry, "effect", "") == "unknown" and c.first < harm.first
        for c in sentence.of(Kind.CUE)
    ):
        return True
    return any(
        sentence.is_a(i, "how") and sentence.is_a(i + 1, "many")
        for i in range(max(0, harm.first - _HOW_MANY_REACH), harm.first)
    )


def _of_force(sentence: Sentence, harm: Mention, toll: Toll) -> Toll:
    """Losses of an army are of combatants, its own: "Hæren har hatt tap"."""
    for mention in sentence.within(0, harm.first + 1, Kind.HEAD):
        entry = mention.entry
        if isinstance(entry, Head) and entry.role == "force" and not mention.genitive:
            return msgspec.structs.replace(toll, status="combatant", who="soldiers")
    return toll


def _silent(sentence: Sentence) -> bool:
    """Whether somebody keeps the number back: "sier oversikten ingenting om"."""
    if any(getattr(c.entry, "effect", "") == "silent" for c in sentence.of(Kind.CUE)):
        return True
    if kept_back(sentence):
        return True
    return any(
        isinstance(h.entry, Harm) and h.entry.part is HarmPart.UNDISCLOSED
        for h in sentence.of(Kind.HARM)
    )


def _withheld(sentence: Sentence, harm: Mention) -> bool:
    """Whether losses are said not to be told: "Egne tap er ikke oppgitt"."""
    first, last = sentence.clause(harm.first)
    number = any(first <= m.first < last for m in sentence.of(Kind.NUMBER))
    window = range(first, last)
    return (
        not number
        and any(sentence.is_a(i, "not") for i in window)
        and any(sentence.is_a(i, "disclosing") for i in window)
    )


def _open(sentence: Sentence, harm: Mention, known: str) -> Draft:
    """A toll without a figure: undisclosed, unknown, or losses of no number."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101
    first, last = sentence.clause(harm.first)
    toll = Toll(measure=entry.measure.value, low=None, high=None, known=known)
    if entry.part in (HarmPart.LOSSES, HarmPart.UNDISCLOSED):
        toll = _of_force(sentence, harm, toll)
    draft = Draft(
        "toll", sentence, first, max(last, harm.last), (harm.first, harm.last), [*harm.rules],
        toll=toll,
    )  # fmt: skip
    draft.polarity = "negative" if known == "undisclosed" else "positive"
    return draft


def _draft(sentence: Sentence, harm: Mention, count: Count, *, part: bool) -> Draft:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    draft = _counted(sentence, count, entry.measure.value, (harm.first, harm.last))
    draft.rules = [*harm.rules, *draft.rules]
    if not part and draft.toll is not None:
        draft.toll = msgspec.structs.replace(draft.toll, scope="incident")
    return draft


def _counted(sentence: Sentence, count: Count, measure: str, anchor: tuple[int, int]) -> Draft:
    """A toll of counted people; a subset until it is known to be a whole."""
    number = count.number.number if count.number else None
    low, high = bounds(count)
    people = count.entry
    toll = Toll(
        measure=measure,
        low=low,
        high=high,
        approx=bool(number and number.approx),
        known="none" if number and number.none else "given",
        number=_numeral(sentence, count),
        status=people.status if people else "unknown",
        who=(people.who or None) if people else None,
        side=_side(count),
        scope="subset",
    )
    rules = [r for m in (count.number, count.people) if m for r in m.rules]
    span = min(count.first, anchor[0]), max(count.last, anchor[1])
    draft = Draft("toll", sentence, *span, anchor, rules, toll=toll)
    draft.polarity = "negative" if toll.known == "none" else "positive"
    draft.armed_target = bool(people and people.armed)
    if people is not None:
        quote = sentence.quote(count.first, count.last)
        draft.people = Party(people.who or "people", quote.text, quote.start, quote.end)
    draft.named = count.people is not None or count.nation is not None or count.unknown_noun
    return draft


def _side(count: Count) -> str | None:
    """Whose the people are, where the words say so: "armenske soldater"."""
    entry, nation = count.entry, count.nation
    if entry is None or not entry.armed or nation is None or not nation.places:
        return None
    body = "Police" if entry.status == "police" else "Armed forces"
    return f"{body} of {nation.places[0].name}"


def bounds(count: Count) -> tuple[int | None, int | None]:
    """Strict bounds: of the number, else of the noun's form (a bare plural is two or more)."""
    number = count.number.number if count.number else None
    if number is not None:
        return number.low, number.high
    if count.people is not None and count.people.form in _PLURAL:
        return 2, None
    return 1, 1


def _numeral(sentence: Sentence, count: Count) -> Quote | None:
    number = count.number.number if count.number else None
    if number is None:
        return None
    return Quote(sentence.text[number.start : number.end], number.start, number.end)


def _share_people(drafts: list[Draft]) -> None:
    """Give an elliptical count the people of the one before: "18 soldater drept og 35 såret"."""
    for before, draft in itertools.pairwise(drafts):
        toll, model = draft.toll, before.toll
        if toll is None or model is None or toll.number is None or toll.status != "unknown":
            continue
        if toll.who is None and toll.scope != "subset" and not draft.named and model.who:
            draft.toll = msgspec.structs.replace(toll, status=model.status, who=model.who)
            draft.armed_target = before.armed_target
