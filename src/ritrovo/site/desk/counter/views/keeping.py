"""An organisation's counters and member cards: open, close, print, revoke."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.member_cards import MemberCards, PrintedCard, member_cards_pdf
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Rule, Scope, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.look.formatting import language
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.cards import in_groups
from ritrovo.foundations.people.counters import USES_OFFICE, cards_of, counters_of
from ritrovo.foundations.people.models import Counter, Dossier, MemberCard, Organisation
from ritrovo.foundations.people.policies import RULES
from ritrovo.foundations.people.queries import organisation_for, site_of
from ritrovo.site.desk.counter.forms import CardSearchForm, CounterForm
from ritrovo.site.desk.counter.meeting import IS_ID
from ritrovo.site.desk.submitting import answered
from ritrovo.site.desk.treasury.tables import pdf_answer

A_PAGE: Final = 50
MOST_AT_ONCE: Final = 80


@require_http_methods(["GET", "HEAD", "POST"])
@opens_to(USES_OFFICE)
def counters(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List an organisation's counters, and open another."""
    organisation = _own(request, organisation_id, USES_OFFICE)
    actor = actor_of(request)
    return answered(
        request,
        CounterForm(request.POST or None),
        partial(actions.open_counter, actor=actor, organisation_id=organisation_id),
        onward=reverse("counter:counters", args=[organisation_id]),
        template="counter/keep.html",
        organisation=organisation,
        counters=list(counters_of(organisation_id)[:A_PAGE]),
        may_open=RULES["open_counter"].admits(actor, Scope(organisation_id)),
    )


@require_POST
@opens_to(RULES["close_counter"])
def close(request: HttpRequest, organisation_id: UUID, counter_id: UUID) -> HttpResponse:
    """Close a counter."""
    _own(request, organisation_id, RULES["close_counter"])
    if not Counter.objects.filter(pk=counter_id, organisation=organisation_id).exists():
        raise NotFound
    actions.close_counter(actor=actor_of(request), counter_id=counter_id)
    messages.success(request, _("Chiuso: nessuno ci registra più."))
    return redirect("counter:counters", organisation_id)


@require_safe
@opens_to(RULES["issue_cards"])
def cards(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the cards that hold; find whom to give one. The search is logged."""
    organisation = _own(request, organisation_id, RULES["issue_cards"])
    form = CardSearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found: list[Dossier] = []
    if text:
        found = actions.search_dossiers(
            actor=actor_of(request), organisation_id=organisation_id, text=text
        )
    context: dict[str, Any] = {
        "organisation": organisation,
        "form": CardSearchForm(initial={"q": text}),
        "text": text,
        "found": found,
        "page": Paginator(cards_of(organisation_id), A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "counter/cards.html", context)


@require_POST
@opens_to(RULES["issue_cards"])
def print_cards(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give cards to the people ticked, and print them; whoever has one gets the same."""
    organisation = _own(request, organisation_id, RULES["issue_cards"])
    texts = dict.fromkeys(request.POST.getlist("party"))
    asked = [UUID(each) for each in texts if IS_ID.fullmatch(each)][:MOST_AT_ONCE]
    if not asked:
        messages.error(request, _("Segna prima per chi."))
        return redirect("counter:cards", organisation_id)
    issued = actions.issue_cards(
        actor=actor_of(request), organisation_id=organisation_id, party_ids=asked
    )
    return pdf_answer("tessere.pdf", _pdf(request, organisation, issued))


@require_POST
@opens_to(RULES["revoke_card"])
def revoke(request: HttpRequest, organisation_id: UUID, card_id: UUID) -> HttpResponse:
    """Make a lost card void."""
    _own(request, organisation_id, RULES["revoke_card"])
    if not MemberCard.objects.filter(pk=card_id, organisation=organisation_id).exists():
        raise NotFound
    actions.revoke_card(actor=actor_of(request), card_id=card_id)
    messages.success(request, _("Annullata: quella tessera non vale più."))
    return redirect("counter:cards", organisation_id)


def _own(request: HttpRequest, organisation_id: UUID, rule: Rule) -> Organisation:
    actor = actor_of(request)
    rule.require(actor, Scope(organisation_id))
    return organisation_for(actor, organisation_id)


def _pdf(request: HttpRequest, organisation: Organisation, issued: list[MemberCard]) -> bytes:
    root = site_of(request).root
    names = dict(
        Dossier.objects.filter(
            organisation=organisation, party__in=[card.party_id for card in issued]
        ).values_list("party_id", "party__name")
    )
    page = MemberCards(
        organisation=organisation.legal_name,
        contact=organisation.phone or organisation.email,
        cards=tuple(
            PrintedCard(
                name=names[card.party_id],
                url=root + reverse("member_card:card", args=[card.code]),
                code=in_groups(card.code),
            )
            for card in issued
        ),
    )
    spoken: Language = "en" if language() == "en" else "it"
    return member_cards_pdf(page, language=spoken, made_at=clock.now())
