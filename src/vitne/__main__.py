"""Runs vitne as a module: `python -m vitne read FILE`."""

from __future__ import annotations

from vitne.cli import main

if __name__ == "__main__":
    main()
