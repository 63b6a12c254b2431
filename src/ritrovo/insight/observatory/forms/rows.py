"""A file, its day, the cells of rows that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import DayInput
from ritrovo.insight.observatory.counting.refused import Refused, Waiting
from ritrovo.insight.observatory.counting.words import REASONS
from ritrovo.insight.observatory.speech import said

CELL: Final = "cell_"


class FileForm(forms.Form):
    """A file of campaigns."""

    file = forms.FileField(
        label=_("Il file"),
        help_text=_("CSV, JSON Lines (un oggetto per riga) o Parquet, così come l'hai avuto."),
    )


class DayForm(forms.Form):
    """The day whose state a file tells."""

    day = forms.DateField(
        label=_("Di che giorno sono questi dati"),
        required=False,
        widget=DayInput,
        help_text=_("Se non lo sai, vale l'ultimo giorno in cui nel file comincia una campagna."),
    )


class CellsForm(forms.Form):
    """The cells of a refused row, each in a field of its own."""

    def __init__(
        self, *args: Any, row: Waiting, known: Mapping[str, Iterable[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(row.cells)
        wrong = {refused.column: refused for refused in row.refusals if refused.place}
        ordered = sorted(enumerate(self.columns), key=lambda each: each[1] not in wrong)
        for place, column in ordered:
            refused = wrong.get(column)
            self.fields[f"{CELL}{place}"] = forms.CharField(
                label=column,
                help_text=_cell_help(refused, known.get(column, ())),
                initial=row.cells[column],
                required=False,
                strip=False,
            )

    @property
    def cells(self) -> dict[str, str]:
        """Give what every cell should say."""
        return {
            column: self.cleaned_data[f"{CELL}{place}"] for place, column in enumerate(self.columns)
        }


class WordForm(forms.Form):
    """One word put in place of another, in all the rows that wait for its sake."""

    column = forms.CharField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    cell = forms.CharField(label=_("Scrivi invece"), required=False)


def _cell_help(refused: Refused | None, known: Iterable[str]) -> str:
    """Say why a cell is refused, and which words would not be."""
    if refused is None:
        return ""
    why = said(REASONS[refused.code], cell=refused.cell)
    words = ", ".join(known)
    return f"{why}. " + (_("La mappa conosce: %(words)s.") % {"words": words} if words else "")
