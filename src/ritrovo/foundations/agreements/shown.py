"""Which version people are shown: always one that stays."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.agreements import actions
from ritrovo.foundations.agreements.errors import NoSuchText
from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.queries import current_version, filled_model
from ritrovo.foundations.agreements.rules import digest_of
from ritrovo.foundations.kernel.access import NOBODY


def version_to_show(kind: str, owner_id: UUID | None = None) -> Version:
    """Give the version in force of a text, before somebody reads it and agrees.

    An organisation that follows the model gets it filled with today's data; a new version is
    written only when the words are new. One query for a text of one's own, four for one that
    follows a model. Raises NoSuchText.
    """
    standing = current_version(kind, owner_id)
    if owner_id is None:
        if standing is None:
            raise NoSuchText
        return standing
    if standing and standing.made_from_id is None:
        return standing
    titles, texts, model = filled_model(kind, owner_id)
    if standing and (standing.digest, standing.made_from_id) == (
        digest_of(*titles, *texts),
        model.pk,
    ):
        return standing
    return actions.adopt_model(actor=NOBODY, kind=kind, owner_id=owner_id)
