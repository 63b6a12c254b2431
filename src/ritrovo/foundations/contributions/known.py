"""What this room knows of a person: what they gave and received. Facts hold ids, never names."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.models import Contribution, Milestone
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.knowing import Identity, Kept, Room, Table, Value, register
from ritrovo.foundations.people.known import moment
from ritrovo.foundations.people.models import Party


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("contributions", tell, erase, keep))


def tell(identity: Identity) -> Iterator[Table]:
    """Give every fact that somebody took part in, and their milestones. Three queries."""
    found = facts(identity).select_related("giver", "receiver")
    rows = [row_of(each, identity) for each in found.order_by("occurred_at", "pk")]
    yield Table("contributions.facts", _("Gesti"), rows, stays=True)
    if identity.organisation_id is None:
        reached = Milestone.objects.filter(party_id__in=identity.party_ids)
        told: list[dict[str, Value]] = [
            {"che cosa": str(each.get_kind_display()), "quando": moment(each.occurred_at)}
            for each in reached.order_by("occurred_at", "pk")
        ]
        yield Table("contributions.milestones", _("Tappe"), told, stays=True)


def row_of(fact: Contribution, identity: Identity) -> dict[str, Value]:
    """Give one fact from the side of the person; of other persons only that it was somebody."""
    is_giver = fact.giver_id in identity.party_ids
    other = fact.receiver if is_giver else fact.giver
    return {
        "quando": moment(fact.occurred_at),
        "verso": str(_("dato a")) if is_giver else str(_("ricevuto da")),
        "chi": called(other, identity),
        "che cosa": str(fact.get_kind_display()),
        "come": str(fact.get_basis_display()),
        "quanto": format_amount(fact.amount_given),
        "annullato": str(_("sì")) if fact.reverses_id else "",
    }


def called(party: Party, identity: Identity) -> str:
    """Name a body or an ecosystem; another person's name is theirs, not part of this answer."""
    if party.pk in identity.party_ids:
        return str(_("te"))
    return str(_("una persona")) if party.kind == PartyKind.PERSON else party.name


def keep(identity: Identity) -> Iterator[Kept]:
    """Say that facts stay, with ids and no names: the community's numbers must go on adding up."""
    yield Kept(
        "contributions.facts",
        _("gesti, con un numero al posto del nome"),
        facts(identity).count(),
        None,
        _("art. 17.3 e 89 GDPR: statistica; nessun nome, nessun testo"),
    )


def erase(identity: Identity) -> None:
    """Change nothing: a fact holds ids, numbers and days."""
    require_transaction()


def facts(identity: Identity) -> QuerySet[Contribution]:
    """List the facts somebody took part in; those with an organisation when one is named."""
    ids = identity.party_ids
    mine = Contribution.objects.filter(Q(giver_id__in=ids) | Q(receiver_id__in=ids))
    if identity.organisation_id is None:
        return mine
    where = identity.organisation_id
    return mine.filter(
        Q(giver_id=where) | Q(receiver_id=where) | Q(help_record__organisation_id=where)
    )
