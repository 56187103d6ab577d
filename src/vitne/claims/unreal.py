"""Tells what has not come about: still to come, wished, asked after, foiled or disowned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.closing import makes_passive
from vitne.claims.conditions import condition, in_condition, is_to_come, would
from vitne.claims.count import how_many
from vitne.claims.doubts import doubt_of, hearsay
from vitne.claims.drafts import word_of
from vitne.claims.inquiries import who_is_asked
from vitne.claims.modality import FOILED, negated
from vitne.claims.sentence import NOMINAL, effect_of
from vitne.claims.spoken import is_command
from vitne.model import Kind
from vitne.model.entries import Form, Trigger

if TYPE_CHECKING:
    from vitne.claims.drafts import Draft
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

_ASKED_REACH = 6
_REALISED_REACH = 4
_DENIED_REACH = 4
_CALLED_REACH = 4  # tokens from a noun back to the verb that announces it
_PEACE = frozenset({"RETREAT", "AGREE"})
_NOUNS = frozenset({Form.SINGULAR, Form.SINGULAR_OR_PLURAL, Form.PLURAL})


def is_unreal(draft: Draft) -> bool:
    """Whether an act has not taken place: still to come, wished, conditional, or a purpose."""
    sentence, at = draft.sentence, draft.anchor[0]
    trigger = word_of(draft)
    if in_condition(sentence, at) or would(sentence, at):
        return True
    if trigger is not None and is_command(sentence, trigger):
        return True
    if draft.event is not None and draft.event.id == "responsibility" and negated(draft):
        return True  # "har verken tatt på seg ansvaret eller benektet"
    if trigger is None or hearsay(draft) is not None:
        return False
    if trigger.form in _NOUNS and (_none_of(sentence, at) or _intended(sentence, draft)):
        return True
    if trigger.form in _NOUNS and (_was_foiled(sentence, at) or _would_be(sentence, trigger)):
        return True
    if _disowned(sentence, at) or (draft.event_type == "PROTEST" and _is_called(sentence, trigger)):
        return True
    if trigger.form not in NOMINAL and (_nobody(sentence, at) or _is_asked(sentence, at)):
        return True
    if trigger.form is Form.INFINITIVE and not _realised(sentence, at):
        return True
    return _has(sentence, at, ("future", "hypothetical", "plan", "exercise", "silent"))


def _none_of(sentence: Sentence, at: int) -> bool:
    """Whether a noun is said not to be there: "ingen tegn til våpenhvile", "uten kamper"."""
    if not (sentence.has("not") or sentence.has("without")):
        return False
    return any(
        (sentence.is_a(i, "not") or sentence.is_a(i, "without"))
        and sentence.covering(i, Kind.ACTOR) is None  # "Doctors Without Borders"
        for i in range(max(0, at - _DENIED_REACH), at)
    )


def _would_be(sentence: Sentence, trigger: Mention) -> bool:
    """Whether it is told what an act would bring that no one knows of: "Et angrep på X vil få følger"."""
    article = trigger.first - 1
    while sentence.ends(article, "adjective_endings") and not sentence.is_a(article, "articles"):
        article -= 1
    first, _ = sentence.clause(trigger.first)
    opens = article - first <= 1 and sentence.is_a(article, "articles")
    rest = range(trigger.last, len(sentence))
    end = next((i for i in rest if sentence.is_stop(i)), len(sentence))
    if not opens or sentence.has_a(trigger.last, end, "relative"):
        return False
    modal = next((i for i in range(trigger.last, end) if sentence.is_a(i, "modal_future")), None)
    told = (Kind.HARM, Kind.TRIGGER, Kind.REPORTING)
    if modal is None or sentence.holds(trigger.last, modal, *told):
        return False
    done = sentence.holds(modal, end, *told[:2]) or sentence.has_a(modal, end, "aux_passive")
    return not (
        done and sentence.has_a(modal, end, "aux_perfect_only")
    )  # "En bombe kan ha drept ti"


def _intended(sentence: Sentence, draft: Draft) -> bool:
    """Whether a noun is only what somebody aims at or speaks of: "for å få til en våpenhvile"."""
    at = draft.anchor[0]
    first, _ = sentence.clause(at)
    for i in range(first, at):
        if sentence.is_a(i, "purpose") and sentence.is_a(i + 1, "infinitive"):
            return True
    if draft.event_type not in _PEACE:
        return draft.event_type == "PROTEST" and _against(sentence, at)
    before = at - 1
    while sentence.is_a(before, "determiners") or sentence.is_a(before, "other"):
        before -= 1
    return sentence.is_a(before, "subjects")


def _against(sentence: Sentence, at: int) -> bool:
    """Whether a protest is only what was attacked: "åpnet ild mot en demonstrasjon"."""
    before = at - 1
    while sentence.is_a(before, "determiners"):
        before -= 1
    return sentence.is_a(before, "against")


def _is_called(sentence: Sentence, trigger: Mention) -> bool:
    """Whether a protest is only announced: "har varslet | nye protester", "protests are planned"."""
    at, behind = trigger.first, trigger.last
    if sentence.is_a(behind, "being") and sentence.is_a(behind + 1, "announcing"):
        return True
    for i in range(at - 1, max(-1, at - _CALLED_REACH), -1):
        if sentence.is_a(i, "announcing"):
            return True
        if sentence.is_stop(i) or (sentence.is_a(i, "prepositions") and not sentence.is_a(i, "to")):
            break
    return False


def _nobody(sentence: Sentence, at: int) -> bool:
    """Whether it is said that nobody did it, or was hit: "ingen av dem løsnet skudd"."""
    first, _ = sentence.clause(at)
    return any(m.number and m.number.none for m in sentence.within(first, at, Kind.NUMBER))


def _is_asked(sentence: Sentence, at: int) -> bool:
    """Whether it is only asked how many were hit, or who did it."""
    return _asked_after(sentence, at) or who_is_asked(sentence, at)


def _asked_after(sentence: Sentence, at: int) -> bool:
    """Whether it is only asked how many were hit: "hvor mange sivile som er rammet"."""
    return how_many(sentence, max(0, at - _ASKED_REACH), at) is not None


def is_unreal_toll(draft: Draft) -> bool:
    """Whether a toll is only imagined, or still to come: "Ten judges will be killed"."""
    at = draft.anchor[0]
    if in_condition(draft.sentence, at) or would(draft.sentence, at):
        return True
    if is_to_come(draft.sentence, at):
        return True
    doubt = doubt_of(draft)
    open_ = doubt is not None and effect_of(doubt) == "hypothetical"
    return open_ and condition(draft.sentence) is not None


def _realised(sentence: Sentence, at: int) -> bool:
    """Whether an infinitive tells what came about: "svarte med å sende", "har klart å innta"."""
    first = max(0, at - _REALISED_REACH)
    return sentence.has_a(first, at, "realising") or sentence.has_a(first, at, "aux_perfect")


def _has(sentence: Sentence, at: int, effects: tuple[str, ...]) -> bool:
    first, _ = sentence.clause(at)
    if any(
        effect_of(cue) in effects and first <= cue.first < at and not makes_passive(sentence, cue)
        for cue in sentence.of(Kind.CUE)
    ):
        return True
    # "We will burn and blow up the buses": the word of threatening holds what the cue would be
    acts = sentence.within(first, at, Kind.ACT)
    return any(sentence.is_a(act.first, "modal_future") for act in acts)


def _was_foiled(sentence: Sentence, at: int) -> bool:
    """Whether a noun only tells what came to nothing: "foiled an attempted | bombing"."""
    first, _ = sentence.clause(at)
    for told in sentence.of(Kind.TRIGGER):
        entry = told.entry
        before = first <= told.first < at
        foiled = before and isinstance(entry, Trigger) and entry.event in FOILED
        if foiled and not sentence.has_a(told.last, at, "and") and told.form not in NOMINAL:
            return True
    return False


def _disowned(sentence: Sentence, at: int) -> bool:
    """Whether a noun only tells what somebody did not own up to: "Kyiv har ikke tatt på seg | angrepet"."""
    nobody = [c.last for c in sentence.of(Kind.CUE) if effect_of(c) == "nobody"]
    return bool(nobody) and sentence.before_noun(at) + 1 in nobody
