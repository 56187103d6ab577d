"""The kinds of pack entry that words are found by.

An entry is one meaning with the words for it. `words` are in the notation of docs/packs.md:
tokens separated by spaces, `stem|ending/paradigm` for an inflected word, `<n>` for a gap of up to
n tokens, `a|b` between spaces is not an alternative (write two words).
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Form(StrEnum):
    """The inflected form in which a word stands."""

    BASE = "base"  # not inflected, or not known
    INFINITIVE = "inf"
    INFINITIVE_OR_PRESENT = "inf-or-pres"  # one spelling for both: "they attack", "to attack"
    PRESENT = "pres"
    PAST = "past"
    PARTICIPLE = "part"
    GERUND = "ing"  # present participle or gerund: "killing nine"
    PAST_OR_PARTICIPLE = "past-or-part"  # one spelling for both: "såret"
    PASSIVE = "pass"  # s-passive, present or infinitive
    IMPERATIVE = "imp"
    SINGULAR = "sg"
    SINGULAR_OR_PLURAL = "sg-or-pl"  # one spelling for both: "barn", "angrep"
    SINGULAR_DEFINITE = "sgdef"
    PLURAL = "pl"
    PLURAL_DEFINITE = "pldef"
    ADJECTIVE = "adj"
    ADJECTIVE_DEFINITE = "adjdef"


class Measure(StrEnum):
    """What happened to the people a toll counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    CASUALTIES = "casualties"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every entry has: an id, its words, and its proof.

    `examples` are sentences in the manner of real reports on which the entry must fire;
    on `counterexamples` it must not.
    """

    id: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    note: str = ""
    compound: bool = False  # also fires as the last part of a compound ("rakett" + "angrep")
    not_after: tuple[str, ...] = ()  # first parts that make another word of it ("hjerte")


class HarmPart(StrEnum):
    """The grammar of a harm word: where the people it counts stand."""

    SUFFERED = "suffered"  # "N ble drept", "N omkom", "N mistet livet", "N drepte"
    INFLICTED = "inflicted"  # "krevde N liv", "tok livet av N", "kostet N livet"
    TOLL = "toll"  # "dødstallet er N", "tallet på drepte"
    LOSSES = "losses"  # "tap", "mistet 150 soldater"
    UNDISCLOSED = "undisclosed"  # "oppgir ingen tapstall"


class Harm(Entry, frozen=True):
    """A word that says that people were killed, wounded, missing, captured or displaced."""

    measure: Measure
    part: HarmPart = HarmPart.SUFFERED
    event: str | None = None  # an event type, where the harm word names the act as well
    sub_event: str | None = None
    agent_event: str | None = None  # an event type, where an agent is told: "Hæren drepte to"
    transitive: bool = False  # its object are those harmed: "Granaten såret to"
    noun: bool = False  # a noun with those harmed behind it: "drapet på to"
    needs_number: bool = False  # fires only where its people are counted
    needs_people: bool = False  # fires only with a word for people beside it ("falt", "mistet")
    remains: bool = False  # tells of dead who are found or buried, maybe days after they died
    bare: bool = False  # tells of dead though nobody is named: "Det ligger døde i gatene"
    of_fighters: bool = False  # said of those who fight: the "menn" who "falt" are combatants


class People(Entry, frozen=True):
    """A word for people who can be harmed: "sivile", "soldater", "barn"."""

    who: str | None  # English plural: civilians, soldiers, children; None for "personer"
    status: str = "unknown"  # civilian, combatant, police, unknown
    armed: bool = False  # members of an armed body, whose side may be told
    of_body: bool = False  # fight where the body they belong to does: "medlemmer av al-Shabaab"
    heads: int = 1  # how many persons one of them is: two of "et ektepar"


class Trigger(Entry, frozen=True):
    """A word that evokes an act of violence or force, or of peace (PLOVER 2.0, ACLED)."""

    event: str  # id of an event type in data/events
    sub_event: str | None = None  # overrides that of the event type
    weapon: bool = False  # names the means; the act only where no other word names it
    weak: bool = False  # said of other things too: counts only in a text on conflict
    beside: tuple[str, ...] = ()  # counts only in a sentence that names one of these event types
    object: str | None = None  # "place": counts only with ground as its object ("tok byen")
    things: tuple[str, ...] = ()  # counts only where such things suffer it ("brente | ni hus")
    subject: str | None = None  # "place": counts only where a place does it ("Goma er falt")
    # True: counts only where a party to the conflict acts ("soldatene forlot byen"); False: only where none does
    by_party: bool | None = None
    bare: bool = True  # False: an event only with an agent, a target, a place or a time of its own


class Stance(StrEnum):
    """What a word of telling says of the speaker: plain, disputed by others, or against himself."""

    TELLS = "tells"  # "opplyser"
    CLAIMS = "claims"  # "hevder": others may say otherwise
    CONCEDES = "concedes"  # "innrømmer", "bekrefter"


class Reporting(Entry, frozen=True):
    """A word by which somebody vouches for something: "opplyser", "ifølge", "heter det i"."""

    frame: str = "verb"  # verb | preposition | impersonal | sight | noun | version
    certainty: str = "asserted"  # asserted, reported
    stance: Stance = Stance.TELLS
    clause: bool = False  # the speaker's verb follows him: "etter det politiet opplyser"
    tallies: bool = False  # a bare number behind it is the toll told before: "holder seg til 28"
    relays: bool = False  # who does it passes on what another said: "siterer"


class Act(Entry, frozen=True):
    """A word by which an actor threatens, demands, offers, refuses, accuses, denies, supports."""

    act: str  # threat, demand, offer, refusal, accusation, denial, support
    frame: str = "verb"  # verb | noun | plain | imperative
    modes: tuple[str, ...] = ()  # PLOVER
    at_actor: bool = False  # counts only with an actor right behind it: "legger den på militsen"
    by_party: bool = False  # counts only where a party to the conflict speaks: "truer skipsfarten"
    borne: bool = False  # its subject suffers it: "fikk ordre om å forlate byen"


class Relation(Entry, frozen=True):
    """A word for a standing relation: alliance, control, recognition, membership, bases."""

    relation: str
    object: str | None = None  # "place": counts only with ground as its object ("holder byen")


class Cue(Entry, frozen=True):
    """A word that changes how a claim is meant (ConText): negation, hearsay, condition, future."""

    effect: str


class Unit(Entry, frozen=True):
    """A word for what a number counts when it does not count the harmed: "innbyggere", "km"."""

    what: str
    armed: bool = False  # a site or vehicle of an armed body: "kasernen", "kontrollposten"


class Head(Entry, frozen=True):
    """A common noun that names an actor: "hæren", "forsvarsdepartementet", "en talsmann".

    `name` is the canonical English name with `{state}` for the state it belongs to.
    """

    name: str
    role: str  # force, authority, office, group, civil, medic, witness, unnamed, media, generic
    party: bool = False  # speaks for a party to the conflict
    speaks: bool = False  # speaks for the body named beside it: "en talsmann for hæren"
    owned: bool = False  # names a body only behind the state that owns it: "Russlands forsvar"
    faceless: bool = False  # says of no side who they are: "angripere", "ukjente menn"


class Back(Entry, frozen=True):
    """A word that points back to a place or an actor: "byen", "landet", "gruppa", "han"."""

    refers: str  # town, area, around, country, sea, here, person, group, force, state
    both: bool = False  # both sides of a conflict, and no party told before: "partene"


class Scene(Entry, frozen=True):
    """A word that tells what a text is about: organised violence, or something else.

    Weights are added up over an article; see docs/method.md on relevance.
    """

    weight: int


AnyEntry = Harm | People | Trigger | Reporting | Act | Relation | Cue | Unit | Head | Back | Scene
