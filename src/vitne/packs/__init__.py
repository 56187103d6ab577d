"""Reads, validates and compiles the data packs; the only reader of `data/`."""
