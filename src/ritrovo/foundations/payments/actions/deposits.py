"""Money of a till that goes to the bank: announced, taken back, matched with its line."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.actions.lines import hold_line_for, require_free
from ritrovo.foundations.payments.errors import (
    AccountUnknown,
    DepositOver,
    DepositUnknown,
    NotYetThatDay,
    WrongTill,
)
from ritrovo.foundations.payments.models import Deposit, Till
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.steps.depositing import deposit_of_line, settle_deposit
from ritrovo.foundations.payments.steps.tills import (
    hold_open_till,
    hold_till,
    move,
    posting_about,
    require_held,
)
from ritrovo.foundations.people.models import BankAccount


@transaction.atomic(durable=True)
def announce_deposit(
    *,
    actor: Actor,
    till_id: UUID,
    bank_account_id: UUID,
    cents: int,
    taken_on: date,
    key: UUID,
) -> Deposit:
    """Say that money of a till was taken to the bank: it is on its way until its line comes.

    Once per key. Raises TillUnknown, NotAllowed, TillClosed, AccountUnknown, NotYetThatDay,
    MoneyAlreadyGone, KeyReused.
    """
    till = hold_open_till(till_id)
    RULES["announce_deposit"].require(actor, scope_of(till.organisation_id))
    told = {"till": till_id, "account": bank_account_id, "cents": cents, "on": taken_on}
    made = Deposit(
        till=till,
        cents=cents,
        bank_account_id=bank_account_id,
        taken_on=taken_on,
        announced_at=clock.now(),
        announced_by_id=actor.party_id,
    )
    taken = claim(
        scope=f"till:{till_id}",
        key=key,
        digest=digest_of("announce_deposit", told),
        answer=made.pk,
    )
    if taken.answer:
        return Deposit.objects.get(pk=taken.answer)
    _require_own(till, bank_account_id)
    if taken_on > clock.today():
        raise NotYetThatDay
    require_held(till, cents)
    with refusing():
        made.save(force_insert=True)
    legs = move(till.transit_id, till.account_id, cents)
    post_all(posting_about("deposit", made.pk, legs, by=actor.party_id))
    return made


@transaction.atomic(durable=True)
def withdraw_deposit(*, actor: Actor, deposit_id: UUID) -> Deposit:
    """Put money that never went to the bank back in its till; again changes nothing.

    Raises DepositUnknown, NotAllowed, DepositOver.
    """
    found = _hold("withdraw_deposit", actor, deposit_id)
    if found.undone_at:
        return found
    if found.line_id:
        raise DepositOver
    found.undone_at = clock.now()
    found.save(update_fields=["undone_at"])
    legs = move(found.till.account_id, found.till.transit_id, found.cents)
    post_all(posting_about("undo", found.pk, legs, by=actor.party_id))
    return found


@transaction.atomic(durable=True)
def match_deposit(*, actor: Actor, line_id: UUID, deposit_id: UUID) -> Deposit:
    """Say which bank line brought an announced deposit; it is never a gift. Again changes nothing.

    What the bank counted otherwise is a difference of the till. Raises LineUnknown, NotAllowed,
    DepositUnknown, WrongTill, DepositOver, LineGoesTheOtherWay, LineSetAside, LineTaken.
    """
    line = hold_line_for("match_deposit", actor, line_id)
    found = _hold("match_deposit", actor, deposit_id)
    if found.line_id == line.pk:
        return found
    if found.line_id or found.undone_at:
        raise DepositOver
    _require_same_body(found.till, line.bank_account)
    require_free(line, comes_in=True)
    post_all(settle_deposit(found, line, by=actor.party_id))
    return found


@transaction.atomic(durable=True)
def match_till(*, actor: Actor, line_id: UUID, till_id: UUID) -> Deposit:
    """Say that a bank line empties a till though nobody announced it. Again changes nothing.

    Raises LineUnknown, NotAllowed, TillUnknown, WrongTill, LineGoesTheOtherWay, LineSetAside,
    LineTaken, MoneyAlreadyGone.
    """
    line = hold_line_for("match_till", actor, line_id)
    till = hold_till(till_id)
    _require_same_body(till, line.bank_account)
    if before := line.deposits.filter(undone_at=None, till=till).first():
        return before
    require_free(line, comes_in=True)
    require_held(till, line.cents)
    deposit, postings = deposit_of_line(till, line, by=actor.party_id)
    post_all(postings)
    return deposit


def _hold(verb: str, actor: Actor, deposit_id: UUID) -> Deposit:
    till_id = Deposit.objects.filter(pk=deposit_id).values_list("till_id", flat=True).first()
    if till_id is None:
        raise DepositUnknown
    till = hold_till(till_id)
    RULES[verb].require(actor, scope_of(till.organisation_id))
    found = Deposit.objects.get(pk=deposit_id)
    found.till = till
    return found


def _require_own(till: Till, bank_account_id: UUID) -> None:
    own = BankAccount.objects.filter(pk=bank_account_id, organisation=till.organisation_id)
    if not own.exists():
        raise AccountUnknown


def _require_same_body(till: Till, account: BankAccount) -> None:
    if till.organisation_id != account.organisation_id:
        raise WrongTill
