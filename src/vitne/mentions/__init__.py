"""Passage → Mentions: numbers, times, places, actors, harms, triggers, cues."""

from vitne.mentions.find import find, find_figures, find_words
from vitne.mentions.firing import fired
from vitne.mentions.glance import Glance

__all__ = ["Glance", "find", "find_figures", "find_words", "fired"]
