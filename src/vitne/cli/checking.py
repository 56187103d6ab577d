"""The command `check`: proves the packs and prints what holds and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.cli.exits import Exit
from vitne.cli.page import Page, stdout
from vitne.cli.proofs import prove
from vitne.packs import language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vitne.cli.proved import Proof


class UnknownLanguageError(ValueError):
    """There is no pack for a language; the message says which there are."""


def check(codes: Sequence[str]) -> Exit:
    """Prove the packs of some languages, or of all.

    Raises:
        UnknownLanguageError: There is no pack for one of them.
    """
    known = language.languages()
    for code in codes:
        if code not in known:
            raise UnknownLanguageError(
                f"there is no language {code!r}; there are: {', '.join(known)}"
            )
    proofs = list(prove(codes or known))
    page = Page(stdout())
    page.columns(map(_row, proofs), ("language", "kind", "entries", "sentences", "failures"))
    failures = [failure for proof in proofs for failure in proof.failures]
    for failure in failures:
        page.line()
        page.line(f"{failure.file or 'data'}: {failure.entry}", "title")
        page.paragraph(failure.reason, indent="  ", first="  ")
    page.line()
    entries = sum(proof.entries for proof in proofs)
    sentences = sum(proof.sentences for proof in proofs)
    page.line(f"{entries} entries, {sentences} sentences, {len(failures)} failures")
    return Exit.PACK if failures else Exit.DONE


def _row(proof: Proof) -> tuple[str, ...]:
    figures = (proof.entries, proof.sentences, len(proof.failures))
    return (proof.language, proof.kind, *map(str, figures))
