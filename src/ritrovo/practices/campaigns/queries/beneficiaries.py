"""Who may receive a campaign's money."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from ritrovo.foundations.ecosystems.models import Ecosystem, EcosystemActor
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import BankAccount, Organisation
from ritrovo.practices.campaigns.models import Campaign


def possible_beneficiaries(
    *, promoter_id: UUID, ecosystem_id: UUID, actor: Actor
) -> QuerySet[Organisation]:
    """List who a promoter may raise money for, by name.

    Itself, the organisations of the ecosystem, and those where the actor promotes or administers.
    """
    mine = _where_leading(actor)
    actors = EcosystemActor.objects.filter(ecosystem=ecosystem_id, until=None).values("party")
    promoters = Ecosystem.objects.filter(pk=ecosystem_id).values("promoter")
    return Organisation.objects.filter(
        Q(pk__in=[promoter_id, *mine]) | Q(pk__in=actors) | Q(pk__in=promoters)
    ).order_by("legal_name")


def may_receive(campaign: Campaign, actor: Actor) -> bool:
    """Say whether the beneficiary is one of them and the account its own; three queries at most."""
    if campaign.bank_account_id and not _owns(campaign.beneficiary_id, campaign.bank_account_id):
        return False
    if campaign.beneficiary_id == campaign.promoter_id:
        return True
    return (
        possible_beneficiaries(
            promoter_id=campaign.promoter_id, ecosystem_id=campaign.ecosystem_id, actor=actor
        )
        .filter(pk=campaign.beneficiary_id)
        .exists()
        or actor.is_system
    )


def _where_leading(actor: Actor) -> Iterable[UUID]:
    leading = {"promoter", "administrator"}
    return [where for where, roles in actor.organisations.items() if leading & roles]


def _owns(organisation_id: UUID, account_id: UUID) -> bool:
    return BankAccount.objects.filter(pk=account_id, organisation=organisation_id).exists()
