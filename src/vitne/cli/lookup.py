"""The commands that link a record and look things up in it."""

from __future__ import annotations
