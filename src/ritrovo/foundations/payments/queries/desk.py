"""What the treasurer's desk shows: what waits, what was imported, one line, one payment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.errors import (
    AccountUnknown,
    LineUnknown,
    PaymentUnknown,
    UploadUnknown,
)
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Payment,
    Refund,
    StatementImport,
    StatementUpload,
)
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries.matching import (
    Ledger,
    entry_of,
    found_dues,
    ledger_of,
    ledger_of_dues,
)
from ritrovo.foundations.payments.queries.previews import PreviewLine, proposed
from ritrovo.foundations.payments.queries.receipts import back_of, with_back
from ritrovo.foundations.payments.subjects import NOTHING_KNOWN, Subject
from ritrovo.foundations.people.models import BankAccount, Organisation


@dataclass(frozen=True, slots=True)
class Waiting:
    """A bank line that nobody matched, with what it probably is."""

    line: BankLine
    found: PreviewLine


@dataclass(frozen=True, slots=True)
class HeldPayment:
    """Held-back money, what it is for, and how much of it is still here."""

    payment: Payment
    subject: Subject
    left_cents: int

    @property
    def who(self) -> str:
        """Name who promised, or whoever the bank says has paid."""
        due, line = self.payment.due, self.payment.line
        named = due.debtor.name if due.debtor else next(iter(self.subject.names), "")
        return named or (line.party_name if line else "")

    @property
    def payer(self) -> str:
        """Name whose account the money came from, for the transfer that gives it back."""
        line = self.payment.line
        return (line.party_name if line else "") or self.who

    @property
    def left_to_copy(self) -> str:
        """Write the sum as a bank's form takes it: `30,00`."""
        return f"{self.left_cents // 100},{self.left_cents % 100:02d}"


def bodies_of(actor: Actor) -> QuerySet[Organisation]:
    """List the organisations whose accounts the actor keeps, by name; one query."""
    mine = [each for each in actor.organisations if SEES_ACCOUNTS.admits(actor, scope_of(each))]
    return Organisation.objects.filter(pk__in=mine).order_by("legal_name")


def accounts_of(organisation_id: UUID) -> QuerySet[BankAccount]:
    """List a body's accounts, retired ones last: money still comes on the old ones."""
    own = BankAccount.objects.filter(organisation_id=organisation_id)
    return own.order_by(F("retired_at").desc(nulls_first=True), "added_at")


def account_for(actor: Actor, account_id: UUID) -> BankAccount:
    """Get an account that the actor keeps; one query. Raises AccountUnknown."""
    found = BankAccount.objects.filter(pk=account_id).select_related("organisation").first()
    if found is None or not SEES_ACCOUNTS.admits(actor, scope_of(found.organisation_id)):
        raise AccountUnknown
    return found


def unmatched(organisation_id: UUID) -> QuerySet[BankLine]:
    """List the bank lines that stand, pay and return nothing, and were not set aside."""
    return (
        free_lines([organisation_id])
        .select_related("bank_account")
        .order_by("booked_on", "place", "id")
    )


def free_lines(organisation_ids: Collection[UUID]) -> QuerySet[BankLine]:
    """Find the unmatched lines of several bodies, in no order."""
    pays = Payment.objects.filter(undone_at=None, line=OuterRef("pk"))
    returns = Refund.objects.filter(undone_at=None, line=OuterRef("pk"))
    empties = Deposit.objects.filter(undone_at=None, line=OuterRef("pk"))
    return BankLine.objects.filter(
        ~Exists(pays),
        ~Exists(returns),
        ~Exists(empties),
        bank_account__organisation__in=organisation_ids,
        withdrawn_at=None,
        set_aside="",
    )


def money_held(organisation_ids: Collection[UUID]) -> QuerySet[Payment]:
    """Find the held-back money of several bodies that is still here, in no order."""
    held = Payment.objects.filter(
        due__beneficiary__in=organisation_ids, held_back=True, undone_at=None
    )
    return with_back(held).filter(cents__gt=F("back"))


def put_aside(organisation_id: UUID) -> QuerySet[BankLine]:
    """List the bank lines that were set aside, last first."""
    lines = BankLine.objects.filter(
        bank_account__organisation_id=organisation_id, withdrawn_at=None
    ).exclude(set_aside="")
    return lines.select_related("bank_account", "set_aside_by").order_by("-booked_on", "place")


def waiting_lines(organisation_id: UUID, lines: Sequence[BankLine]) -> list[Waiting]:
    """Propose anew what some unmatched lines are, now that more may be known; few queries."""
    if not lines:
        return []
    return _proposed(lines, ledger_of(organisation_id))


def next_waiting(organisation_id: UUID, line: BankLine) -> UUID | None:
    """Find the unmatched line that follows this one, or the first of all; one or two queries."""
    others = unmatched(organisation_id).exclude(pk=line.pk)
    after = Q(booked_on__gt=line.booked_on) | Q(booked_on=line.booked_on, place__gt=line.place)
    following = others.filter(after).values_list("pk", flat=True).first()
    return following or others.values_list("pk", flat=True).first()


def returnable_of(organisation_id: UUID, text: str, limit: int = 20) -> list[HeldPayment]:
    """Find payments of which something is left, by what `found_dues` looks for; few queries."""
    owed = {each.due.pk: each for each in found_dues(organisation_id, text, limit)}
    paid = with_back(Payment.objects.filter(due__in=owed, undone_at=None)).filter(
        cents__gt=F("back")
    )
    return [
        HeldPayment(each, owed[each.due_id].subject, each.cents - back_of(each))
        for each in paid.select_related("due__debtor", "line").order_by("-paid_on", "id")[:limit]
    ]


def line_for(actor: Actor, line_id: UUID) -> BankLine:
    """Get a standing bank line that the actor may look at; one query. Raises LineUnknown."""
    found = (
        BankLine.objects.filter(pk=line_id, withdrawn_at=None)
        .select_related("bank_account__organisation", "statement")
        .first()
    )
    if found is None or not SEES_ACCOUNTS.admits(
        actor, scope_of(found.bank_account.organisation_id)
    ):
        raise LineUnknown
    return found


def payment_for(actor: Actor, payment_id: UUID) -> Payment:
    """Get a standing payment that the actor may look at; one query. Raises PaymentUnknown."""
    found = (
        Payment.objects.filter(pk=payment_id, undone_at=None)
        .select_related("due__debtor", "due__beneficiary", "line")
        .first()
    )
    if found is None or not SEES_ACCOUNTS.admits(actor, scope_of(found.due.beneficiary_id)):
        raise PaymentUnknown
    return found


def held_payments(organisation_id: UUID) -> list[HeldPayment]:
    """List held-back money still here: first what goes back, then by day; few queries."""
    found = list(
        money_held([organisation_id])
        .select_related("due__debtor", "line")
        .order_by(F("to_return_at").asc(nulls_last=True), "paid_on", "id")
    )
    books = ledger_of_dues([each.due_id for each in found]) if found else Ledger()
    return [
        HeldPayment(
            each,
            books.owed[each.due_id].subject if each.due_id in books.owed else NOTHING_KNOWN,
            each.cents - back_of(each),
        )
        for each in found
    ]


def imports_of(organisation_id: UUID) -> QuerySet[StatementImport]:
    """List what was imported, last first, with how many lines and how many are matched."""
    matched = (
        Q(lines__payments__isnull=False, lines__payments__undone_at=None)
        | Q(lines__refunds__isnull=False, lines__refunds__undone_at=None)
        | Q(lines__deposits__isnull=False, lines__deposits__undone_at=None)
    )
    return (
        StatementImport.objects.filter(bank_account__organisation_id=organisation_id)
        .select_related("bank_account", "imported_by", "undone_by")
        .annotate(
            line_count=Count("lines", distinct=True),
            matched_count=Count("lines", filter=matched, distinct=True),
        )
        .order_by("-imported_at", "-id")
    )


def import_for(actor: Actor, import_id: UUID) -> StatementImport:
    """Get an import that the actor may look at; one query. Raises UploadUnknown."""
    found = (
        StatementImport.objects.filter(pk=import_id)
        .select_related("bank_account__organisation", "imported_by", "undone_by")
        .first()
    )
    if found is None or not SEES_ACCOUNTS.admits(
        actor, scope_of(found.bank_account.organisation_id)
    ):
        raise UploadUnknown
    return found


def waiting_uploads(organisation_id: UUID) -> QuerySet[StatementUpload]:
    """List the files uploaded and not imported yet, without their content."""
    own = StatementUpload.objects.filter(bank_account__organisation_id=organisation_id)
    return own.defer("content").select_related("bank_account").order_by("-uploaded_at")


def lines_of(statement: StatementImport) -> QuerySet[BankLine]:
    """List the lines of an import as they stood in the file, with what each became."""
    return statement.lines.prefetch_related(
        "payments__due__debtor", "refunds__payment__due__debtor", "deposits__till"
    ).order_by("place", "id")


def sums_of(statement: StatementImport) -> tuple[int, int]:
    """Say how much came in and went out in an import, in cents; one query."""
    found = statement.lines.aggregate(
        came=Sum("cents", filter=Q(cents__gt=0), default=0),
        went=Sum("cents", filter=Q(cents__lt=0), default=0),
    )
    return found["came"], -found["went"]


def _proposed(lines: Sequence[BankLine], books: Ledger) -> list[Waiting]:
    entries = [entry_of(line, line.bank_account.iban) for line in lines]
    found = proposed(entries, books)
    return [Waiting(line, each) for line, each in zip(lines, found, strict=True)]
