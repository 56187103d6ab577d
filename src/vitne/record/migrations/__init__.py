"""The steps from each schema of a record to the next; every one is kept for good."""

from __future__ import annotations

VERSION_TABLE = "vitne_schema"  # says which step a record stands at; by it a record is known
REVISIONS = (
    "0001",
    "0002",
    "0003",
)  # oldest first; tests hold them against the files in scripts/versions/
