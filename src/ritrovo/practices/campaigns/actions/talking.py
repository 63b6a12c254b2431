"""Talking with who backs a campaign: news, questions, answers."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import CampaignNotOpen, TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign, Question, Update
from ritrovo.practices.campaigns.notices import send_answer, send_update
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.steps import hold_shared
from ritrovo.practices.campaigns.steps.questions import require_few_questions
from ritrovo.practices.campaigns.steps.writing import person_of


@transaction.atomic(durable=True)
def post_update(*, actor: Actor, campaign_id: UUID, title: str, text: str) -> Update:
    """Publish news on a campaign's page; those whose promise counts get it with their digest.

    `text` is plain. Raises NotAllowed, TransitionNotAllowed before publication.
    """
    campaign = hold_shared(campaign_id)
    RULES["post_update"].require(actor, scope_of(campaign))
    if campaign.published_at is None:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    update = Update.objects.create(
        campaign=campaign, title=" ".join(title.split()), text=text.strip(), by_id=person_of(actor)
    )
    send_update(update, campaign)
    return update


@transaction.atomic(durable=True)
def ask_question(
    *,
    actor: Actor,
    campaign_id: UUID,
    text: str,
    name: str = "",
    email: str = "",
    asked_from: str = "",
) -> Question:
    """Leave a question for the promoter; it shows once answered.

    `asked_from` names the place it came from, for the bound on questions an hour. Raises
    CampaignNotOpen, TooManyQuestions.
    """
    campaign = hold_shared(campaign_id)
    RULES["ask_question"].require(actor, scope_of(campaign))
    if campaign.published_at is None or campaign.status == Status.CANCELLED:
        raise CampaignNotOpen
    require_few_questions(asked_from)
    return Question.objects.create(
        campaign=campaign,
        text=text.strip(),
        asked_by_name=name.strip(),
        asked_by_email=email,
        asked_from=asked_from,
    )


@transaction.atomic(durable=True)
def answer_question(*, actor: Actor, question_id: UUID, answer: str) -> Question:
    """Answer a question in public, and by mail to who asked; answering again mends the answer.

    Raises NotAllowed, NotFound.
    """
    question = _hold_question("answer_question", actor, question_id)
    question.answer = answer.strip()
    question.answered_at, question.answered_by_id = clock.now(), actor.party_id
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    send_answer(question, question.campaign)
    return question


@transaction.atomic(durable=True)
def hide_question(*, actor: Actor, question_id: UUID) -> Question:
    """Keep a question off the page. Raises NotAllowed, NotFound."""
    question = _hold_question("hide_question", actor, question_id)
    question.hidden_at = question.hidden_at or clock.now()
    question.save(update_fields=["hidden_at"])
    return question


def _hold_question(verb: str, actor: Actor, question_id: UUID) -> Question:
    found = Question.objects.filter(pk=question_id).values_list("campaign_id", flat=True).first()
    if found is None:
        raise NotFound
    campaign: Campaign = hold_shared(found)
    RULES[verb].require(actor, scope_of(campaign))
    question = Question.objects.select_for_update(no_key=True).get(pk=question_id)
    question.campaign = campaign
    return question
