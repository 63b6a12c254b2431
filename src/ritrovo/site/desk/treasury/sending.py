"""A form that asks for an action: what the action refuses stands in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms

from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal

UNPROCESSABLE: Final = 422


def sent(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Carry out what a form asks; NotAllowed and NotFound go on, they are about the page."""
    if not form.is_valid():
        return False
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return not form.errors


def status_of(form: forms.BaseForm) -> int:
    """Say with which status a page with this form is answered."""
    return UNPROCESSABLE if form.is_bound and form.errors else 200
