"""The record over HTTP: its nouns as resources."""
