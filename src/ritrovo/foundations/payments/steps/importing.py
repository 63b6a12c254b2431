"""The lines of a statement, written once and each given its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.payments.choices import Certainty, SetAside
from ritrovo.foundations.payments.errors import LineGoesTheOtherWay
from ritrovo.foundations.payments.models import (
    BankLine,
    Payment,
    StatementImport,
    StatementUpload,
)
from ritrovo.foundations.payments.queries.previews import Preview, PreviewLine
from ritrovo.foundations.payments.statements import Entry
from ritrovo.foundations.payments.steps.collecting import Arrival, collect
from ritrovo.foundations.payments.steps.depositing import empty_by_lines
from ritrovo.foundations.payments.steps.holding import hold_dues, hold_payments
from ritrovo.foundations.payments.steps.receipting import years_later
from ritrovo.foundations.payments.steps.returning import give_back

IDS: Final = ("due", "payment", "deposit", "till")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the treasurer says a line is: a due's money, a payment's refund, a till's, none of it.

    A till's is a deposit somebody announced, or the till itself. All empty: leave the line for
    later.
    """

    due_id: UUID | None = None
    payment_id: UUID | None = None
    set_aside: str = ""
    deposit_id: UUID | None = None
    till_id: UUID | None = None

    def as_dict(self) -> dict[str, str]:
        """Give it as plain words, to keep; a line left for later has none."""
        words = {
            "due": str(self.due_id or ""),
            "payment": str(self.payment_id or ""),
            "set_aside": self.set_aside,
            "deposit": str(self.deposit_id or ""),
            "till": str(self.till_id or ""),
        }
        return {name: word for name, word in words.items() if word}

    @classmethod
    def from_dict(cls, words: Mapping[str, str]) -> Choice:
        """Read back what `as_dict` gave."""
        ids = {f"{name}_id": UUID(words[name]) for name in IDS if name in words}
        return cls(set_aside=words.get("set_aside", ""), **ids)


@dataclass(frozen=True, slots=True)
class Decided:
    """A line about to be given its meaning."""

    line: BankLine
    choice: Choice
    certainty: Certainty
    is_from_another: bool


LEAVE = Choice()


def kept_choices(upload: StatementUpload) -> dict[str, Choice]:
    """Give what was decided of a file's lines so far, by fingerprint; no query."""
    return {each: Choice.from_dict(words) for each, words in upload.choices.items()}


def write_import(
    found: Preview, choices: Mapping[str, Choice], *, by: UUID
) -> tuple[StatementImport, list[Decided]]:
    """Write a previewed statement and its new lines; two queries and one for a duration.

    The import takes the upload's id, so that the same upload is imported once. The caller holds
    the bank account. Raises LinesImportedMeanwhile.
    """
    require_transaction()
    statement = _statement(found, by)
    years = parameter("payments.line_years")
    decided = []
    for each in found.lines:
        choice = choices.get(each.entry.fingerprint) or default_choice(each)
        line = _line(statement, each.entry, choice.set_aside, years, by)
        decided.append(
            Decided(line, choice, _certainty(each, choice), _is_from_another(found, each, choice))
        )
    with refusing():
        statement.save(force_insert=True)
        BankLine.objects.bulk_create([each.line for each in decided], batch_size=1000)
    return statement, decided


def default_choice(line: PreviewLine) -> Choice:
    """Accept what is certain; leave everything else for a person."""
    if not line.is_certain:
        return LEAVE
    return Choice(due_id=line.proposal.due_id, payment_id=line.proposal.gift_id)


def settle_lines(
    decided: Sequence[Decided], *, beneficiary_id: UUID, by: UUID | None
) -> list[Posting]:
    """Collect, give back and empty what was chosen, oldest first; the journals to post, once, last.

    A few queries for all the rows, then a fixed number for each line that pays, returns or
    empties. Raises LineGoesTheOtherWay, DueUnknown, PaymentUnknown, RefundTooBig,
    RefundBeforePayment, and what `empty_by_lines` raises.
    """
    require_transaction()
    emptying = [
        (each.line, each.choice.deposit_id, each.choice.till_id)
        for each in decided
        if each.choice.deposit_id or each.choice.till_id
    ]
    # Tills are held before dues, as at the counter.
    postings = empty_by_lines(emptying, organisation_id=beneficiary_id, by=by)
    moving = sorted(
        (each for each in decided if each.choice.due_id or each.choice.payment_id),
        key=lambda each: (each.line.booked_on, each.line.cents < 0, each.line.place, each.line.pk),
    )
    payments_due = _dues_of_payments(each.choice.payment_id for each in moving)
    due_ids = {each.choice.due_id for each in moving if each.choice.due_id}
    dues = hold_dues(due_ids | set(payments_due.values()), beneficiary_id=beneficiary_id)
    payments = hold_payments(payments_due.keys(), dues)
    for each in moving:
        line, choice = each.line, each.choice
        if (line.cents > 0) != (choice.due_id is not None):
            raise LineGoesTheOtherWay
        if choice.due_id:
            arrival = Arrival(
                line.cents,
                line.booked_on,
                each.certainty,
                line=line,
                from_another_person=each.is_from_another,
            )
            postings += collect(dues[choice.due_id], arrival, recorded_by=by)[1]
        elif choice.payment_id:
            postings += give_back(
                payments[choice.payment_id],
                cents=-line.cents,
                refunded_on=line.booked_on,
                line=line,
                recorded_by=by,
            )[1]
    return postings


def _statement(found: Preview, by: UUID) -> StatementImport:
    read = found.statement
    days = sorted(entry.booked_on for entry in read.entries)
    first, last = read.period or (days[0], days[-1])
    return StatementImport(
        id=found.upload.pk,
        bank_account=found.upload.bank_account,
        file_name=found.upload.name,
        file_digest=read.digest,
        format=read.format[:16],
        opening_cents=read.opening_cents,
        closing_cents=read.closing_cents,
        first_day=first,
        last_day=last,
        imported_by_id=by,
    )


def _line(
    statement: StatementImport, entry: Entry, set_aside: str, years: int, by: UUID
) -> BankLine:
    return BankLine(
        statement=statement,
        bank_account=statement.bank_account,
        fingerprint=entry.fingerprint,
        booked_on=entry.booked_on,
        value_on=entry.value_on,
        cents=entry.cents,
        party_name=entry.party_name,
        party_iban=entry.party_iban,
        text=entry.text,
        end_to_end_id=entry.end_to_end_id,
        structured_reference=entry.structured_reference,
        bank_reference=entry.bank_reference,
        is_reversal=entry.is_reversal,
        place=entry.number,
        set_aside=SetAside(set_aside) if set_aside else "",
        set_aside_by_id=by if set_aside else None,
        locked_until=years_later(entry.booked_on, years),
    )


def _certainty(line: PreviewLine, choice: Choice) -> Certainty:
    """Keep the rules' certainty only for what the rules proposed."""
    proposal = line.proposal
    if choice.due_id is None or choice.due_id != proposal.due_id:
        return Certainty.BY_HAND
    return Certainty(proposal.certainty.value)


def _is_from_another(found: Preview, line: PreviewLine, choice: Choice) -> bool:
    owed = found.books.owed.get(choice.due_id) if choice.due_id else None
    return owed is not None and owed.is_named_otherwise(line.entry.party_name)


def _dues_of_payments(payment_ids: Iterable[UUID | None]) -> dict[UUID, UUID]:
    wanted = [each for each in payment_ids if each]
    return dict(Payment.objects.filter(pk__in=wanted).values_list("pk", "due_id"))
