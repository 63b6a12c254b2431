"""The pages on which a campaign is written: one for each part."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from csp.constants import NONCE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.forms.desk import BasicsForm, PictureForm, StoryForm
from ritrovo.practices.campaigns.forms.desk_lines import (
    BudgetFormSet,
    NeedFormSet,
    RewardFormSet,
    budget_as_typed,
    needs_as_typed,
    rewards_as_typed,
)
from ritrovo.practices.campaigns.forms.desk_money import MoneyForm, money_as_typed
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.pictures import marked
from ritrovo.practices.campaigns.policies import RULES, SEES_DESK
from ritrovo.practices.campaigns.previews import as_edited, preview_of, typed_story
from ritrovo.practices.campaigns.queries.beneficiaries import possible_beneficiaries
from ritrovo.practices.campaigns.queries.desk import accounts_of, category_tree, hosted_groups
from ritrovo.practices.campaigns.steps.holding import DRAFTED, WRITABLE
from ritrovo.practices.campaigns.stories import clean_story
from ritrovo.practices.campaigns.views.desk_frame import (
    done,
    may_write,
    opened,
    page,
    read_only,
    saved,
    sent,
    status_of,
)

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(SEES_DESK)
@read_or_send
def basics(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Change title, kind, theme and place of a draft."""
    found = opened(request, campaign_id)
    form = BasicsForm(
        request.POST or None,
        initial={
            "title": found.title,
            "summary": found.summary,
            "kind": found.kind,
            "category": found.category_id,
            "municipality": found.municipality,
        },
        categories=category_tree(),
    )
    return _edited(
        request,
        found,
        "basics",
        form,
        lambda: _edit(request, found, form.facts),
        verb="edit_campaign",
    )


@opens_to(SEES_DESK)
@read_or_send
def money(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose rule, account and days of a draft."""
    found = opened(request, campaign_id)
    bodies = possible_beneficiaries(
        promoter_id=found.promoter_id, ecosystem_id=found.ecosystem_id, actor=actor_of(request)
    )
    accounts = accounts_of(bodies)
    form = MoneyForm(
        request.POST or None,
        initial=money_as_typed(found, accounts),
        accounts=accounts,
        public_bodies=bodies.filter(kind=OrganisationKind.PUBLIC_BODY).exclude(pagopa_url=""),
        hostings=hosted_groups(bodies),
    )
    return _edited(
        request,
        found,
        "money",
        form,
        lambda: _edit(request, found, form.facts),
        verb="edit_campaign",
    )


# The editor writes its own styles into the page: allowed here alone, by the page's nonce.
@csp_update({"style-src": [NONCE]})
@opens_to(SEES_DESK)
@read_or_send
def story(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write the story, with its preview beside it."""
    found = opened(request, campaign_id)
    as_written = marked(found.story, found.pictures.all())
    form = StoryForm(
        request.POST or None,
        initial={
            "summary": found.summary,
            "story": typed_story(as_written),
            "video_url": found.video_url,
        },
    )
    rich = clean_story(request.POST["story"]) if "story" in request.POST else as_written
    form.fields["story"].widget.attrs["data-story"] = as_edited(rich)

    def write() -> Campaign:
        return preparing.edit_story(
            actor=actor_of(request), campaign_id=found.pk, **form.cleaned_data
        )

    wants_preview = "preview" in request.POST
    if request.method == "POST" and not wants_preview and sent(form, write):
        return saved(request, found, "story")
    shown = _openness(request, found, "edit_story")
    if not shown["is_open"]:
        read_only(form)
    status = 200 if wants_preview else status_of(form)
    context = {
        "form": form,
        "preview": preview_of(request.POST, found),
        "is_preview": wants_preview,
        **shown,
    }
    return page(request, found, "story", status=status, **context)


@opens_to(SEES_DESK)
@require_POST
def story_preview(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Draw the story being written as the public will see it; nothing is saved."""
    found = opened(request, campaign_id)
    shown = {"preview": preview_of(request.POST, found)}
    return render(request, "campaigns/desk/_preview.html", shown)


@opens_to(SEES_DESK)
@read_or_send
def pictures(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Add pictures, see those that stand."""
    found = opened(request, campaign_id)
    form = PictureForm(request.POST or None, request.FILES or None)

    def add() -> Any:
        return preparing.add_picture(
            actor=actor_of(request), campaign_id=found.pk, **form.cleaned_data
        )

    if request.method == "POST" and sent(form, add):
        return saved(request, found, "pictures")
    shown = _openness(request, found, "add_picture")
    listed = list(found.pictures.all())
    return page(
        request, found, "pictures", status=status_of(form), form=form, pictures=listed, **shown
    )


@opens_to(RULES["move_picture"])
@require_POST
def move_picture(request: HttpRequest, campaign_id: UUID, picture_id: UUID) -> HttpResponse:
    """Show a picture before the one that precedes it, or after the one that follows."""
    found = opened(request, campaign_id, RULES["move_picture"])
    by = -1 if request.POST.get("to") == "earlier" else 1
    return done(
        request,
        found.pk,
        "pictures",
        lambda: preparing.move_picture(actor=actor_of(request), picture_id=picture_id, by=by),
        _("L'ordine è cambiato."),
    )


@opens_to(RULES["remove_picture"])
@require_POST
def remove_picture(request: HttpRequest, campaign_id: UUID, picture_id: UUID) -> HttpResponse:
    """Take a picture away."""
    found = opened(request, campaign_id, RULES["remove_picture"])
    return done(
        request,
        found.pk,
        "pictures",
        lambda: preparing.remove_picture(actor=actor_of(request), picture_id=picture_id),
        _("La foto non c'è più."),
    )


@opens_to(SEES_DESK)
@read_or_send
def budget(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write what the money is for."""
    found = opened(request, campaign_id)
    lines = BudgetFormSet(request.POST or None, initial=budget_as_typed(found), prefix="voce")
    return _edited(
        request,
        found,
        "budget",
        lines,
        lambda: preparing.set_budget(
            actor=actor_of(request),
            campaign_id=found.pk,
            lines=lines.written,
        ),
        verb="set_budget",
    )


@opens_to(SEES_DESK)
@read_or_send
def rewards(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write what backers get."""
    found = opened(request, campaign_id)
    lines = RewardFormSet(request.POST or None, initial=rewards_as_typed(found), prefix="premio")
    return _edited(
        request,
        found,
        "rewards",
        lines,
        lambda: preparing.set_rewards(
            actor=actor_of(request),
            campaign_id=found.pk,
            rewards=lines.written,
        ),
        verb="set_rewards",
        states=WRITABLE,
    )


@opens_to(SEES_DESK)
@read_or_send
def needs(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write what is asked beside money."""
    found = opened(request, campaign_id)
    lines = NeedFormSet(request.POST or None, initial=needs_as_typed(found), prefix="aiuto")
    return _edited(
        request,
        found,
        "needs",
        lines,
        lambda: preparing.set_needs(
            actor=actor_of(request),
            campaign_id=found.pk,
            needs=lines.written,
        ),
        verb="set_needs",
        states=WRITABLE,
    )


def _edit(request: HttpRequest, found: Campaign, facts: dict[str, Any]) -> Campaign:
    return preparing.edit_campaign(actor=actor_of(request), campaign_id=found.pk, **facts)


def _edited(
    request: HttpRequest,
    found: Campaign,
    here: str,
    form: Any,
    act: Any,
    *,
    verb: str,
    states: Collection[str] = DRAFTED,
) -> HttpResponse:
    """Show a form, or save what was sent; it only shows what this person or state cannot change."""
    if request.method == "POST" and sent(form, act):
        return saved(request, found, here)
    shown = _openness(request, found, verb, states)
    if not shown["is_open"]:
        read_only(form)
    return page(request, found, here, status=status_of(form), form=form, **shown)


def _openness(
    request: HttpRequest, found: Campaign, verb: str, states: Collection[str] = WRITABLE
) -> dict[str, bool]:
    """Say whether a page can be changed now, and whether by whoever looks."""
    has_role = may_write(request, found, verb)
    return {"is_open": has_role and found.status in states, "has_role": has_role}
