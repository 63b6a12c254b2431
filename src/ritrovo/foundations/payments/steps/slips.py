"""Slips: the paper that says cash was received, and its annulment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.choices import RAIL_OF_TILL, Rail, SlipVoidReason, TillKind
from ritrovo.foundations.payments.errors import (
    FeeTooBig,
    NotYetThatDay,
    TooMuchCash,
    WrongTill,
)
from ritrovo.foundations.payments.models import Payment, Slip, SlipSeries, SlipVoid, Till
from ritrovo.foundations.payments.receipts import body_told
from ritrovo.foundations.payments.steps.collecting import Arrival
from ritrovo.foundations.payments.steps.receipting import years_later
from ritrovo.foundations.people.models import Organisation


def require_takes(
    till: Till, organisation_id: UUID, arrival: Arrival, *, limit_per_head: int = 1
) -> None:
    """Let money come into a till: of its kind, of its body, on a day that was, within the law.

    The law's limit on cash is for one person: what many gave has it as many times. One query for
    cash. Raises WrongTill, FeeTooBig, NotYetThatDay, TooMuchCash.
    """
    if till.organisation_id != organisation_id or RAIL_OF_TILL[TillKind(till.kind)] != arrival.rail:
        raise WrongTill
    if not 0 <= arrival.fee_cents < arrival.cents:
        raise FeeTooBig
    if arrival.rail == Rail.CASH and arrival.fee_cents:
        raise FeeTooBig
    if arrival.paid_on > clock.today():
        raise NotYetThatDay
    if arrival.rail == Rail.CASH:
        _require_within_the_law(arrival, limit_per_head)


def slip_for_payment(payment: Payment, *, words: dict[str, Any], by: UUID | None) -> Slip:
    """Write the slip of cash that came for a due; few queries."""
    due, till = payment.due, payment.till
    if till is None:
        raise ValueError("Only money of a till has a slip.")
    return write_slip(
        till,
        cents=payment.cents,
        practice=due.practice,
        subject_id=due.subject_id,
        received_on=payment.paid_on,
        words=words,
        by=by,
        payment=payment,
    )


def write_slip(
    till: Till,
    *,
    cents: int,
    practice: str,
    subject_id: UUID,
    received_on: Any,
    words: dict[str, Any],
    by: UUID | None,
    payment: Payment | None = None,
) -> Slip:
    """Issue a slip with the next number of its till and year; six queries.

    `words` is what its practice has printed: `giver`, `what`. The caller holds the till.
    """
    require_transaction()
    today = clock.today()
    body = Organisation.objects.select_related("municipality").get(pk=till.organisation_id)
    slip = Slip(
        series=_series(till, today.year),
        number=0,
        payment=payment,
        practice=practice,
        subject_id=subject_id,
        cents=cents,
        received_on=received_on,
        issued_by_id=by,
        snapshot={"body": body_told(body), "till": till.name, **words},
        locked_until=years_later(today, parameter("payments.slip_years")),
    )
    with refusing():
        slip.save(force_insert=True)
    # The database gave the number.
    slip.refresh_from_db(fields=["number"])
    return slip


def annul(slip: Slip, reason: SlipVoidReason, *, by: UUID | None) -> SlipVoid:
    """Record that a slip is annulled; its number stays used. Raises SlipVoided."""
    require_transaction()
    made = SlipVoid(slip=slip, reason=reason, voided_by_id=by)
    with refusing():
        made.save(force_insert=True)
    return made


def _series(till: Till, year: int) -> SlipSeries:
    SlipSeries.objects.bulk_create([SlipSeries(till=till, year=year)], ignore_conflicts=True)
    return SlipSeries.objects.get(till=till, year=year)


def _require_within_the_law(arrival: Arrival, heads: int) -> None:
    most = parameter("payments.most_cash_cents") * heads
    if arrival.cents > most:
        raise TooMuchCash(most=format_amount(Amount(most)))
