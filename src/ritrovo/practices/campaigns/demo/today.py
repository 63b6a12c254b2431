"""Statements of the demo's banks up to today, for promises that its visitors made."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.models import StatementImport
from ritrovo.foundations.people.models import BankAccount
from ritrovo.practices.campaigns.demo.bank import last_balance, payable, transfer
from ritrovo.practices.campaigns.demo.camt import moved, statement


def write_statements(folder: Path) -> list[Path]:
    """Write a statement for each account on which something can be paid: all of it was, today."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for account in BankAccount.objects.filter(retired_at=None).order_by("added_at", "iban"):
        if waiting := payable(account):
            today = clock.today()
            content = statement(
                account,
                [moved(today, transfer(pledge)) for pledge in waiting],
                number=StatementImport.objects.filter(bank_account=account).count() + 1,
                opening_cents=last_balance(account),
                days=(_first_day(account, today), today),
            )
            path = folder / f"estratto-conto-{account.iban[-6:]}-{today.isoformat()}.xml"
            path.write_bytes(content)
            written.append(path)
    return written


def _first_day(account: BankAccount, today: date) -> date:
    imported = StatementImport.objects.filter(bank_account=account, undone_at=None)
    last = imported.order_by("-last_day").values_list("last_day", flat=True).first()
    return min(last + timedelta(days=1), today) if last else today
