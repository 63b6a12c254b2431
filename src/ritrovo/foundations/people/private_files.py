"""Files that only some may read: statutes, proofs of accounts, agreements."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.people.models import BankAccount, Hosting, Organisation
from ritrovo.foundations.people.queries import MAY_SEE_ORGANISATION, MAY_SEE_PROOFS

MayRead = Callable[[Actor, str], bool]
FOLDER: Final = re.compile(r"private/([\w-]+)/")
_guards: Final[dict[str, MayRead]] = {}


def register(folder: str, may_read: MayRead) -> None:
    """Say who may read the files below `private/<folder>/`; rooms call it when apps are ready."""
    _guards[folder] = may_read


def may_read(actor: Actor, path: str) -> bool:
    """Say whether the actor may read a private file; what no room guards nobody reads."""
    found = FOLDER.match(path)
    guard = _guards.get(found[1]) if found else None
    return guard is not None and guard(actor, path)


def may_read_statute(actor: Actor, path: str) -> bool:
    """Let roles of the organisation and the platform's overseers read its statute; one query."""
    owner = Organisation.objects.filter(statute=path).values_list("pk", flat=True).first()
    return owner is not None and MAY_SEE_ORGANISATION.admits(actor, Scope(owner))


def may_read_proof(actor: Actor, path: str) -> bool:
    """Let who keeps the accounts and the platform's overseers read a proof; one query."""
    accounts = BankAccount.objects.filter(proof=path)
    return sees_proofs(actor, accounts.values_list("organisation_id", flat=True).first())


def may_read_hosting(actor: Actor, path: str) -> bool:
    """Let who keeps the host's accounts read an agreement; one query."""
    hostings = Hosting.objects.filter(document=path)
    return sees_proofs(actor, hostings.values_list("host_id", flat=True).first())


def sees_proofs(actor: Actor, owner: UUID | None) -> bool:
    """Say whether the actor may see an organisation's proofs."""
    return owner is not None and MAY_SEE_PROOFS.admits(actor, Scope(owner))
