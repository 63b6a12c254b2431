"""What accounts are called: the rooms above name what they keep accounts for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from ritrovo.foundations.ledger.wording import account_in_words, named_account
from ritrovo.foundations.people.models import BankAccount

NamesOf = Callable[[Collection[UUID]], Mapping[UUID, str]]
LAST_DIGITS: Final = 4
_sources: Final[dict[str, NamesOf]] = {}


def register(family: str, names_of: NamesOf) -> None:
    """Let a room name the things a family of accounts stands for; once per family."""
    _sources[family] = names_of


def account_names(addresses: Iterable[str]) -> dict[str, str]:
    """Say what each account is, in words and with its name; never the name of who gives.

    One query for each family that has names, however many accounts.
    """
    families: dict[str, dict[UUID, str]] = {}
    for address in set(addresses):
        family, _colon, rest = address.partition(":")
        families.setdefault(family, {})[UUID(rest)] = address
    found = {}
    for family, things in families.items():
        names = _sources.get(family, nothing)(things)
        for thing, address in things.items():
            name = names.get(thing)
            found[address] = named_account(family, name) if name else account_in_words(address)
    return found


def nothing(_things: Collection[UUID]) -> dict[UUID, str]:
    """Name none of the things of a family that nobody names."""
    return {}


def banks(accounts: Collection[UUID]) -> dict[UUID, str]:
    """Name bank accounts by the end of their IBAN, as statements do; one query."""
    known = BankAccount.objects.filter(pk__in=accounts).values_list("pk", "iban")
    return {account: f"…{iban[-LAST_DIGITS:]}" for account, iban in known}


register("bank", banks)
