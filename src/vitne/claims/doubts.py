"""Finds the words by which a claim is only hearsay, or is doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.sentence import NOMINAL, effect_of, frame_of
from vitne.model import Kind, Mention
from vitne.model.entries import Form

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence

_THAT_REACH = 5
_ACT_BEFORE = 4  # tokens from "sto" in "sto angivelig bak" to the marker's end
_BEHIND = "behind"  # the event type of standing behind an act that another word names
# The modality that a cue of doubt gives what it is about.
DOUBTS = {"doubt": "reported", "unclear": "hypothetical", "hypothetical": "hypothetical"}
_WHO = (Kind.ACTOR, Kind.NATION, Kind.HEAD, Kind.PEOPLE, Kind.NAME)
_FINITE = frozenset({Form.PRESENT, Form.PAST, Form.PASSIVE, Form.PAST_OR_PARTICIPLE})


def hearsay(draft: Draft) -> Mention | None:
    """The hearsay marker a claim stands under: "skal ha", "angivelig"."""
    sentence, at = draft.sentence, draft.anchor[1]
    cues = sentence.of(Kind.CUE)
    if not cues:
        return None
    first, last = sentence.clause(draft.anchor[0])
    for cue in cues:
        if effect_of(cue) != "hearsay" and not _swallowed_have(sentence, cue):
            continue
        if _describes_people(sentence, cue, draft) or _presupposed(sentence, draft, cue):
            continue
        same = first <= cue.first < last or _closes(sentence, cue, last)
        content = _that(sentence, cue.last)
        earlier = cue.first < at and not _walled(sentence, content, draft.anchor[0])
        earlier = earlier and not (_new_clause(draft, cue.last) or _of_known_act(draft, cue.last))
        if same or earlier:
            return cue
    return None


def _closes(sentence: Sentence, cue: Mention, at: int) -> bool:
    """Whether a marker alone stands behind the clause that ends at a token: "…, ifølge rykter."."""
    behind = sentence.word(at) == "," and cue.first == at + 1
    end = cue.last + sentence.is_a(cue.last, "report_nouns")
    return behind and sentence.is_stop(end)


def _describes_people(sentence: Sentence, cue: Mention, draft: Draft) -> bool:
    """Whether a marker only doubts who somebody is: "elleve antatte opprørere ble drept".

    So it does behind those it describes: "captured two men alleged to have paid fighters".
    """
    behind = sentence.covering(cue.first - 1, Kind.PEOPLE, Kind.HEAD) is not None
    if behind and not sentence.grammar.verb_second:
        before, at = draft.anchor[1] < cue.first, cue.last
        while sentence.is_a(at, "determiners") or sentence.is_a(at, "articles"):
            at += 1
        # "gunmen believed to be from X ambushed", "men believed to be rebels shot"
        told = sentence.starting(at + sentence.is_a(at, "from"), *_WHO) is not None
        if before or (told and draft.anchor[0] > at):
            return True
    if sentence.is_a(cue.last - 1, "that") or _is_predicate(sentence, cue):
        return False  # "claims that | soldiers shot ten", "fire av de døde skal være | barn"
    return sentence.starting(cue.last, Kind.PEOPLE, Kind.HEAD) is not None


def _is_predicate(sentence: Sentence, cue: Mention) -> bool:
    """Whether a marker is the verb of its clause, or stands with it: "were reportedly | children"."""
    first = cue.first
    modal = sentence.is_a(first, "hearsay_modals")
    return modal or any(sentence.is_a(i, "aux_passive") for i in (first - 1, first))


def _presupposed(sentence: Sentence, draft: Draft, cue: Mention) -> bool:
    """Whether an act only tells in what others are said to have been hit: "skal være drept i kamper"."""
    at = draft.anchor[0]
    if draft.kind != "event":
        return False
    harmed = sentence.holds(cue.last, at, Kind.HARM)
    at = sentence.before_noun(at) + 1  # "in the battle for Goma"
    return harmed and sentence.is_a(at - 1, "prepositions")


def _swallowed_have(sentence: Sentence, cue: Mention) -> bool:
    """Whether "skal" stands before a harm word that begins with "ha": "skal ha mistet livet"."""
    modal = cue.last - cue.first == 1 and sentence.is_a(cue.first, "hearsay_modals")
    return modal and sentence.is_a(cue.last, "aux_perfect_only")


def _new_clause(draft: Draft, first: int) -> bool:
    """Whether ", og" with a verb of its own ends the hearsay: "skal være felt, og ti ble tatt"."""
    sentence, at = draft.sentence, draft.anchor[0]
    for i in range(first, at):
        if sentence.word(i) == "," and sentence.is_a(i + 1, "and"):
            verb = sentence.starting(at, Kind.TRIGGER, Kind.HARM)
            told = verb is not None and verb.form in (Form.PAST, Form.PRESENT)
            if verb is not None and verb.form is Form.PAST_OR_PARTICIPLE and i + 2 < at:
                acts = sentence.holds(i + 2, at, Kind.HEAD, Kind.ACTOR)  # "and the army took ten"
                told = told or (acts and not sentence.grammar.verb_second)
            window = range(i + 2, sentence.clause(at)[1])
            return told or any(sentence.is_a(j, "finite_auxiliaries") for j in window)
    return False


def _of_known_act(draft: Draft, first: int) -> bool:
    """Whether only who did it is doubted, not what it cost: "sto angivelig bak bomben, | der 14 ble drept"."""
    sentence = draft.sentence
    opens, _ = sentence.clause(draft.anchor[0])
    if draft.kind != "toll" or not sentence.is_any(opens, "relative", "where_relative"):
        return False
    acts = list(sentence.within(first - _ACT_BEFORE, opens, Kind.TRIGGER, Kind.HARM))
    behind = [m for m in acts if getattr(m.entry, "event", "") == _BEHIND]
    return bool(behind) and all(m in behind or m.form in NOMINAL for m in acts)


def _that(sentence: Sentence, at: int) -> int:
    """Where the content of a marker begins: behind "at" in "ubekreftede meldinger om at"."""
    for i in range(at, min(at + _THAT_REACH, len(sentence))):
        if sentence.is_a(i, "that") or (i == at and sentence.is_a(i, "about")):
            return i + 1
        if sentence.is_stop(i):
            break
    return at


def doubt_of(draft: Draft) -> Mention | None:
    """The cue by which a claim is only guessed or open: "trolig", "uklart om", "kan ha"."""
    sentence, at = draft.sentence, draft.anchor[0]
    cues = sentence.of(Kind.CUE)
    if draft.kind not in ("event", "toll") or not cues:
        return None
    first, last = sentence.clause(at)
    for cue in cues:
        effect = effect_of(cue)
        if effect not in DOUBTS:
            continue
        inside = draft.anchor[0] < cue.first < draft.anchor[1]  # "mistede formentlig livet"
        if effect == "doubt" and (inside or _of_the_verb(sentence, cue, draft.anchor)):
            return cue
        if effect == "hypothetical" and _before_number(draft, cue):
            return cue
        if first <= cue.first < at or _governs(sentence, cue, at):
            told = [
                m for m in sentence.within(cue.last, at, Kind.REPORTING) if frame_of(m) != "noun"
            ]
            if all(sentence.covering(m.first, Kind.NUMBER) for m in told):
                return cue  # but "kunne melde om 40 drepte"; "så" in "så mange som" tells nothing
        elif effect == "doubt" and at < cue.first and _reported_of(draft):
            return cue  # "Meldinger om ni drepte er ikke bekreftet"
        elif effect == "unclear" and sentence.is_a(first, "if_initial") and cue.first >= last:
            return cue  # "Om 40 ble drept, er uklart"
    return None


def _before_number(draft: Draft, cue: Mention) -> bool:
    """Whether a cue stands between the dead and their number: "the dead may number more than 80"."""
    number = draft.toll.number if draft.toll is not None else None
    after = number is not None and draft.anchor[1] <= cue.first and cue.end <= number.start
    return after and draft.sentence.clause_of(cue.first) == draft.sentence.clause_of(
        draft.anchor[0]
    )


def _reported_of(draft: Draft) -> bool:
    """Whether a report tells of a toll or an act: not of losses "since the invasion"."""
    sentence, at = draft.sentence, draft.anchor[0]
    if draft.kind == "event":
        before = sentence.before_noun(at)
        while sentence.is_a(before, "determiners"):
            before -= 1
        if not sentence.is_any(before, "about", "of", "that"):
            return False
    return under_report(sentence, at)


def under_report(sentence: Sentence, at: int) -> bool:
    """Whether a token stands in what a report, a rumour or a claim holds: "Meldingene om et angrep"."""
    first = next((i + 1 for i in range(at, 0, -1) if sentence.word(i) == ";"), 0)
    return any(
        sentence.is_a(i, "report_nouns") and _opens_report(sentence, i + 1)
        for i in range(first, at)
    )


def _opens_report(sentence: Sentence, at: int) -> bool:
    """Whether what is reported follows a word for a report: "om at", "that", "of"."""
    at += sentence.word(at) == ","
    return sentence.is_any(at, "about", "of", "that")


def _of_the_verb(sentence: Sentence, cue: Mention, anchor: tuple[int, int]) -> bool:
    """Whether an adverb behind a verb doubts it: "dödades troligen", and not "drept trolig av"."""
    if cue.first != anchor[1]:
        return False
    verb = sentence.starting(anchor[0], Kind.TRIGGER, Kind.HARM)
    finite = verb is not None and verb.form in _FINITE
    return finite and sentence.grammar.verb_second and not sentence.is_a(cue.last, "done_by")


def _behind_report(sentence: Sentence, at: int) -> int:
    """Over the report that is doubted: "could not confirm | the rebels' claim that"; else the token."""
    for i in range(at, min(at + _THAT_REACH, len(sentence))):
        if sentence.is_stop(i) or sentence.is_a(i, "that"):
            break
        if sentence.is_a(i, "report_nouns"):
            return i + 1 + (sentence.is_a(i + 1, "about") and sentence.is_a(i + 2, "that"))
    return at


def _governs(sentence: Sentence, cue: Mention, at: int) -> bool:
    """Whether what follows a cue is what it is about: "utelukker ikke at", "uklart om"."""
    start = _behind_report(sentence, cue.last)
    start += sentence.word(start) == "," and sentence.is_a(start + 1, "that")
    if sentence.is_a(start, "that") or sentence.is_a(start, "if_initial"):
        start += 1
    elif not (sentence.is_a(start - 1, "that") or sentence.is_a(start - 1, "if_initial")):
        return False
    return cue.first < at and not _walled(sentence, start, at)


def _walled(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a clause about something else begins; not "bombet en skole, | der 14 ble drept"."""
    walls = (i for i in range(first, last) if sentence.is_wall(i))
    return any(not sentence.is_a(i, "where_relative") or sentence.word(i - 1) != "," for i in walls)
