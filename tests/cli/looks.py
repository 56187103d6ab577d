"""A record of made-up reports, and what is seen in it from the command line."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from terminal import Done, Here

# Made up: one attack told by three, the day after by one of them; a period; a text that tries to
# take over a terminal and a spreadsheet.
REPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "a.txt": (
        "Minst fem drept i luftangrep mot Kharkiv\n\nMinst fem personer ble drept og tolv såret da "
        "russiske fly bombet Kharkiv natt til tirsdag, opplyser politiet i byen.\n",
        {"publisher": "Kystnytt", "published": "2024-03-05"},
    ),
    "b.txt": (
        "Air strike kills five in Kharkiv\n\nAt least five people were killed and 12 wounded when "
        "Russian jets bombed Kharkiv in the night to Tuesday, police in the city said.\n",
        {"publisher": "Harbour Gazette", "published": "2024-03-05"},
    ),
    "c.txt": (
        "Åtte drept i luftangrepet mot Kharkiv\n\nÅtte personer ble drept da russiske fly bombet "
        "Kharkiv natt til tirsdag, opplyser guvernøren. Opptil 50 ble såret.\n",
        {"publisher": "Nordposten", "published": "2024-03-06"},
    ),
    "later.txt": (
        "To drept i nytt luftangrep mot Kharkiv\n\nTo personer ble drept da russiske fly bombet "
        "Kharkiv onsdag, opplyser politiet i byen. Det er ikke kjent hvor mange som ble såret.\n",
        {"publisher": "Kystnytt", "published": "2024-03-06"},
    ),
    "period.txt": (
        "Mer enn 10.000 sivile er drept i Ukraina siden 24. februar 2022, ifølge FN.\n",
        {"publisher": "Kystnytt", "published": "2024-03-07"},
    ),
    "evil.txt": (
        "Tre soldater\u202e ble drept i Odesa mandag, opplyser politiet i byen.\n",
        {"publisher": "=HYPERLINK(\"http://evil.example\")\x1b]0;x\x07", "published": "2024-03-05"},
    ),
}  # fmt: skip


ATTACK = ("--place", "Kharkiv", "--to", "2024-03-05")


def make(vitne_here: Here, folder: Path) -> Path:
    """A record of the reports, captured and linked from the command line."""
    for name, (text, known) in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        meta = (folder / name).with_suffix(".meta.json")
        meta.write_text(json.dumps(known), encoding="utf-8")
    path = folder / "war.db"
    for words in (
        (
            "capture",
            *(str(folder / name) for name in REPORTS),
            "--captured-at",
            "2024-03-08T10:00Z",
        ),
        ("link",),
    ):
        done = vitne_here(*words, "--record", path)
        assert done.returncode == 0, done.stderr
    return path


class Look:
    """Looks something up in the record."""

    def __init__(self, vitne: Here, record: Path) -> None:
        self._vitne = vitne
        self._record = record

    def __call__(self, *words: str, **environment: str) -> Done:
        return self._vitne(*words, **{"VITNE_RECORD": str(self._record), **environment})

    def told(self, *words: str, **environment: str) -> str:
        done = self(*words, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def data(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.told(*words, "--format", "jsonl").splitlines()]

    def sheet(self, *words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.told(*words, "--format", "csv"))))

    def incident(self, *words: str) -> dict[str, Any]:
        return self.data("incidents", *words)[0]
