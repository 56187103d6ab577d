"""Reads tolls: who was killed, wounded, missing, captured or displaced, and how many."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import msgspec

from vitne.claims.counts import Count, find_counts
from vitne.claims.drafts import Draft
from vitne.model import Kind, Mention, Party, Quote, Role, Toll
from vitne.model.entries import Form, Harm, HarmPart, Head, Measure

if TYPE_CHECKING:
    from vitne.claims.sentence import Sentence

_PLURAL = frozenset(
    {Form.PLURAL, Form.PLURAL_DEFINITE, Form.SINGULAR_OR_PLURAL, Form.BASE, Form.ADJECTIVE_DEFINITE}
)
_REACH_RIGHT = 14
_NONE_REACH = 3
_HOW_MANY_REACH = 8
_ARTICLE_REACH = 2  # tokens: "en ble drept" counts one, "såret av en veibombe" does not


def find_tolls(sentence: Sentence) -> list[Draft]:
    """All tolls of one sentence, in text order; each number is used once.

    "Minst 92 soldater er drept og 47 såret" is a toll of killed and a toll of wounded.
    """
    harms = [m for m in sentence.of(Kind.HARM) if isinstance(m.entry, Harm)]
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
        told = any(harm.last <= h.first <= harm.last + _HOW_MANY_REACH for h in harms)
        return [] if told else [_open(sentence, harm, "undisclosed")]
    if entry.part in (HarmPart.LOSSES, HarmPart.TOLL) and _withheld(sentence, harm):
        return [_open(sentence, harm, "undisclosed")]
    if _unknown(sentence, harm):
        return [_open(sentence, harm, "undisclosed" if _silent(sentence) else "unknown")]
    free = [c for c in counts if c.first not in used and c.decoy is None]
    chosen = _choose(sentence, harm, harms, free)
    drafts = []
    for count in chosen:
        used.add(count.first)
        drafts.append(_draft(sentence, harm, count))
    if not drafts and _bare_losses(sentence, harm, entry):
        return [_open(sentence, harm, "given")]
    main = next((d for d in drafts if d.toll and d.toll.scope != "subset"), None)
    for draft in drafts:
        if draft is not main and draft.toll and draft.toll.scope == "subset":
            draft.main = main
    return drafts


def _bare_losses(sentence: Sentence, harm: Mention, entry: Harm) -> bool:
    """Whether losses of no number are told: "har hatt tap"; not "de største tapene"."""
    if entry.part is not HarmPart.LOSSES or entry.needs_people:
        return False
    if harm.form in (Form.SINGULAR_DEFINITE, Form.PLURAL_DEFINITE):
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
        listed = last is not None and _joined(sentence, last, count)
        if not (count.subset or count.of_whole or listed) or not (count.people or count.demonym):
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
    draft = _draft(sentence, harm, count)
    assert draft.toll is not None  # noqa: S101
    draft.toll = msgspec.structs.replace(draft.toll, scope="subset", measure=whole.toll.measure)  # type: ignore[union-attr]
    draft.first, draft.last, draft.main = count.first, count.last, whole
    return draft


def _choose(
    sentence: Sentence, harm: Mention, harms: list[Mention], free: list[Count]
) -> list[Count]:
    """The counts that a harm word is about."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101
    inside = [c for c in free if c.number and harm.first < c.first < harm.last]
    if inside:
        return inside[:1]
    around = [c for c in free if c.first < harm.first and c.last > harm.last]
    if around:
        return around[:1]
    if entry.part is HarmPart.TOLL:
        return _right(sentence, harm, harms, free, numbered=True) or _left_number(
            sentence, harm, free
        )
    if entry.part in (HarmPart.INFLICTED, HarmPart.LOSSES):
        return _right(sentence, harm, harms, free)
    if _among(sentence, harm):
        return _right(sentence, harm, harms, free)
    if _transitive(sentence, harm, free):
        found = _right(sentence, harm, harms, free)
        if found or entry.measure is not Measure.DISPLACED:
            return found
    return _left(sentence, harm, harms, free) or _late(sentence, harm, harms, free)


def _among(sentence: Sentence, harm: Mention) -> bool:
    """Whether the harm word names the whole: "Blant de omkomne er 25 barn"."""
    return any(
        getattr(c.entry, "effect", "") == "subset" and c.last <= harm.first <= c.last + 2
        for c in sentence.of(Kind.CUE)
    ) or any(sentence.is_a(i, "among") for i in range(max(0, harm.first - 2), harm.first))


def _transitive(sentence: Sentence, harm: Mention, free: list[Count]) -> bool:
    """Whether the verb is active, with those harmed as its object: "Angrepet drepte tolv"."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    if not entry.transitive or harm.form is Form.PASSIVE:
        return False
    found = is_active(sentence, harm)
    if found is not None:
        return found
    if harm.form in (Form.PAST_OR_PARTICIPLE, Form.PAST, Form.BASE):
        return not any(c.last == harm.first for c in free) and any(
            harm.last <= c.first <= harm.last + 2 for c in free
        )
    return harm.form is not Form.PARTICIPLE


def is_active(sentence: Sentence, harm: Mention) -> bool | None:
    """Whether an auxiliary makes the verb active ("har drept") or passive ("ble drept"); None: none."""
    match _auxiliary(sentence, harm.first):
        case "passive":
            return False
        case "perfect":
            return True
    return None


def _auxiliary(sentence: Sentence, at: int) -> str | None:
    """The nearest auxiliary before a verb: "har mistet livet og fire er såret" is passive."""
    for step in reversed(_before(sentence, at, 10)):
        if sentence.is_a(step, "aux_passive"):
            return "passive"
        if sentence.is_a(step, "aux_perfect_only"):
            return "perfect"
    return None


def _before(sentence: Sentence, at: int, most: int) -> range:
    first, _ = sentence.clause(at)
    return range(max(first, at - most), at)


def _left(
    sentence: Sentence, harm: Mention, harms: list[Mention], free: list[Count]
) -> list[Count]:
    """The nearest people before the word, with parts named beside them and joined people."""
    found: list[Count] = []
    floor = max((h.last for h in harms if h.last <= harm.first), default=0)
    for count in reversed([c for c in free if c.last <= harm.first]):
        if count.first < floor - 1 or not _reaches(sentence, count, harm):
            break
        if not _countable(count, harm):
            continue
        if found and not found[-1].subset and not _joined(sentence, count, found[-1]):
            break
        if found and found[-1].number is None and count.number is not None and (
            _joined(sentence, count, found[-1])
        ):
            found.pop()  # "138 soldater og politifolk" is one number
        found.append(count)
    return _or_none(sentence, found, free)


def _or_none(sentence: Sentence, found: list[Count], free: list[Count]) -> list[Count]:
    """ "Ingen i politiet kom til skade": the none before the people is what is counted. """
    if not found or found[0].number is not None:
        return found
    nones = [
        c for c in free
        if c.number and c.number.number and c.number.number.none
        and 0 <= found[0].first - c.last <= _NONE_REACH
    ]  # fmt: skip
    return [*nones[-1:], *found[1:]] if nones else found


def _reaches(sentence: Sentence, count: Count, harm: Mention) -> bool:
    """Whether no other clause lies between people and harm: relative clauses and insertions do."""
    for at in range(count.last, harm.first):
        if sentence.is_a(at, "clause_walls") or sentence.word(at) in (".", ";", ":"):
            return False
    first, _ = sentence.clause(harm.first)
    if not sentence.is_a(first, "relative") or count.last > first:
        return True
    return all(
        sentence.is_a(i, "prepositions") or sentence.covering(i, Kind.PLACE, Kind.NAME)
        for i in range(count.last, first)
    )


def _joined(sentence: Sentence, count: Count, later: Count) -> bool:
    between = sentence.low[count.last : later.first]
    return len(between) == 1 and (between[0] == "," or between[0] in sentence.grammar["and"])


def _countable(count: Count, harm: Mention) -> bool:
    """Whether a count can be of people harmed: a noun no pack knows passes only for the dead."""
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101
    if entry.needs_number and count.number is None:
        return False
    if count.people or count.demonym:
        return True
    if entry.needs_people:
        return False
    if count.unknown_noun and count.number and count.number.number and count.number.number.article:
        return False
    if count.unknown_noun:
        return entry.measure is Measure.KILLED
    number = count.number.number if count.number else None
    if number is None:
        return False
    return not number.article or 0 <= harm.first - count.last <= _ARTICLE_REACH


def _right(
    sentence: Sentence,
    harm: Mention,
    harms: list[Mention],
    free: list[Count],
    *,
    numbered: bool = False,
) -> list[Count]:
    """The people after the word, within its clause."""
    ceiling = min((h.first for h in harms if h.first >= harm.last), default=len(sentence))
    found: list[Count] = []
    for count in free:
        if count.first < harm.last or count.first > harm.last + _REACH_RIGHT:
            continue
        if count.first >= ceiling and not (found and found[-1].last >= ceiling):
            break
        if any(_is_wall(sentence, i) for i in range(harm.last, count.first)):
            break
        if numbered and (count.number is None or count.unknown_noun):
            continue
        if not _countable(count, harm):
            continue
        if found and not count.subset and not _joined(sentence, found[-1], count):
            break
        if found and count.number is None and found[-1].number is not None:
            break  # "138 soldater og politifolk" is one number
        found.append(count)
    if found and found[0].number is None and not numbered:
        later = [c for c in free if c.number and found[0].last <= c.first <= found[0].last + 4]
        if later and not any(_is_wall(sentence, i) for i in range(harm.last, later[0].first)):
            return later[:1]
    return found


def _is_wall(sentence: Sentence, at: int) -> bool:
    """Whether a token begins a clause about something else: "omkom i Kabul, som har …"."""
    if sentence.is_a(at, "clause_walls") or sentence.word(at) in (".", ";"):
        return True
    return sentence.word(at) == "," and sentence.is_a(at + 1, "relative")


def _left_number(sentence: Sentence, harm: Mention, free: list[Count]) -> list[Count]:
    rows = [c for c in free if c.last <= harm.first and c.number and harm.first - c.last <= 3]
    return rows[-1:]


def _late(
    sentence: Sentence, harm: Mention, harms: list[Mention], free: list[Count]
) -> list[Count]:
    """People after the verb, where none stand before it: "Drept ble også tre sivile"."""
    rows = _right(sentence, harm, harms, free)
    return [
        c for c in rows
        if c.first <= harm.last + 3 and c.number is not None
        and not any(sentence.is_stop(i) for i in range(harm.last, c.first))
    ]  # fmt: skip


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


def _draft(sentence: Sentence, harm: Mention, count: Count) -> Draft:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101
    number = count.number.number if count.number else None
    low, high = bounds(count)
    people = count.entry
    toll = Toll(
        measure=entry.measure.value,
        low=low,
        high=high,
        approx=bool(number and number.approx),
        known="none" if number and number.none else "given",
        number=_numeral(sentence, count),
        status=people.status if people else "unknown",
        who=people.who if people else None,
        side=None,
        scope="subset" if count.subset or _among(sentence, harm) else "incident",
    )
    rules = [*harm.rules]
    for part in (count.number, count.people):
        rules.extend(part.rules if part else ())
    first, last = min(count.first, harm.first), max(count.last, harm.last)
    draft = Draft("toll", sentence, first, last, (harm.first, harm.last), rules, toll=toll)
    draft.polarity = "negative" if toll.known == "none" else "positive"
    draft.armed_target = bool(people and people.armed)
    if count.people is not None:
        quote = sentence.quote(count.first, count.last)
        draft.people = Party(people.who or "people" if people else "people", quote.text, quote.start, quote.end)
    draft.named = count.people is not None or count.nation is not None or count.unknown_noun
    return draft


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
