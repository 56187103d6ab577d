"""Passage → Mentions: numbers, times, places, actors, harms, triggers, cues."""

from vitne.mentions.find import find, find_figures
from vitne.mentions.glance import glance

__all__ = ["find", "find_figures", "glance"]
