"""The preparation on a campaign's desk: checklist, tutor, first supporters, targets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to
from ritrovo.foundations.kernel.amounts import Amount, total
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.actions import first_supporters, prelaunch, preparation, targets
from ritrovo.practices.campaigns.choices import Status, SupporterOutcome
from ritrovo.practices.campaigns.forms.desk_preparation import (
    OutcomeForm,
    SupporterForm,
    TargetsForm,
    TutorForm,
    targets_as_typed,
)
from ritrovo.practices.campaigns.models import Campaign, Preparation
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, SEES_DESK, scope_of
from ritrovo.practices.campaigns.queries.preparation import (
    checklist_of,
    done_of,
    promised_by,
    support_of,
    supporters_of,
)
from ritrovo.practices.campaigns.queries.tutors import accompanied_by, accompanies, tutor_of
from ritrovo.practices.campaigns.steps.holding import DRAFTED
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

A_PAGE = 50
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@opens_to(SEES_DESK)
@read_or_send
def overview(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show how far a preparation is; begin it. Eight queries at most."""
    found = opened(request, campaign_id)
    if request.method == "POST":
        return done(
            request,
            found.pk,
            "preparation",
            lambda: preparation.begin_preparation(actor=actor_of(request), campaign_id=found.pk),
            _("La preparazione è cominciata."),
        )
    return page(request, found, "preparation", **_shown(request, found, TutorForm()))


@opens_to(SEES_DESK)
@require_POST
def tick(request: HttpRequest, campaign_id: UUID, code: str) -> HttpResponse:
    """Tick an item of the checklist, or untick it."""
    found = opened(request, campaign_id)
    act = preparation.tick_item if request.POST.get("done") == "yes" else preparation.untick_item
    act(actor=actor_of(request), campaign_id=found.pk, code=code)
    answer = redirect("campaigns:desk_preparation", found.pk)
    answer["Location"] += f"#voce-{code}"
    return answer


@opens_to(RULES["name_tutor"])
@require_POST
def tutor(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Name who accompanies a campaign, or let nobody; from its desk, or from its review."""
    found = opened(request, campaign_id, RULES["name_tutor"])
    actor, is_review = actor_of(request), request.POST.get("from") == "review"
    here = "review" if is_review else "preparation"
    if "end" in request.POST:
        return done(
            request,
            found.pk,
            here,
            lambda: preparation.end_tutor(actor=actor, campaign_id=found.pk),
            _("Adesso non la accompagna nessuno."),
        )
    form = TutorForm(request.POST)

    def name() -> object:
        return preparation.name_tutor(
            actor=actor, campaign_id=found.pk, email=form.cleaned_data["email"]
        )

    if sent(form, name):
        messages.success(request, _("Ora la accompagna: la trova sulla sua scrivania."))
        return redirect(f"campaigns:desk_{here}", found.pk)
    if is_review:
        messages.error(request, " ".join(str(each) for each in form.errors["email"]))
        return redirect("campaigns:desk_review", found.pk)
    return page(request, found, "preparation", status=422, **_shown(request, found, form))


@opens_to(RULES["open_prelaunch"])
@require_POST
def public_page(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Open the page that waits for a campaign to everyone, or close it."""
    found = opened(request, campaign_id, RULES["open_prelaunch"])
    is_open = request.POST.get("open") == "yes"
    act = prelaunch.open_prelaunch if is_open else prelaunch.close_prelaunch
    said = (
        _("La pagina si vede: manda l'indirizzo a chi vuoi.")
        if is_open
        else _("La pagina non si vede più. Chi ha chiesto l'avviso lo riceverà lo stesso.")
    )
    return done(
        request,
        found.pk,
        "preparation",
        lambda: act(actor=actor_of(request), campaign_id=found.pk),
        said,
    )


@opens_to(SEES_BACKERS)
@read_or_send
def supporters(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the first supporters, fifty a page, and add one."""
    found = opened(request, campaign_id, SEES_BACKERS)
    form = SupporterForm(request.POST or None)

    def add() -> object:
        return first_supporters.list_supporter(
            actor=actor_of(request), campaign_id=found.pk, **form.facts
        )

    if request.method == "POST" and sent(form, add):
        messages.success(request, _("Aggiunta alla lista."))
        return redirect("campaigns:desk_supporters", found.pk)
    promised = promised_by(found.pk)
    listed = Paginator(supporters_of(found.pk), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": listed,
        "rows": [(each, promised.get(each.pk)) for each in listed],
        "support": support_of(found),
        "promised": total(promised.values()) if promised else Amount(0),
        "outcomes": SupporterOutcome.choices,
        "is_going": found.status in {*DRAFTED, "in_review", "published", "suspended"},
    }
    return page(request, found, "supporters", status=status_of(form), **context)


@opens_to(RULES["answer_supporter"])
@require_POST
def supporter(request: HttpRequest, campaign_id: UUID, supporter_id: UUID) -> HttpResponse:
    """Note what somebody answered, or take them off the list."""
    found = opened(request, campaign_id, RULES["answer_supporter"])
    if not found.first_supporters.filter(pk=supporter_id).exists():
        raise NotFound
    actor, form = actor_of(request), OutcomeForm(request.POST)
    if "strike" in request.POST:
        return done(
            request,
            found.pk,
            "supporters",
            lambda: first_supporters.strike_supporter(actor=actor, supporter_id=supporter_id),
            _("Tolta dalla lista."),
        )
    if not form.is_valid():
        raise NotFound
    outcome = form.cleaned_data["outcome"]
    return done(
        request,
        found.pk,
        "supporters",
        lambda: first_supporters.answer_supporter(
            actor=actor, supporter_id=supporter_id, outcome=outcome
        ),
        _("Segnato."),
    )


@opens_to(SEES_DESK)
@read_or_send
def aims(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Set what the second victory aims at; once published it is only shown."""
    found = opened(request, campaign_id)
    form = TargetsForm(request.POST or None, initial=targets_as_typed(found))

    def write() -> Campaign:
        return targets.set_targets(
            actor=actor_of(request), campaign_id=found.pk, targets=form.targets
        )

    if request.method == "POST" and sent(form, write):
        return saved(request, found, "targets")
    has_role = may_write(request, found, "set_targets")
    is_open = has_role and found.status in DRAFTED
    if not is_open:
        read_only(form)
    context = {"form": form, "is_open": is_open, "has_role": has_role}
    return page(request, found, "targets", status=status_of(form), **context)


@opens_to(SIGNED_IN)
@require_safe
def accompanied(request: HttpRequest) -> HttpResponse:
    """List the campaigns that whoever looks accompanies as a tutor. Two queries."""
    listed = list(accompanied_by(actor_of(request))[:A_PAGE])
    return render(request, "campaigns/desk/accompanied.html", {"campaigns": listed})


def _shown(request: HttpRequest, found: Campaign, form: TutorForm) -> dict[str, Any]:
    """Gather the checklist, the tutor, what is expected, and who waits for a letter."""
    begun = Preparation.objects.filter(campaign=found).select_related("begun_by").first()
    lines = checklist_of(begun) if begun else []
    ticks = may_write(request, found, "tick_item") or accompanies(actor_of(request), found.pk)
    confirmed = found.notice_requests.filter(confirmed_at__isnull=False)
    return {
        "begun": begun,
        "lines": lines,
        "count_done": done_of(lines),
        "tutor": tutor_of(found.pk),
        "tutor_form": form,
        "support": support_of(found),
        "may_tick": ticks and found.published_at is None and found.status != Status.CANCELLED,
        "sees_people": SEES_BACKERS.admits(actor_of(request), scope_of(found)),
        "waiting": confirmed.count() if begun else 0,
    }
