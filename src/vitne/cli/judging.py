"""The commands by which people judge what stands in a record."""

from __future__ import annotations
