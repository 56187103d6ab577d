"""Readings and records as notebooks and scripts use them: handles, tables, pictures."""
