"""The example notebook runs from its first cell to its last, and shows what it says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "notebooks" / "example.ipynb"
_PATIENCE = 300  # seconds a cell may take on a machine that is busy


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The notebook after all its cells ran, in an empty folder."""
    folder = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
        )
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("JUPYTER_DATA_DIR", str(folder / "jupyter"))
        patch.setenv("TMPDIR", str(folder))
        notebook = nbformat.read(EXAMPLE, as_version=4)
        client = NotebookClient(notebook, timeout=_PATIENCE, kernel_name="python3",
                                resources={"metadata": {"path": str(folder)}})  # fmt: skip
        yield client.execute()


def test_it_is_kept_without_what_it_showed() -> None:
    notebook = nbformat.read(EXAMPLE, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


def test_every_cell_runs_and_shows_something(ran: Any) -> None:
    shown = "\n".join(
        output.get("text", "") + "".join(output.get("data", {}).get("text/html", ""))
        for cell in ran.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    assert "vitne-m-number" in shown  # the words of tolls are lit
    assert "vitne-arrow" in shown  # open bounds are drawn open
    assert "&lt;NA&gt;" in shown  # and are no number in pandas
    assert "has no filter 'plase'; did you mean 'place'?" in shown
    assert "Who says so" in shown
    assert "have no upper end" in shown
    assert "drept" in shown


def test_nothing_is_written_to_standard_error_but_by_commands(ran: Any) -> None:
    for cell in ran.cells:
        for output in cell.get("outputs", ()):
            assert output.output_type != "error"
            if output.get("name") == "stderr":
                assert all(line.startswith("vitne: ") for line in output.text.splitlines())
