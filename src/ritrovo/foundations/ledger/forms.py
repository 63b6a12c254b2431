"""How an accountant narrows the book."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.look.forms import DayInput


class BookForm(forms.Form):
    """The days, both included, and which of the two books."""

    start = forms.DateField(label=_("Dal"), widget=DayInput, required=False)
    last = forms.DateField(label=_("Al"), widget=DayInput, required=False)
    book = forms.ChoiceField(
        label=_("Libro"), choices=[("", _("tutti e due")), *Book.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        super().clean()
        start, last = self.cleaned_data.get("start"), self.cleaned_data.get("last")
        if start and last and last < start:
            self.add_error("last", _("Il secondo giorno viene prima del primo: scambiali."))
        return self.cleaned_data

    @property
    def days(self) -> Days:
        """Give the chosen days, half-open; all of them when the form is empty or wrong."""
        if not self.is_valid():
            return Days()
        start, last = self.cleaned_data["start"], self.cleaned_data["last"]
        return Days(start, last + timedelta(days=1) if last else None)

    @property
    def chosen_book(self) -> str:
        """Give the chosen book's code, or nothing for both."""
        return self.cleaned_data["book"] if self.is_valid() else ""
