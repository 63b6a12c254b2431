"""Pages about organisations: mine, a new one, its facts, accounts and roles."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, Scope, opens_to
from ritrovo.foundations.people import actions, queries, rules
from ritrovo.foundations.people.forms import (
    AccountForm,
    OrganisationForm,
    RegistrationForm,
    RoleForm,
)
from ritrovo.foundations.people.models import BankAccount, Organisation, OrganisationRole
from ritrovo.foundations.people.policies import RULES
from ritrovo.site.desk.roles import role_words
from ritrovo.site.desk.submitting import answered


@require_safe
@opens_to(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """List the organisations in which the reader has a role."""
    actor = actor_of(request)
    found = queries.organisations_of(actor)
    context = {"found": [(each, role_words(actor.organisations[each.pk])) for each in found]}
    return render(request, "desk/organisations.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["register_organisation"])
def register(request: HttpRequest) -> HttpResponse:
    """Register an organisation, to be administered by the reader."""
    return answered(
        request,
        RegistrationForm(request.POST or None),
        partial(actions.register_organisation, actor=actor_of(request)),
        onward=page_of,
        title=_("Una nuova organizzazione"),
        intro=_("Chi la registra la amministra. Statuto, conti e recapiti li aggiungi dopo."),
        action=_("Registra l'organizzazione"),
        trail=[(_("Organizzazioni"), reverse("desk:organisations"))],
    )


@require_safe
@opens_to(RULES["edit_organisation"])
def show(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show an organisation to its own people: facts, accounts, roles, relief for donors."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    scope = Scope(organisation_id)
    accounts = organisation.bank_accounts.order_by("added_at")
    context = {
        "organisation": organisation,
        "accounts": [(each, rules.grouped(each.iban)) for each in accounts],
        "roles": queries.current_roles(organisation_id),
        "relief": queries.tax_relief(organisation),
        "mine": role_words(actor.organisations.get(organisation_id)),
        "may": {name: each.admits(actor, scope) for name, each in RULES.items()},
        "sites": organisation.site_set.order_by("host"),
    }
    return render(request, "desk/organisation.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["edit_organisation"])
def edit(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Change what is said of an organisation."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["edit_organisation"].require(actor, Scope(organisation_id))
    form = OrganisationForm(
        request.POST or None,
        request.FILES or None,
        instance=organisation,
        initial={"name": organisation.party.name},
    )
    return answered(
        request,
        form,
        partial(actions.edit_organisation, actor=actor, organisation_id=organisation_id),
        onward=page_of,
        title=_("I dati dell'organizzazione"),
        action=_("Salva i dati"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["add_bank_account"])
def add_account(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Add an account of the organisation's own."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["add_bank_account"].require(actor, Scope(organisation_id))
    form = AccountForm(
        request.POST or None,
        request.FILES or None,
        initial={"holder": organisation.legal_name[:70]},
    )
    return answered(
        request,
        form,
        partial(actions.add_bank_account, actor=actor, organisation_id=organisation_id),
        onward=page_of(organisation),
        title=_("Un conto dell'organizzazione"),
        intro=_("Il denaro arriva dritto su questo conto: qui non passa e non si ferma."),
        action=_("Aggiungi il conto"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["retire_bank_account"])
def retire_account(request: HttpRequest, organisation_id: UUID, account_id: UUID) -> HttpResponse:
    """Ask before an account is retired, naming it."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["retire_bank_account"].require(actor, Scope(organisation_id))
    account = get_object_or_404(BankAccount, pk=account_id, organisation=organisation)
    if request.method == "POST":
        actions.retire_bank_account(actor=actor, account_id=account.pk)
        messages.success(request, _("Il conto è ritirato: non comparirà più nei nuovi pagamenti."))
        return redirect(page_of(organisation))
    return asked(
        request,
        title=_("Vuoi ritirare questo conto?"),
        text=f"{account.holder} · {account.iban}",
        action=_("Ritira il conto"),
        organisation=organisation,
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["give_role"])
def give_role(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give somebody a role in the organisation."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["give_role"].require(actor, Scope(organisation_id))
    return answered(
        request,
        RoleForm(request.POST or None),
        partial(actions.give_role, actor=actor, organisation_id=organisation_id),
        onward=page_of(organisation),
        title=_("Dai un ruolo"),
        action=_("Dai il ruolo"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_role"])
def end_role(request: HttpRequest, organisation_id: UUID, role_id: UUID) -> HttpResponse:
    """Ask before a role ends, naming whose it is."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["end_role"].require(actor, Scope(organisation_id))
    role = get_object_or_404(OrganisationRole, pk=role_id, organisation=organisation)
    if request.method == "POST":
        actions.end_role(actor=actor, role_id=role.pk)
        messages.success(request, _("Il ruolo è finito."))
        return redirect(page_of(organisation))
    return asked(
        request,
        title=_("Vuoi togliere questo ruolo?"),
        text=f"{role.person} · {role.get_role_display()}",
        action=_("Togli il ruolo"),
        organisation=organisation,
    )


def asked(request: HttpRequest, *, organisation: Organisation, **words: Any) -> HttpResponse:
    """Ask before something is taken away."""
    context = {**words, "back": page_of(organisation), "trail": trail_to(organisation)}
    return render(request, "desk/ask.html", context)


def page_of(organisation: Organisation) -> str:
    """Give the address of an organisation's page at the desk."""
    return reverse("desk:organisation", args=[organisation.pk])


def trail_to(organisation: Organisation) -> list[tuple[str, str]]:
    """Give the way from the list of organisations to one of them."""
    return [
        (_("Organizzazioni"), reverse("desk:organisations")),
        (organisation.legal_name, page_of(organisation)),
    ]
