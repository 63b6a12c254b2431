"""The tax code of who promises, checked the same way on the page and at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.people.rules import checked_tax_code


class TaxCodeField(forms.CharField):
    """A field for a codice fiscale, of a person or of a body; it may be left empty."""

    def clean(self, value: Any) -> str:
        """Check the code's letters and its last one. Raises ValidationError."""
        text: str = super().clean(value)
        try:
            return checked_tax_code(text) if text else ""
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from None
