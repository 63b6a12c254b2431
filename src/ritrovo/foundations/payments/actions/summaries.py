"""Yearly summaries: sent to each donor once."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.errors import YearNotOver
from ritrovo.foundations.payments.letters import send_letters, summary_letter
from ritrovo.foundations.payments.models import YearlySummary
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.queries.summaries import (
    DonorYear,
    asked_summaries,
    is_over,
    summaries_of,
)


@transaction.atomic(durable=True)
def send_summaries(*, actor: Actor, organisation_id: UUID, year: int) -> int:
    """Write every donor with an address the link to their year, once; how many are new.

    Again it writes only those who were not written to: nobody gets two. Raises NotAllowed,
    YearNotOver.
    """
    RULES["send_summaries"].require(actor, scope_of(organisation_id))
    if not is_over(year):
        raise YearNotOver
    before = asked_summaries(organisation_id, year)
    donors = [
        each
        for each in summaries_of(organisation_id, year)
        if each.may_be_sent and each.key not in before
    ]
    return send_letters(
        [
            summary_letter(made, to=donor.email, language=donor.language, gifts=len(donor.receipts))
            for made, donor in _asked(donors, organisation_id, year, by=actor.party_id)
        ],
        beneficiary_id=organisation_id,
        year=year,
    )


def _asked(
    donors: list[DonorYear], organisation_id: UUID, year: int, *, by: UUID | None
) -> list[tuple[YearlySummary, DonorYear]]:
    """Write that these summaries leave, and give those that nobody else has just asked for."""
    require_transaction()
    rows = [
        YearlySummary(
            beneficiary_id=organisation_id,
            year=year,
            donor_id=present(each.donor_id),
            donor_key=each.key,
            cents=each.cents,
            asked_by_id=by,
        )
        for each in donors
    ]
    YearlySummary.objects.bulk_create(rows, ignore_conflicts=True)
    mine = {each.pk for each in rows}
    written = YearlySummary.objects.filter(pk__in=mine).select_related("beneficiary")
    by_key = {each.key: each for each in donors}
    return [(each, by_key[each.donor_key]) for each in written]
