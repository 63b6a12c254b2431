"""The form with which a report is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import DayInput, RadioCards
from ritrovo.insight.observatory.choices import ReportLanguage
from ritrovo.insight.observatory.errors import PeriodBackwards


class ReportForm(forms.Form):
    """A title, the period in which counted campaigns end, the language of the papers."""

    title = forms.CharField(
        label=_("Titolo"),
        max_length=150,
        help_text=_("Come si chiamerà nella pagina pubblica, nel PDF e nella newsletter."),
    )
    since = forms.DateField(
        label=_("Campagne finite dal"),
        required=False,
        widget=DayInput,
        help_text=_("Lascia vuote le due date per contare tutto."),
    )
    until = forms.DateField(label=_("fino al"), required=False, widget=DayInput)
    language = forms.ChoiceField(
        label=_("Lingua del PDF e della newsletter"),
        choices=ReportLanguage.choices,
        widget=RadioCards,
        initial=ReportLanguage.ITALIAN,
    )

    def clean(self) -> dict[str, Any] | None:
        """Refuse a period that ends before it begins."""
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", str(PeriodBackwards()))
        return told
