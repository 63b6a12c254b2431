"""Sheets of paper: how many to print, what stands in their rows, a picture of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import AmountField, RadioCards
from ritrovo.foundations.payments.models import Till
from ritrovo.practices.campaigns.forms.counter import HUGE, ContactField, reached
from ritrovo.practices.campaigns.models import Need
from ritrovo.practices.campaigns.pictures import MOST_BYTES
from ritrovo.practices.campaigns.sheet_rows import WrittenRow, code_of_row

ROWS: Final = (10, 14, 20)
MOST_COPIES: Final = 30


class PrintForm(forms.Form):
    """How many sheets, of how many rows."""

    rows = forms.TypedChoiceField(
        label=_("Righe per foglio"),
        coerce=int,
        choices=[(each, str(each)) for each in ROWS],
        initial=ROWS[0],
        help_text=_("Con meno righe c'è più spazio per scrivere a mano."),
        widget=RadioCards(),
    )
    copies = forms.IntegerField(
        label=_("Quanti fogli"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=1,
        help_text=_("Ogni foglio ha il suo codice: stampane di nuovi, non fotocopiarli."),
    )


class FindSheetForm(forms.Form):
    """The code of a sheet somebody holds in their hand."""

    code = forms.CharField(
        label=_("Codice del foglio"),
        max_length=12,
        help_text=_("È in alto a destra, accanto al quadrato da inquadrare."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """Take the sheet's part of a code, also from a row's."""
        return str(self.cleaned_data["code"]).strip().upper().split("-")[0].replace(" ", "")


class RowForm(forms.Form):
    """One row of a sheet, as it was written and signed."""

    given_name = forms.CharField(label=_("Nome"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Cognome"), max_length=100, required=False)
    contact = ContactField()
    amount = AmountField(label=_("Euro"), most=HUGE, required=False)
    is_cash = forms.BooleanField(label=_("Dati ora"), required=False)
    need = forms.ChoiceField(label=_("Aiuto"), required=False)

    def __init__(
        self,
        *args: Any,
        needs: Sequence[Need],
        boxes: Sequence[Till],
        place: int,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.place, self.box = place, ""
        if not boxes:
            del self.fields["is_cash"]
        choices = [("", "—"), *[(str(each.pk), each.title) for each in needs]]
        self.fields["need"].choices = choices  # type: ignore[attr-defined]
        if not needs:
            del self.fields["need"]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @property
    def is_blank(self) -> bool:
        """Say whether nothing stands in the row."""
        return not any(self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """Ask for a name, something given, and a way to say how it ended."""
        given = super().clean() or {}
        if self.errors or not any(given.values()):
            return given
        if not given.get("given_name"):
            self.add_error("given_name", _("Manca il nome."))
        if not given.get("amount") and not given.get("need"):
            self.add_error("amount", _("Manca che cosa dà: una somma o un aiuto."))
        if not given.get("contact") and not (given.get("is_cash") and not given.get("need")):
            self.add_error("contact", _("Serve un telefono o un'e-mail, per dire com'è finita."))
        return given

    @property
    def written(self) -> WrittenRow:
        """Give the row as `record_sheet` takes it."""
        given = self.cleaned_data
        return WrittenRow(
            place=self.place,
            given_name=" ".join(given["given_name"].split()),
            family_name=" ".join(given["family_name"].split()),
            **reached(given["contact"]),
            cents=given["amount"].count if given["amount"] else 0,
            need_id=given.get("need") or "",
            till_id=self.box if given.get("is_cash") and given["amount"] else "",
        )


class BoxForm(forms.Form):
    """Into which box the cash of a sheet went."""

    till = forms.ChoiceField(label=_("Dove hai messo i contanti"), widget=RadioCards())

    def __init__(self, *args: Any, boxes: Sequence[Till], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(each.pk), each.name) for each in boxes]
        self.fields["till"].choices = named  # type: ignore[attr-defined]
        self.initial["till"] = named[0][0] if named else ""
        self.fields["till"].required = bool(named)


class SheetRows(BaseFormSet[forms.Form]):
    """The rows of one sheet, in their order, each with its code."""

    def __init__(self, *args: Any, code: str, done: Mapping[int, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.code, self.done = code, done

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Tell a row its place."""
        return {**super().get_form_kwargs(index), "place": (index or 0) + 1}

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name a row by its code, and say whether it was typed before."""
        super().add_fields(form, index)
        place = (index or 0) + 1
        form.code = code_of_row(self.code, place)  # type: ignore[attr-defined]
        form.done = self.done.get(place)  # type: ignore[attr-defined]

    @property
    def written(self) -> list[WrittenRow]:
        """Give the rows in which something stands."""
        return [form.written for form in self.forms if not form.is_blank]  # type: ignore[attr-defined]

    def put_cash_in(self, box: str) -> None:
        """Say into which box the cash of every row went."""
        for form in self.forms:
            form.box = box  # type: ignore[attr-defined]


def sheet_rows(
    *args: Any,
    code: str,
    rows: int,
    needs: Sequence[Need],
    boxes: Sequence[Till],
    done: Mapping[int, Any],
) -> SheetRows:
    """Make the form of a whole sheet: exactly its rows, whatever was sent."""
    made = formset_factory(
        RowForm,
        formset=SheetRows,
        extra=rows,
        max_num=rows,
        absolute_max=rows,
        validate_max=True,
    )
    each = {"needs": needs, "boxes": boxes}
    shown: dict[str, Any] = {"prefix": "r", "code": code, "done": done, "form_kwargs": each}
    formset = made(*args, **shown)
    return cast(SheetRows, formset)


class PhotographForm(forms.Form):
    """A photograph of a filled sheet."""

    photograph = forms.FileField(
        label=_("Foto del foglio"),
        help_text=_("JPEG, PNG o WebP. La vede solo chi vede le promesse."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_photograph(self) -> Any:
        """Refuse what no phone makes. Raises ValidationError."""
        file = self.cleaned_data["photograph"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("La foto è troppo pesante: al massimo 20 MB."))
        return file
