"""What the matching rules are told about a body: its dues and the money that may go back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.typed_amounts import NotAnAmount, cents_typed
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.errors import CodeUnknown
from ritrovo.foundations.payments.models import BankLine, Deposit, Due, Payment, Till
from ritrovo.foundations.payments.queries.receipts import back_of, subjects_of, with_back
from ritrovo.foundations.payments.queries.tills import announced_deposits, tills_with_money
from ritrovo.foundations.payments.references.codes import compacted
from ritrovo.foundations.payments.rules import (
    DueStanding,
    GiftPaid,
    NameAgreement,
    OpenDue,
    names_agree,
)
from ritrovo.foundations.payments.statements import Entry
from ritrovo.foundations.payments.subjects import NOTHING_KNOWN, Subject


@dataclass(frozen=True, slots=True)
class Owed:
    """One due as the desk shows it: what for, from whom, how much is still to come."""

    due: Due
    subject: Subject
    rest_cents: int

    @property
    def who(self) -> str:
        """Name who promised, by the debtor's name or as they signed the promise."""
        return next(iter(self.names), "")

    @property
    def names(self) -> tuple[str, ...]:
        """List the names that a bank may write on the line."""
        debtor = (self.due.debtor.name,) if self.due.debtor else ()
        return tuple(dict.fromkeys((*debtor, *self.subject.names)))

    def is_named_otherwise(self, party_name: str) -> bool:
        """Say whether the bank names somebody who is none of those expected to pay."""
        agreements = [names_agree(party_name, name) for name in self.names]
        return bool(party_name and agreements) and max(agreements) is NameAgreement.NONE


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that lines may be matched with: dues and payments by id, deposits on their way, tills."""

    owed: dict[UUID, Owed] = field(default_factory=dict)
    paid: dict[UUID, Payment] = field(default_factory=dict)
    announced: tuple[Deposit, ...] = ()
    tills: tuple[Till, ...] = ()

    @property
    def dues(self) -> list[OpenDue]:
        """Give the dues as the rules want them."""
        return [_open_due(each) for each in self.owed.values()]

    @property
    def gifts(self) -> list[GiftPaid]:
        """Give the payments of which something is left as the rules want them."""
        return [
            _gift_paid(payment, self.owed[payment.due_id])
            for payment in self.paid.values()
            if payment.cents > back_of(payment)
        ]


def ledger_of(organisation_id: UUID) -> Ledger:
    """Read all dues, standing payments, deposits on their way and tills of a body.

    Five queries and those of each practice. Also what was paid or let go, so that doubles and
    late money are recognised, and dues whose account has changed since: people pay on the account
    they wrote down.
    """
    return replace(
        _read(Due.objects.filter(beneficiary_id=organisation_id)),
        announced=tuple(announced_deposits(organisation_id)),
        tills=tuple(tills_with_money(organisation_id)),
    )


def ledger_of_dues(due_ids: Collection[UUID]) -> Ledger:
    """Read these dues only, with their payments; two queries less than `ledger_of`."""
    return _read(Due.objects.filter(pk__in=due_ids))


def found_dues(organisation_id: UUID, text: str, limit: int = 20) -> list[Owed]:
    """Find dues by code, reference, debtor's name or sum in euros; a few queries.

    Those still to be paid come first.
    """
    words = text.strip()
    compact = compacted(words)
    if not words:
        return []
    wanted = (
        Q(short_code=compact) | Q(reference=compact) | Q(debtor__name__unaccent__icontains=words)
    )
    if (cents := _cents_in(words)) is not None:
        wanted |= Q(cents=cents)
    own = Due.objects.filter(beneficiary_id=organisation_id).filter(wanted)
    ids = own.order_by("-opened_at").values_list("pk", flat=True).distinct()[: limit * 3]
    found = ledger_of_dues(list(dict.fromkeys(ids))).owed.values()
    return sorted(found, key=lambda each: (each.due.state != DueState.OPEN, -each.rest_cents))[
        :limit
    ]


def dues_by_code(organisation_id: UUID, codes: Iterable[str]) -> dict[str, UUID]:
    """Find the due of each code or reference, as typed; one query. Raises CodeUnknown."""
    compact = {typed: compacted(typed) for typed in codes}
    if not compact:
        return {}
    wanted = list(compact.values())
    own = Due.objects.filter(
        Q(short_code__in=wanted) | Q(reference__in=wanted), beneficiary_id=organisation_id
    )
    known = {}
    for due in own:
        known[due.short_code] = known[due.reference] = due.pk
    for typed, code in compact.items():
        if code not in known:
            raise CodeUnknown(code=typed)
    return {typed: known[code] for typed, code in compact.items()}


def entry_of(line: BankLine, iban: str) -> Entry:
    """Give a bank line back as the entry it was read from."""
    return Entry(
        account_iban=iban,
        booked_on=line.booked_on,
        value_on=line.value_on,
        cents=line.cents,
        text=line.text,
        line=line.place,
        number=line.place,
        party_name=line.party_name,
        party_iban=line.party_iban,
        end_to_end_id=line.end_to_end_id,
        structured_reference=line.structured_reference,
        bank_reference=line.bank_reference,
        is_reversal=line.is_reversal,
        fingerprint=line.fingerprint,
    )


def _read(dues: QuerySet[Due]) -> Ledger:
    found = list(dues.select_related("debtor"))
    subjects = subjects_of(found)
    standing = Payment.objects.filter(due__in=dues.values("pk"), undone_at=None)
    paid = {each.pk: each for each in with_back(standing).select_related("line", "due")}
    come: dict[UUID, int] = {}
    for payment in paid.values():
        if not payment.held_back:
            come[payment.due_id] = come.get(payment.due_id, 0) + payment.cents
    owed = {
        due.pk: Owed(
            due, subjects.get(due.pk, NOTHING_KNOWN), max(due.cents - come.get(due.pk, 0), 0)
        )
        for due in found
    }
    return Ledger(owed, paid)


def _open_due(owed: Owed) -> OpenDue:
    due = owed.due
    return OpenDue(
        id=due.pk,
        rf=due.reference,
        short_code=due.short_code,
        amount_cents=owed.rest_cents or due.cents,
        opened_on=clock.day_of(due.opened_at),
        debtor_names=owed.names,
        standing=DueStanding(due.state),
        payable_until=due.payable_until,
    )


def _gift_paid(payment: Payment, owed: Owed) -> GiftPaid:
    line = payment.line
    payer = (line.party_name,) if line and line.party_name else ()
    return GiftPaid(
        id=payment.pk,
        rf=owed.due.reference,
        short_code=owed.due.short_code,
        amount_cents=payment.cents - back_of(payment),
        paid_on=payment.paid_on,
        payer_names=tuple(dict.fromkeys((*payer, *owed.names))),
        payer_iban=line.party_iban if line else "",
        end_to_end_ids=(line.end_to_end_id,) if line and line.end_to_end_id else (),
        bank_reference=line.bank_reference if line else "",
    )


def _cents_in(text: str) -> int | None:
    """Read a sum as people type it, or None."""
    try:
        return cents_typed(text)
    except NotAnAmount:
        return None
