"""The account a campaign's money goes to, and the changes of it that were proposed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.models import BankAccount
from ritrovo.practices.campaigns.models import AccountChange, Campaign
from ritrovo.practices.campaigns.policies import RULES, money_scope_of


def keeps_account(actor: Actor, campaign: Campaign) -> bool:
    """Say whether somebody keeps the accounts of who receives a campaign's money."""
    return RULES["propose_account"].admits(actor, money_scope_of(campaign))


def campaign_to_pay(actor: Actor, campaign_id: UUID) -> Campaign:
    """Get a published campaign for those who keep the accounts of who receives. One query.

    Raises NotFound, also when it exists but is not for this actor.
    """
    whole = Campaign.objects.select_related("beneficiary", "bank_account")
    found = whole.filter(pk=campaign_id, published_at__isnull=False).first()
    if found is None or found.is_paid_elsewhere or not keeps_account(actor, found):
        raise NotFound
    return found


def changes_of(campaign: Campaign) -> QuerySet[AccountChange]:
    """List the changes of a campaign's account, the last proposed first. One query."""
    whole = campaign.account_changes.select_related("before", "after", "proposed_by", "decided_by")
    return whole.order_by("-proposed_at", "-id")


def other_accounts(campaign: Campaign) -> QuerySet[BankAccount]:
    """List the live accounts of who receives but the one in use, newest first. One query."""
    live = BankAccount.objects.filter(organisation=campaign.beneficiary_id, retired_at=None)
    return live.exclude(pk=present(campaign.bank_account_id)).order_by("-added_at")


def changes_to_decide(actor: Actor) -> list[ToDo]:
    """Say which proposed accounts wait for this person, who did not propose them. One query."""
    roles = RULES["decide_account"].organisation
    kept = [where for where, mine in actor.organisations.items() if roles & mine]
    waiting = AccountChange.objects.filter(campaign__beneficiary__in=kept, decided_at=None)
    found = waiting.exclude(proposed_by=actor.party_id).order_by("proposed_at")
    return [
        ToDo(
            title=_("Un altro IBAN da approvare: {title}").format(title=title),
            url=reverse("campaigns:desk_account", args=[campaign_id]),
        )
        for campaign_id, title in found.values_list("campaign_id", "campaign__title")
    ]
