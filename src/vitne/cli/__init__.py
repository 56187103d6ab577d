"""The face on the terminal: `vitne read`, `capture`, `link`, `incidents`, `judge` and the others."""

from __future__ import annotations


def main() -> None:
    """Run the command line; see `vitne --help` and docs/cli.md."""
    add_commands()
    from vitne.cli.app import app  # noqa: PLC0415

    app()


def add_commands() -> None:
    """Add all commands to `vitne.cli.app.app`."""
    # A worker process imports this package, not typer.
    from vitne.cli import (  # noqa: F401, PLC0415 - they add their commands
        backup,
        engine,
        exporting,
        intake,
        judging,
        linking,
        lookup,
        people,
        serving,
        watching,
    )
