"""Preparing a campaign with others: the state, the tutor, the checklist."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, refusing
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign, ChecklistTick, Preparation, Tutor
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.preparation_errors import TutorUnfit
from ritrovo.practices.campaigns.queries.preparation import items_of
from ritrovo.practices.campaigns.queries.tutors import accompanies, works_in_ecosystem
from ritrovo.practices.campaigns.steps import hold, move
from ritrovo.practices.campaigns.steps.holding import hold_draft, hold_preparation


@transaction.atomic(durable=True)
def begin_preparation(*, actor: Actor, campaign_id: UUID) -> Preparation:
    """Begin to prepare a draft; beginning again changes nothing.

    Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed.
    """
    campaign = hold_draft("begin_preparation", actor, campaign_id)
    if campaign.status == Status.PREPARING:
        return Preparation.objects.get(campaign=campaign)
    made = Preparation.objects.create(campaign=campaign, begun_by_id=actor.party_id)
    move(campaign, "prepare", by=actor.party_id)
    return made


@transaction.atomic(durable=True)
def name_tutor(*, actor: Actor, campaign_id: UUID, email: str) -> Tutor:
    """Have the person who signs in with `email` accompany a campaign, in place of who did.

    The promoter names somebody with a role in the ecosystem; who promotes the ecosystem names
    anybody. Raises NotAllowed, NotPrepared, TutorUnfit, TutorNamed.
    """
    campaign = hold(campaign_id)
    RULES["name_tutor"].require(actor, scope_of(campaign))
    preparation = hold_preparation(campaign)
    person = Person.objects.filter(login__email__iexact=email.strip()).first()
    if person is None or not (
        _leads_ecosystem(actor, campaign) or works_in_ecosystem(person.pk, campaign.ecosystem_id)
    ):
        raise TutorUnfit
    standing = preparation.tutors.filter(until=None).first()
    if standing and standing.person_id == person.pk:
        return standing
    _end_standing(preparation)
    with refusing():
        return Tutor.objects.create(
            preparation=preparation, person_id=person.pk, named_by_id=actor.party_id
        )


@transaction.atomic(durable=True)
def end_tutor(*, actor: Actor, campaign_id: UUID) -> None:
    """Let nobody accompany a campaign from now on. Raises NotAllowed, NotPrepared."""
    campaign = hold(campaign_id)
    RULES["end_tutor"].require(actor, scope_of(campaign))
    _end_standing(hold_preparation(campaign))


@transaction.atomic(durable=True)
def tick_item(*, actor: Actor, campaign_id: UUID, code: str) -> ChecklistTick:
    """Note that something of the checklist is done, once. Its tutor may too.

    Raises NotAllowed, NotPrepared, NotFound for an item that is not on its list.
    """
    preparation = _hold_checklist("tick_item", actor, campaign_id)
    if not items_of(preparation).filter(pk=code).exists():
        raise NotFound
    standing = preparation.ticks.filter(item=code, unticked_at=None).first()
    return standing or ChecklistTick.objects.create(
        preparation=preparation, item_id=code, ticked_by_id=actor.party_id
    )


@transaction.atomic(durable=True)
def untick_item(*, actor: Actor, campaign_id: UUID, code: str) -> None:
    """Note that something is not done after all; who had said so stays known.

    Raises NotAllowed, NotPrepared.
    """
    preparation = _hold_checklist("untick_item", actor, campaign_id)
    standing = preparation.ticks.filter(item=code, unticked_at=None)
    standing.update(unticked_at=clock.now(), unticked_by_id=actor.party_id)


def _hold_checklist(verb: str, actor: Actor, campaign_id: UUID) -> Preparation:
    campaign = hold(campaign_id)
    if not RULES[verb].admits(actor, scope_of(campaign)) and not accompanies(actor, campaign_id):
        raise NotAllowed
    return hold_preparation(campaign)


def _leads_ecosystem(actor: Actor, campaign: Campaign) -> bool:
    there = actor.ecosystems.get(campaign.ecosystem_id, frozenset())
    return actor.is_system or bool(RULES["name_tutor"].ecosystem & there)


def _end_standing(preparation: Preparation) -> None:
    preparation.tutors.filter(until=None).update(until=clock.now())
