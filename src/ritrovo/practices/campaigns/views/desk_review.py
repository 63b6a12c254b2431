"""The review desk: who reads a campaign before the public does."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Actor, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.practices.campaigns.actions import reviewing
from ritrovo.practices.campaigns.forms.desk_answers import RemarkForm
from ritrovo.practices.campaigns.forms.desk_preparation import TutorForm
from ritrovo.practices.campaigns.models import Campaign, Preparation
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.previews import preview_of
from ritrovo.practices.campaigns.queries.desk import campaign_for, campaigns_to_review, log_of
from ritrovo.practices.campaigns.queries.late_reports import late_reports
from ritrovo.practices.campaigns.queries.patronage import all_patronages
from ritrovo.practices.campaigns.queries.preparation import support_of
from ritrovo.practices.campaigns.queries.readiness import gaps, submitter_of
from ritrovo.practices.campaigns.queries.tutors import tutor_of
from ritrovo.practices.campaigns.views.desk_frame import sent, status_of

REVIEWS = RULES["publish_campaign"]
SAID = {
    "publish": _("Pubblicata: da oggi, o dal giorno di apertura, chiunque può sostenerla."),
    "return": _("Rimandata a chi la promuove, con la tua nota."),
    "suspend": _("Sospesa: per ora non raccoglie promesse."),
    "resume": _("Riparte: raccoglie di nuovo promesse."),
}


@opens_to(REVIEWS, anywhere=True)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the campaigns one may review, those that wait first."""
    listed = campaigns_to_review(actor_of(request))
    context = {
        "waiting": [each for each in listed if each.status == "in_review"],
        "preparing": [each for each in listed if each.status == "preparing"],
        "others": [each for each in listed if each.status not in {"in_review", "preparing"}],
    }
    return render(request, "campaigns/desk/review_queue.html", context)


@opens_to(REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show everything there is to know about a campaign, and decide."""
    actor = actor_of(request)
    found = campaign_for(actor, campaign_id, REVIEWS)
    decision = request.POST.get("decision", "")
    form = RemarkForm(request.POST if decision in {"return", "suspend"} else None)
    if request.method == "POST" and _decided(request, found, decision, form):
        return redirect("campaigns:desk_review", found.pk)
    context = {
        "campaign": found,
        "form": form,
        "preview": preview_of({}, found),
        "pictures": list(found.pictures.all()),
        "budget": list(found.budget.all()),
        "rewards": list(found.rewards.all()),
        "needs": list(found.needs.all()),
        "late": late_reports([found.promoter_id], but=found.pk),
        "iban": iban_grouped(found.bank_account.iban) if found.bank_account else "",
        "gaps": gaps(found),
        "patronages": list(all_patronages(found.pk)),
        "log": log_of(found),
        "remarks": list(found.remarks.select_related("by").order_by("-at")),
        **_preparation_of(found, actor),
        "is_own": submitter_of(found) == actor.party_id,
    }
    return render(request, "campaigns/desk/review.html", context, status=status_of(form))


@opens_to(REVIEWS)
@require_safe
def paper(request: HttpRequest, campaign_id: UUID, kind: str) -> HttpResponse:
    """Send the beneficiary's statute, or the proof of its account, to who reviews."""
    found = campaign_for(actor_of(request), campaign_id, REVIEWS)
    file = _paper(found, kind)
    if not file:
        raise NotFound
    name = PurePath(str(file.name)).name
    answer = HttpResponse(file.read(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _preparation_of(found: Campaign, actor: Actor) -> dict[str, Any]:
    """Say who accompanies a campaign that is not open yet, and what is expected of whom."""
    if found.published_at:
        return {}
    return {
        "support": support_of(found),
        "is_prepared": Preparation.objects.filter(campaign=found).exists(),
        "tutor": tutor_of(found.pk),
        "tutor_form": TutorForm(),
        "may": {"name_tutor": RULES["name_tutor"].admits(actor, scope_of(found))},
    }


def _paper(found: Campaign, kind: str) -> FieldFile | None:
    if kind == "statuto":
        return found.beneficiary.statute
    return found.bank_account.proof if found.bank_account else None


def _decided(request: HttpRequest, found: Campaign, decision: str, form: RemarkForm) -> bool:
    """Carry out a decision; when it is refused the page says why."""
    on: dict[str, Any] = {"actor": actor_of(request), "campaign_id": found.pk}
    if decision in {"return", "suspend"}:
        verb = getattr(reviewing, f"{decision}_campaign")
        is_done = sent(form, lambda: verb(**on, remark=form.cleaned_data["remark"]))
    elif decision in {"publish", "resume"}:
        is_done = _sent_plainly(request, partial(getattr(reviewing, f"{decision}_campaign"), **on))
    else:
        raise NotFound
    if is_done:
        messages.success(request, SAID[decision])
    return is_done


def _sent_plainly(request: HttpRequest, act: partial[Campaign]) -> bool:
    empty = RemarkForm({"remark": "-"})
    if sent(empty, act):
        return True
    messages.error(request, " ".join(str(each) for each in empty.non_field_errors()))
    return True
