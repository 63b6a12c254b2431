"""Help, news and questions of a campaign, for its promoter."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.volunteers.forms import OccasionDaysForm
from ritrovo.foundations.volunteers.queries.policies import policy_warning
from ritrovo.foundations.volunteers.queries.registers import is_enrolled, known_details
from ritrovo.practices.campaigns.actions import helping, talking
from ritrovo.practices.campaigns.choices import NeedState, OfferState
from ritrovo.practices.campaigns.forms.desk_answers import (
    AnswerForm,
    DoneForm,
    OfferByHandForm,
    UpdateForm,
)
from ritrovo.practices.campaigns.models import Campaign, NeedOffer, Question
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, SEES_DESK
from ritrovo.practices.campaigns.queries.ambassadors import ambassador_on_paper
from ritrovo.practices.campaigns.queries.desk import offers_of, questions_of
from ritrovo.practices.campaigns.steps.volunteering import Stay
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
ACCEPTED: Final = gettext_lazy("Accettato: mettetevi d'accordo, poi segna qui quando è fatto.")


@opens_to(SEES_BACKERS)
@read_or_send
def offers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List who offers help; record somebody who said it in person."""
    found = opened(request, campaign_id, SEES_BACKERS)
    needed = list(found.needs.filter(state=NeedState.OPEN, opened_at__isnull=False))
    form = OfferByHandForm(request.POST or None, needs=needed)

    def record() -> UUID:
        typed = form.cleaned_data["ambassador_code"]
        return helping.offer_help(
            actor=actor_of(request),
            ambassador_id=ambassador_on_paper(found.pk, typed),
            **form.facts,
        )

    if request.method == "POST" and sent(form, record):
        messages.success(request, _("Segnata: ora tocca a chi promuove dire di sì."))
        return redirect("campaigns:desk_offers", found.pk)
    listed = list(offers_of(found.pk))
    context: dict[str, Any] = {
        "form": form,
        "needed": needed,
        "waiting": [each for each in listed if each.state == OfferState.OFFERED],
        "accepted": [each for each in listed if each.state == OfferState.ACCEPTED],
        "others": [each for each in listed if each.state not in {"offered", "accepted"}],
    }
    return page(request, found, "offers", status=status_of(form), **context)


@opens_to(RULES["accept_offer"])
@require_POST
def answer_offer(request: HttpRequest, campaign_id: UUID, offer_id: UUID) -> HttpResponse:
    """Accept an offer of help, or decline it."""
    found = opened(request, campaign_id, RULES["accept_offer"])
    is_yes = request.POST.get("answer") == "yes"
    act = helping.accept_offer if is_yes else helping.decline_offer
    said = ACCEPTED if is_yes else _("Abbiamo risposto di no, con un grazie.")
    return done(
        request,
        found.pk,
        "offers",
        lambda: act(actor=actor_of(request), offer_id=offer_id),
        said,
    )


@opens_to(RULES["accept_offer"])
@read_or_send
def accept_task(request: HttpRequest, campaign_id: UUID, offer_id: UUID) -> HttpResponse:
    """Accept somebody for a task: who they are and when they come go into the volunteers' list."""
    found = opened(request, campaign_id, RULES["accept_offer"])
    offer, today = _offer(found, offer_id, OfferState.OFFERED), clock.today()
    body_id, party_id = found.beneficiary_id, present(offer.party_id)
    form = OccasionDaysForm(request.POST or None, details=known_details(body_id, party_id))

    def accept() -> NeedOffer:
        stay = Stay(**form.cleaned_data)
        return helping.accept_offer(actor=actor_of(request), offer_id=offer.pk, stay=stay)

    if request.method == "POST" and sent(form, accept):
        messages.success(request, ACCEPTED)
        return redirect("campaigns:desk_offers", found.pk)
    context = {
        "offer": offer,
        "form": form,
        "receiver": found.beneficiary.legal_name,
        "is_enrolled": is_enrolled(body_id, party_id, today, today),
        "warning": policy_warning(body_id, today),
    }
    return page(request, found, "accept", status=status_of(form), **context)


@opens_to(RULES["complete_offer"])
@read_or_send
def complete_offer(request: HttpRequest, campaign_id: UUID, offer_id: UUID) -> HttpResponse:
    """Confirm that help was given: how much, on which day."""
    found = opened(request, campaign_id, RULES["complete_offer"])
    offer = _offer(found, offer_id, OfferState.ACCEPTED)
    form = DoneForm(request.POST or None, need=offer.need, initial={"done_on": clock.today()})

    def complete() -> NeedOffer:
        return helping.complete_offer(
            actor=actor_of(request),
            offer_id=offer.pk,
            amount=form.amount,
            done_on=form.cleaned_data["done_on"],
        )

    if request.method == "POST" and sent(form, complete):
        messages.success(request, _("Registrato: conta nella seconda vittoria."))
        return redirect("campaigns:desk_offers", found.pk)
    return page(request, found, "complete", status=status_of(form), form=form, offer=offer)


@opens_to(SEES_DESK)
@read_or_send
def updates(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write news, and see those written."""
    found = opened(request, campaign_id)
    form = UpdateForm(request.POST or None)

    def post() -> object:
        return talking.post_update(
            actor=actor_of(request), campaign_id=found.pk, **form.cleaned_data
        )

    if request.method == "POST" and sent(form, post):
        messages.success(request, _("Pubblicata: chi ha promesso la riceve con la mail di domani."))
        return redirect("campaigns:desk_updates", found.pk)
    listed = found.updates.select_related("by")
    return page(request, found, "updates", status=status_of(form), form=form, updates=listed)


@opens_to(SEES_DESK)
@require_http_methods(["GET", "HEAD"])
def questions(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the questions that people asked."""
    found = opened(request, campaign_id)
    listed = list(questions_of(found.pk))
    context: dict[str, Any] = {
        "waiting": [each for each in listed if not each.answered_at],
        "answered": [each for each in listed if each.answered_at],
    }
    return page(request, found, "questions", **context)


@opens_to(RULES["answer_question"])
@read_or_send
def answer_question(request: HttpRequest, campaign_id: UUID, question_id: UUID) -> HttpResponse:
    """Answer a question, or keep it off the page."""
    found = opened(request, campaign_id, RULES["answer_question"])
    question = _question(found, question_id)
    actor = actor_of(request)
    if "hide" in request.POST:
        return done(
            request,
            found.pk,
            "questions",
            lambda: talking.hide_question(actor=actor, question_id=question.pk),
            _("La domanda non si vede."),
        )
    form = AnswerForm(request.POST or None, initial={"answer": question.answer})

    def answer() -> Question:
        return talking.answer_question(
            actor=actor, question_id=question.pk, answer=form.cleaned_data["answer"]
        )

    if request.method == "POST" and sent(form, answer):
        messages.success(request, _("La risposta è sulla pagina."))
        return redirect("campaigns:desk_questions", found.pk)
    return page(request, found, "answer", status=status_of(form), form=form, question=question)


def _offer(found: Campaign, offer_id: UUID, state: OfferState) -> NeedOffer:
    offer = offers_of(found.pk).filter(pk=offer_id, state=state).first()
    if offer is None:
        raise NotFound
    return offer


def _question(found: Campaign, question_id: UUID) -> Question:
    question = found.questions.filter(pk=question_id).first()
    if question is None:
        raise NotFound
    return question
