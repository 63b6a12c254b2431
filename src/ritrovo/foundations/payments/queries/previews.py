"""A bank file looked at before anything is written: each line with its proposed match."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.utils.functional import Promise

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.errors import (
    UploadUnknown,
    WrongAccount,
)
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Payment,
    StatementImport,
    StatementLayout,
    StatementUpload,
    Till,
)
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries.matching import Ledger, Owed, ledger_of
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.foundations.payments.rules import Certainty, Outcome, Proposal, match
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    Entry,
    StatementFile,
    Table,
    header_fingerprint,
    read_statement,
)
from ritrovo.foundations.payments.words import (
    CERTAINTIES,
    DEPOSIT_GROUND,
    EMPTIES_A_TILL,
    EMPTIES_A_TILL_MEANS,
    GROUNDS,
    MEANINGS,
    OUTCOMES,
    RETURNS_TOO_MUCH,
    RETURNS_TOO_MUCH_MEANS,
    TILL_GROUND,
)
from ritrovo.foundations.people.models import BankAccount

TAKEN_BACK: Final = frozenset({Outcome.REVERSED, Outcome.REVERSAL_OF})


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of the bank beside what it probably is."""

    proposal: Proposal
    owed: Owed | None = None
    payment: Payment | None = None
    candidates: tuple[Owed, ...] = ()
    returnable: tuple[Payment, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    tills: tuple[Till, ...] = ()

    @property
    def entry(self) -> Entry:
        """The line itself."""
        return self.proposal.entry

    @property
    def is_certain(self) -> bool:
        """Say whether it may be accepted without looking."""
        return self.is_offered and self.proposal.certainty is Certainty.CERTAIN

    @property
    def is_offered(self) -> bool:
        """Say whether there is one thing to accept."""
        return not self.returns_too_much if self.payment is not None else self.owed is not None

    @property
    def returns_too_much(self) -> bool:
        """Say whether more goes out than came with the payment that its reference names."""
        return self.payment is not None and self.proposal.outcome is Outcome.TOO_MUCH

    @property
    def is_taken_back_at_once(self) -> bool:
        """Say whether the bank took this money back in the same file, or this line takes it."""
        found = self.proposal
        return found.outcome is Outcome.REVERSED or bool(found.reverses)

    @property
    def is_emptying(self) -> bool:
        """Say whether it most probably brings to the bank what was in a till."""
        return not self.is_offered and bool(self.deposits or self.tills)

    @property
    def outcome(self) -> str | Promise:
        """Name what it is."""
        if self.is_emptying:
            return EMPTIES_A_TILL
        return RETURNS_TOO_MUCH if self.returns_too_much else OUTCOMES[self.proposal.outcome]

    @property
    def meaning(self) -> str | Promise:
        """Say what becomes of it."""
        if self.is_emptying:
            return EMPTIES_A_TILL_MEANS
        if self.returns_too_much:
            return RETURNS_TOO_MUCH_MEANS
        return MEANINGS[self.proposal.outcome]

    @property
    def remarks(self) -> tuple[str | Promise, ...]:
        """List what else is to be said of it."""
        others = (each for each in self.proposal.remarks if each is not self.proposal.outcome)
        return tuple(OUTCOMES[each] for each in others)

    @property
    def certainty(self) -> str | Promise:
        """Say how sure it is, in a word."""
        return CERTAINTIES[self.proposal.certainty]

    @property
    def ground(self) -> str | Promise:
        """Say why, when something was proposed."""
        if self.is_emptying:
            return DEPOSIT_GROUND if self.deposits else TILL_GROUND
        return GROUNDS[self.proposal.by] if self.is_offered else ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole file: what is new, what was imported before, what the reader warns of."""

    upload: StatementUpload
    statement: StatementFile
    lines: tuple[PreviewLine, ...]
    books: Ledger
    known_count: int
    gap_cents: int | None

    @property
    def certain_count(self) -> int:
        """Count the lines accepted unless somebody says no."""
        return sum(line.is_certain for line in self.lines)


def upload_for(actor: Actor, upload_id: UUID) -> StatementUpload:
    """Get an uploaded file that the actor may look at; one query. Raises UploadUnknown."""
    found = (
        StatementUpload.objects.select_related("bank_account__organisation")
        .filter(pk=upload_id)
        .first()
    )
    if found is None or not SEES_ACCOUNTS.admits(
        actor, scope_of(found.bank_account.organisation_id)
    ):
        raise UploadUnknown
    return found


def read_upload(upload: StatementUpload) -> StatementFile | Table:
    """Read an uploaded file by the columns chosen for it, or remembered of its bank.

    A table nobody chose columns for comes back as a Table. One query for a table, none for camt.
    Raises StatementRefused.
    """
    mapping = ColumnMapping.from_dict(upload.mapping) if upload.mapping else None
    return read_for(upload.bank_account, upload.name, bytes(upload.content), mapping)


def read_for(
    account: BankAccount, name: str, content: bytes, mapping: ColumnMapping | None = None
) -> StatementFile | Table:
    """Read a bank file for one account. Raises StatementRefused, WrongAccount."""
    found = read_statement(name, content, mapping, account_iban=account.iban)
    if isinstance(found, Table):
        mapping = remembered_mapping(account, found)
        if mapping is None:
            return found
        found = read_statement(name, content, mapping, account_iban=account.iban)
        assert isinstance(found, StatementFile)  # noqa: S101  A mapping was given.
    if account.iban not in found.ibans:
        raise WrongAccount(
            found=", ".join(map(iban_grouped, found.ibans)), chosen=iban_grouped(account.iban)
        )
    return found.of_account(account.iban)


def remembered_mapping(account: BankAccount, table: Table) -> ColumnMapping | None:
    """Find how this organisation reads tables with these columns; one query."""
    layout = StatementLayout.objects.filter(
        organisation_id=account.organisation_id, header_fingerprint=header_fingerprint(table)
    ).first()
    return ColumnMapping.from_dict(layout.mapping) if layout else None


def preview(upload: StatementUpload) -> Preview | Table:
    """Propose what each new line of an uploaded file is; nothing is written.

    About ten queries, however many lines and promises. Raises StatementRefused.
    """
    found = read_upload(upload)
    if isinstance(found, Table):
        return found
    known = known_fingerprints(upload.bank_account_id, found.entries)
    books = ledger_of(upload.bank_account.organisation_id)
    fresh = [entry for entry in found.entries if entry.fingerprint not in known]
    return Preview(
        upload=upload,
        statement=found,
        lines=proposed(fresh, books),
        books=books,
        known_count=len(known),
        gap_cents=_gap(upload.bank_account_id, found),
    )


def proposed(entries: Sequence[Entry], books: Ledger) -> tuple[PreviewLine, ...]:
    """Put each entry beside what it probably is; no query."""
    return tuple(_line(each, books) for each in match(entries, books.dues, books.gifts))


def known_fingerprints(bank_account_id: UUID, entries: Sequence[Entry]) -> frozenset[str]:
    """Say which of these lines were imported before and stand; one query."""
    prints = [entry.fingerprint for entry in entries]
    known = BankLine.objects.filter(
        bank_account_id=bank_account_id, fingerprint__in=prints, withdrawn_at=None
    )
    return frozenset(known.values_list("fingerprint", flat=True))


def _line(proposal: Proposal, books: Ledger) -> PreviewLine:
    payment = books.paid.get(proposal.gift_id) if proposal.gift_id else None
    due_id = payment.due_id if payment else proposal.due_id
    deposits, tills = _emptied(proposal, books)
    if (deposits or tills) and proposal.certainty is Certainty.NONE:
        certainty = Certainty.LIKELY if deposits else Certainty.POSSIBLE
        proposal = replace(proposal, certainty=certainty)
    return PreviewLine(
        proposal=proposal,
        deposits=deposits,
        tills=tills,
        owed=books.owed.get(due_id) if due_id else None,
        payment=payment,
        candidates=tuple(books.owed[each] for each in proposal.candidates if each in books.owed),
        returnable=tuple(books.paid[each] for each in proposal.candidates if each in books.paid),
    )


def _emptied(proposal: Proposal, books: Ledger) -> tuple[tuple[Deposit, ...], tuple[Till, ...]]:
    """Find what a line may bring from a till: a deposit of its sum, else all that is in one."""
    entry = proposal.entry
    if proposal.certainty is Certainty.CERTAIN or proposal.outcome in TAKEN_BACK:
        return (), ()
    deposits = tuple(
        each
        for each in books.announced
        if each.cents == entry.cents
        and each.bank_account.iban == entry.account_iban
        and each.taken_on <= entry.booked_on
    )
    is_a_riddle = proposal.outcome is Outcome.NOT_OURS and not deposits
    tills = tuple(each for each in books.tills if is_a_riddle and each.held_cents == entry.cents)
    return deposits, tills


def _gap(bank_account_id: UUID, statement: StatementFile) -> int | None:
    """Say how far the file's opening is from where the last import ended; None when it continues.

    Only files that begin after the last import can leave something out.
    """
    if statement.opening_cents is None or statement.period is None:
        return None
    last = (
        StatementImport.objects.filter(
            bank_account_id=bank_account_id, undone_at=None, last_day__lt=statement.period[0]
        )
        .exclude(closing_cents=None)
        .order_by("-last_day", "-imported_at")
        .first()
    )
    if last is None or last.closing_cents is None:
        return None
    return statement.opening_cents - last.closing_cents or None
