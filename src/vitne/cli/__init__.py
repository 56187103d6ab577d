"""The face on the terminal: `vitne read`, `explain`, `packs`, `check`, `demo`, `schema`."""

from __future__ import annotations


def main() -> None:
    """Run the command line; see `vitne --help` and docs/cli.md."""
    from vitne.cli.app import app  # noqa: PLC0415 - a worker process imports this package, not typer

    app()
