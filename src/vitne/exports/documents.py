"""The texts that go with an export: how figures are made, what must be known, under which terms."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from vitne.errors import ExportError
from vitne.exports.format import CAUTION

_METHOD = "method.md"
_REPOSITORY = Path(__file__).parents[3] / "docs"

DO_NO_HARM = f"""# Do no harm

{CAUTION}

Figures are what voices say, with the words in which they say them. They are no findings. An open
bound is a minimum or a maximum, not a figure; unknown, undisclosed, none and unreported are four
things, and none of them but "none" is zero.

What leaves a record by default: no names of victims and witnesses, no place finer than a town, no
movements of troops. An allegation is told as an allegation, with who makes it. Nobody is called a
civilian or a fighter but by those who say so.

Before you publish: may this place, this day and these words lead somebody to a person? Then make
the place coarser, hold the incident back (`--embargo`), or take names out (`--redact`).
"""

TERMS = """# Terms

The figures and codes of this export were made from public reports. Quotes are short, and belong to
those who published them; each stands with the hash of its article and, where it is known, its
address. The columns of ACLED, UCDP GED and others are imitated, not their data: nothing here is a
measurement by ACLED, UCDP, Airwars or any other project, and it should not be cited as one.

Names and coordinates of places are from GeoNames (https://www.geonames.org), CC BY 4.0.
"""


def method() -> str:
    """The page on how vitne decides: docs/method.md, which the wheel carries.

    Raises:
        ExportError: The installation came without it.
    """
    found = document(_METHOD)
    if found is None:
        raise ExportError(
            f"package: {_METHOD} is missing; it tells how vitne decides: install anew"
        )
    return found


def document(name: str) -> str | None:
    """A document of docs/ by its file name, from the wheel, else from the repository.

    None where the installation came without it.
    """
    for path in (files("vitne") / "data" / "texts" / name, _REPOSITORY / name):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return None
