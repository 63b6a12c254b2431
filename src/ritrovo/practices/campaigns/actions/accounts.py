"""Changing the IBAN of a live campaign: two people, a pause, and everybody told."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.steps import move_dues
from ritrovo.foundations.people.models import BankAccount
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.errors import BeneficiaryUnfit
from ritrovo.practices.campaigns.letters import send_account_changed
from ritrovo.practices.campaigns.models import AccountChange, Campaign
from ritrovo.practices.campaigns.policies import RULES, money_scope_of
from ritrovo.practices.campaigns.steps import hold


@transaction.atomic(durable=True)
def propose_account(*, actor: Actor, campaign_id: UUID, bank_account_id: UUID) -> AccountChange:
    """Propose another account of the same beneficiary; nothing changes until somebody else agrees.

    Raises NotAllowed, BeneficiaryUnfit, ChangePending.
    """
    campaign = hold(campaign_id)
    RULES["propose_account"].require(actor, money_scope_of(campaign))
    fit = BankAccount.objects.filter(
        pk=bank_account_id, organisation=campaign.beneficiary_id, retired_at=None
    )
    if not fit.exists() or bank_account_id == campaign.bank_account_id:
        raise BeneficiaryUnfit
    with refusing():
        return AccountChange.objects.create(
            campaign=campaign,
            before_id=present(campaign.bank_account_id),
            after_id=bank_account_id,
            proposed_by_id=actor.person_id,
        )


@transaction.atomic(durable=True)
def decide_account(*, actor: Actor, change_id: UUID, approve: bool) -> AccountChange:
    """Approve or turn down a proposed account; approval pauses payments for 48 hours.

    Whoever proposed it cannot decide it. Backers who have still to pay are told in the same
    transaction. A decided change stays decided. Raises NotAllowed, SamePerson.
    """
    campaign = hold(AccountChange.objects.values_list("campaign_id", flat=True).get(pk=change_id))
    RULES["decide_account"].require(actor, money_scope_of(campaign))
    change = AccountChange.objects.select_for_update().get(pk=change_id)
    if change.decided_at:
        return change
    change.decided_at = clock.now()
    change.decided_by_id = actor.party_id
    change.approved = approve
    with refusing():
        change.save(update_fields=["decided_at", "decided_by", "approved"])
    if approve:
        _switch(campaign, change)
    return change


def _switch(campaign: Campaign, change: AccountChange) -> None:
    pause = timedelta(hours=parameter("campaigns.account_pause_hours"))
    campaign.bank_account_id = change.after_id
    campaign.payments_paused_until = clock.now() + pause
    campaign.save(update_fields=["bank_account", "payments_paused_until"])
    unpaid = campaign.pledges.filter(
        state__in=[PledgeState.AWAITING, PledgeState.TO_APPROVE, PledgeState.COUNTED],
        due__state__in=[DueState.WAITING, DueState.OPEN],
    ).select_related("due")
    move_dues(unpaid.values("due_id"), bank_account_id=change.after_id)
    send_account_changed(campaign, unpaid, change_id=change.pk)
