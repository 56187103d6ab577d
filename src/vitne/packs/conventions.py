"""How articles are laid out: the words of credits, datelines, fact boxes and promotion, compiled.

The conventions of all languages are merged, because layout is read before the language is known.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from vitne.errors import PackError
from vitne.model import Role  # noqa: TC001 (msgspec reads it when a pack is read)
from vitne.packs.frequent import Frequent, read_frequent
from vitne.packs.players import by_shared
from vitne.packs.toml import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable


class ConventionKind(StrEnum):
    """What a layout word does."""

    MONTH = "month"  # "oktober", with its number as `value`
    WEEKDAY = "weekday"  # "lørdag"
    ORDINAL = "ordinal"  # what ends the number of a day: "27th August"
    CLOCK = "clock"  # "Kl." before a time of day, and alone a stamp of a live feed
    DATEFIELD = "datefield"  # " date 2020-10": the field name of a feed, the text goes on behind
    PUBLISHED = "published"  # "Publisert: 27.12.2017 19:40"
    UPDATED = "updated"  # "Sist oppdatert onsdag 3. juli 2019"
    BYLINE = "byline"  # "Av Kari Holm"
    CREDIT = "credit"  # "Foto:"
    PLAYER = "player"  # "Du trenger javascript for å se video."
    FACT = "fact"  # "FAKTA", the heading of a fact box
    PROMO = "promo"  # "Les også:", at the start of a line
    AGENCY = "agency"  # "NTB", as it stands in "(©NTB)" and "(NTB-AFP)"
    ACRONYM = "acronym"  # "USA": capitals before a colon that are no kicker
    CLASS = "class"  # a word in a class attribute of HTML; `role` is what it marks


class Convention(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One layout word with its proof, such as "Foto" in "RUINER: Douma. Foto: Reuters".

    `examples` are lines (for `class`: class attributes) on which the entry must fire;
    on `counterexamples` it must not.
    """

    id: str
    kind: ConventionKind
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    note: str = ""
    value: int | None = None  # the number of a month, 1..12
    role: Role | None = None  # of a class: what it marks
    whole: bool = False  # of a promotion: fires only if it is the whole line, and ends with it


class ConventionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The layout words of one language: `data/languages/nb/article.toml`."""

    language: str  # BCP 47
    aliases: tuple[str, ...] = ()  # other tags that mean it: "no"
    entries: tuple[Convention, ...]


class Conventions(msgspec.Struct, frozen=True):
    """The layout words of all languages, compiled. Pure data: safe to share and to pickle."""

    entries: tuple[Convention, ...]
    languages: tuple[str, ...]
    aliases: dict[str, str]  # tag → language, "no" → "nb"
    frequent: Frequent  # the words by which a language is told
    months: dict[str, int]  # lower case
    classes: dict[str, Role]  # word of a class attribute → what it marks
    acronyms: frozenset[str]
    players: dict[str, tuple[str, ...]]  # lower case, by a word of each: looked for before `marks`
    credits: tuple[str, ...]
    heads: frozenset[str]  # the first words of lines for `opener`, as `head` tells them
    opener: re.Pattern[str]  # what a line starts with; groups are named after the kinds
    marks: re.Pattern[str]  # credits (with their colon) and players, in a text in lower case
    kickers: re.Pattern[str]
    date: re.Pattern[str]  # groups y1 m1 d1 … y5 m5, see `vitne.articles.dates`
    bare_date: re.Pattern[str]  # a line that is a date, a weekday or a time of day and no more
    dateline: re.Pattern[str]  # from behind the place names up to the colon or dash
    agency: re.Pattern[str]  # a whole credit: "(©NTB)", "(NTB-AFP)", "/ritzau/"


_NO_WORDS = Frequent()
# Capitals of the Latin alphabets. A kicker is told by them: "TRAPPES OPP:".
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_KICKER = (
    rf"[{_CAPITAL}]{{2}}(?<![\w-][{_CAPITAL}]{{2}})[{_CAPITAL}]{{0,28}}+(?:-[{_CAPITAL}]{{1,30}}+)?+"
    rf"(?:[ \xa0][{_CAPITAL}0-9][{_CAPITAL}0-9-]{{0,30}}+){{0,5}}+ ?:(?=\s|$)"
)
_HEAD = re.compile(r"[^\w\s]?[^\W\d_]*")  # with the mark before it: "(reporting"
_CLASS_WORD = re.compile(r"[^\W\d_]+")
_HELPERS = (
    ConventionKind.MONTH, ConventionKind.WEEKDAY, ConventionKind.CLOCK, ConventionKind.AGENCY,
    ConventionKind.ORDINAL, ConventionKind.UPDATED,
)  # fmt: skip
_TIME = r"[0-2]?[0-9][.:][0-5][0-9]"
_SECONDS = r"(?:[.:][0-5][0-9])?(?:\s?[ap]\.?m\.?(?![a-z]))?"  # "16:40:05", "4:40 p.m."
_ZONE = r"(?:,?\s(?:\(?[A-Z]{2,4}\)?|[+-][0-9]{2}:?[0-9]{2}))?"  # "GMT", ", UK", "+0000"
_ISO_TIME = r"T[0-9:.]{4,15}(?:Z|[+-][0-9:]{4,6})?"
# Only before what follows the date in a dateline: "BOGOTA, 11 JAN 90 (EFE) --".
_SHORT_YEAR = r"[0-9]{2}(?=\s(?:\(|--|[–—]))"
ALONE = "alone"  # the group of a promotion that is no more than its line
_LINE_KINDS = (
    ConventionKind.DATEFIELD, ConventionKind.PUBLISHED, ConventionKind.UPDATED,
    ConventionKind.BYLINE, ConventionKind.CREDIT, ConventionKind.FACT, ConventionKind.PROMO,
    ConventionKind.PLAYER,
)  # fmt: skip
_STAMPS = (ConventionKind.CLOCK, ConventionKind.WEEKDAY)


def _lower(entries: Iterable[Convention], kinds: tuple[ConventionKind, ...]) -> tuple[str, ...]:
    return tuple(word.lower() for e in entries if e.kind in kinds for word in e.words)


def head(low: str, at: int = 0) -> str:
    """The first word of a line in lower case, by which most lines are known to be no layout."""
    found = _HEAD.match(low, at)
    return found.group() if found is not None else ""


def _escaped(words: Iterable[str]) -> list[str]:
    """Words as patterns, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return [re.escape(word).replace(r"\ ", r"[ \xa0]") for word in ordered]


def _literal(words: Iterable[str]) -> str:
    """One alternation of words; `(?!)` for none, which never matches."""
    return "|".join(_escaped(words)) or "(?!)"


def _words(entries: Iterable[Convention], kind: ConventionKind, *, whole: bool = False) -> str:
    return _literal(w for e in entries if e.kind is kind and e.whole is whole for w in e.words)


def _line_start(entries: tuple[Convention, ...], kind: ConventionKind) -> str:
    """The pattern of one kind at the start of a line."""
    some = _words(entries, kind)
    behind = {
        ConventionKind.DATEFIELD: r"(?=\s[0-9]{4}-)",
        ConventionKind.BYLINE: rf"(?=\s?:|\s(?-i:[{_CAPITAL}])|$)",
        ConventionKind.CREDIT: r"(?=\s?:)",
    }.get(kind, r"(?!\w)")
    pattern = rf"(?P<{kind}>(?:{some}){behind})"
    if kind is not ConventionKind.PROMO:
        return pattern
    whole = _words(entries, kind, whole=True)
    return rf"(?P<{ALONE}>(?:{whole})\s?[:.]?$)|{pattern}"


def _stamp(entries: tuple[Convention, ...]) -> str:
    clock, day = _words(entries, ConventionKind.CLOCK), _words(entries, ConventionKind.WEEKDAY)
    before = rf"(?:(?:{day})\s)?(?:(?:{clock})\s?)?"
    return rf"(?P<clock>{before}{_TIME}(?![0-9]|[.:][0-9])\s?(?:[:–—-](?=\s|$)|$))"


def _opener(entries: tuple[Convention, ...]) -> re.Pattern[str]:
    kinds = [_line_start(entries, kind) for kind in _LINE_KINDS]
    kicker = rf"(?P<kicker>(?-i:{_KICKER}))"
    return re.compile("|".join([*kinds, _stamp(entries), kicker]), re.IGNORECASE)


def _marks(entries: tuple[Convention, ...]) -> re.Pattern[str]:
    """Flat and in lower case: that is what the engine can search for quickly."""
    credits = [rf"{word}\s?:" for word in _escaped(_lower(entries, (ConventionKind.CREDIT,)))]
    players = _escaped(_lower(entries, (ConventionKind.PLAYER,)))
    return re.compile("|".join([*players, *credits]) or "(?!)")


def _date(entries: tuple[Convention, ...]) -> str:
    month = _words(entries, ConventionKind.MONTH)
    th = rf"(?:{_words(entries, ConventionKind.ORDINAL)})?"
    return (
        r"(?<![0-9])(?:"
        r"(?P<y1>[0-9]{4})-(?P<m1>[0-9]{2})(?:-(?P<d1>[0-9]{2}))?(?![0-9]|-[0-9])"
        r"|(?P<d2>[0-9]{1,2})[./](?P<m2>[0-9]{1,2})(?:[./]|[\s-](?=[12][0-9]{3}))"  # "3/3 2022"
        r"(?P<y2>[0-9]{4}|[0-9]{2})(?![0-9])"
        rf"|(?P<d3>[0-9]{{1,2}}){th}\.?\s(?P<m3>{month})\.?,?\s(?P<y3>[0-9]{{4}}|{_SHORT_YEAR})(?![0-9])"
        rf"|(?<!\w)(?P<m4>{month})\.?\s(?:[0-9]{{1,2}}{th}\s?[–-]\s?)?(?P<d4>[0-9]{{1,2}}){th},?\s"
        r"(?P<y4>[0-9]{4})(?![0-9])"
        rf"|(?<!\w)(?P<m5>{month})\.?\s(?P<y5>[0-9]{{4}})(?![0-9]))"
    )


def _agencies(entries: tuple[Convention, ...]) -> str:
    name = _words(entries, ConventionKind.AGENCY)
    return rf"(?:{name})(?:(?:\s?[-–/,]\s?|\s)(?:{name}))*+"


def _bare_date(entries: tuple[Convention, ...]) -> str:
    day, clock = _words(entries, ConventionKind.WEEKDAY), _words(entries, ConventionKind.CLOCK)
    short = _literal(word[:3] for word in _lower(entries, (ConventionKind.WEEKDAY,)))
    day = rf"{day}|(?:{short})\.?"  # "fre 9. mai 2025", "Fri. 9 May 2025"
    new = _words(entries, ConventionKind.UPDATED)  # "7 February 2011 Last updated at 11:48 GMT"
    time = (
        rf"(?:,?\s(?:(?:{new})\s)?(?:(?:{clock})\s?)?{_TIME}{_SECONDS}(?:\s(?:{clock}))?{_ZONE})?"
    )
    return (
        rf"(?:(?:{day}),?\s(?:\w{{1,3}}\.?\s)?)?{_since(entries)}{_date(entries)}"
        rf"(?:{time}|{_ISO_TIME})\.?"
    )


def _since(entries: tuple[Convention, ...]) -> str:
    """The first day of a span, of which the last is that of the report: "5 to | 12 January 2009"."""
    month, th = _words(entries, ConventionKind.MONTH), _words(entries, ConventionKind.ORDINAL)
    first = rf"[0-9]{{1,2}}(?:{th})?\.?(?:\s(?:{month}))?(?:\s[0-9]{{4}})?"
    return rf"(?:(?:\w{{2,16}}\s){{0,2}}{first}(?:\s?[–—-]\s?|\s\w{{1,3}}\s))?"


def _dateline(entries: tuple[Convention, ...]) -> str:
    # Any word may stand where the weekday does: "måndag 11. mai 2009" needs no pack for Nynorsk.
    agencies = _agencies(entries)
    credit = rf"\(©?\s?{agencies}\)"
    names = rf"(?P<alone>{credit})"
    before = rf"(?:{credit}\s?[-–—]\s)?"  # "(AP) — Aug. 27, 2024 —"
    # Behind a full date any agency may stand, also one that is no more: "(NTB-Reuter)".
    slashed = r"\s?(?:/[^/\s]{1,20}){1,3}/"  # "/ritzau/AFP/"
    source = rf"(?P<told>\s?\([^()\n]{{1,40}}\)|,?\s{agencies}|{slashed})"
    when = rf"(?:[^\W\d_]{{3,12}}+,?\s(?:\w{{1,3}}\.?\s)?)?{_date(entries)}{source}?"
    # "(AFP). Ten died" for sure; "3 May 2010. Ten died" where the text tells of nothing later
    stop = r"(?(told)\.(?=\s)|(?(alone)\.(?=\s)|(?P<bare>\.(?=\s))))"
    return rf",?\s(?:{before}\(?{when}\)?|{names})\s?(?::|(?:--?|[–—·•])(?=\s)|$|{stop})"


def compile_conventions(
    files: Iterable[ConventionFile], frequent: Frequent = _NO_WORDS
) -> Conventions:
    """Merge the layout words of several languages into one set of matchers."""
    files = tuple(files)
    entries = tuple(entry for file in files for entry in file.entries)
    names = _agencies(entries)
    agency = rf"\(©?\s?(?:{names})\)\.?|/{names}/|©\s?(?:{names})"
    return Conventions(
        entries=entries,
        languages=tuple(file.language for file in files),
        aliases={tag: f.language for f in files for tag in (f.language, *f.aliases)},
        frequent=frequent,
        months={w.lower(): e.value for e in entries if e.value is not None for w in e.words},
        classes={w: e.role for e in entries if e.role is not None for w in e.words},
        acronyms=frozenset(w for e in entries if e.kind is ConventionKind.ACRONYM for w in e.words),
        players=by_shared(_lower(entries, (ConventionKind.PLAYER,))),
        credits=_lower(entries, (ConventionKind.CREDIT,)),
        heads=frozenset(head(word) for word in _lower(entries, (*_LINE_KINDS, *_STAMPS))),
        opener=_opener(entries),
        marks=_marks(entries),
        kickers=re.compile(_KICKER),
        date=re.compile(_date(entries), re.IGNORECASE),
        bare_date=re.compile(_bare_date(entries), re.IGNORECASE),
        dateline=re.compile(_dateline(entries), re.IGNORECASE),
        agency=re.compile(agency, re.IGNORECASE),
    )


def fires(entry: Convention, line: str, conventions: Conventions) -> bool:
    """Whether one entry, by itself, fires on a line (of a class: on a class attribute).

    The calendar and the names of agencies are those of `conventions`, as dates and datelines need
    them; of the entry's own kind only the entry counts.
    """
    helpers = [e for e in conventions.entries if e.kind is not entry.kind and e.kind in _HELPERS]
    alone = compile_conventions([ConventionFile(language="und", entries=(entry, *helpers))])
    line, kind = line.strip(), entry.kind
    opened = alone.opener.match(line)
    match kind:
        case ConventionKind.MONTH | ConventionKind.ORDINAL:
            return alone.date.search(line) is not None
        case ConventionKind.CLOCK:
            return opened is not None and opened.lastgroup == kind and not line[0].isdigit()
        case ConventionKind.WEEKDAY:
            stamped = opened is not None and opened.lastgroup == ConventionKind.CLOCK
            named = any(word in line for word in entry.words)
            return stamped or (named and alone.dateline.search(line) is not None)
        case ConventionKind.AGENCY:
            return any(alone.agency.fullmatch(line, at) for at in range(len(line)))
        case ConventionKind.CREDIT | ConventionKind.PLAYER:
            return alone.marks.search(line.lower()) is not None
        case ConventionKind.ACRONYM:
            return line.partition(":")[0] in alone.acronyms
        case ConventionKind.CLASS:
            return any(word in alone.classes for word in class_words(line))
        case _:
            return opened is not None and opened.lastgroup in (kind, entry.whole and ALONE)


def class_words(attribute: str) -> list[str]:
    """The words of a class attribute: "article__fact-box" is article, fact, box."""
    return _CLASS_WORD.findall(attribute.lower())


def read_conventions(languages: Traversable) -> Conventions:
    """Read `*/article.toml` and `*/frequent.txt` of a folder of languages, in order of name.

    Raises:
        PackError: A file is wrong, two entries share an id, or no language is there.
    """
    folders = sorted((f for f in languages.iterdir() if f.is_dir()), key=lambda f: f.name)
    folders = [folder for folder in folders if (folder / "article.toml").is_file()]
    if not folders:
        raise PackError(f"{languages}: no language has an article.toml")
    paths = [folder / "article.toml" for folder in folders]
    files = [_checked(path, read(path, ConventionFile)) for path in paths]
    return compile_conventions(files, read_frequent(folders))


def _checked(path: Traversable, file: ConventionFile) -> ConventionFile:
    seen: set[str] = set()
    for entry in file.entries:
        if entry.id in seen:
            raise PackError(f"{path}: {entry.id}: there are two entries of this id")
        seen.add(entry.id)
        if not entry.words or not entry.examples:
            raise PackError(f"{path}: {entry.id}: needs words and examples")
        if (entry.kind is ConventionKind.MONTH) != (entry.value is not None):
            raise PackError(f"{path}: {entry.id}: a month, and only a month, has a value")
        if entry.whole and entry.kind is not ConventionKind.PROMO:
            raise PackError(f"{path}: {entry.id}: only a promotion can be a whole line")
        if (entry.kind is ConventionKind.CLASS) != (entry.role is not None):
            raise PackError(f"{path}: {entry.id}: a class, and only a class, has a role")
    return file
