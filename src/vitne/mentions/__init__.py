"""Passage → Mentions: numbers, times, places, actors, harms, triggers, cues."""

from vitne.mentions.find import find

__all__ = ["find"]
