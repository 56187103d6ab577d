"""What starts a thousand times a day loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
SAMPLE = SOURCE / "vitne" / "data" / "samples" / "01-kabul-bilbombe.txt"
HEAVY = ("babel", "sqlalchemy", "pyarrow", "pandas", "duckdb", "fastapi", "uvicorn", "jinja2",
         "alembic", "splink", "lxml", "numpy")  # fmt: skip


def _loaded(code: str) -> set[str]:
    """The packages that are loaded when some code was run in a new process."""
    told = f"import sys\n{code}\nprint('\\nLOADED', *{{n.partition('.')[0] for n in sys.modules}})"
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", told], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(SOURCE), "PATH": "", "COLUMNS": "80"},
    )  # fmt: skip
    return set(done.stdout.rpartition("LOADED ")[2].split())


def test_importing_vitne_loads_nothing_but_itself() -> None:
    code = "import vitne; assert [n for n in sys.modules if n.startswith('vitne')] == ['vitne.version', 'vitne']"
    assert not _loaded(code) & {*HEAVY, "msgspec", "importlib.resources", "rich"}


@pytest.mark.parametrize("form", ["report", "jsonl"])
def test_reading_on_the_command_line_loads_no_database_and_no_translations(form: str) -> None:
    code = (
        "from vitne.cli import main\nsys.argv = ['vitne', 'read', "
        f"{str(SAMPLE)!r}, '--format', {form!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code"
    )
    assert not _loaded(code) & set(HEAVY)


def test_reading_in_a_notebook_loads_no_database() -> None:
    code = (
        f"import vitne\nread = vitne.read({str(SAMPLE)!r})\n"
        "assert len(read.tolls) and 'vitne' in read._repr_html_()"
    )
    assert not _loaded(code) & {"babel", "fastapi", "duckdb", "pandas", "jinja2"}
