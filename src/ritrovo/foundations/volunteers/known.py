"""What this room knows of a person: lines of registers and lists, hours given."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.knowing import Identity, Kept, Room, Table, Value, register
from ritrovo.foundations.people.known import within
from ritrovo.foundations.volunteers.models import (
    OccasionalVolunteering,
    VolunteerData,
    VolunteeredHours,
)


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("volunteers", tell, erase, keep))


def tell(identity: Identity) -> Iterator[Table]:
    """Give what registers say of somebody, the days and the hours. Three queries."""
    yield Table(
        "volunteers.registers", _("Registri dei volontari"), registered(identity), stays=True
    )
    yield Table("volunteers.days", _("Volontariato occasionale"), days(identity), stays=True)
    yield Table("volunteers.hours", _("Ore"), hours(identity), stays=True)


def registered(identity: Identity) -> list[dict[str, Value]]:
    """Give what each register or list says, until its term."""
    return [
        {
            "chi lo sa": each.organisation.legal_name,
            "nome": each.name_in_list,
            "codice fiscale": each.tax_code,
            "nascita": f"{each.birth_place} {each.birth_date or ''}".strip(),
            "residenza": each.residence,
            "si tiene fino al": each.locked_until.isoformat() if each.locked_until else "",
        }
        for each in standing(identity).select_related("organisation").order_by("written_at", "pk")
    ]


def days(identity: Identity) -> list[dict[str, Value]]:
    """Give the days of occasional volunteering."""
    return [
        {
            "con chi": each.organisation.legal_name,
            "che cosa": each.task,
            "dal": each.first_day.isoformat(),
            "al": each.last_day.isoformat(),
        }
        for each in own(OccasionalVolunteering, identity).order_by("first_day", "pk")
    ]


def hours(identity: Identity) -> list[dict[str, Value]]:
    """Give the hours, said by whichever side."""
    return [
        {
            "con chi": each.organisation.legal_name,
            "giorno": each.day.isoformat(),
            "minuti": each.minutes,
            "che cosa": each.task,
        }
        for each in own(VolunteeredHours, identity).order_by("day", "pk")
    ]


def keep(identity: Identity) -> Iterator[Kept]:
    """Say that registers of volunteers stay whole until their term, then are emptied."""
    found = standing(identity)
    last = None
    if not found.filter(locked_until=None).exists():
        last = found.aggregate(last=Max("locked_until"))["last"]
    yield Kept(
        "volunteers.registers",
        _("righe nei registri dei volontari, fino a dieci anni dopo l'ultimo giorno"),
        found.count(),
        last,
        _("art. 17 e 18 D.Lgs. 117/2017, D.M. 6 ottobre 2021; art. 2220 c.c."),
    )


def erase(identity: Identity) -> None:
    """Change nothing: what registers say is emptied at its term, by the nightly job."""
    require_transaction()


def standing(identity: Identity) -> QuerySet[VolunteerData]:
    """List what registers still say of somebody."""
    found = VolunteerData.objects.filter(party_id__in=identity.party_ids, emptied_at=None)
    return within(found, identity)


def own(model: type[Model], identity: Identity) -> QuerySet:  # type: ignore[type-arg]
    """List somebody's rows of a table, with the organisation of each."""
    found = model._default_manager.filter(party_id__in=identity.party_ids)
    return within(found.select_related("organisation"), identity)
