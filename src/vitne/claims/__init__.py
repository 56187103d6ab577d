"""Mentions → Claims: roles, tolls, attribution, modality, place and time, coreference."""

from vitne.claims.assemble import assemble

__all__ = ["assemble"]
