"""A form of the desk: shown, sent to its action, answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from ritrovo.foundations.look.submitting import carried_out

UNPROCESSABLE: Final = 422


def answered(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[..., Any],
    *,
    onward: str | Callable[[Any], str],
    template: str = "desk/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or carry out what was sent and go `onward`; 422 when it is refused."""
    if request.method == "POST":
        made = carried_out(form, act)
        if made is not None:
            return redirect(onward(made) if callable(onward) else onward)
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def onward_in(request: HttpRequest, otherwise: str) -> str:
    """Give the page of ours that a form's `next` names, or `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else otherwise
