"""What this room knows of a person: from which list an organisation came to know them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.inventory.models import InventoryLine
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.knowing import Identity, Room, Table, register
from ritrovo.foundations.people.known import moment, within


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("inventory", tell, erase))


def tell(identity: Identity) -> Iterator[Table]:
    """Give the rows of lists about somebody. One query."""
    ids = identity.party_ids
    rows = InventoryLine.objects.filter(
        Q(contribution__giver__in=ids) | Q(entry__party__in=ids) | Q(occasion__party__in=ids),
        taken_back=False,
    )
    found = within(rows, identity).select_related("inventory", "organisation")
    yield Table(
        "inventory.lines",
        _("Elenchi di prima"),
        [
            {
                "chi lo sa": each.organisation.legal_name,
                "elenco": each.inventory.name,
                "riga": each.line,
                "portato il": moment(each.inventory.written_at),
            }
            for each in found.order_by("inventory__written_at", "line")
        ],
    )


def erase(identity: Identity) -> None:
    """Change nothing: lines hold ids and keyed digests, which keep the same list from adding them
    again.
    """
    require_transaction()
