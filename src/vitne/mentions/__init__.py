"""Passage → Mentions: numbers, times, places, actors, harms, triggers, cues."""

from vitne.mentions.find import find, find_words
from vitne.mentions.firing import fired
from vitne.mentions.glance import Glance
from vitne.mentions.names import NameFinder
from vitne.mentions.surety import with_confidence

__all__ = ["Glance", "NameFinder", "find", "find_words", "fired", "with_confidence"]
