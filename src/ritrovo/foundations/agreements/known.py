"""What this room knows of a person: what they said yes to, and took back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.agreements.choices import Channel, RulebookKind
from ritrovo.foundations.agreements.models import Consent, Trace, Withdrawal
from ritrovo.foundations.agreements.queries import address_mark
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.choices import Purpose
from ritrovo.foundations.people.knowing import Identity, Kept, Room, Table, register
from ritrovo.foundations.people.known import moment

WITHDRAWN_BY: Final = {
    Purpose.NEWS: RulebookKind.NEWSLETTER,
    Purpose.NAME: RulebookKind.PUBLIC_NAME,
}


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("agreements", tell, erase, keep, withdraw))


def tell(identity: Identity) -> Iterator[Table]:
    """Give every consent with what was read, and from where while that is kept. One query."""
    found = consents(identity).select_related("version__rulebook__owner", "withdrawal", "trace")
    rows = [
        {
            "testo": f"{each.version.title_it} ({each.version.number})",
            "di chi": getattr(each.version.rulebook.owner, "legal_name", ""),
            "sì il": moment(each.given_at),
            "ritirato il": moment(withdrawal.withdrawn_at) if withdrawal else "",
            "indirizzo di rete": (trace.network_address or "") if trace else "",
            "browser": trace.browser if trace else "",
        }
        for each in found.order_by("given_at", "pk")
        for withdrawal in [getattr(each, "withdrawal", None)]
        for trace in [getattr(each, "trace", None)]
    ]
    yield Table(
        "agreements.consents", _("Consensi"), rows, frozenset({"indirizzo di rete", "browser"})
    )


def keep(identity: Identity) -> Iterator[Kept]:
    """Say that the proof of a consent stays: which text, when; no name and no address."""
    yield Kept(
        "agreements.consents",
        _("prove di consenso, senza nome né indirizzo"),
        consents(identity).count(),
        None,
        _("art. 7.1 GDPR: chi chiede un consenso deve poterlo provare"),
    )


def erase(identity: Identity) -> None:
    """Withdraw what still stands, and forget from where it came."""
    require_transaction()
    Trace.objects.filter(consent__in=consents(identity)).delete()
    withdraw_all(consents(identity))


def withdraw(identity: Identity, purpose: str) -> None:
    """Take back the consents that an objection is about."""
    require_transaction()
    if kind := WITHDRAWN_BY.get(Purpose(purpose)):
        withdraw_all(consents(identity).filter(version__rulebook__kind=kind))


def withdraw_all(found: QuerySet[Consent]) -> None:
    """Write a withdrawal for each consent that has none."""
    standing = found.filter(withdrawal=None)
    made = [Withdrawal(consent=consent, channel=Channel.WEB) for consent in standing]
    Withdrawal.objects.bulk_create(made, ignore_conflicts=True)


def consents(identity: Identity) -> QuerySet[Consent]:
    """List the consents of somebody, of whichever record or address of theirs."""
    marks = [address_mark(address) for address in identity.addresses]
    found = Consent.objects.filter(
        Q(party_id__in=identity.party_ids) | Q(address_mark__in=marks, party=None)
    )
    if identity.organisation_id:
        found = found.filter(version__rulebook__owner_id=identity.organisation_id)
    return found
