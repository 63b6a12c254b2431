"""What the pages of one campaign's desk share: its tabs, what one may do, how forms are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Actor, Rule, Scope
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, SEES_DESK, scope_of
from ritrovo.practices.campaigns.queries.desk import campaign_for
from ritrovo.practices.campaigns.steps.holding import DRAFTED

Words = str | Promise
UNPROCESSABLE: Final = 422
# The pages on which a campaign is written, in the order in which one writes them.
WRITING: Final[tuple[tuple[str, Words, str], ...]] = (
    ("preparation", _("Preparazione"), ""),
    ("basics", _("Dati"), ""),
    ("story", _("Racconto"), ""),
    ("pictures", _("Foto"), ""),
    ("budget", _("Spese"), ""),
    ("rewards", _("Ricompense"), ""),
    ("needs", _("Serve anche"), ""),
    ("targets", _("Traguardi"), ""),
    ("money", _("Soldi e date"), ""),
    ("check", _("Invio"), ""),
)
RUNNING: Final[tuple[tuple[str, Words, str], ...]] = (
    ("campaign", _("Andamento"), "chart-line"),
    ("pledges", _("Promesse"), "hand-coins"),
    ("deliveries", _("Consegne"), "package"),
    ("offers", _("Aiuti"), "hand-helping"),
    ("handover", _("La consegna"), "handshake"),
    ("ambassadors", _("Passaparola"), "megaphone"),
    ("report", _("Rendiconto"), "receipt-text"),
    ("updates", _("Novità"), "newspaper"),
    ("questions", _("Domande"), "message-circle"),
    ("story", _("Contenuti"), "pencil"),
)
# Once published only these still change.
STILL_WRITTEN: Final = ("story", "pictures", "rewards", "needs")
HANDOVER_PAGES: Final = ("one", "write", "invite", "sign", "answer", "need")
ABOUT_PEOPLE: Final = frozenset({"pledges", "deliveries", "offers", "ambassadors"})
# Pages without a tab of their own stand below another's.
_PARENTS: Final = {
    "preparation": "ambassadors",
    "supporters": "preparation",
    "ambassadors": "preparation",
    "targets": "campaign",
    "patronages": "campaign",
    "calls": "pledges",
    "record": "pledges",
    "gift": "pledges",
    "take": "pledges",
    "collections": "pledges",
    "sheets": "pledges",
    "sheet": "pledges",
    "complete": "offers",
    "answer": "questions",
    "cancel": "campaign",
    "expense": "report",
    "report_picture": "report",
    "new_expense": "report",
    **{f"handover_{name}": "handover" for name in HANDOVER_PAGES},
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a campaign's desk, as its tabs show it."""

    label: Words
    href: str
    icon: str
    is_here: bool


def opened(request: HttpRequest, campaign_id: UUID, rule: Rule = SEES_DESK) -> Campaign:
    """Get the campaign of a page, for those a rule admits. One or two queries. Raises NotFound."""
    return campaign_for(actor_of(request), campaign_id, rule)


def page(
    request: HttpRequest, campaign: Campaign, here: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a page of a campaign's desk; `here` names the page and its template."""
    actor, scope = actor_of(request), scope_of(campaign)
    writing = [name for name, _label, _icon in WRITING]
    is_live = campaign.published_at is not None
    shown = {
        "campaign": campaign,
        "here": here,
        "tabs": _tabs(campaign, _running(actor, scope) if is_live else WRITING, here),
        "writing_tabs": _tabs(campaign, _still_written(), here)
        if is_live and here in writing
        else [],
        "may": {name: rule.admits(actor, scope) for name, rule in RULES.items()},
        "is_draft": campaign.status in DRAFTED,
        "is_live": is_live,
        "is_waiting": campaign.status == Status.IN_REVIEW,
        "next_page": _following(here) if here in writing and not is_live else "",
        **context,
    }
    return render(request, f"campaigns/desk/{here}.html", shown, status=status)


def sent(form: forms.BaseForm | forms.BaseFormSet[Any], act: Callable[[], Any]) -> bool:
    """Carry out what a form asks; what the action refuses stands in the form.

    NotAllowed and NotFound go on: they are about the page, not about what was typed.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        _put(form, refusal)
        return False
    return True


def saved(request: HttpRequest, campaign: Campaign, here: str) -> HttpResponse:
    """Go on after saving: to the next page, or back to this one when that was asked."""
    messages.success(request, _("Salvato."))
    onward = _following(here) if "onward" in request.POST else here
    return redirect(f"campaigns:desk_{onward or 'check'}", campaign.pk)


def done(
    request: HttpRequest, campaign_id: UUID, here: str, act: Callable[[], Any], said: Words
) -> HttpResponse:
    """Carry out what a button asks and go back to its page, saying so or why not."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(said))
    return redirect(f"campaigns:desk_{here}", campaign_id)


def status_of(form: forms.BaseForm | forms.BaseFormSet[Any]) -> int:
    """Say with which status a page with this form is answered."""
    if not form.is_bound:
        return 200
    return UNPROCESSABLE if not form.is_valid() or _has_errors(form) else 200


def may_write(request: HttpRequest, campaign: Campaign, verb: str) -> bool:
    """Say whether whoever looks has the role to change this part of a campaign."""
    return RULES[verb].admits(actor_of(request), scope_of(campaign))


def read_only(form: forms.BaseForm | forms.BaseFormSet[Any]) -> None:
    """Show a form that nobody may send."""
    for each in getattr(form, "forms", [form]):
        for field in each.fields.values():
            field.disabled = True


def _has_errors(form: forms.BaseForm | forms.BaseFormSet[Any]) -> bool:
    if isinstance(form, forms.BaseFormSet):
        return any(form.errors) or bool(form.non_form_errors())
    return bool(form.errors)


def _put(form: forms.BaseForm | forms.BaseFormSet[Any], refusal: Refusal) -> None:
    if isinstance(form, forms.BaseFormSet):
        form.non_form_errors().append(str(refusal))
        return
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))


def _still_written() -> tuple[tuple[str, Words, str], ...]:
    return tuple(each for each in WRITING if each[0] in STILL_WRITTEN)


def _tabs(campaign: Campaign, pages: tuple[tuple[str, Words, str], ...], here: str) -> list[Tab]:
    is_content = here in STILL_WRITTEN and pages is not WRITING
    shown_below = {here, parent := _PARENTS.get(here, ""), _PARENTS.get(parent, "")}
    return [
        Tab(
            label,
            reverse(f"campaigns:desk_{name}", args=[campaign.pk]),
            icon,
            name in shown_below or (is_content and name == "story"),
        )
        for name, label, icon in pages
    ]


def _running(actor: Actor, scope: Scope) -> tuple[tuple[str, Words, str], ...]:
    """Give the pages of a live campaign, without those about people for who may not know them."""
    if SEES_BACKERS.admits(actor, scope):
        return RUNNING
    return tuple(each for each in RUNNING if each[0] not in ABOUT_PEOPLE)


def _following(here: str) -> str:
    names = [name for name, _label, _icon in WRITING]
    place = names.index(here) + 1
    return names[place] if place < len(names) else ""
