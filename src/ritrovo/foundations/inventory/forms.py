"""What is asked of a list: what it is, which column is what, who is who."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.inventory.choices import NameOrder, Sort, TimeUnit
from ritrovo.foundations.inventory.rules.columns import (
    NEEDED,
    ROLES,
    Columns,
    title_of,
    width_of,
)
from ritrovo.foundations.inventory.rules.titles import LABELS
from ritrovo.foundations.kernel.tables.cells import DateOrder
from ritrovo.foundations.kernel.tables.errors import FileTooBig
from ritrovo.foundations.kernel.tables.grids import MAX_MEGABYTES, Table

MEGABYTE: Final = 1024 * 1024


class ListForm(forms.Form):
    """A list to look at, and what its rows say."""

    sort = forms.ChoiceField(
        label=_("Che cosa c'è nell'elenco"), choices=Sort.choices, widget=forms.RadioSelect
    )
    ecosystem = forms.ModelChoiceField(
        label=_("In quale ecosistema è avvenuto"),
        queryset=Ecosystem.objects.none(),
        empty_label=None,
        help_text=_("Chi è nell'elenco, in questo ecosistema, non sarà più contato come nuovo."),
    )
    file = forms.FileField(
        label=_("Il foglio"),
        help_text=_(
            "CSV oppure XLSX, così com'è. Prima di scrivere qualcosa ti facciamo vedere tutto."
        ),
    )

    def __init__(self, *args: Any, ecosystems: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ecosystems.exists():
            self.fields["ecosystem"].queryset = ecosystems  # type: ignore[attr-defined]
            self.initial.setdefault("ecosystem", ecosystems.first())
        else:
            del self.fields["ecosystem"]

    def clean_file(self) -> UploadedFile[Any]:
        """Stop a file that no list can be, before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(str(FileTooBig(limit_mb=MAX_MEGABYTES)))
        return file


class ListColumnsForm(forms.Form):
    """Which column of a list is what, as it was guessed or as somebody says."""

    def __init__(
        self, *args: Any, sort: str, table: Table, columns: Columns, **kwargs: Any
    ) -> None:
        self.sort = sort
        kwargs["initial"] = _typed(columns)
        super().__init__(*args, **kwargs)
        named = [(str(place), _example(table, place)) for place in range(width_of(table))]
        for role in ROLES[sort]:
            needed = role in NEEDED[sort]
            nothing = [("", _("scegli"))] if needed else [("", _("non c'è"))]
            self.fields[role] = forms.ChoiceField(
                label=LABELS[role], choices=[*nothing, *named], required=needed
            )
        self.fields["date_order"] = forms.ChoiceField(
            label=_("Come sono scritte le date"),
            choices=[
                (DateOrder.DAY_FIRST.value, _("prima il giorno: 31/12/2026")),
                (DateOrder.MONTH_FIRST.value, _("prima il mese: 12/31/2026")),
            ],
            widget=forms.RadioSelect,
        )
        if "name" in ROLES[sort]:
            self.fields["name_order"] = forms.ChoiceField(
                label=_("Come sono scritti i nomi, se stanno in una colonna sola"),
                choices=NameOrder.choices,
                widget=forms.RadioSelect,
            )
        if "time" in ROLES[sort]:
            self.fields["time_unit"] = forms.ChoiceField(
                label=_("Un numero da solo che cosa conta"),
                choices=TimeUnit.choices,
                widget=forms.RadioSelect,
            )

    def columns(self) -> Columns:
        """Give the chosen columns."""
        chosen = self.cleaned_data
        return Columns(
            {role: int(chosen[role]) for role in ROLES[self.sort] if chosen[role]},
            DateOrder(chosen["date_order"]),
            NameOrder(chosen.get("name_order", NameOrder.GIVEN_FIRST)),
            TimeUnit(chosen.get("time_unit", TimeUnit.HOURS)),
        )


def _typed(columns: Columns) -> dict[str, str]:
    places = {role: str(place) for role, place in columns.places.items()}
    told = columns.as_dict()
    return {**places, **{name: value for name, value in told.items() if name != "places"}}


def _example(table: Table, place: int) -> str:
    """Name a column by its header and the first cell that says something."""
    example = next((text for row in table.rows[:20] if (text := row.text(place))), "")
    header = title_of(table, place)
    named = header if not header.isdigit() else str(_("colonna %(place)s") % {"place": place + 1})
    return f"{named}: {example[:40]}" if example else named
