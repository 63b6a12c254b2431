"""Pages a reader opens from a mail: stop a kind, choose how mail comes."""

from __future__ import annotations

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ritrovo.foundations.kernel.access import NOBODY, opens_to
from ritrovo.foundations.messages import actions, queries
from ritrovo.foundations.messages.forms import PreferencesForm
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.policies import RULES

ONE_CLICK = "One-Click"


@opens_to(RULES["stop_by_link"])
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a kind of message: at once for a mail program (RFC 8058), by a button for a person.

    The signed token is the proof, so neither a login nor a form's token is asked for.
    """
    if request.method == "GET":
        return redirect("messages:preferences", token)
    message = actions.stop_by_link(actor=NOBODY, token=token)
    if request.POST.get("List-Unsubscribe") == ONE_CLICK:
        return HttpResponse(
            _("Fatto: questi messaggi non arrivano più."), content_type="text/plain"
        )
    notices.success(request, _("Fatto: «%s» non arriva più.") % kinds_named(message))
    return redirect("messages:preferences", token)


@opens_to(RULES["choose_by_link"])
@never_cache
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Let the reader of a mail choose, kind by kind, how mail comes."""
    message = queries.message_behind(token)
    choices = queries.choices_of(message.address)
    form = PreferencesForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        actions.choose_by_link(actor=NOBODY, token=token, modes=form.modes)
        notices.success(request, _("Salvato. Vale da adesso, anche per i messaggi in attesa."))
        return redirect("messages:preferences", token)
    context = {
        "form": form,
        "token": token,
        "address": message.address,
        "kinds": queries.kinds_in(message),
        "has_choices": bool(choices),
    }
    return render(request, "ritrovo_messages/preferences.html", context)


def kinds_named(message: Message) -> str:
    """Name the kinds of a mail, as a person would list them."""
    return ", ".join(str(kind.title) for kind in queries.kinds_in(message))
