"""Which vitne this is."""

__version__ = "0.1.0"  # as in pyproject.toml and CITATION.cff
