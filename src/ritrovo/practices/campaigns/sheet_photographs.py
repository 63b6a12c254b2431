"""A photographed sheet: read as a picture and drawn anew, or refused; who may look at it."""

from __future__ import annotations

from io import BytesIO
from typing import BinaryIO

from PIL import Image

from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.errors import PictureUnreadable
from ritrovo.practices.campaigns.models import Sheet
from ritrovo.practices.campaigns.pictures import upright
from ritrovo.practices.campaigns.policies import SEES_BACKERS, scope_of
from ritrovo.practices.campaigns.sheet_errors import PhotographUnreadable


def as_jpeg(file: BinaryIO) -> bytes:
    """Draw a picture anew as JPEG, upright, at most 1,600 px: place and camera stay behind.

    Raises PhotographUnreadable.
    """
    try:
        image = upright(file)
    except PictureUnreadable as unreadable:
        raise PhotographUnreadable from unreadable
    out, clean = BytesIO(), Image.new("RGB", image.size)
    clean.paste(image)
    clean.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def may_read_photograph(actor: Actor, path: str) -> bool:
    """Let who may see the promises of its campaign look at a sheet; one query."""
    found = Sheet.objects.filter(photograph=path).select_related("campaign").first()
    return found is not None and SEES_BACKERS.admits(actor, scope_of(found.campaign))
