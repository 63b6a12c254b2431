"""After six and twelve months: keepers are asked, they answer, and a need may begin from it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM, Actor
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.look.formatting import format_day
from ritrovo.practices.campaigns.handover_errors import (
    AnsweredOtherwise,
    CheckNotDue,
    KeeperIsPromoter,
    KeeperNotInvited,
    NothingNeeded,
    PromoterAnswers,
)
from ritrovo.practices.campaigns.handover_letters import send_questions
from ritrovo.practices.campaigns.handover_plans import PlannedAnswer
from ritrovo.practices.campaigns.models import (
    Campaign,
    CheckAnswer,
    Handover,
    HandoverCheck,
    Keeper,
    Need,
)
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.queries.keepers import keepers_to_ask
from ritrovo.practices.campaigns.steps import hold, keeping
from ritrovo.practices.campaigns.steps.writing import open_needs

BY_HAND: Final = (Channel.COUNTER, Channel.PAPER)


@transaction.atomic(durable=True)
def answer_check(*, actor: Actor, token: str, check_id: UUID, answer: PlannedAnswer) -> CheckAnswer:
    """Write what the keeper who holds the link says today; the same said twice is one answer.

    Raises LinkUnknown, KeeperNotInvited, PromoterAnswers, CheckNotDue, AnsweredOtherwise,
    AnswerIncomplete, NotFound.
    """
    held = keeping.hold_by_token(token)
    return _write(held, check_id, answer, actor=actor, day=clock.today())


@transaction.atomic(durable=True)
def record_answer(
    *,
    actor: Actor,
    keeper_id: UUID,
    check_id: UUID,
    answer: PlannedAnswer,
    channel: Channel,
    answered_on: date,
    called_by: str = "",
) -> CheckAnswer:
    """Type in what a keeper said on the phone or wrote on paper; the same twice is one answer.

    `called_by` is who phoned. Raises NotAllowed, and what `answer_check` does.
    """
    held = keeping.hold_keeper(keeper_id)
    RULES["record_answer"].require(actor, scope_of(held[2]))
    if channel not in BY_HAND:
        raise KeeperNotInvited
    by_hand = {
        "channel": channel,
        "called_by": called_by.strip() if channel == Channel.COUNTER else "",
        "recorded_by_id": actor.party_id,
    }
    # The word is the keeper's, whoever types it: the typist's roles do not count here.
    return _write(held, check_id, answer, actor=NOBODY, day=answered_on, **by_hand)


@transaction.atomic(durable=True)
def open_need(*, actor: Actor, answer_id: UUID, planned: PlannedNeed) -> Need:
    """Open a need of the campaign from what a keeper says is needed, once for each answer.

    Raises NotAllowed, NothingNeeded, NotFound.
    """
    found = CheckAnswer.objects.filter(pk=answer_id)
    campaign_id = found.values_list("term__handover__campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound
    campaign = hold(campaign_id)
    RULES["open_need"].require(actor, scope_of(campaign))
    answer = CheckAnswer.objects.select_for_update(no_key=True).get(pk=answer_id)
    if answer.need_id:
        return Need.objects.get(pk=answer.need_id)
    if not answer.needed:
        raise NothingNeeded
    with refusing():
        need = Need.objects.create(
            campaign=campaign,
            kind=planned.kind,
            title=planned.title,
            description=planned.description,
            wanted=planned.wanted,
            place=campaign.needs.count(),
        )
    answer.need = need
    answer.save(update_fields=["need"])
    open_needs(campaign, by=actor.party_id)
    return need


@transaction.atomic(durable=True)
def ask_keepers(*, actor: Actor = SYSTEM, handover_id: UUID) -> int:
    """Send the keepers of a handover the questions that are due; how many letters are new.

    Once on the day, and once more to who is silent; nobody gets the same letter twice.
    """
    RULES["ask_keepers"].require(actor)
    handover, campaign = keeping.hold_handover(handover_id)
    return send_questions(handover, campaign, keepers_to_ask(handover.pk, clock.today()))


def _check_of(handover: Handover, check_id: UUID) -> HandoverCheck:
    check = handover.checks.filter(pk=check_id).first()
    if check is None:
        raise NotFound
    return check


def _write(
    held: tuple[Keeper, Handover, Campaign],
    check_id: UUID,
    answer: PlannedAnswer,
    *,
    day: date,
    actor: Actor,
    **by_hand: Any,
) -> CheckAnswer:
    """Write an answer while its handover is held: one at a time, and the first one stands."""
    keeper, handover, campaign = held
    check = _check_of(handover, check_id)
    if not keeper.is_keeping:
        raise KeeperNotInvited
    _refuse_promoter(keeper, campaign, actor)
    if before := check.answers.filter(keeper=keeper).first():
        return _same(before, answer)
    if not check.due_on <= day <= clock.today():
        raise CheckNotDue(day=format_day(check.due_on))
    with refusing():
        made = CheckAnswer.objects.create(
            term=check,
            keeper=keeper,
            answered_on=day,
            **{"channel": Channel.WEB, **by_hand, **answer.facts},
        )
    keeping.reach_for(
        handover,
        campaign,
        kind=MilestoneKind.HANDOVER_CHECKED,
        line=check.months,
        day=day,
        channel=Channel(made.channel),
        party=keeper.party_id,
        by=made.recorded_by_id,
    )
    return made


def _refuse_promoter(keeper: Keeper, campaign: Campaign, actor: Actor) -> None:
    """Refuse the promoter's own word: with its login, its address or its name."""
    try:
        keeping.refuse_promoter(campaign, name=keeper.name, email=keeper.email, actor=actor)
    except KeeperIsPromoter as error:
        raise PromoterAnswers from error


def _same(before: CheckAnswer, answer: PlannedAnswer) -> CheckAnswer:
    if any(getattr(before, name) != value for name, value in answer.facts.items()):
        raise AnsweredOtherwise
    return before
