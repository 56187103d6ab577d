"""The rules by which figures become estimates: each leaves its code on what it decided."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """The code of a rule of reconciling; `sentence` explains it to a person."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> Rule:
        """A code with its sentence."""
        made = str.__new__(cls, code)
        made._value_ = code
        made.sentence = sentence
        return made

    APART = (
        "R1-comparable",
        "Figures of other people than the estimate is of are told beside it; they set no bound.",
    )
    ONLY_PEOPLE = (
        "R1-only-people",
        "Only these people are told of as harmed, so their figure stands for all people.",
    )
    OTHER_SCOPE = (
        "R1-other-scope",
        "Tolls of a longer time, or of a single incident, were told as well; they set nothing here.",
    )
    STRICT = (
        "R2-strict",
        "A figure in hedged or vague words means no more than the words: at least 14 is 14 or more.",
    )
    ABOUT = (
        "R2-about",
        "By policy of the profile, and not by the words, about N was widened to a range.",
    )
    ONE_VOICE = (
        "R3-one-voice",
        "Several statements go back to one voice, and count once.",
    )
    ECHO = (
        "R3-echo",
        "A headline or sentence that names nobody repeats the figure of a voice of its article.",
    )
    NEWER = ("R4-newer", "A newer statement of a voice took the place of an older one.")
    LOW = ("R5-low", "Low is the least lower bound of all voices.")
    HIGH = ("R5-high", "High is the greatest upper bound of all voices.")
    OPEN_LOW = ("R5-open-low", "No voice, or not every voice, sets a lower bound: low stays open.")
    OPEN_HIGH = ("R5-open-high", "At least one voice sets no upper bound: high stays open.")
    REVIEWER = ("R6-reviewer", "A person chose the best figure.")
    REVIEWER_OUTSIDE = (
        "R6-reviewer-outside",
        "The best figure that a person chose lies outside what the voices say.",
    )
    ACCESS = (
        "R6-access",
        "Best is the figure of a third party with access: a monitor, the UN, the ICRC, a hospital.",
    )
    OWN = ("R6-own", "Best is what a party says of its own losses.")
    MEDIAN = ("R6-median", "Best is the median of the voices, of two in the middle the lower.")
    SINGLE = ("R6-single", "Best is the figure of the only voice.")
    MINIMUM = ("R6-minimum", "The best figure was stated as a minimum.")
    NO_FIGURE = ("R6-no-figure", "No voice that may set the best figure gives one.")
    ENEMY = ("R7-enemy", "What a party says of its enemy's losses may set high, never low or best.")
    WHO_IS_CIVILIAN = (
        "R7-civilian",
        "What a party with a stake says of who is a civilian may set high, never low or best.",
    )
    ENEMY_ALONE = (
        "R7-enemy-alone",
        "Nobody but a party tells of its enemy's losses, and the profile codes what is reported.",
    )
    ADDED = (
        "R8-added",
        "Derived: figures of one voice for people apart were added, for the words say in addition.",
    )
    FLOOR = (
        "R9-floor",
        "Nobody tells of all people; low is the largest figure of a part, which is a floor.",
    )
    PARTS = ("R9-parts", "Figures of parts are floors of the whole and stand beside it.")
    PART_ABOVE = (
        "R9-part-above",
        "A part is told to be larger than the whole; high was raised to it.",
    )
    NONE = ("R10-none", "It is stated that nobody was harmed so: zero, and not silence.")
    UNKNOWN = ("R10-unknown", "It is stated that nobody knows the figure.")
    UNDISCLOSED = ("R10-undisclosed", "Somebody who knows the figure does not give it.")
    UNREPORTED = ("R10-unreported", "Nothing is reported of it; that is no zero.")
    CAVEAT = ("R11-caveat", "Claims that say how uncertain the figure is are listed with it.")
    HEARSAY = (
        "M-hearsay",
        "Hearsay sets high only, for others state a figure.",
    )
    HEARSAY_ALONE = ("M-hearsay-alone", "The figure rests on hearsay alone.")
    OPEN_QUESTION = (
        "M-open-question",
        "What is only feared, possible or doubted sets nothing and is listed as a caveat.",
    )
    DENIED = ("M-denied", "A figure that is denied sets nothing and is listed as a caveat.")
    LOWEST = ("R12-lowest", "One figure, the lowest reported (ACLED).")
    WORDS = ("R12-words", "A figure was made of vague words by the rule of the codebook (ACLED).")
    CHOICE = (
        "R12-choice",
        "The codebook leaves a choice by scale and context; the other figure is given as high (ACLED).",
    )
    ABSENT = ("R12-absent", "The codebook writes this figure where none is reported (ACLED).")
    CLOSED = (
        "R12-closed",
        "The codebook has no open bound; the greatest or least figure stated stands for it (GED).",
    )
    CATEGORIES = ("R12-categories", "Deaths by category, which add up to best (GED).")
    ASSUMED_CIVILIAN = (
        "R12-assumed-civilian",
        "People whose status is not told were counted as civilians (Airwars).",
    )
