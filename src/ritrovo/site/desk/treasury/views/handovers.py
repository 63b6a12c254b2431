"""Money from hand to hand, and slips: shown, printed, confirmed, annulled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.slips import handover_file, slip_file
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.actions import handovers as actions
from ritrovo.foundations.payments.choices import SignedBy
from ritrovo.foundations.payments.errors import HandoverUnknown, SlipUnknown
from ritrovo.foundations.payments.models import Slip, TillHandover
from ritrovo.foundations.payments.policies import HANDLES_TILLS, RULES, SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries import tills as queries
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address, go, in_pages, said, tried
from ritrovo.site.desk.treasury.sending import sent, status_of
from ritrovo.site.desk.treasury.tables import pdf_answer
from ritrovo.site.desk.treasury.till_forms import (
    GiveForm,
    ReceiveForm,
    RefundForm,
    SlipVoidForm,
)
from ritrovo.site.desk.treasury.till_frame import body_of_tills, page, till_of, trail_of
from ritrovo.site.desk.treasury.views.gifts import give_back, taken_back

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(RULES["give_till"])
@read_or_send
def give(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """Hand a till over, whole or in part."""
    organisation, till = till_of(request, organisation_id, till_id)
    others = [each for each in queries.tills_for(organisation.pk, till.kind) if each.pk != till.pk]
    people = queries.who_may_receive(till)
    form = GiveForm(request.POST or None, till=till, others=others, people=people)
    made: list[TillHandover] = []

    def act() -> None:
        made.append(actions.give_till(actor=actor_of(request), till_id=till.pk, **form.facts))

    if request.method == "POST" and sent(form, act):
        said(request, _("Consegnata: ora conta e conferma chi riceve."))
        return go("handover", organisation, made[0].pk)
    return page(
        request,
        "till_form",
        organisation,
        status=status_of(form),
        form=form,
        till=till,
        title=_("Consegna la cassa"),
        action=_("Consegna"),
        trail=[*trail_of(organisation), (till.name, address("till", organisation, till.pk))],
    )


@opens_to(HANDLES_TILLS)
@read_or_send
def handover(request: HttpRequest, organisation_id: UUID, handover_id: UUID) -> HttpResponse:
    """Show a handover; whoever receives confirms it here, or somebody types the signed paper."""
    organisation, found = _handover(request, organisation_id, handover_id)
    actor = actor_of(request)
    is_waiting = found.received_at is None and found.taken_back_at is None
    is_receiver = actor.party_id == found.receiver_id
    is_giver = actor.party_id == found.giver_id
    form = ReceiveForm(request.POST or None, handover=found, is_paper=not is_receiver)

    def act() -> None:
        actions.receive_till(
            actor=actor,
            handover_id=found.pk,
            received_cents=form.cleaned_data["received"].count,
            how=SignedBy.LOGIN if is_receiver else SignedBy.PAPER,
        )

    if request.method == "POST" and sent(form, act):
        said(request, _("Confermata: la consegna è chiusa."))
        return go("handover", organisation, found.pk)
    context: dict[str, Any] = {
        "handover": found,
        "form": form if is_waiting and not is_giver else None,
        "is_receiver": is_receiver,
        "is_waiting": is_waiting,
        "may_take_back": is_waiting
        and (is_giver or SEES_ACCOUNTS.admits(actor, scope_of(organisation.pk))),
        "differences": list(queries.differences_of(found.differences.all())),
        "trail": trail_of(organisation),
    }
    return page(request, "handover", organisation, status=status_of(form), **context)


@opens_to(HANDLES_TILLS)
@require_safe
def paper(request: HttpRequest, organisation_id: UUID, handover_id: UUID) -> HttpResponse:
    """Print a handover, for both to sign."""
    _organisation, found = _handover(request, organisation_id, handover_id)
    return pdf_answer(*handover_file(found))


@opens_to(RULES["take_back_till"])
@require_POST
def take_back(request: HttpRequest, organisation_id: UUID, handover_id: UUID) -> HttpResponse:
    """Put money that was to be handed over back where it was."""
    organisation, found = _handover(request, organisation_id, handover_id)
    actor = actor_of(request)
    if tried(request, lambda: actions.take_back_till(actor=actor, handover_id=found.pk)):
        said(request, _("La consegna è ripresa: i soldi sono di nuovo nella cassa."))
    return go("handover", organisation, found.pk)


@opens_to(HANDLES_TILLS)
@require_safe
def slips(request: HttpRequest, organisation_id: UUID, till_id: UUID) -> HttpResponse:
    """List the slips of a box."""
    organisation, till = till_of(request, organisation_id, till_id)
    trail = [*trail_of(organisation), (till.name, address("till", organisation, till.pk))]
    listed = in_pages(request, queries.slips_of(till))
    return page(request, "slips", organisation, till=till, page=listed, trail=trail)


@opens_to(HANDLES_TILLS)
@require_safe
def slip(request: HttpRequest, organisation_id: UUID, slip_id: UUID) -> HttpResponse:
    """Show a slip: print it, annul it, give money back."""
    organisation, found = _slip(request, organisation_id, slip_id)
    till = found.series.till
    context: dict[str, Any] = {
        "slip": found,
        "till": till,
        "void": getattr(found, "void", None),
        "keeps": SEES_ACCOUNTS.admits(actor_of(request), scope_of(organisation.pk)),
        "form": SlipVoidForm(),
        "refund": RefundForm(),
        "trail": [*trail_of(organisation), (till.name, address("till", organisation, till.pk))],
    }
    return page(request, "slip", organisation, **context)


@opens_to(HANDLES_TILLS)
@require_safe
def slip_pdf(request: HttpRequest, organisation_id: UUID, slip_id: UUID) -> HttpResponse:
    """Print a slip."""
    _organisation, found = _slip(request, organisation_id, slip_id)
    return pdf_answer(*slip_file(found))


@opens_to(RULES["take_back_payment"])
@require_POST
def void(request: HttpRequest, organisation_id: UUID, slip_id: UUID) -> HttpResponse:
    """Annul a slip: its number stays, everything moves back."""
    organisation, found = _slip(request, organisation_id, slip_id)
    if taken_back(request, _paid_by(found)):
        said(request, _("Annullata: il numero resta, i soldi e la promessa tornano com'erano."))
    return go("slip", organisation, found.pk)


@opens_to(RULES["refund_from_till"])
@require_POST
def refund(request: HttpRequest, organisation_id: UUID, slip_id: UUID) -> HttpResponse:
    """Give money back from the box it came into."""
    organisation, found = _slip(request, organisation_id, slip_id)
    give_back(request, _paid_by(found))
    return go("slip", organisation, found.pk)


def _paid_by(slip: Slip) -> UUID:
    """Give the gift a slip stands for. Raises SlipUnknown for a slip of a collection."""
    if slip.payment_id is None:
        raise SlipUnknown
    return slip.payment_id


def _handover(
    request: HttpRequest, organisation_id: UUID, handover_id: UUID
) -> tuple[Organisation, TillHandover]:
    organisation = body_of_tills(request, organisation_id)
    found = queries.handover_for(actor_of(request), handover_id)
    if found.till.organisation_id != organisation.pk:
        raise HandoverUnknown
    return organisation, found


def _slip(request: HttpRequest, organisation_id: UUID, slip_id: UUID) -> tuple[Organisation, Slip]:
    organisation = body_of_tills(request, organisation_id)
    found = queries.slip_for(actor_of(request), slip_id)
    if found.series.till.organisation_id != organisation.pk:
        raise SlipUnknown
    return organisation, found
