"""What is written to volunteers: whether their hours are as the organisation says."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import send
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.queries import default_site
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.models import VolunteeredHours
from ritrovo.foundations.volunteers.queries.registers import aliases_of

HOURS: Final = Kind(
    "volunteers.hours",
    _("Le tue ore di volontariato"),
    "at_once",
    why=_("Ti scriviamo perché fai volontariato con questa organizzazione."),
)


def register_kinds() -> None:
    """Tell `messages` what these letters are."""
    register(HOURS)


register_kinds()


def ask_for_hours(hours: VolunteeredHours) -> None:
    """Ask the volunteer whether hours are true, at the address this organisation has, if any."""
    names = aliases_of(hours.party_id)
    own = Dossier.objects.filter(organisation=hours.organisation, party__in=names)
    email = own.exclude(email="").values_list("email", flat=True).first()
    if not email:
        return
    site = default_site()
    organisation = hours.organisation.party.name
    send(
        kind=HOURS.code,
        key=hours.pk,
        to=email,
        party_id=hours.party_id,
        subject=format_lazy(_("Le tue ore con {name}"), name=organisation),
        template="volunteers/mail/hours",
        context={
            "organisation": organisation,
            "amount": hours.amount,
            "day": hours.day,
            "task": hours.task,
            "link": absolute(site, reverse("volunteering:answer", args=[signed(hours.pk, email)])),
        },
        site=site,
    )
