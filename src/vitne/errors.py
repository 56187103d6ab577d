"""The errors that vitne raises; each names the file, and the entry where there is one."""

from __future__ import annotations


def said_by_system(error: OSError) -> str:
    """What the system says of an error, as a reason: "no space left on device"."""
    return (error.strerror or str(error)).lower()


class VitneError(Exception):
    """Something vitne cannot go on with; the message is meant for a person."""


class PackError(VitneError):
    """A data pack is wrong: names the file, the entry and the key."""


class CaptureError(VitneError):
    """A report cannot be read: names the file and the reason."""


class EngineError(VitneError):
    """A run over many machines cannot begin or go on: names the folder or file and the reason."""


class RecordError(VitneError):
    """A record cannot be opened, read or written: names the record and the reason."""


class ExportError(VitneError):
    """An export cannot be made as it was asked for: names the format or the option."""


class FilterError(VitneError):
    """What is looked for makes no sense: names the filter, and the nearest that would."""
