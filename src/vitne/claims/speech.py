"""What all acts of speech share: their codes, what they are tied to, and whom they are aimed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.complements import told_after
from vitne.claims.conditions import alternative, anyone, condition, provided, unless, until, whoever
from vitne.claims.fronting import is_ground, leads
from vitne.claims.naming import ACTING, back_of
from vitne.claims.parties import is_actor, phrase_at
from vitne.model import Kind

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention

# PLOVER type and modality of each kind of speech act (gold/GUIDELINES.md).
CODES = {
    "threat": ("THREATEN", "threatened"),
    "demand": ("REQUEST", "demanded"),
    "offer": ("AGREE", "asserted"),
    "refusal": ("REJECT", "asserted"),
    "accusation": ("ACCUSE", "alleged"),
    "denial": ("REJECT", "denied"),
    "support": ("SUPPORT", "asserted"),
}
_PHRASE = 4  # tokens of a phrase behind its article
_CONDITIONAL = frozenset({"threat", "demand", "offer"})


def tie(draft: Draft) -> None:
    """Make a threat, demand or offer conditional where its sentence ties it to something."""
    if draft.kind not in _CONDITIONAL:
        return
    found = condition(draft.sentence)
    if found is not None and _of_the_next(draft, found[0]):
        found = None
    if found is None and draft.kind in ("threat", "offer"):
        found = alternative(draft.sentence)
    if found is None and draft.kind == "threat":
        found = (
            whoever(draft.sentence, draft.anchor[0])
            or until(draft.sentence, draft.anchor[0])
            or unless(draft.sentence, draft.anchor[1])
            or anyone(draft.sentence, draft.anchor[0])
        )
    if found is None and draft.kind in ("threat", "offer"):
        found = provided(draft.sentence, draft.anchor[1]) or _if_behind(draft)
    if found is not None:
        draft.modality, draft.condition = "conditional", found


def _if_behind(draft: Draft) -> tuple[int, int] | None:
    """A condition behind the act, by its subject and verb: "truer med krig | om landet angripes"."""
    sentence = draft.sentence
    if not (sentence.grammar.verb_second and sentence.has("if_initial")):
        return None
    for at in range(draft.anchor[1], draft.last):
        if sentence.is_a(at, "if_initial") and _opens_clause(sentence, at + 1):
            return at, sentence.clause(at + 1)[1]
    return None


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Whether a subject and its verb in the present follow: "om | utländska soldater rycker in"."""
    while sentence.is_a(at, "determiners") or sentence.ends(at, "adjective_endings"):
        at += 1
    subject = sentence.starting(at, *ACTING)
    if subject is None:
        return False
    verb = subject.last
    finite = sentence.is_a(verb, "finite_auxiliaries") or sentence.is_a(verb, "modal_future")
    return finite or sentence.ends(verb, "present_endings")


def _of_the_next(draft: Draft, at: int) -> bool:
    """Whether a condition ties what is joined behind: "kræver X, og truer med at skyde, hvis …"."""
    sentence = draft.sentence
    later = sentence.within(draft.anchor[1], at, Kind.ACT, Kind.REPORTING)
    return any(sentence.is_a(m.first - 1, "and") for m in later)


def aim(draft: Draft, mention: Mention, agent: Phrase | None, context: Context) -> None:
    """Whom the act is aimed at: the first actor after the word that is not its speaker.

    Not those to whom was done what is spoken of: "condemned the murder of the mayor".
    """
    sentence = draft.sentence
    begin = passed = mention.first + 1  # "uppmanar | Rwanda | att"
    for other in sentence.within(begin, draft.last, *ACTING):
        if not is_actor(other) or (agent and agent.first <= other.first < agent.last):
            continue
        if is_ground(other) or _is_where(sentence, other):
            continue  # "condemned the attack on the camp in | El Fasher"
        if _is_article(sentence, other) or _is_heard(draft, other):
            continue
        if told_after(sentence, other.first, mention.last):
            return  # "vows revenge after eleven soldiers fell"
        phrase = phrase_at(sentence, other, context)
        if draft.agents and (
            phrase.name == draft.agents[0].name or _is_home(draft, other, context)
        ):
            continue  # "…, the RSF will burn the plants, a spokesman warned"
        if _is_struck(sentence, other):
            passed = max(passed, phrase.last)
        elif other.first >= passed:
            draft.targets = (phrase.as_party(sentence),)
            return


def _is_heard(draft: Draft, other: Mention) -> bool:
    """Whether somebody only tells of the act: "truer med å bombe byen, melder | AFP"."""
    spans = ((v.start, v.end) for v in draft.voices)
    return any(s is not None and e is not None and s <= other.start < e for s, e in spans)


def _is_where(sentence: Sentence, other: Mention) -> bool:
    """Whether a state is only where a town lies: "leiren i El Fasher i | Sudan"."""
    town = sentence.covering(other.first - 2, Kind.PLACE)
    led = town is not None and sentence.is_a(other.first - 1, "in")
    return led and other.kind is Kind.PLACE


def _is_article(sentence: Sentence, other: Mention) -> bool:
    """Whether "de" only opens a phrase: "krever at | de | amerikanske styrkene forlater landet"."""
    if back_of(other) != "they":
        return False
    nouns = sentence.within(other.last, other.last + _PHRASE, Kind.HEAD, Kind.PEOPLE, Kind.ACTOR)
    return leads(sentence, other, list(nouns))


def _is_home(draft: Draft, other: Mention, context: Context) -> bool:
    """Whether a state is that of who speaks: "presidenten truer med å trekke | Tsjad | ut"."""
    land = other.kind is Kind.PLACE and draft.kind == "threat"
    return land and bool(set(context.states_of(other)) & set(draft.agent_states))


def _is_struck(sentence: Sentence, other: Mention) -> bool:
    """Whether somebody stands behind an act as those to whom it was done: "the murder of |"."""
    at = other.first - 1
    while sentence.is_a(at, "determiners") or sentence.covering(at, Kind.NUMBER, Kind.NATION):
        at -= 1
    harm = sentence.covering(at, Kind.HARM)
    if harm is not None:
        return harm.last - harm.first > 1  # "the murder of", with its preposition
    if sentence.is_a(at, "and"):
        before = sentence.covering(at - 1, Kind.PEOPLE, Kind.HEAD, Kind.NAME, Kind.ACTOR)
        return before is not None and _is_struck(sentence, before)  # "the murder of X | and Y"
    if not sentence.is_a(at, "of") or sentence.is_a(at, "done_by"):
        return False
    return sentence.covering(at - 1, Kind.HARM, Kind.TRIGGER) is not None
