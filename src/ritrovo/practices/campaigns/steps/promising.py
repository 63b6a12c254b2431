"""A promise that starts to count, and one that ends."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.urls import reverse

from ritrovo.foundations.agreements.steps import give_consent
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.steps import open_dues, promise_due, release_due
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.steps import find_or_make_backer, verify_email
from ritrovo.practices.campaigns.choices import PledgeState, ShownAs
from ritrovo.practices.campaigns.models import Campaign, Pledge, Reward
from ritrovo.practices.campaigns.steps.companies import company_backer, proved_company

# While a promise is in one of these states it holds its reward.
HOLDING = (
    PledgeState.AWAITING,
    PledgeState.TO_APPROVE,
    PledgeState.COUNTED,
    PledgeState.PAID,
)


def backer_of(pledge: Pledge, *, beneficiary_id: UUID, email_verified: bool) -> UUID:
    """Find who promised among those the beneficiary knows, or make their record.

    Whoever paid before opening the link is known already: opening it proves their address.
    """
    require_transaction()
    if pledge.backer_id:
        return _proved(pledge, beneficiary_id) if email_verified else pledge.backer_id
    if pledge.company_name:
        return company_backer(pledge, beneficiary_id=beneficiary_id, email_verified=email_verified)
    return find_or_make_backer(
        organisation_id=beneficiary_id,
        given_name=pledge.given_name,
        family_name=pledge.family_name,
        email=pledge.email,
        is_verified=email_verified,
        at=clock.now(),
        phone=pledge.phone,
        tax_code=pledge.tax_code,
        address=pledge.address,
    ).pk


def prove_address(pledge: Pledge, *, beneficiary_id: UUID) -> None:
    """Note that the link of a promise an operator wrote was opened: its address is proved.

    Once: what an operator parted since stays parted. One query when it is proved already.
    """
    require_transaction()
    if not (pledge.recorded_by_id and pledge.backer_id and pledge.email):
        return
    known = Dossier.objects.filter(organisation=beneficiary_id, party=pledge.backer_id)
    if not known.filter(email_verified_at__isnull=False).exists():
        _proved(pledge, beneficiary_id)


def _proved(pledge: Pledge, beneficiary_id: UUID) -> UUID:
    """Note that a known backer's address was proved; who stands for them now."""
    known, now = present(pledge.backer_id), clock.now()
    if not pledge.email:
        return known
    if pledge.company_name:
        return proved_company(pledge, beneficiary_id=beneficiary_id)
    return verify_email(organisation_id=beneficiary_id, party_id=known, at=now).pk


def count_pledge(pledge: Pledge, campaign: Campaign, *, backer_id: UUID) -> list[Posting]:
    """Make a promise count: from now on its backer owes it, in the book of promises."""
    require_transaction()
    journal_id = new_id()
    if campaign.terms.is_payable and pledge.due.state == DueState.WAITING:
        # The second round began while the promise waited for its link.
        open_dues([pledge.due_id], until=campaign.collection_ends_on)
    posting = promise_due(
        pledge.due,
        debtor_id=backer_id,
        promised_to=present(campaign.promised_account_id),
        posting_id=journal_id,
    )
    pledge.backer_id = backer_id
    pledge.journal_id = journal_id
    pledge.state = PledgeState.COUNTED
    pledge.counted_at = clock.now()
    pledge.save(update_fields=["backer", "journal", "state", "counted_at"])
    keep_consents(pledge, campaign)
    return [posting]


def keep_consents(pledge: Pledge, campaign: Campaign) -> None:
    """Write down what a backer said yes to, once for each promise.

    News are agreed to only when the link of their address was opened, or before an operator.
    """
    require_transaction()
    if pledge.shown_as == ShownAs.NAME:
        _agree(pledge, campaign, pledge.public_name_version_id)
    if pledge.wants_newsletter and pledge.confirmed_at:
        _agree(pledge, campaign, pledge.newsletter_version_id)


def _agree(pledge: Pledge, campaign: Campaign, version_id: UUID | None) -> None:
    if version_id is None:
        return
    give_consent(
        version_id=version_id,
        party_id=pledge.backer_id,
        channel=pledge.channel,
        form=_form_of(pledge, campaign),
        subject_id=pledge.pk,
        given_at=pledge.made_at,
        recorded_by=pledge.recorded_by_id,
    )


def _form_of(pledge: Pledge, campaign: Campaign) -> str:
    """Give the address of the page on which the boxes stood."""
    if pledge.recorded_by_id:
        return reverse("campaigns:desk_record", args=[campaign.pk])
    return reverse("campaigns:pledge_who", args=[campaign.slug])


def end_pledge(pledge: Pledge, *, state: PledgeState, by: UUID | None) -> list[Posting]:
    """End a promise: its due is released, its reward is free for somebody else."""
    require_transaction()
    if pledge.reward_id and pledge.state in HOLDING:
        Reward.objects.filter(pk=pledge.reward_id, stock__isnull=False).update(taken=F("taken") - 1)
    pledge.state = state
    pledge.ended_at = clock.now()
    pledge.save(update_fields=["state", "ended_at"])
    return release_due(pledge.due, recorded_by=by)
