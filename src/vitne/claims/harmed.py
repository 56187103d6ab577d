"""Chooses the people that a harm word is about, among all the counts of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vitne.claims.agreement import agrees, counts_otherwise, stands_beyond
from vitne.claims.closing import (
    closes_clause,
    goes_before,
    objects_before,
    remains_of,
    stands_aside,
    stands_before_subject,
    told_by_noun,
)
from vitne.claims.elliptical import is_bare_subject, labelled, of_ones_own, takes_article
from vitne.claims.fellows import is_theirs
from vitne.claims.naming import back_of
from vitne.claims.objects import has_object, past_insertion, risen_to
from vitne.claims.sentence import ADJECTIVES, DEFINITE, NOMINAL, PLURALS, effect_of, what_of
from vitne.claims.shares import of_before, opens_clause
from vitne.claims.spared import is_suspect
from vitne.claims.standing import (
    apposed,
    follows,
    governed,
    heads_relative,
    inserted,
    is_article,
    is_doer,
    is_none,
    is_subject,
    is_told_of,
    is_wall,
    joined,
    names_known,
    nobody,
    of_next,
    of_share,
    one_number,
    owns,
    quoted,
    stands_apart,
    stands_for_people,
    subject_before_insertion,
)
from vitne.model import Kind, Mention
from vitne.model.entries import Form, Harm, HarmPart, Measure, People

if TYPE_CHECKING:
    from vitne.claims.count import Count
    from vitne.claims.sentence import Sentence

_REACH_RIGHT = 14
_TOLL_REACH = 24  # tokens of "dødstallet etter angrepet tidligere i uka mot … er steget til"
_NEAR = 3  # tokens from "ingen" to its people, or from a verb to people behind it
_LATER_REACH = 4
_BOTH = "both"  # the entry of words for two known before
# What befalls persons alone: "a Filipino deckhand is missing".
_OF_PERSONS = frozenset({Measure.MISSING, Measure.WOUNDED})
_KNOWN = (Kind.UNIT, Kind.HEAD, Kind.BACK, Kind.TRIGGER, Kind.PLACE, Kind.TIME)
_THINGS = frozenset({"buildings", "bases", "vehicles", "weapons", "places"})


class Harmed(msgspec.Struct, frozen=True, gc=False):
    """One harm word in its sentence, with all harm words and the counts still free."""

    sentence: Sentence
    harm: Mention
    entry: Harm
    harms: list[Mention]
    free: list[Count]
    goes_on: bool = False  # whether a toll was told just before

    def choose(self) -> list[Count]:
        """The counts that the word is about, the nearest first; empty if none can be told."""
        if parts := self._parts_of_victims():
            return parts
        around = self._around()
        captive = around and self.entry.measure is Measure.CAPTURED and is_article(around[0])
        captive = captive or self._holds_people()
        if captive or self._tells_of_things() or self._heads_list():
            return []  # "en kidnappet pilot" was told of before
        if held := self._inside() or around or self._adjacent():
            return held
        if self.entry.part is HarmPart.TOLL:
            rows = self._numbered() or self._left_number()
            return [c for c in rows if not is_article(c)]  # "had | a | high death toll"
        if self.names_whole() and not self._loses():
            return self._of_whole()
        if (told := told_by_noun(self.sentence, self.harm, self.free)) is not None:
            return told
        if self.entry.part in (HarmPart.INFLICTED, HarmPart.LOSSES):
            return self._objects()
        if has_object(self.sentence, self.harm, self.entry, self.harms, self.free):
            found = [] if self._fired_at() else self._objects()
            if found or self.entry.measure is not Measure.DISPLACED:
                return found
        found = remains_of(self.sentence, self.harm, self.free)
        found = found or self._left() or self._late() or self._behind()
        return found or labelled(self.sentence, self.harm, self.free)

    def _loses(self) -> bool:
        """Whether its subject only lost others or something: "26 soldater, hvorav to har | mistet | noe"."""
        return self.entry.part is HarmPart.LOSSES and self.harm.form not in NOMINAL

    def _heads_list(self) -> bool:
        """Whether losses only head a list of who fell and who was hurt: "Own | losses | : 3 men killed"."""
        if self.entry.part is not HarmPart.LOSSES or self.sentence.word(self.harm.last) != ":":
            return False
        return any(harm.first > self.harm.last for harm in self.harms)

    def _fired_at(self) -> bool:
        """Whether some were only shot at: "shot | at a bus carrying pilgrims"."""
        either = self.harm.form is Form.PAST_OR_PARTICIPLE and self.entry.needs_people
        return either and self.sentence.is_a(self.harm.last, "targeting")

    def _parts_of_victims(self) -> list[Count]:
        """The parts that the harmed are said to be in: "15 of the | victims | are civilians and five are soldiers"."""
        sentence, harm = self.sentence, self.harm
        if not sentence.is_a(harm.last, "being"):
            return []
        if not sentence.is_a(sentence.before_noun(harm.first), "of"):
            return []
        rows = (c for c in self.free if c.number and c.people and c.people.first == harm.first)
        found = [msgspec.structs.replace(c, people=None, of_whole=True) for c in rows]
        if not found:
            return []
        behind = (c for c in self.free if c.number and c.first > harm.last)
        listed = (c for c in behind if sentence.is_a(c.first - 1, "and") and not is_article(c))
        return found + [
            msgspec.structs.replace(c, subset=True)
            for c in listed
            if c.people or sentence.is_a(c.last, "being")
        ]

    def _behind(self) -> list[Count]:
        """The people behind a word that stands before its subject."""
        return self._right() if goes_before(self.sentence, self.harm) else []

    def _holds_people(self) -> bool:
        """Whether those harmed stand uncounted in the gap: "20 menn tok | passasjerene | som gisler"."""
        sentence, harm = self.sentence, self.harm
        if not self.entry.transitive or harm.form is Form.PASSIVE:
            return False
        inside = sentence.within(harm.first + 1, harm.last, Kind.PEOPLE)
        known = DEFINITE if self.entry.measure is Measure.CAPTURED else PLURALS
        told = any(m.form in known and not m.genitive for m in inside)
        return told and not (self._inside() or self._numbered())

    def _tells_of_things(self) -> bool:
        """Whether the word tells of things behind it: "16 | skadde | hus", "in | captured | uniforms"."""
        sentence, harm = self.sentence, self.harm
        if self.entry.measure is Measure.CAPTURED and sentence.is_a(harm.first - 1, "prepositions"):
            return not (sentence.is_stop(harm.last) or self._around())
        if sentence.is_a(harm.last - 1, "prepositions"):
            return False  # "900 | strømmet ut av | byen"
        rows = (
            c for c in self.free if c.number and not c.people
        )  # not "1.200 människor | flydde | byn"
        counted = any(c.last == harm.first for c in rows)
        return counted and what_of(sentence.starting(harm.last, Kind.UNIT)) in _THINGS

    def _objects(self) -> list[Count]:
        """The people an active verb harms: behind it, or before one that closes its clause."""
        if not closes_clause(self.sentence, self.harm):
            return self._right()
        rows = objects_before(self.sentence, self.harm, self.harms, self.free)
        return [c for c in rows if self._countable(c)]

    def names_whole(self) -> bool:
        """Whether the harm word names the whole: "Blant de omkomne er 25 barn"."""
        sentence, first = self.sentence, self.harm.first
        return any(
            effect_of(c) == "subset" and c.last <= first <= c.last + 2
            and not self._counts_some(c)
            and not any(sentence.is_stop(i) for i in range(c.last, first))
            for c in sentence.of(Kind.CUE)
        ) or sentence.has_a(max(0, first - 2), first, "among") or self._opens() or self._includes()  # fmt: skip

    def _counts_some(self, cue: Mention) -> bool:
        """Whether a number makes a part of those before it: "46 pasienter, tolv | av dem | med skuddskader"."""
        if not self.sentence.is_a(self.harm.first, "prepositions"):
            return False  # "two | of whom | died"
        number = self.sentence.covering(cue.first - 1, Kind.NUMBER)
        return number is not None and self.sentence.word(number.first - 1) == ","

    def _of_whole(self) -> list[Count]:
        """The parts of a whole, before the word or behind it: "Thirty of them | died", "of the dead, 17 …"."""
        if self._some_before():
            return self._left() or self._right()
        return self._right() or self._left()

    def _some_before(self) -> bool:
        """Whether a number before the word makes a part of others: "Thirty of them were | killed"."""
        sentence, first = self.sentence, self.harm.first
        for cue in sentence.of(Kind.CUE):
            verbs = all(sentence.is_a(i, "aux_passive_only") for i in range(cue.last, first))
            if effect_of(cue) == "subset" and cue.last <= first and verbs:
                return sentence.covering(cue.first - 1, Kind.NUMBER) is not None
        return False

    def _opens(self) -> bool:
        """Whether the harmed are told first, and then what they were: "Av de drepte er 17 barn"."""
        at = of_before(self.sentence, self.harm.first)
        some = self.sentence.covering(at - 1, Kind.NUMBER)  # "Thirty | of them | perished"
        return at >= 0 and some is None and opens_clause(self.sentence, at)

    def _includes(self) -> bool:
        """Whether the harmed are said to include others: "The dead | include nine children"."""
        cue = self.sentence.starting(self.harm.last, Kind.CUE)
        whole = cue is not None and effect_of(cue) == "subset"
        return whole and self.sentence.is_a(self.harm.first - 1, "determiners")

    def _inside(self) -> list[Count]:
        """A number in the gap of a pattern: "mistet tre personer livet"."""
        found: list[Count] = []
        first, last = self.harm.first, self.harm.last
        thing = self.entry.measure is Measure.WOUNDED  # "fikk en kule i skulderen"
        inside = [c for c in self.free if c.number and first < c.first < last]
        counted = any(not is_article(c) for c in inside)
        for count in inside:
            bare = is_article(count) and not count.people
            if bare and counted:
                continue  # "krevde | en bilbombe | 21 liv"
            if bare and count.unknown_noun:
                break  # "killed in | a blast"
            limbs = count.last == last - 1  # "mistede begge ben"
            one = thing and (is_article(count) or limbs) and not count.people
            if one or (found and not joined(self.sentence, found[-1], count)):
                break
            found.append(count)
        return found or self._hurt_inside()

    def _hurt_inside(self) -> list[Count]:
        """The one hurt in the gap of a pattern: "påførte | mannen | alvorlige skader"."""
        first, last = self.harm.first, self.harm.last
        inside = [c for c in self.free if c.people and first < c.first and c.last < last]
        # "treated for | minor | injuries" tells of no minor
        one = [c for c in inside if c.first < c.people.first or c.people.form in DEFINITE]  # type: ignore[union-attr]
        return one[:1] if self.entry.measure is Measure.WOUNDED else []

    def _around(self) -> list[Count]:
        """A count that the word only describes: "28.652 falne soldater"."""
        first, last = self.harm.first, self.harm.last
        rows = [c for c in self.free if c.first < first and c.last > last][:1]
        known = names_known(self.sentence, self.harm) and all(c.number is None for c in rows)
        return [] if known else rows  # "de savnede mennesker" were told of before

    def _adjacent(self) -> list[Count]:
        """A number whose noun the word is: "har registrert 780 drepte"."""
        if not self.sentence.ends(self.harm.first, "noun_endings"):
            return []
        rows = [c for c in self.free if c.last == self.harm.first and c.number and not c.people]
        return [c for c in rows if self.entry.needs_people or self._countable(c)][:1]

    def _left(self) -> list[Count]:
        """The nearest people before the word, with parts named beside them and joined people."""
        found: list[Count] = []
        if names_known(self.sentence, self.harm) or self._told_of_one():
            return found
        floor = max((h.last for h in self.harms if h.last <= self.harm.first), default=0)
        for count in reversed([c for c in self.free if c.last <= self.harm.first]):
            told = count.first < floor - 1 and not _is_also_harm(count, floor)
            told = told and not subject_before_insertion(self.sentence, count, self.harm.first)
            apart = self._tends_to(count) or self._befalls(count)
            if told or not self._reaches(count) or apart:
                break
            if not agrees(self.sentence, self.harm, count):
                continue
            number = count.number is not None and not is_article(count)
            if number and count.last == self.harm.first and not self._countable(count):
                break  # "Soldatene skjøt, og minst elleve | falt om": not the soldiers
            if (
                not self._countable(count)
                or stands_aside(self.sentence, count)
                or owns(self.sentence, count, self.free)
                or is_told_of(self.sentence, count, self.free, self.harm.first)
                or is_doer(self.sentence, count)
                or inserted(self.sentence, count, self.free, self.harm.first)
            ):
                continue
            if found and found[-1].of_whole and count.number is None:
                break
            if found and stands_apart(self.sentence, count, found[-1], self.harm.first):
                break
            if found and one_number(self.sentence, count, found[-1]):
                found.pop()
            found.append(count)
        return self._or_none(found)

    def _befalls(self, count: Count) -> bool:
        """Whether it counts but is told of one: "4,000 people came when | the general | was buried"."""
        named = self.entry.needs_number and count.number is None and count.people is not None
        between = range(count.last, self.harm.first)
        return named and all(self.sentence.is_a(i, "aux_passive") for i in between)

    def _told_of_one(self) -> bool:
        """Whether a pronoun is the subject: "to menn så ham den kvelden | han | døde"."""
        at = self.harm.first - 1
        who = self.sentence.covering(at, Kind.BACK)
        if who is None or who.genitive or back_of(who) != "person":
            return False
        if self.sentence.is_a(at, "possessives"):
            return False  # "dottera | hennar | omkom"
        alone = self.sentence.covering(at, Kind.PEOPLE) is None
        return alone and self.harm.form in (Form.PAST, Form.PAST_OR_PARTICIPLE, Form.PRESENT)

    def _or_none(self, found: list[Count]) -> list[Count]:
        """ "Ingen i politiet kom til skade": the none before the people is what is counted."""
        if not found or found[0].number is not None:
            return found
        nones = [
            c for c in self.free
            if is_none(c) and 0 <= found[0].first - c.last <= _NEAR
        ]  # fmt: skip
        return [*nones[-1:], *found[1:]] if nones else found

    def _reaches(self, count: Count) -> bool:
        """Whether no other clause lies between people and harm: insertions do not count."""
        sentence = self.sentence
        if heads_relative(sentence, count, self.harm.first):
            return True
        if subject_before_insertion(sentence, count, self.harm.first):
            return True
        for at in range(count.last, self.harm.first):
            ends = sentence.word(at) in (".", ";", ":") and sentence.is_stop(at)
            if sentence.is_wall(at) or ends:
                return False
        first, _ = sentence.clause(self.harm.first)
        if not sentence.is_a(first, "relative") or count.last > first:
            return True
        last = count.also.last if count.also else count.last  # "40 leger og | pleiere | som døde"
        return all(
            sentence.is_a(i, "prepositions") or sentence.is_a(i, "possessives")
            or sentence.covering(i + (sentence.word(i) == ","), Kind.PLACE, Kind.NAME)
            for i in range(last, sentence.told_of(first))
        )  # fmt: skip

    def _tends_to(self, count: Count) -> bool:
        """Whether people do something for those harmed: "hundrevis kom for å begrave ofrene"."""
        purpose = self.sentence.has_a(count.last, self.harm.first, "infinitive")
        return purpose and stands_for_people(self.sentence, self.harm) and not self.names_whole()

    def _countable(self, count: Count) -> bool:
        """Whether a count can be of people harmed: an unknown noun passes only for the dead."""
        if self._is_uncounted(count) or apposed(self.sentence, count):
            return False
        if is_suspect(self.sentence, self.harm, count):
            return True
        if counts_otherwise(self.sentence, self.entry, count):
            return False
        if (
            count.people
            or count.demonym
            or count.actor
            or quoted(self.sentence, count)
            or self._are_of_nation(count)
        ):
            return True
        if self.entry.needs_people:
            own = of_ones_own(self.sentence, count)
            return nobody(count) or own or self._elliptical(count)
        if count.unknown_noun:
            if is_none(count) and count.first >= self.harm.last:
                return False  # "the body has no power"
            if self.harm.form is Form.SINGULAR and count.last + 1 == self.harm.first:
                return self.entry.measure is Measure.WOUNDED  # "a | slight | injury"
            alone = is_article(count) and not self._is_one(count)
            return self.entry.measure is Measure.KILLED and not alone
        if count.number is None:
            return False
        return not is_article(count) or takes_article(self.sentence, self.harm, count)

    def _is_one(self, count: Count) -> bool:
        """Whether an article and a noun no pack knows are one who died: "en bakermester ble drept".

        They open the clause, or stand right beside the word of harm or its auxiliary.
        """
        sentence, harm = self.sentence, self.harm
        if harm.form in NOMINAL | ADJECTIVES:
            return False
        first, _ = sentence.clause(harm.first)
        beside = count.first == harm.last
        opens = count.first == first or sentence.is_any(count.first - 1, "and", "aux_passive_only")
        if not (beside or (opens and count.last <= harm.first)):
            return False
        return not any(sentence.covering(at, *_KNOWN) for at in (count.last, count.last + 1))

    def _are_of_nation(self, count: Count) -> bool:
        """Whether a noun no pack knows is of persons of a nation: "two Iraqi | stonecutters | were wounded".

        One of them is hardly enough where people are asked for: "outside a Turkish visa | office".
        """
        if not (count.unknown_noun and count.nation and self.entry.measure in _OF_PERSONS):
            return False
        return not (self.entry.needs_people and is_article(count))

    def _only_tells_of(self, count: Count) -> bool:
        """Whether things counted only have to do with those harmed: "otte anklager | om | mord"."""
        counts = self.entry.needs_number and self.harm.form in NOMINAL
        return counts and count.unknown_noun and count.last < self.harm.first

    def _is_uncounted(self, count: Count) -> bool:
        """Whether people beside a word of harm are none whom it counts, or only a share of them."""
        if self.entry.measure is Measure.DISPLACED and self._fights(count):
            return True  # those who fight retreat
        if self._names_act(count):
            return True
        if of_share(self.sentence, count):
            return True
        if count.number is not None:  # "fordømte | begge | drapene"
            return self._were_known(count) or self._only_tells_of(count)
        whole = stands_for_people(self.sentence, self.harm) and not self.names_whole()
        return self.entry.needs_number or whole or self._is_theirs(count)

    def _were_known(self, count: Count) -> bool:
        """Whether one or two harmed were told of before: "kaller det et | drap", "both of the | dead"."""
        if self.entry.needs_number and self.harm.form is Form.PLURAL and is_article(count):
            return True
        if count.number is None or _BOTH not in count.number.rules:
            return False
        if self.harm.form in NOMINAL | ADJECTIVES:
            return count.first < self.harm.first
        known = self.sentence.is_a(self.harm.first - 1, "determiners")
        return known and count.last < self.harm.first

    def _names_act(self, count: Count) -> bool:
        """Whether people only tell whose an act was: "died in a | guerrilla | attack"."""
        people = count.people
        if (
            people is None
            or not self.sentence.grammar.noun_rows
            or people.form is not Form.SINGULAR
        ):
            return False
        act = self.sentence.starting(people.last, Kind.TRIGGER)
        return is_article(count) and act is not None and act.form in NOMINAL

    def _fights(self, count: Count) -> bool:
        """Whether people bear arms, or tell how many who do: "angriperne, rundt 15 menn, flyktet"."""
        if count.entry and count.entry.armed:
            return True
        before = count.first - 1
        who = self.sentence.covering(before - 1, Kind.PEOPLE)
        armed = who is not None and isinstance(who.entry, People) and who.entry.armed
        return armed and self.sentence.word(before) == ","

    def _is_theirs(self, count: Count) -> bool:
        """Whether people only describe a noun of harm, or are tallied: "det 19-årige offer"."""
        at = self.harm.first - 1
        tallied = self.sentence.is_a(at - self.sentence.is_a(at, "prepositions"), "tally_words")
        beside = count.people is not None and count.last == self.harm.first
        return (beside and self.harm.form in NOMINAL) or (tallied and count.first >= self.harm.last)

    def _elliptical(self, count: Count) -> bool:
        """Whether a second toll leaves its people out: "… mens hæren selv mistet ni"."""
        if count.of_whole:
            return self.entry.measure is not Measure.CAPTURED  # "to av dem døde senere"
        if self.goes_on and self.entry.part is HarmPart.LOSSES and self._lost(count):
            return True
        others = [h for h in self.harms if h is not self.harm and h.form is not Form.GERUND]
        alone = is_bare_subject(self.sentence, count, self.harm.first)
        if count.number is None or count.unknown_noun or not others or alone:
            return alone  # "one fell on a mill, killing the watchman": a bomb
        behind = count.last <= self.harm.first or self.sentence.is_stop(count.last)
        return behind or self._are_others(count)

    def _are_others(self, count: Count) -> bool:
        """Whether others suffer this harm and no other: "tok med seg | ni andre"."""
        own = self.sentence.clause_of(count.first)
        later = (h for h in self.harms if h.first >= count.last)
        others = self.sentence.is_a(count.last, "other")
        return others and all(self.sentence.clause_of(h.first) != own for h in later)

    def _lost(self, count: Count) -> bool:
        """Whether a bare number is all that somebody lost: "den mistet | sju"."""
        bare = count.number is not None and not (count.unknown_noun or is_article(count))
        return bare and count.first == self.harm.last and self.sentence.is_stop(count.last)

    def _numbered(self) -> list[Count]:
        """The number behind a word for a toll: "dødstallet er 71"."""
        risen = risen_to(self.sentence, self.harm, self.free)
        return [risen] if risen is not None else self._right(numbered=True)

    def _right(self, *, numbered: bool = False) -> list[Count]:
        """The people after the word, within its clause."""
        sentence, harm = self.sentence, self.harm
        ceiling = min((h.first for h in self.harms if h.first >= harm.last), default=len(sentence))
        moved = self.entry.measure is Measure.DISPLACED and self.entry.part is HarmPart.SUFFERED
        found: list[Count] = []
        reach = _TOLL_REACH if numbered else _REACH_RIGHT
        begin = past_insertion(sentence, harm, self.free)
        for count in self.free:
            if not begin <= count.first <= harm.last + reach:
                continue
            if (moved and governed(sentence, count)) or is_doer(sentence, count):
                continue  # "har søkt tilflukt hos en søster"
            beyond = count.first >= ceiling and not (found and found[-1].last >= ceiling)
            if beyond or self._walled(count) or is_subject(sentence, count):
                break
            if numbered and (count.number is None or count.unknown_noun or is_article(count)):
                continue
            if count.number is None and self._told_before(count):
                continue
            if found and self._other_side(found[-1], count):
                found.append(count)
                continue
            if not self._countable(count) or of_next(sentence, self.harms, count):
                continue
            if found and not self._goes_on(found[-1], count):
                break
            found.append(count)
        return found if numbered else self._or_later(found)

    def _told_before(self, count: Count) -> bool:
        """Whether people were told of before: "henrettet mennene"; not "drepte nattevakten"."""
        form = count.people.form if count.people is not None else None
        killed = self.entry.measure is Measure.KILLED and (
            self.entry.part is not HarmPart.INFLICTED or self.harm.form is Form.PAST
        )  # "tok livet av ordføreren"; not "drapet på ordføreren"
        if self.sentence.grammar.verb_second:  # "drepte den ene vakten"
            killed = killed and not self.sentence.is_a(count.first, "determiners")
        return form in DEFINITE and not (killed and form is Form.SINGULAR_DEFINITE)

    def _goes_on(self, last: Count, count: Count) -> bool:
        """Whether one list of people goes on; "138 soldater og politifolk" is one number."""
        if not count.subset and not joined(self.sentence, last, count):
            return False
        return count.number is not None or last.number is None or self._is_one_more(last, count)

    def _is_one_more(self, last: Count, count: Count) -> bool:
        """Whether one person known by his part, or as theirs, stands last: "seven men and | the driver"."""
        one = count.people is not None and count.people.form is Form.SINGULAR_DEFINITE
        known = one and self.sentence.is_a(count.first - 1, "and")
        return known or is_theirs(self.sentence, last.last, count)

    def _other_side(self, last: Count, count: Count) -> bool:
        """Whether the verb is left out for another: "hæren mistet seks mann og opprørerne 161"."""
        at = last.last + 1
        listed = self.sentence.is_a(at - 1, "and") or self.sentence.word(at - 1) == ","
        if self.entry.part is not HarmPart.LOSSES or not listed or count.number is None:
            return False
        while self.sentence.is_a(at, "definite_articles") or self.sentence.is_a(at, "and"):
            at += 1
        side = self.sentence.starting(at, Kind.HEAD, Kind.ACTOR, Kind.PEOPLE, Kind.PLACE)
        return side is not None and side.last == count.first

    def _or_later(self, found: list[Count]) -> list[Count]:
        """The counted people rather than the subject: "pågrep politiet i Gao fire menn"."""
        if not found or found[0].number is not None:
            return found
        last = found[0].last
        near = (c for c in self.free if c.number and last <= c.first <= last + _LATER_REACH)
        later = [c for c in near if c.people or not is_article(c)]  # not "i | et | angrep"
        if later and self._is_other(later[0]) and joined(self.sentence, found[0], later[0]):
            return found if later[0] in found else [*found, later[0]]  # "guvernøren og tre vakter"
        # "killing the guard and injuring two women" counts the women once
        other = any(last <= h.first < c.first for c in later[:1] for h in self.harms)
        return later[:1] if later and not other and not self._walled(later[0]) else found

    def _is_other(self, count: Count) -> bool:
        """Whether a number tells of people, be it only of others: "the mayor and six | others"."""
        return count.people is not None or self.sentence.is_a(count.last, "other")

    def _walled(self, count: Count) -> bool:
        sentence, between = self.sentence, range(self.harm.last, count.first)
        lost = self.entry.part is HarmPart.LOSSES and self.harm.form in NOMINAL
        # "ville ikke tale om tap, sier nå at 35 er døde"
        if self.entry.part is HarmPart.TOLL and any(self._elsewhere(i) for i in between):
            return True
        if stands_beyond(sentence, self.harm, count):
            return True
        # "Med gårsdagens tap | har 22 soldater mistet livet"
        return any(
            is_wall(sentence, i) or (lost and sentence.is_any(i, "that", "aux_perfect_only"))
            for i in between
        )

    def _elsewhere(self, at: int) -> bool:
        """Whether a clause opens that tells why or when: "is expected to rise, | as dozens are"."""
        opens = self.sentence.word(at) == "," and self.sentence.is_a(at + 1, "circumstances")
        return opens and self.sentence.covering(at + 1, Kind.TIME, Kind.NUMBER) is None

    def _left_number(self) -> list[Count]:
        last = self.harm.first
        return [c for c in self.free if c.number and last - _LATER_REACH < c.last <= last][-1:]

    def _late(self) -> list[Count]:
        """People after the verb, where none stand before it: "Drept ble også tre sivile"."""
        alone = self.harm.form is Form.PASSIVE  # "I onsdags dödades guvernören"
        far = stands_before_subject(self.sentence, self.harm)
        near = (
            c for c in self._right()
            if c.first <= self.harm.last + _NEAR
            or (far and c.people is not None and not governed(self.sentence, c))
        )  # fmt: skip
        told = (c for c in near if alone or c.number is not None)
        return [c for c in told if follows(self.sentence, self.harm, c)]


def _is_also_harm(count: Count, floor: int) -> bool:
    """Whether the word for people is the last word of harm itself: "the | victim | sustained injuries"."""
    return count.people is not None and count.people.last == count.last == floor
