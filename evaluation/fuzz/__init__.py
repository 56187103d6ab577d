"""Hostile input for every door of vitne: mutated, run, checked against what must always hold."""
