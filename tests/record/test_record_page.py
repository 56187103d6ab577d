"""docs/record.md tells what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stories import BARDA, capture, put

from vitne.record import rows
from vitne.record.custody import export
from vitne.record.database import Record
from vitne.record.schema import METADATA

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


def test_the_page_names_every_table_and_no_other() -> None:
    table = PAGE.split("| --- | --- | --- |\n")[1].split("\n\n")[0]
    named = {
        name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert named == set(METADATA.tables)


def test_the_page_tells_what_is_sealed() -> None:
    sealed = PAGE.split("compact JSON array of ")[1].split(". Each entry")[0]
    assert tuple(re.findall(r"`(\w+)`", sealed)) == rows._SEALED


def test_the_proof_of_the_log_on_the_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = PAGE.split("```python\n")[1].split("```")[0]
    with Record.open(str(tmp_path / "record.db"), create=True) as record:
        put(record, *(capture(BARDA.format(killed=n), f"sak «{n}».txt") for n in range(3)))
        with record.reading() as connection:
            lines = list(export(connection))
    monkeypatch.chdir(tmp_path)
    log = Path("custody.jsonl")
    log.write_bytes(b"".join(lines))
    with log.open(encoding="utf-8") as opened:
        proof = proof.replace('open("custody.jsonl", encoding="utf-8")', "lines")
        exec(proof, {"lines": opened})  # noqa: S102 - the page's own code
    log.write_bytes(b"".join(lines).replace(b"Kari", b"Anna", 1))
    with pytest.raises(AssertionError), log.open(encoding="utf-8") as opened:
        exec(proof, {"lines": opened})  # noqa: S102
