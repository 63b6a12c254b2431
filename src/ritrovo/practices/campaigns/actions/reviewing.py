"""Reviewing a campaign: publish it, send it back with a remark, suspend and resume it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import NotReady, SamePerson, TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign, Preparation, Remark
from ritrovo.practices.campaigns.notices import send_review
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.queries.readiness import require_ready, submitter_of
from ritrovo.practices.campaigns.steps import hold, move
from ritrovo.practices.campaigns.steps.launching import tell_those_waiting
from ritrovo.practices.campaigns.steps.writing import open_needs, person_of


@transaction.atomic(durable=True)
def publish_campaign(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """Open a reviewed campaign: its accounts, its needs, and from its first day its promises.

    Whoever asked for the review cannot publish: two people read a campaign before the public does
    (decision record 0011). Raises NotAllowed, TransitionNotAllowed, SamePerson, NotReady,
    BeneficiaryUnfit, HostingMissing.
    """
    campaign = _hold_for("publish_campaign", actor, campaign_id)
    if campaign.status != Status.IN_REVIEW:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    if actor.party_id is not None and actor.party_id == submitter_of(campaign):
        raise SamePerson(
            _("Hai chiesto tu la revisione: a pubblicare dev'essere un'altra persona.")
        )
    require_ready(campaign)
    _open_accounts(campaign)
    with refusing():
        campaign.published_at = clock.now()
        campaign.save()
    move(campaign, "publish", by=actor.party_id)
    open_needs(campaign, by=actor.party_id)
    send_review(campaign, template="published")
    tell_those_waiting(campaign)
    return campaign


@transaction.atomic(durable=True)
def return_campaign(*, actor: Actor, campaign_id: UUID, remark: str) -> Campaign:
    """Send a campaign back to its promoter, with what to change.

    Raises NotAllowed, TransitionNotAllowed, NotReady without a remark.
    """
    campaign = _hold_for("return_campaign", actor, campaign_id)
    is_prepared = Preparation.objects.filter(campaign=campaign).exists()
    move(campaign, "return_to_preparation" if is_prepared else "return", by=actor.party_id)
    written = _remark(campaign, actor, remark)
    send_review(campaign, template="returned", remark=written)
    return campaign


@transaction.atomic(durable=True)
def suspend_campaign(*, actor: Actor, campaign_id: UUID, remark: str) -> Campaign:
    """Stop a campaign from taking promises until it is resumed; those made stay.

    Raises NotAllowed, TransitionNotAllowed, NotReady without a remark.
    """
    campaign = _hold_for("suspend_campaign", actor, campaign_id)
    move(campaign, "suspend", by=actor.party_id)
    written = _remark(campaign, actor, remark)
    send_review(campaign, template="suspended", remark=written)
    return campaign


@transaction.atomic(durable=True)
def resume_campaign(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """Let a suspended campaign take promises again. Raises NotAllowed, TransitionNotAllowed."""
    campaign = _hold_for("resume_campaign", actor, campaign_id)
    move(campaign, "resume", by=actor.party_id)
    send_review(campaign, template="resumed")
    return campaign


def _hold_for(verb: str, actor: Actor, campaign_id: UUID) -> Campaign:
    campaign = hold(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    return campaign


def _open_accounts(campaign: Campaign) -> None:
    """Open where promises and money will be counted; none of the three may go below zero."""
    address = f"campaign:{campaign.pk}"
    campaign.promised_account_id = open_account(
        address=address, book=Book.PROMISED, unit="eur_cent"
    )
    collected = open_account(address=address, book=Book.COLLECTED, unit="eur_cent")
    campaign.collected_account_id = collected
    campaign.held_account_id = open_account(
        address=f"held:{collected}", book=Book.COLLECTED, unit="eur_cent"
    )


def _remark(campaign: Campaign, actor: Actor, text: str) -> Remark:
    if not text.strip():
        raise NotReady(_("Scrivi a chi promuove che cosa c'è da cambiare, e perché."))
    return Remark.objects.create(campaign=campaign, text=text.strip(), by_id=person_of(actor))
