"""The entries of volunteering in the menus."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Scope
from ritrovo.foundations.look.navigation import Entry, register
from ritrovo.foundations.volunteers.policies import READERS


def keeps_registers(request: HttpRequest) -> bool:
    """Say whether the reader may read the registers of some organisation."""
    actor = actor_of(request)
    return any(READERS.admits(actor, Scope(each)) for each in actor.organisations)


def is_known(request: HttpRequest) -> bool:
    """Say whether the reader is somebody, who may volunteer."""
    return actor_of(request).is_known


def register_volunteer_links() -> None:
    """Put the registers in the menu of who keeps them, one's own hours in everybody's."""
    people = _("La comunità")
    register(
        Entry(
            _("Volontariato"),
            "volunteers:today",
            "hand-helping",
            "desk",
            people,
            order=42,
            allowed=keeps_registers,
        ),
        Entry(
            _("Le mie ore"),
            "volunteering:mine",
            "clock",
            "desk",
            people,
            order=43,
            allowed=is_known,
        ),
    )
