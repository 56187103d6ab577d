"""Reads tolls: who was killed, wounded, missing, captured or displaced, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.added import count_in, tells_the_toll
from vitne.claims.counted import counted, in_uniform, on_own_side
from vitne.claims.counts import find_counts
from vitne.claims.fellows import find_fellows, is_theirs
from vitne.claims.harmed import Harmed
from vitne.claims.numbered import EARLIER
from vitne.claims.objects import is_found, is_owned, takes_ground
from vitne.claims.outlived import meet_again, outlive
from vitne.claims.shares import (
    hurt_before,
    of_before,
    one_included,
    opens_whole,
    share_out,
    told_how,
    whole_before,
    whole_behind,
)
from vitne.claims.singled import find_singled
from vitne.claims.spared import came_through, describes_one, of_animals
from vitne.claims.standing import is_part, joined, nobody
from vitne.claims.summed import add_up, summing
from vitne.claims.unknowns import counted_beside
from vitne.claims.untold import find_losses, find_untold, lying_about
from vitne.claims.victims import find_named, find_named_parts
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Harm, HarmPart, Measure

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

COMRADES = "comrades"  # people told as those beside them: "kolleger", "kamerater"
_FINITE = (Form.PAST, Form.PRESENT, Form.PAST_OR_PARTICIPLE, Form.PASSIVE)
_PREDICATE_REACH = 3  # tokens between "er" or "var" and who the dead were


def find_tolls(
    sentence: Sentence, speakers: list[tuple[int, int]], *, goes_on: bool = False
) -> list[Draft]:
    """All tolls of one sentence, in text order; each number is used once.

    `goes_on` tells that a toll was told just before: "Hæren innrømmer at den mistet sju".

    "Minst 92 soldater er drept og 47 såret" is a toll of killed and a toll of wounded. `speakers`
    are the token ranges of those who speak: "sier to leger" counts no doctors harmed.
    """
    harms = [m for m in sentence.of(Kind.HARM) if isinstance(m.entry, Harm)]
    harms = [h for h in harms if not _only_names_people(sentence, h, harms)]
    owned = [h for h in harms if is_owned(sentence, h)]
    harms = [h for h in harms if not _is_other_word(sentence, h)]
    harms = [h for h in harms if not (goes_on and describes_one(sentence, h))]
    harms = [h for h in harms if not of_animals(sentence, h)]
    if not (harms or owned):
        return []
    speaking = [(first, _with_apposition(sentence, last)) for first, last in speakers]
    counts = [
        c for c in find_counts(sentence)
        if not (c.people and any(first <= c.first < last for first, last in speaking))
    ]  # fmt: skip
    used: set[int] = set()
    drafts: list[Draft] = []
    for harm in harms:
        drafts.extend(_of_harm(sentence, harm, harms, counts, used, goes_on=goes_on))
    for whole in tuple(drafts):
        drafts.extend(find_named_parts(sentence, whole))
    for harm in (*harms, *owned):
        drafts.extend(find_named(sentence, harm, drafts) or find_singled(sentence, harm, drafts))
    drafts.extend(find_fellows(sentence, drafts, counts, used))
    outlive(sentence, harms, drafts)
    meet_again(sentence, harms, drafts)
    drafts.extend(_parts(sentence, drafts, counts, used))
    drafts.sort(key=lambda d: d.first)
    _find_wholes(drafts)
    share_out(sentence, drafts)
    count_in(sentence, drafts)
    _share_people(drafts)
    for draft in drafts:
        if draft.main is not None and not draft.named:
            take_people(draft, draft.main)  # "sju soldater ble såret, hvorav to alvorlig"
        elif draft.main is not None and not _another_between(drafts, draft.main, draft):
            take_status(draft, draft.main)
    return drafts


def _find_wholes(drafts: list[Draft]) -> None:
    """Give a part the whole told before it by another word: "79 er døde; fire av dem omkom senere"."""
    whole: Draft | None = None
    for draft in drafts:
        toll = draft.toll
        if toll is None or toll.number is None:
            continue
        if toll.scope != "subset":
            whole = draft
        elif draft.main is None and draft.of_whole and whole is not None and whole.toll is not None:
            same = whole.toll.measure == toll.measure
            draft.main = whole if same and (toll.low or 0) <= (whole.toll.low or 0) else None


def _with_apposition(sentence: Sentence, last: int) -> int:
    """The end of a speaker with who he is behind a comma: "sier den ene av dem, en bonde"."""
    at = last
    while sentence.is_a(at, "of") or sentence.is_a(at, "of_them"):
        at += 1
    if sentence.word(at) != "," or not sentence.is_a(at + 1, "articles"):
        return last
    who = next(sentence.within(at + 2, at + 5, Kind.PEOPLE), None)
    if who is None or sentence.is_a(who.last, "finite_auxiliaries"):
        return last  # "…, opplyser politiet, en soldat ble såret"
    return who.last


def _of_harm(
    sentence: Sentence,
    harm: Mention,
    harms: list[Mention],
    counts: list[Count],
    used: set[int],
    *,
    goes_on: bool,
) -> list[Draft]:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    free = [c for c in counts if c.first not in used and c.decoy is None]
    if takes_ground(sentence, harm):
        free = [c for c in free if c.number is not None or c.last <= harm.first]
    if (untold := find_untold(sentence, harm, harms)) is not None:
        known = counted_beside(sentence, harm, free)
        used.update(c.first for c in known)
        return [*(_draft(sentence, harm, c, part=False) for c in known), *untold]
    harmed = Harmed(sentence, harm, entry, harms, free, goes_on)
    drafts = []
    chosen = harmed.choose()
    if entry.part is HarmPart.TOLL:
        chosen += _replaced(sentence, chosen, counts)
    chosen.sort(key=lambda c: c.first)
    if came_through(sentence, harm, chosen):
        used.update(c.first for c in chosen)
        return []
    listed: Count | None = None  # the last part, that others may be joined to
    in_parts = bool(chosen) and (
        add_up(sentence, chosen[0], chosen[1:]) or opens_whole(sentence, chosen[0])
    )
    for count in chosen:
        used.add(count.first)
        whole = is_part(harm, count)
        of_sum = in_parts and count is not chosen[0]
        beside = count.of_whole and any(c.first < count.first and not c.of_whole for c in chosen)
        listed = count if count.subset or _goes_on(sentence, listed, count) else None
        part = listed is not None or harmed.names_whole() or whole or beside or of_sum
        named = count
        if whole or harmed.names_whole() or (part and count.people is None):
            named = who_they_were(sentence, count, harm.last if whole else count.last)
        drafts.append(_draft(sentence, harm, named, part=part))
    if not drafts:
        return find_losses(sentence, harm) or lying_about(sentence, harm)
    main = next((d for d in drafts if d.toll and d.toll.scope != "subset"), None)
    for draft in drafts:
        if draft is not main and draft.toll and draft.toll.scope == "subset":
            draft.main = main
    return drafts


def _goes_on(sentence: Sentence, part: Count | None, count: Count) -> bool:
    """Whether people are joined to a part told before: "deriblant seks kvinner | og to spedbarn"."""
    if part is None or not joined(sentence, part, count):
        return False
    told = count.number is not None or part.number is None
    return told or is_theirs(sentence, part.last, count)


def _replaced(sentence: Sentence, chosen: list[Count], counts: list[Count]) -> list[Count]:
    """The figures another replaces, of the same people: "steg fra | 12 | til 17", "til 17 fra | 12"."""
    if not chosen:
        return []
    first, last = chosen[0].first, chosen[-1].last
    behind = _replaced_at(sentence, last)
    rows = (c for c in counts if c.number and not c.people)
    return [
        msgspec.structs.replace(c, decoy=None)
        for c in rows
        if (c.decoy == EARLIER and c.last + 1 == first) or (c.decoy is None and c.first == behind)
    ]


def _replaced_at(sentence: Sentence, at: int) -> int:
    """Where the figure begins that another replaces, -1 for none: "til 57, fra tidligere | 43"."""
    at += sentence.word(at) == ","
    if not sentence.is_a(at, "from"):
        return -1
    at += 1
    while sentence.is_a(at, "earlier") or sentence.is_a(at, "articles"):
        at += 1
    return at


def who_they_were(sentence: Sentence, count: Count, at: int) -> Count:
    """The count with the people named behind its verb: "Åtte av dem var barn"."""
    if count.people is not None:
        return count
    verb = next((i for i in range(at, at + 3) if sentence.is_a(i, "being")), -1)
    for step in range(verb + 1, verb + 1 + _PREDICATE_REACH if verb >= 0 else 0):
        people = sentence.starting(step, Kind.PEOPLE)
        if people is not None:
            return msgspec.structs.replace(count, people=people)
        if not sentence.is_a(step, "being") and not sentence.is_a(step, "articles"):
            break
    return count


def _is_other_word(sentence: Sentence, harm: Mention) -> bool:
    """Whether a verb of harm is a noun here, or a purpose: "på en dør", "for å drepe"."""
    before = harm.first - 1
    if harm.form is Form.INFINITIVE:
        return is_owned(sentence, harm) or sentence.is_a(before, "infinitive")
    if harm.form is Form.PARTICIPLE and sentence.is_a(before, "infinitive"):
        return True  # one spelling for both: "å forlate"
    noun = sentence.is_a(before, "articles") or sentence.is_a(before, "from")
    return harm.form is Form.PRESENT and (noun or _from_one_to_next(sentence, harm.first))


def _from_one_to_next(sentence: Sentence, at: int) -> bool:
    """Whether a noun stands beside its double: "gikk fra dør til dør"."""
    word = sentence.word(at)
    return word in (sentence.word(at - 2), sentence.word(at + 2))


def _only_names_people(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether a harm word names whom another befell: "tre av de sårede døde i natt"."""
    entry = harm.entry
    if not isinstance(entry, Harm) or entry.measure is Measure.KILLED:
        return False
    if _inserted(sentence, harm, harms) or _harmed_again(sentence, harm, harms):
        return True
    if _described(sentence, harm, harms) or _died_before(sentence, harm, harms):
        return True
    definite = sentence.is_a(harm.first - 1, "definite_articles")  # "two of the injured died"
    if not definite and not sentence.ends(harm.first, "noun_endings"):
        return False
    clause = sentence.clause_of(harm.first)
    later = [h for h in harms if h.first >= harm.last and sentence.clause_of(h.first) == clause]
    if not later or not isinstance(later[0].entry, Harm):
        return False
    between = range(harm.last, later[0].first)
    verb = _is_verb(later[0]) or any(
        sentence.is_a(i, "aux_passive") or sentence.is_a(i, "aux_perfect") for i in between
    )
    named = later[0].entry.measure is Measure.KILLED and verb
    return named and not any(sentence.is_a(i, "and") or sentence.is_stop(i) for i in between)


def _is_verb(harm: Mention) -> bool:
    """Whether a word of harm says what happened, be it in several words: "døde", "døde på stedet"."""
    return harm.form in _FINITE or (harm.form is Form.BASE and harm.last - harm.first > 1)


def _died_before(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether some of them died by the verb before: "I natt | døde | tolv av de sårede"."""
    part = sentence.covering(of_before(sentence, harm.first) - 1, Kind.NUMBER)
    return part is not None and any(
        h.last == part.first and _is_verb(h)
        and isinstance(h.entry, Harm) and h.entry.measure is Measure.KILLED
        for h in harms
    )  # fmt: skip


def _harmed_again(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether another harm befell the displaced: "two displaced people | were killed", "killed 12 |"."""
    number = sentence.covering(harm.first - 1, Kind.NUMBER)
    if number is None or not isinstance(harm.entry, Harm):
        return False
    others = [h for h in harms if isinstance(h.entry, Harm) and h.entry.measure is Measure.KILLED]
    if harm.entry.measure is not Measure.DISPLACED or sentence.is_a(number.first - 1, "and"):
        return False
    at = _behind_auxiliaries(sentence, harm.last)
    behind = any(h.first == at and (at > harm.last or _is_verb(h)) for h in others)
    return behind or any(h.last == number.first for h in others)


def _inserted(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether it is told between commas, or behind "who", of people who died: "a man, wounded in May, died"."""
    first, last = sentence.clause(harm.first)
    relative = sentence.is_a(first, "relative") or sentence.is_a(first + 1, "relative")
    if not relative and (sentence.word(harm.first - 1) != "," or first != harm.first - 1):
        return False
    at = _behind_auxiliaries(sentence, last + 1)
    return any(
        h.first == at and sentence.word(last) == ","
        and isinstance(h.entry, Harm) and h.entry.measure is Measure.KILLED
        for h in harms
    )  # fmt: skip


def _behind_auxiliaries(sentence: Sentence, at: int) -> int:
    """The first token that is no auxiliary: "have been | found dead", "er funnet | halshugget"."""
    while sentence.is_a(at, "aux_passive") or sentence.is_a(at, "aux_perfect"):
        at += 1
    return at + is_found(sentence, at)


def _described(sentence: Sentence, harm: Mention, harms: list[Mention]) -> bool:
    """Whether a participle behind people tells of whom another harm is told: "men abducted by X died"."""
    second = sentence.grammar.verb_second  # "åtta män som fördes bort i maj har hittats döda"
    opens = second and sentence.is_a(sentence.clause(harm.first)[0], "relative")
    behind = sentence.covering(harm.first - 1, Kind.PEOPLE) is not None and not second
    if not opens and not (behind and harm.form is Form.PAST_OR_PARTICIPLE):
        return False
    dead = [h for h in harms if isinstance(h.entry, Harm) and h.entry.measure is Measure.KILLED]
    later = next((h for h in dead if h.first >= harm.last), None)
    if later is None or sentence.clause_of(later.first) != sentence.clause_of(harm.first):
        return False
    verb = later.first - 1
    verb -= is_found(sentence, verb)
    said = sentence.is_a(verb, "aux_passive") or sentence.is_a(verb, "aux_perfect")
    said = said or (behind and later.form is Form.PAST_OR_PARTICIPLE)
    between = range(harm.last, later.first)
    objects = sentence.within(harm.last, later.first, Kind.NUMBER)
    return said and not any(objects) and not any(sentence.is_a(i, "and") for i in between)


def _parts(
    sentence: Sentence, drafts: list[Draft], counts: list[Count], used: set[int]
) -> list[Draft]:
    """Parts of a toll named after it: "77 ble drept, 17 av dem politifolk", "hvorav 40 barn"."""
    parts: list[Draft] = []
    last: Count | None = None
    numbered = [d for d in drafts if d.toll and d.toll.number]
    summed = summing(sentence, numbered, counts, used)
    for count in counts:
        if count.first in used or count.decoy is not None:
            continue
        listed = last is not None and joined(sentence, last, count)
        theirs = listed and last is not None and is_theirs(sentence, last.last, count)
        if count.number is None and not theirs:
            continue
        if nobody(count) and count.people is None:
            continue  # "fire ble såret, ingen av dem alvorlig"
        shared = whole_before(sentence, count, numbered)
        if (behind := whole_behind(sentence, count, numbered)) is not None:
            count = who_they_were(sentence, count, behind.anchor[1])
        elif count.of_whole or shared is not None:
            count = who_they_were(sentence, count, count.last)
        listed = listed or sentence.word(count.first - 1) == ":" or count.first in summed
        counted = (
            count.people or count.demonym or count.actor or sentence.is_a(count.last, "severity")
        ) or ((count.subset or count.of_whole) and told_how(sentence, count))
        counted = counted or one_included(sentence, count, numbered)
        whole = [d for d in (shared, behind, hurt_before(sentence, count, numbered)) if d]
        if not (count.subset or count.of_whole or listed or whole) or not counted:
            continue
        whole = whole or [d for d in numbered if d.first < count.first]
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


def _draft(sentence: Sentence, harm: Mention, count: Count, *, part: bool) -> Draft:
    entry = harm.entry
    assert isinstance(entry, Harm)  # noqa: S101 - chosen by the caller
    if entry.part is HarmPart.TOLL and count.people is None:
        inside = sentence.within(harm.first, harm.last, Kind.PEOPLE)
        people = next(iter(inside), None) or sentence.starting(harm.last, Kind.PEOPLE)
        count = msgspec.structs.replace(count, people=people)
    draft = counted(sentence, count, entry.measure.value, (harm.first, harm.last))
    draft.rules = [*harm.rules, *draft.rules]
    if draft.toll is None:
        return draft
    if not part:
        draft.toll = msgspec.structs.replace(draft.toll, scope="incident")
    unknown = draft.toll.who == "men" or not draft.named or count.unknown_noun
    lost = entry.part is HarmPart.LOSSES and draft.toll.who == "men"  # "lost | two men"
    if lost or (entry.of_fighters and unknown):
        draft.toll = msgspec.structs.replace(draft.toll, status="combatant", who="fighters")
    elif not draft.named and (
        on_own_side(sentence, harm) or in_uniform(sentence, max(harm.last, count.last))
    ):
        draft.toll = msgspec.structs.replace(draft.toll, status="combatant", who="soldiers")
    return draft


def _share_people(drafts: list[Draft]) -> None:
    """Give an elliptical count the people of the one before: "18 soldater drept og 35 såret"."""
    model: Draft | None = None
    for draft in drafts:
        toll = draft.toll
        if toll is None:
            continue
        comrades = toll.who == COMRADES
        told = toll.number is not None or toll.known == "unknown"
        elliptical = told and toll.who is None and not draft.named
        mixed = elliptical and _mixed(drafts, draft)
        if mixed:
            continue
        if model is not None and _shares_noun(model, draft):
            take_people(model, draft)
        elliptical = elliptical and not tells_the_toll(draft)  # "a man died, taking the toll to 5"
        elliptical = elliptical and not _flee_from(draft, model)
        if model is not None and toll.scope != "subset" and (comrades or elliptical):
            take_people(draft, model)
        if toll.scope != "subset":
            model = draft


def _flee_from(draft: Draft, model: Draft | None) -> bool:
    """Whether many fled from what one man suffered: "Guvernør drept, tusener flykter"."""
    if draft.toll is None or model is None or model.toll is None:
        return False
    return draft.toll.measure == "displaced" and model.toll.high == 1


def _shares_noun(first: Draft, second: Draft) -> bool:
    """Whether one noun behind both tells who they were: "seks drepte og 23 sårede landsbyboere"."""
    at = second.anchor[0]
    joins = second.sentence.is_a(first.anchor[1], "and") and second.first == first.anchor[1] + 1
    return joins and not first.named and second.last > second.anchor[1] and second.first < at


def _mixed(drafts: list[Draft], draft: Draft) -> bool:
    """Whether people of several kinds stand before: "en politimann og en bonde døde, to ble såret"."""
    before = {d.toll.who for d in drafts if d.toll and d.first < draft.first and d.named}
    return len(before - {None}) > 1


def take_people(draft: Draft, model: Draft) -> None:
    """Count the same people: "to andre ble såret", "tre av kollegene er savnet"."""
    if draft.toll is None or model.toll is None or model.toll.who is None:
        return
    if draft.toll.status == "unknown":
        status, who = model.toll.status, model.toll.who
        draft.toll = msgspec.structs.replace(draft.toll, status=status, who=who)
        draft.armed_target = model.armed_target


def _another_between(drafts: list[Draft], whole: Draft, part: Draft) -> bool:
    """Whether others stand between: "four policemen and five | passers-by, two of them women"."""
    rows = (d for d in drafts if d.toll is not None and d.toll.scope != "subset")
    return any(whole.last < d.last < part.last for d in rows)


def take_status(draft: Draft, whole: Draft) -> None:
    """Be what those are of whom they are a part: "six civilians, | two women"."""
    if draft.toll is None or whole.toll is None or draft.toll.status != "unknown":
        return
    draft.toll = msgspec.structs.replace(draft.toll, status=whole.toll.status)
