"""Whose accounts are whose: the rooms above say which accounts belong to an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from ritrovo.foundations.ledger.models import Account
from ritrovo.foundations.people.models import BankAccount

AccountsOf = Callable[[UUID], Iterable[UUID]]
BANK: Final = "bank:"
_sources: Final[dict[str, AccountsOf]] = {}


def register(name: str, accounts_of: AccountsOf) -> None:
    """Let a room say, by organisation, which accounts are its own; once per name."""
    _sources[name] = accounts_of


def accounts_owned_by(organisation_id: UUID) -> set[UUID]:
    """Give the accounts of an organisation: those of its bank, and what the rooms above add.

    Two queries, and those of each room.
    """
    banks = BankAccount.objects.filter(organisation_id=organisation_id).values_list("pk", flat=True)
    addresses = [f"{BANK}{bank}" for bank in banks]
    own = set(Account.objects.filter(address__in=addresses).values_list("pk", flat=True))
    for accounts_of in _sources.values():
        own.update(accounts_of(organisation_id))
    return own
