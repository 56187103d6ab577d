"""Reads who has something else to tell: "Politiet gir et annet bilde. Der heter det at …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vitne.claims.attribution import Attribution, voice_of
from vitne.claims.naming import ACTING
from vitne.claims.parties import phrase_at
from vitne.claims.tellers import speaker_before

if TYPE_CHECKING:
    from vitne.claims.context import Context
    from vitne.claims.sentence import Sentence
    from vitne.model import Mention
    from vitne.model.entries import Reporting


def other_version(
    sentence: Sentence, mention: Mention, entry: Reporting, context: Context
) -> Attribution | None:
    """Who only has something else to tell; it stands behind a colon, or in the next sentence."""
    owner = sentence.covering(mention.first - 1, *ACTING)
    if owner is not None and owner.genitive:  # "Politiets | versjon er en annen"
        phrase = phrase_at(sentence, owner, context)
    elif (subject := speaker_before(sentence, mention, context)) is not None:
        phrase = subject
    else:
        return None
    content = mention.last + 1 if sentence.word(mention.last) == ":" else len(sentence)
    chain = (voice_of(sentence, phrase, entry),)
    return Attribution(chain, phrase, content, len(sentence), (phrase.first, content))
