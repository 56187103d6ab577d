"""Capture → Article: text, headline, captions, credits, debris, repeats, publication date."""

from vitne.articles.dates import parse_edtf
from vitne.articles.extract import extract

__all__ = ["extract", "parse_edtf"]
