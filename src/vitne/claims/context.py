"""What an article has told so far: who and where its pointing words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vitne.claims.borders import is_beyond
from vitne.claims.sentence import NOMINAL
from vitne.claims.spoken import denies_at_once
from vitne.model import ActorKind, Kind, Level, Mention, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.naming import Phrase
    from vitne.claims.sentence import Sentence
    from vitne.model import Voice
    from vitne.model.entries import Head

_NO_ARMY = frozenset(
    {"group", "named", "people", "civil", "medic", "witness", "media", "unnamed", "office"}
)
UNRESOLVED = "Unnamed party"
BOTH = "Parties to the conflict"


class Doer(NamedTuple):
    """The party that did the last act of violence, and in which sentence.

    `alone` where nothing else in the sentence could be "den": no weapon, no vehicle, no attack.
    """

    name: str
    force: bool
    states: tuple[str, ...]
    sentence: int
    alone: bool


class Context:
    """The memory of one article while it is read, in text order.

    Holds the last place of each kind, the last person, group and force spoken of, and the states
    the article is about, most spoken of first.
    """

    __slots__ = (
        "_bodies",
        "_capital_of",
        "_countries",
        "_here_index",
        "_named",
        "_persons",
        "accused",
        "chain",
        "doer",
        "force",
        "group",
        "heard",
        "here",
        "land",
        "last",
        "person",
        "phrase",
        "place",
        "spokes",
        "state",
        "stated_homes",
        "told_as",
    )  # fmt: skip

    def __init__(
        self, countries: Mapping[str, Place], capital_of: Callable[[str], Place | None]
    ) -> None:
        """Begin with nothing told; `capital_of` knows the capital of a state."""
        self._bodies: dict[str, bool] = {}  # each told, the last one last; whether it is a party
        self._capital_of = capital_of
        self._countries = countries
        self._here_index = -1
        self._named: tuple[int, Place] | None = None
        self._persons: dict[str, tuple[str, tuple[str, ...], bool]] = {}
        self.person: tuple[str, str, bool] | None = None
        self.force: tuple[str, str, bool] | None = None
        self.told_as: dict[str, tuple[str, str, bool]] = {}  # who a common noun named, by its entry
        self.chain: tuple[Voice, ...] = ()  # that of the last attribution
        self.heard: tuple[Voice, ...] = ()  # that of the last attribution or act of speech
        self.phrase: Phrase | None = None  # its speaker
        self.group: tuple[str, bool] | None = None
        self.doer: Doer | None = None  # whom "de" and "den" mean in the next sentence
        self.last: tuple[str, str, bool] | None = None
        self.accused: str | None = None  # in the sentence before
        self.spokes: tuple[str, str, bool] | None = None  # whom the last spokesperson spoke for
        self.state: str | None = None
        self.place: dict[Level, Place] = {}
        self.here: Place | None = None
        self.stated_homes: dict[str, int] = {}
        self.land: tuple[str, ...] = ()  # the only state a sentence names, before any other did

    def open_sentence(self, sentence: Sentence) -> None:
        """Find whose "hæren" is in a report that has told of no place yet: "i Djibo, sier hæren".

        And who denies what the sentence before accused him of: "Hæren anklager X. | De | avviser det."
        """
        if self.accused is not None and denies_at_once(sentence):
            self.last = (self.accused, "generic", True)
        self.land = ()
        if not self.stated_homes:
            told = sentence.of(Kind.PLACE, Kind.NATION, Kind.ACTOR)
            here = (mention for mention in told if not is_beyond(sentence, mention))
            states = {state for mention in here for state in self.states_of(mention)}
            self.land = tuple(states) if len(states) == 1 else ()

    def state_name(self, states: tuple[str, ...]) -> str:
        """The English name of the first state, or ""."""
        if not states:
            return ""
        country = self._countries.get(states[0])
        return country.name if country else states[0]

    def owner_name(self, states: tuple[str, ...]) -> str:
        """The same inside the name of a body: "Police of the Philippines"."""
        country = self.country(states[0]) if states else None
        return country.inside if country else self.state_name(states)

    def country(self, state: str | None) -> Place | None:
        """The state as a place."""
        return self._countries.get(state) if state else None

    def states_of(self, mention: Mention) -> tuple[str, ...]:
        """The states a mention belongs to: of its actor, its adjective, or its place."""
        if mention.actor is not None:
            own = mention.actor.kind in (ActorKind.STATE, ActorKind.FORCE)
            return mention.actor.states[:1] if own else ()
        if mention.places and mention.places[0].country:
            return (mention.places[0].country,)
        return ()

    def home(self, role: str, *, fights: bool = False) -> tuple[str, ...]:
        """The state that a bare "hæren" or "regjeringen" belongs to: where the report is.

        Where that has no army, a force that `fights` is of the state whose army is there: "i Gaza".
        """
        if role not in ("force", "authority", "office", "civil", "medic"):
            return ()
        homes = self.land
        if self.stated_homes:
            homes = (max(self.stated_homes, key=self.stated_homes.__getitem__),)
        country = self.country(homes[0]) if homes and fights else None
        return (country.army,) if country is not None and country.army else homes

    def remember_person(
        self, text: str, full: str, states: tuple[str, ...], *, party: bool
    ) -> None:
        """Keep a person with the side he speaks for; the family name alone is known later."""
        row = (full, states, party)
        self._persons[text.casefold()] = row
        self._persons[text.split()[-1].casefold()] = row

    def person_name(self, text: str) -> str:
        """The full name of a person named before by the family name."""
        row = self._persons.get(text.casefold()) or self._persons.get(text.split()[-1].casefold())
        return row[0] if row else text

    def person_is_party(self, text: str) -> bool:
        """Whether a person named before speaks for a party to the conflict."""
        row = self._persons.get(text.split()[-1].casefold())
        return bool(row and row[2])

    def referent(self, refers: str) -> tuple[str, str, bool]:
        """Who a pointing word means: name, role, party."""
        match refers:
            case "person":
                return self.person or (UNRESOLVED, "named", False)
            case "group":
                name, party = self.group or (UNRESOLVED, True)
                return name, "group", party
            case "force" if self.force is not None:
                return self.force
            case "country" | "state":
                return (
                    self.state_name((self.state,) if self.state else ()) or UNRESOLVED,
                    "state",
                    True,
                )
            case "both":
                return BOTH, "generic", True
            case _:
                return self.last or (UNRESOLVED, "generic", False)

    def resolved(self, refers: str) -> tuple[str, str, bool] | None:
        """Who a pointing word means, or None where the article has told of nobody it could mean."""
        if refers == "force" and self.force is None and self.last and self.last[1] in _NO_ARMY:
            return None  # "en talsmann for hæren" behind what rebels or a villager said
        name, role, party = self.referent(refers)
        return None if name == UNRESOLVED else (name, role, party)

    def body_told(self, entry: Head) -> tuple[str, str, bool] | None:
        """The body told last that a common noun of its kind means: "departementet", "kontoret"."""
        kind, _, rest = entry.name.partition("{state}")
        kind = kind if "{state}" in entry.name else f"{entry.name} of "
        if entry.role != "authority" or not kind or rest:
            return None
        name = next((name for name in reversed(self._bodies) if name.startswith(kind)), None)
        return (name, entry.role, self._bodies[name]) if name is not None else None

    def note_bodies(self, drafts: Sequence[Draft]) -> None:
        """Keep the bodies that acted, spoke or were struck in a sentence."""
        for draft in drafts:
            parties = [body.name for body in (*draft.targets, *draft.agents)]
            for name in (*parties, *(voice.name for voice in draft.voices)):
                self.note_body(name, party=draft.agent_party)

    def note_body(self, name: str, *, party: bool) -> None:
        """Keep a body that spoke, acted or was struck, which a common noun of its kind means further on."""
        party = self._bodies.pop(name, party)
        self._bodies[name] = party

    def force_told(self, entry: Head) -> tuple[str, str, bool] | None:
        """The force of a state that spoke or acted last, where a common noun of its kind means it."""
        kind, _, rest = entry.name.partition("{state}")
        if self.force is None or not kind or rest or entry.role != "force":
            return None
        return self.force if self.force[0].startswith(kind) else None

    def pointed(self, refers: str) -> Place | None:
        """The place a pointing word means, or None: "byen" is the last town told."""
        match refers:
            case "town":
                return self.place.get(Level.TOWN)
            case "area" | "around":
                levels = (Level.AREA, Level.ADM1, Level.ADM2)
                return next((self.place[lv] for lv in levels if lv in self.place), self.here)
            case "country":
                return self._home_country()
            case "capital":
                home = self._home_country()
                return self.capital(home) if home else None
            case "here":
                return self.here
            case "sea":
                return self.place.get(Level.SEA)
            case _:
                return None

    def capital(self, state: Place) -> Place | None:
        """The capital of a state; None for a people or a region."""
        whole = state.country is not None and state.level is Level.COUNTRY
        return self._capital_of(state.country) if whole and state.country else None

    def is_capital(self, place: Place) -> bool:
        """Whether a place is a capital, from where much is told and decided that happened elsewhere."""
        capital = self._capital_of(place.country) if place.country else None
        return capital is not None and capital.geonameid == place.geonameid

    def named(self, index: int, *, opens: bool) -> Place | None:
        """The place named last in the sentence of that number, which "der" means in the next.

        Where "der" does not open it, that of an act told there counts before it.
        """
        if self._named is None or self._named[0] != index:
            return None
        named = self._named[1]
        if opens or self.here is None:
            return named
        acted = self._here_index == index or self.here.country != named.country
        return None if acted else named

    def note_here(self, place: Place, index: int) -> None:
        """Keep the place of an act told in the sentence of that number."""
        self.here, self._here_index = place, index

    def _home_country(self) -> Place | None:
        """The state the report is about: where the last act was, else the one most spoken of."""
        if self.stated_homes:
            return self.country(max(self.stated_homes, key=self.stated_homes.__getitem__))
        if self.here is not None and self.here.country:
            return self.country(self.here.country)
        return None

    def note_place(self, mention: Mention, index: int, *, aside: bool = False) -> None:
        """Keep a place for "byen", "området", "landet", "der" further on.

        One told `aside` is where somebody sits, or the second of two: "byen" means another.
        """
        place = mention.places[0]
        if place.level is not Level.COUNTRY and not mention.genitive and not aside:
            self._named = (index, place)
        if not aside or place.level not in self.place:
            self.place[place.level] = place
        if place.country:
            self.stated_homes[place.country] = self.stated_homes.get(place.country, 0) + 1

    def note_doer(self, sentence: Sentence, drafts: Sequence[Draft]) -> None:
        """Keep the only party that acts in a sentence: "Opprørerne tok byen. De drepte ni sivile."."""
        acts = [d for d in drafts if d.event_type == "ASSAULT" and d.agents and d.kind == "event"]
        if not acts:
            return
        draft = acts[-1]
        self.doer = None
        if len({d.agents[0].name for d in acts}) > 1 or not draft.agent_party:
            return
        struck = any(d.targets for d in acts)
        alone = not (struck or sentence.of(Kind.UNIT)) and not any(
            m.form in NOMINAL for m in sentence.of(Kind.TRIGGER)
        )
        self.doer = Doer(
            draft.agents[0].name, draft.agent_force, draft.agent_states,
            sentence.passage.index, alone,
        )  # fmt: skip

    def doer_before(self, sentence: Sentence) -> Doer | None:
        """Who acted in the sentence before."""
        doer = self.doer
        return doer if doer and sentence.passage.index - doer.sentence == 1 else None

    def note_named_group(self, sentence: Sentence) -> None:
        """Keep the only armed group that a sentence names, whom "gruppen" means further on.

        One that speaks or acts in it is kept behind it: "Hæren anklager M23. Gruppen avviser det."
        """
        rows = (m.actor for m in sentence.of(Kind.ACTOR) if m.actor is not None)
        names = {a.name for a in rows if a.kind is ActorKind.GROUP and a.party}
        if len(names) == 1:
            self.group = (names.pop(), True)

    def note_accused(self, drafts: Sequence[Draft]) -> None:
        """Keep who alone is accused in a sentence, whom "de" means in a denial right behind it."""
        rows = [d.targets for d in drafts if d.kind == "accusation" and d.agents]
        self.accused = rows[-1][0].name if rows and len(rows[-1]) == 1 else None

    def note_speaker(self, name: str, role: str, *, party: bool, human: bool) -> None:
        """Keep who spoke or acted last; "han" and "hun" mean the last human being among them."""
        if name in (UNRESOLVED, BOTH):
            return
        self.last = (name, role, party)
        if role == "force":
            self.force = self.last
        if human:
            self.person = (name, role, party)
        if role in ("group", "named") and party:
            self.group = (name, party)
