"""Says tolls, places, days and codes in words, in each language of the interface."""

from vitne.wording.catalogue import to_say
from vitne.wording.wording import LOCALES, Wording, wording

__all__ = ["LOCALES", "Wording", "to_say", "wording"]
