"""What this room knows of a person: the mails written to them, and how they want them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar, cast

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.models import Bounce, Message, Preference, Suppression
from ritrovo.foundations.people.knowing import Identity, Room, Table, Value, register
from ritrovo.foundations.people.known import moment

Found = TypeVar("Found", bound=Model)
ADDRESS = frozenset({"a"})


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("messages", tell, erase))


def tell(identity: Identity) -> Iterator[Table]:
    """Give mails, wishes, returns and stops; they belong to no organisation. Four queries."""
    if identity.organisation_id:
        return
    yield Table("messages.mails", _("Lettere che ti abbiamo scritto"), mails(identity), ADDRESS)
    yield Table("messages.wishes", _("Come vuoi le lettere"), wishes(identity), ADDRESS)
    yield Table("messages.returns", _("Lettere tornate indietro"), returns(identity), ADDRESS)


def mails(identity: Identity) -> list[dict[str, Value]]:
    """Give what was written, when; the words themselves are forgotten when a mail leaves."""
    return [
        {"a": each.address, "oggetto": each.subject, "quando": moment(each.created_at),
         "esito": str(each.get_state_display())}
        for each in written_to(identity).order_by("created_at", "pk").defer("text", "html")
    ]  # fmt: skip


def wishes(identity: Identity) -> list[dict[str, Value]]:
    """Give which letters an address wants, and whether something stops them."""
    wished = at(Preference.objects.order_by("address", "kind"), identity)
    stopped = at(Suppression.objects.order_by("since"), identity)
    rows: list[dict[str, Value]] = [
        {
            "a": each.address,
            "che cosa": each.kind,
            "come": str(each.get_mode_display()),
            "dal": moment(each.changed_at),
        }
        for each in wished
    ]
    rows += [
        {
            "a": each.address,
            "che cosa": str(_("tutto")),
            "come": str(each.get_reason_display()),
            "dal": moment(each.since),
        }
        for each in stopped
    ]
    return rows


def returns(identity: Identity) -> list[dict[str, Value]]:
    """Give the mails that came back, with the words of the other server."""
    return [
        {"a": each.address, "quando": moment(each.came_back_at), "perché": each.diagnosis}
        for each in at(Bounce.objects.order_by("came_back_at"), identity)
    ]


def erase(identity: Identity) -> None:
    """Delete every mail, wish, return and stop of who is forgotten by all."""
    require_transaction()
    if identity.organisation_id:
        return
    at(Bounce.objects.all(), identity).delete()
    at(Preference.objects.all(), identity).delete()
    at(Suppression.objects.all(), identity).delete()
    # Those that a digest collected go before it, for they refer to it.
    written_to(identity).exclude(digest=None).delete()
    written_to(identity).filter(collected=None).delete()


def written_to(identity: Identity) -> QuerySet[Message]:
    """List the mails to somebody; those to an address that others share only when theirs."""
    folded = Message.objects.annotate(folded=Upper("address"))
    return folded.filter(Q(party_id__in=identity.party_ids) | Q(folded__in=identity.addresses))


def at(rows: QuerySet[Found], identity: Identity) -> QuerySet[Found]:
    """Leave only the rows of somebody's own addresses."""
    folded = rows.alias(folded=Upper("address")).filter(folded__in=identity.addresses)
    return cast("QuerySet[Found]", folded)
