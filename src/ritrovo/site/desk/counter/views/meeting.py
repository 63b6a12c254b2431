"""At the counter: one field for who is there, a button for what they give, a short form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.contributions.policies import RECORDERS
from ritrovo.foundations.documents.slips import slip_file
from ritrovo.foundations.ecosystems.counters import Taken, Taking, takings
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, Scope, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.payments.models import Slip
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.cards import code_in
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.counters import USES_SHOP, counter_for, counters_for, holder_of
from ritrovo.foundations.people.errors import CardUnknown
from ritrovo.foundations.people.models import Counter, Dossier, MemberCard
from ritrovo.foundations.people.queries import MAY_SEE_ORGANISATION, MOST_FOUND
from ritrovo.site.desk.counter.forms import MeetForm, WhoForm
from ritrovo.site.desk.counter.meeting import met_in
from ritrovo.site.desk.submitting import UNPROCESSABLE
from ritrovo.site.desk.treasury.tables import pdf_answer

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
CARD: Final = "tessera"


@require_safe
@opens_to(USES_SHOP, anywhere=True)
def today(request: HttpRequest) -> HttpResponse:
    """Go to one's counter, or choose among them."""
    actor = actor_of(request)
    found = counters_for(actor)
    if len(found) == 1:
        return redirect("counter:meet", found[0].pk)
    return render(request, "counter/counters.html", {"counters": found})


@require_safe
@never_cache
@opens_to(USES_SHOP)
def meet(request: HttpRequest, counter_id: UUID) -> HttpResponse:
    """Ask who is there; an office searches its own dossiers, a shop reads a card or a name."""
    counter, actor = counter_for(actor_of(request), counter_id), actor_of(request)
    is_shop = counter.kind == CounterKind.SHOP
    text = request.GET.get("q", "").strip()[:200]
    form = MeetForm({"q": text} if text else None, is_shop=is_shop)
    found: list[Dossier] = []
    if code := code_in(text):
        try:
            holder_of(counter, code)
        except CardUnknown as unknown:
            form.add_error("q", str(unknown))
        else:
            return _onward(request, counter, {CARD: code})
    elif text and is_shop:
        return _onward(request, counter, {"nome": text})
    elif text:
        found = actions.search_dossiers(
            actor=actor, organisation_id=counter.organisation_id, text=text
        )
    return _meeting(request, counter, form, text=text, found=found)


@read_or_send
@never_cache
@opens_to(USES_SHOP)
def take(request: HttpRequest, counter_id: UUID, taking: str) -> HttpResponse:
    """Write down what somebody gives."""
    counter = counter_for(actor_of(request), counter_id)
    one = takings(actor_of(request), counter).get(taking)
    if one is None:
        raise NotFound
    try:
        met = met_in(request, counter)
    except CardUnknown as unknown:
        messages.error(request, str(unknown))
        return redirect("counter:meet", counter.pk)
    given = request.POST if request.method == "POST" else None
    who, form = WhoForm(given, met=met, prefix="who"), one.form(given, met)
    if given is not None and (taken := _taken(one, who, form)):
        messages.success(request, taken.words)
        slip = f"?ricevuta={taken.slip_id}" if taken.slip_id else ""
        return redirect(reverse("counter:meet", args=[counter.pk]) + slip)
    context = {"counter": counter, "taking": one, "met": met, "who": who, "form": form}
    status = 200 if given is None else UNPROCESSABLE
    return render(request, "counter/take.html", context, status=status)


@require_safe
@opens_to(USES_SHOP)
def slip(request: HttpRequest, counter_id: UUID, slip_id: UUID) -> HttpResponse:
    """Print a slip that one wrote oneself."""
    actor = actor_of(request)
    counter_for(actor, counter_id)
    found = Slip.objects.filter(pk=slip_id, issued_by=actor.person_id).first()
    if found is None:
        raise NotFound
    return pdf_answer(*slip_file(found))


@require_safe
@never_cache
@opens_to(SIGNED_IN)
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Open a scanned card at one's counter; to everybody else it says nothing of whose it is."""
    actor, read = actor_of(request), code_in(f"/tessera/{code}/")
    at = MemberCard.objects.filter(code=read, revoked_at=None).values_list("organisation_id")
    body = at.first()
    own = [each for each in counters_for(actor) if body and each.organisation_id == body[0]]
    if not own:
        return render(request, "counter/card.html", {})
    # A shop's keeper has only shops; who works in the office goes there.
    counter = min(own, key=lambda each: each.kind != CounterKind.OFFICE)
    return redirect(reverse("counter:meet", args=[counter.pk]) + "?" + urlencode({"q": read}))


def _onward(request: HttpRequest, counter: Counter, who: Mapping[str, str]) -> HttpResponse:
    """Go on to what is given: at once when a button said what, or only one thing can be."""
    ways = takings(actor_of(request), counter)
    wanted = request.GET.get("dare", "")
    chosen = wanted if wanted in ways else next(iter(ways), "") if len(ways) == 1 else ""
    if chosen:
        return redirect(_address(counter, chosen, who))
    return _meeting(request, counter, _form(counter), text="", found=[], who=who, ways=ways)


def _meeting(
    request: HttpRequest,
    counter: Counter,
    form: MeetForm,
    *,
    text: str,
    found: list[Dossier],
    who: Mapping[str, str] | None = None,
    ways: dict[str, Taking] | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    ways = takings(actor, counter) if ways is None else ways
    people = [(each, _buttons(counter, ways, {"chi": str(each.party_id)})) for each in found]
    said = {"nome": text} if text and counter.kind == CounterKind.OFFICE else None
    scope = Scope(counter.organisation_id)
    context: dict[str, Any] = {
        "counter": counter,
        "form": form,
        "is_shop": counter.kind == CounterKind.SHOP,
        "text": text,
        "people": people,
        "may_be_more": len(found) == MOST_FOUND,
        "new": _buttons(counter, ways, said) if said else [],
        "who": who,
        "who_buttons": _buttons(counter, ways, who) if who else [],
        "who_name": met_name(request, counter, who),
        "ways": ways,
        "may_record_help": RECORDERS.admits(actor, scope),
        "may_manage": MAY_SEE_ORGANISATION.admits(actor, scope),
        "slip_id": _own_slip(request),
        "several": len(counters_for(actor)) > 1,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "counter/meet.html", context, status=status)


def met_name(request: HttpRequest, counter: Counter, who: Mapping[str, str] | None) -> str:
    """Name who was met, as far as this counter may know."""
    if not who:
        return ""
    if CARD in who:
        holder = holder_of(counter, who[CARD])
        initial = f"{holder.family_name[:1]}." if holder.family_name else ""
        is_shop = counter.kind == CounterKind.SHOP
        return f"{holder.given_name} {initial if is_shop else holder.family_name}".strip()
    return who["nome"]


def _form(counter: Counter) -> MeetForm:
    return MeetForm(None, is_shop=counter.kind == CounterKind.SHOP)


def _buttons(
    counter: Counter, ways: dict[str, Taking], who: Mapping[str, str]
) -> list[tuple[Taking, str]]:
    return [(taking, _address(counter, code, who)) for code, taking in ways.items()]


def _address(counter: Counter, code: str, who: Mapping[str, str]) -> str:
    return reverse("counter:take", args=[counter.pk, code]) + "?" + urlencode(dict(who))


def _own_slip(request: HttpRequest) -> str:
    """Give the slip that was just written, when it is one's own."""
    text = request.GET.get("ricevuta", "")
    try:
        asked = UUID(text)
    except ValueError:
        return ""
    mine = Slip.objects.filter(pk=asked, issued_by=actor_of(request).party_id)
    return text if mine.exists() else ""


def _taken(one: Taking, who: WhoForm, form: Any) -> Taken | None:
    """Carry out what was written; what the action refuses stands in the form."""
    if not all([who.is_valid(), form.is_valid()]):
        return None
    try:
        return one.record(who.whom, form, who.cleaned_data["key"])
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return None
