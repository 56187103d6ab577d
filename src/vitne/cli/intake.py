"""The commands that fill a record and prove that it is whole."""

from __future__ import annotations
