"""A form sent to an action: what the action refuses stands in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms

from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal

Made = TypeVar("Made")


def carried_out(form: forms.BaseForm, act: Callable[..., Made]) -> Made | None:
    """Call `act` with what a valid form holds; None when the form or the action refuses.

    A refusal stands at its field, or above the form. NotAllowed and NotFound go on: they are
    about the page, not about what was typed.
    """
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
