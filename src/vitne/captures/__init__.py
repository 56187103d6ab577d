"""Paths, folders, patterns and standard input → Captures: bytes, hash, address and time."""

from vitne.captures.capture import STDIN, capture
from vitne.captures.limits import CaptureFailure, Limits

__all__ = ["STDIN", "CaptureFailure", "Limits", "capture"]
