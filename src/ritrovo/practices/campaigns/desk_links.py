"""What campaigns put in the desk's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.look.navigation import Entry
from ritrovo.practices.campaigns.queries.tutors import accompanied_by


def links() -> list[Entry]:
    """Give the entries, for whoever works in an organisation or reviews."""
    return [
        Entry(
            _("Le tue campagne"),
            "campaigns:desk_campaigns",
            "megaphone",
            "desk",
            _("Le campagne"),
            order=10,
            allowed=_works_somewhere,
        ),
        Entry(
            _("Quelle che accompagni"),
            "campaigns:desk_accompanied",
            "sprout",
            "desk",
            _("Le campagne"),
            order=12,
            allowed=_accompanies_some,
        ),
        Entry(
            _("Da rivedere"),
            "campaigns:desk_reviews",
            "shield-check",
            "desk",
            _("Le campagne"),
            order=11,
            allowed=_reviews_somewhere,
        ),
    ]


def _works_somewhere(request: HttpRequest) -> bool:
    return bool(actor_of(request).organisations)


def _reviews_somewhere(request: HttpRequest) -> bool:
    return reviews_somewhere(actor_of(request))


def _accompanies_some(request: HttpRequest) -> bool:
    """Say whether whoever asks is somebody's tutor. One query."""
    return accompanied_by(actor_of(request)).exists()


def reviews_somewhere(actor: Actor) -> bool:
    """Say whether somebody may review the campaigns of some ecosystem, or all of them."""
    reviewing = {"promoter", "administrator"}
    there = any(reviewing & roles for roles in actor.ecosystems.values())
    return there or "moderator" in actor.platform
