"""Knows where a report was filed, by its dateline, and the words that point there."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from vitne.claims.naming import back_of
from vitne.claims.places import located
from vitne.model import Kind, Level, Place, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.claims.drafts import Draft
    from vitne.claims.frame import Frame
    from vitne.claims.sentence import Sentence
    from vitne.model import Article, Location, Mention
    from vitne.packs.pack import Pack

_NAMES = re.compile(r"[^\W\d_](?:[\w' .-]*\w)?")  # "KANDAHAR" and "Afghanistan" before "(AP)"
_OPENING = re.compile(r"([^\W\d_]{3,}(?:[ -][^\W\d_]+){0,3})\.\s")  # "TIARET. Mellem 60 og 80 …"
# "Jonglei. Byen Bor …", "Bunia, Ituri: …", "Bria: En …"
_LABEL = re.compile(r"([^\W\d_][\w'’ ,-]{2,40}?)([.:])\s")
_DESCRIBED = 4  # words of "this dusty southern border town"
_TOWNS = frozenset({"town", "capital"})
_LONGEST = 40  # signs of a line that only names what the news below it is from
_MANY = 3  # items that towns open
_LEAST = 2  # such lines in a roundup
_GREAT = 100_000  # people of a town that may head an item
_NO_HEADS = frozenset({Role.KICKER, Role.CAPTION})
_LABELLED = frozenset({Role.PARAGRAPH, Role.SUBHEADING})


class Filed:
    """The place of the dateline of one article: "KANDAHAR, Afghanistan (AP) --" was filed there."""

    __slots__ = ("_kicker", "_line", "_pack", "_place", "_sentences", "_sought")

    def __init__(
        self, line: str, sentences: Sequence[Sentence], pack: Pack, *, kicker: bool
    ) -> None:
        """Look for it only when it is asked for; a `kicker` is a word before a colon."""
        self._line, self._sentences, self._pack = line, sentences, pack
        self._kicker = kicker
        self._place: Place | None = None
        self._sought = False

    @property
    def place(self) -> Place | None:
        """The town, as the gazetteer has it if it does."""
        if not self._sought:
            self._sought = True
            self._place = self._find()
        return self._place

    @property
    def state(self) -> Place | None:
        """The state in which that town lies."""
        place = self.place
        return self._pack.countries.get(place.country or "") if place is not None else None

    def _find(self) -> Place | None:
        if self._kicker:  # "KABUL: …", and not "KAMPER: …"
            return next(iter(self._pack.places.rank(self._pack.places.find(self._line), ())), None)
        text = self._line.partition("(")[0]
        names = [found.group() for part in text.split(",") if (found := _NAMES.match(part.strip()))]
        if not names or "/" in text:
            return None
        find = self._pack.places.find
        states = [place.country for name in names[1:] for place in find(name)[:1] if place.country]
        towns = [p for p in find(names[0]) if not states or p.country in states]
        ranked = self._pack.places.rank(towns, states or self._told())
        if ranked:
            return ranked[0] if ranked[0].level is Level.TOWN else None
        if not (names[0].isupper() or states):
            return None  # "Vestlandsposten – mandag 15. april"
        name = names[0].title() if names[0].isupper() else names[0]
        return Place(name, states[0] if states else None, Level.TOWN)

    def _told(self) -> list[str]:
        """The states that the article tells of, most first."""
        counts = Counter(
            mention.places[0].country
            for sentence in self._sentences
            for mention in sentence.of(Kind.PLACE, Kind.NATION)
            if mention.places and mention.places[0].country
        )
        return [state for state, _ in counts.most_common()]


def filed(article: Article, sentences: Sequence[Sentence], pack: Pack) -> Filed | None:
    """Where an article was filed; None without a dateline, or a kicker that may be one."""
    line = next((segment for segment in article.segments if segment.role is Role.DATELINE), None)
    if line is not None:
        text = article.text[line.start : line.end].rstrip(": ")
        return Filed(text, sentences, pack, kicker=False)
    kicker = next((text for _, text in _labels(article)), None) or _label_of_lead(article)
    if kicker is None:
        return None
    return Filed(kicker, sentences, pack, kicker="," not in kicker)


def _label_of_lead(article: Article) -> str | None:
    """The names before a colon that open the first paragraph: "Bunia, Ituri: På golvet ligger …"."""
    lead = next((s for s in article.segments if s.role is Role.PARAGRAPH), None)
    found = _label(article.text[lead.start : lead.end]) if lead is not None else None
    return found[0] if found is not None and found[1] == ":" else None


def _label(text: str) -> tuple[str, str] | None:
    """The names before the first colon or full stop of a paragraph, and that mark."""
    found = _LABEL.match(text)
    if found is None or not all(word[0].isupper() for word in found[1].split()):
        return None
    return found[1], found[2]


def _labels(article: Article) -> list[tuple[int, str]]:
    """The words in capitals put before paragraphs, with their numbers: "LVIV: …", "TIARET. …"."""
    labels: list[tuple[int, str]] = []
    for at, segment in enumerate(article.segments):
        text = article.text[segment.start : segment.end]
        opening = _OPENING.match(text) if segment.role is Role.PARAGRAPH else None
        if segment.role is Role.KICKER:
            labels.append((at, text.rstrip(": ")))
        elif opening is not None and opening.group(1).isupper():
            labels.append((at, opening.group(1)))
    return labels


def items(article: Article, pack: Pack) -> dict[int, Location]:
    """The places that head the items of a roundup, by paragraph: "LVIV: …", "Libya" above its news."""
    return _headed(article, pack) or _kickers(article, pack) or _opened(article, pack)


def _kickers(article: Article, pack: Pack) -> dict[int, Location]:
    """The places put before the items, for all paragraphs down to the next: "LVIV: Et lager ble truffet."."""
    labels = _labels(article)
    if len(labels) < _LEAST:
        return {}
    found = [(at, pack.places.rank(pack.places.find(text), ())) for at, text in labels]
    heads = [(at, rows[0] if rows else None) for at, rows in found]
    if len({place.name for _, place in heads if place is not None}) < _LEAST:
        return {}
    turns = enumerate(article.segments)
    heads += [(at, None) for at, segment in turns if segment.role is Role.SUBHEADING]
    return _down_to_next(sorted(heads, key=lambda head: head[0]), article)


def _opened(article: Article, pack: Pack) -> dict[int, Location]:
    """The towns that open the items, most of which are known: "Bria: En soldat ble skutt …"."""
    labels = (
        (at, _label(article.text[segment.start : segment.end]))
        for at, segment in enumerate(article.segments) if segment.role is Role.PARAGRAPH
    )  # fmt: skip
    rows = [(at, label[0]) for at, label in labels if label is not None and label[1] == ":"]
    names = {name for _, name in rows}
    if len(names) < _MANY:
        return {}
    known = {name: pack.places.find(name) for name in names}
    told = sum(bool(places) for places in known.values())
    if told < _LEAST or told * 2 < len(known):
        return {}
    states = Counter(s for rows in known.values() for s in {p.country for p in rows if p.country})
    main = [state for state, _ in states.most_common(1)]
    heads = [
        (at, next(iter(pack.places.rank(known[name], main)), Place(name, None, Level.TOWN)))
        for at, name in rows
    ]
    return _down_to_next(heads, article)


def _headed(article: Article, pack: Pack) -> dict[int, Location]:
    """The places that stand alone above the items, for all paragraphs down to the next of them.

    So do those before a mark that opens an item or its heading: "Jonglei. …", "Conakry: Ti drept".
    """
    heads: list[tuple[int, Place | None]] = []
    within = False  # whether any opens a paragraph, where a heading of no place ends an item
    for at, segment in enumerate(article.segments):
        if segment.role in _NO_HEADS:
            continue
        text = article.text[segment.start : segment.end]
        alone = text if segment.end - segment.start <= _LONGEST else ""
        place = _headed_by(alone, pack) if alone else None
        label = _label(text) if place is None and segment.role in _LABELLED else None
        if label is not None and not label[0].isupper():
            place = _headed_by(label[0], pack)
            within = within or (place is not None and segment.role is Role.PARAGRAPH)
        unknown = segment.role is Role.SUBHEADING and (within or label is not None)
        if place is not None or unknown:  # "Nordvest-Pakistan: Bilbomber" turns elsewhere too
            heads.append((at, place))
    if len({place.name for _, place in heads if place is not None}) < _LEAST:
        return {}
    return _down_to_next(heads, article)


def _down_to_next(
    heads: Sequence[tuple[int, Place | None]], article: Article
) -> dict[int, Location]:
    """The place of each heading, for it and all paragraphs down to the next of them."""
    ends = [*(at for at, _ in heads), len(article.segments)][1:]
    return {
        paragraph: found
        for (at, place), end in zip(heads, ends, strict=True)
        if place is not None
        for found in (located(place, None, "told before"),)
        for paragraph in range(at, end)
    }


def _headed_by(line: str, pack: Pack) -> Place | None:
    """The first of the states and great towns that are all a line names: "Kirgisistan og Tadsjikistan"."""
    parts: list[list[str]] = [[]]
    for token in line.strip().rstrip(":").split():
        if token.casefold() in pack.grammar["and"]:
            parts.append([])
        else:
            parts[-1].append(token.rstrip(","))
    rows = [pack.places.rank(pack.places.find(" ".join(words)), ()) for words in parts]
    known = all(found and _is_heading(found[0]) for found in rows)
    return rows[0][0] if known else None


def _is_heading(place: Place) -> bool:
    return place.level is not Level.TOWN or place.population >= _GREAT


def dateline(frame: Frame) -> Location | None:
    """The state a report was filed from, for the acts of one that tells no place at all.

    No finer: who reports from a capital does so of the whole country.
    """
    state = frame.filed.state if frame.filed is not None else None
    return located(state, None, "dateline") if state is not None else None


def filed_here(draft: Draft, frame: Frame, stated: Mention | None) -> Location | None:
    """The place of the dateline, where words point to it: "in this southern town", "here".

    What the sentence states counts before it, unless it only tells where that town lies.
    """
    sentence = draft.sentence
    if frame.filed is None or frame.town(draft) is not None:
        return None
    words = _this_town(sentence)
    if words is None and stated is None and frame.place is None:
        words = _here(sentence)
    if words is None or not (stated is None or _lies(sentence, stated, words[1])):
        return None
    place = frame.filed.place
    if place is None:
        return None
    return located(place, sentence.quote(*words), "pointed to")


def _lies(sentence: Sentence, stated: Mention, end: int) -> bool:
    """Whether a place stands right behind the town, which lies in it: "this town of X district"."""
    return stated.first - end <= 1 and (
        sentence.is_a(end, "of") or sentence.is_a(end, "in") or stated.first == end
    )


def _this_town(sentence: Sentence) -> tuple[int, int] | None:
    """The tokens of "this southern town"; none where its name follows."""
    if not sentence.has("this"):
        return None
    for at in range(len(sentence)):
        if not sentence.is_a(at, "this"):
            continue
        for noun in range(at + 1, min(at + 1 + _DESCRIBED, len(sentence))):
            if sentence.is_stop(noun) or sentence.is_a(noun, "function"):
                break
            if _is_town(sentence, noun):
                named = sentence.starting(noun + 1, Kind.PLACE, Kind.NAME) is not None
                return None if named else (at, noun + 1)
    return None


def _is_town(sentence: Sentence, at: int) -> bool:
    points = back_of(sentence.covering(at, Kind.BACK)) in _TOWNS
    return points or sentence.is_a(at, "settlements")


def _here(sentence: Sentence) -> tuple[int, int] | None:
    for mention in sentence.of(Kind.BACK):
        if back_of(mention) == "here":
            reported = sentence.covering(mention.first - 2, Kind.REPORTING)
            named = any(place.last <= mention.first for place in sentence.of(Kind.PLACE))
            if mention.first and reported is None and not named:
                return mention.first, mention.last
    return None
