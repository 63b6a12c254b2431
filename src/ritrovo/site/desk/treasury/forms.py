"""Forms of the treasurer's desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.payments.choices import SetAside
from ritrovo.foundations.payments.errors import FileTooBig
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    DateOrder,
    SkipRule,
    Table,
    guess_mapping,
)
from ritrovo.foundations.payments.statements.camt import MAX_MEGABYTES
from ritrovo.foundations.people.models import BankAccount

MEGABYTE = 1024 * 1024
ONE_COLUMN = (
    ("booked_on", _("Data contabile")),
    ("amount", _("Importo, con il segno")),
    ("credit", _("Entrate (avere)")),
    ("debit", _("Uscite (dare)")),
    ("sign", _("Segno, se è a parte (D o A)")),
    ("party_name", _("Nome di chi paga")),
    ("party_iban", _("IBAN di chi paga")),
    ("value_on", _("Data valuta")),
    ("end_to_end_id", _("Identificativo del bonifico (end to end)")),
    ("bank_reference", _("Riferimento della banca (CRO, TRN)")),
    ("balance", _("Saldo dopo il movimento")),
    ("currency", _("Valuta (EUR)")),
)
FIRST_ASKED = (
    "booked_on",
    "date_order",
    "amount",
    "credit",
    "debit",
    "sign",
    "out_is_positive",
    "text",
)


class AccountChoice(forms.ModelChoiceField[BankAccount]):
    """One of the body's accounts, by its IBAN."""

    def label_from_instance(self, account: BankAccount) -> str:
        """Write the IBAN in groups, and say when the account is an old one."""
        words = iban_grouped(account.iban)
        return f"{words} ({_('ritirato')})" if account.retired_at else words


class UploadForm(forms.Form):
    """A bank file and the account it is of."""

    bank_account = AccountChoice(
        label=_("Conto"), queryset=BankAccount.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("Estratto conto"),
        help_text=_(
            "Scaricalo dalla banca in formato camt.053 (XML), CSV oppure XLSX. "
            "Prima di scrivere qualcosa ti facciamo vedere riga per riga."
        ),
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank_account"].queryset = accounts  # type: ignore[attr-defined]
        self.initial.setdefault("bank_account", accounts.first())

    def clean_file(self) -> UploadedFile[Any]:
        """Stop a file that no statement can be, before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(str(FileTooBig(limit_mb=MAX_MEGABYTES)))
        return file


class ColumnsForm(forms.Form):
    """Which column of a table is what, as the reader guessed it or as somebody says."""

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        self.table = table
        guess = guess_mapping(table)
        self.skip: tuple[SkipRule, ...] = guess.skip if guess else ()
        kwargs.setdefault("initial", {}).update(_typed(guess))
        super().__init__(*args, **kwargs)
        named = [(str(place), _title(table, place)) for place in range(table.width)]
        for name, label in ONE_COLUMN:
            needed = name == "booked_on"
            nothing = [] if needed else [("", _("non c'è"))]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[*nothing, *named], required=needed
            )
        self.fields["text"] = forms.MultipleChoiceField(
            label=_("Causale o descrizione"),
            choices=named,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Anche più di una: le leggiamo una dopo l'altra."),
        )
        self.fields["date_order"] = forms.ChoiceField(
            label=_("Come sono scritte le date"),
            choices=[
                (DateOrder.DAY_FIRST.value, _("prima il giorno: 31/12/2026")),
                (DateOrder.MONTH_FIRST.value, _("prima il mese: 12/31/2026")),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["out_is_positive"] = forms.BooleanField(
            label=_("Le uscite sono scritte con il segno più"), required=False
        )
        self.order_fields(FIRST_ASKED)

    def mapping(self) -> ColumnMapping:
        """Give the chosen columns."""
        chosen = self.cleaned_data
        columns = {name: int(chosen[name]) for name, _label in ONE_COLUMN if chosen[name]}
        return ColumnMapping(
            text=tuple(int(place) for place in chosen["text"]),
            date_order=DateOrder(chosen["date_order"]),
            out_is_positive=chosen["out_is_positive"],
            skip=self.skip,
            **columns,
        )


class SeriesForm(forms.Form):
    """Where the numbering of a year's receipts goes on from."""

    prefix = forms.CharField(  # type: ignore[assignment]
        label=_("Prefisso"),
        required=False,
        max_length=12,
        help_text=_("Per esempio «R-»: la prima ricevuta sarà R-2026/000001."),
    )
    first_number = forms.IntegerField(
        label=_("Primo numero"),
        min_value=1,
        initial=1,
        help_text=_("Se quest'anno ne hai già fatte 41 a mano, scrivi 42."),
    )


class AsideForm(forms.Form):
    """Why a line needs no match."""

    reason = forms.ChoiceField(
        label=_("Perché"), choices=SetAside.to_choose, widget=forms.RadioSelect
    )


class FindForm(forms.Form):
    """One field to find a promise."""

    q = forms.CharField(
        label=_("Cerca una promessa"),
        required=False,
        max_length=80,
        help_text=_("Il codice, il nome di chi ha promesso, oppure l'importo."),
    )


class GiverForm(forms.Form):
    """One field to find the gifts of somebody."""

    q = forms.CharField(
        label=_("Cerca un dono"),
        required=False,
        max_length=80,
        help_text=_("Il nome di chi ha donato, oppure il codice."),
    )


def _title(table: Table, place: int) -> str:
    """Name a column by its header and the first cell that says something."""
    header = table.header[place] if place < len(table.header) else ""
    example = next((text for row in table.rows[:20] if (text := row.text(place))), "")
    named = header or str(_("colonna %(place)s") % {"place": place + 1})
    return f"{named}: {example[:40]}" if example else named


def _typed(guess: ColumnMapping | None) -> dict[str, Any]:
    if guess is None:
        return {"date_order": DateOrder.DAY_FIRST.value}
    stored = guess.as_dict()
    columns = {name: str(stored[name]) for name, _label in ONE_COLUMN if stored[name] is not None}
    return {
        **columns,
        "text": [str(place) for place in guess.text],
        "date_order": guess.date_order.value,
        "out_is_positive": guess.out_is_positive,
    }
