"""Keeping a picture of a campaign under the rules all its pictures obey."""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.practices.campaigns import pictures
from ritrovo.practices.campaigns.errors import PictureUnreadable, ReleasesMissing, WordsMissing
from ritrovo.practices.campaigns.models import Campaign, Picture


def keep_picture(
    campaign: Campaign,
    *,
    file: BinaryIO,
    alternative: str,
    credit: str,
    shows_people: bool,
    shows_minors: bool,
    has_releases: bool,
    by: UUID | None,
) -> Picture:
    """Write a picture anew in a few sizes, after those that stand.

    Raises WordsMissing, ReleasesMissing, PictureUnreadable.
    """
    require_transaction()
    if not (words := " ".join(alternative.split())):
        raise WordsMissing
    if (shows_people or shows_minors) and not has_releases:
        raise ReleasesMissing
    require_room(campaign)
    made = Picture(
        id=new_id(),
        campaign=campaign,
        alternative=words,
        credit=credit,
        shows_people=shows_people or shows_minors,
        shows_minors=shows_minors,
        place=campaign.pictures.count(),
    )
    if made.shows_people:
        made.releases_declared_at = clock.now()
        made.releases_declared_by_id = by
    made.file.name = pictures.write(made.pk, pictures.upright(file))
    made.file.field.update_dimension_fields(made, force=True)
    made.save(force_insert=True)
    return made


def require_room(campaign: Campaign) -> None:
    """Refuse one picture more than a campaign has room for. Raises PictureUnreadable."""
    most = parameter("campaigns.pictures")
    if campaign.pictures.count() >= most:
        words = _("Ci sono già %(count)s foto: toglierne una fa posto a questa.")
        raise PictureUnreadable(words, count=most)
