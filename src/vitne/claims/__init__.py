"""Mentions → Claims: roles, tolls, attribution, modality, place and time, coreference."""

from vitne.claims.assemble import assemble, assemble_background

__all__ = ["assemble", "assemble_background"]
