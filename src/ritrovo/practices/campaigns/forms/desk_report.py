"""Forms of a report: an expense, its correction, its debit, the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount, format_day
from ritrovo.foundations.look.forms import AmountField, DayInput
from ritrovo.foundations.payments.models import BankLine
from ritrovo.practices.campaigns.forms.desk import HUGE
from ritrovo.practices.campaigns.models import BudgetLine
from ritrovo.practices.campaigns.queries.report import LineSpent
from ritrovo.practices.campaigns.report_choices import DocumentKind, Nature
from ritrovo.practices.campaigns.report_plans import PlannedExpense

WORDS_SHOWN: Final = 60
A_YEAR: Final = timedelta(days=366)


class ExpenseForm(forms.Form):
    """An expense with its paper; the bank's debits only for who keeps the accounts."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.TypedChoiceField(label=_("Per quale voce di spesa"), coerce=UUID)
    nature = forms.ChoiceField(label=_("Che cosa avete comprato"), choices=Nature.choices)
    amount = AmountField(label=_("Quanto è costato"), most=HUGE)
    paid_on = forms.DateField(label=_("Quando è stata pagata"), widget=DayInput())
    document_kind = forms.ChoiceField(label=_("Documento"), choices=DocumentKind.choices)
    document_number = forms.CharField(
        label=_("Numero del documento"),
        max_length=40,
        help_text=_("Se non ha un numero, scrivi quello dello scontrino o «s.n.»."),
    )
    document_date = forms.DateField(label=_("Data del documento"), widget=DayInput())
    supplier = forms.CharField(label=_("Chi l'ha fatto"), max_length=120)
    supplier_is_person = forms.BooleanField(
        label=_("È una persona, non un'impresa o un ente: il nome non si pubblica"), required=False
    )
    file = forms.FileField(
        label=_("Il documento"),
        required=False,
        help_text=_("PDF o foto, 10 MB al massimo. Lo legge solo chi lavora alla campagna."),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )
    debit = forms.TypedChoiceField(
        label=_("La riga dell'estratto conto che l'ha pagata"),
        coerce=UUID,
        required=False,
        empty_value=None,
    )

    def __init__(
        self, *args: Any, lines: Sequence[BudgetLine], debits: Sequence[BankLine], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["line"].choices = [(line.pk, line.purpose) for line in lines]  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid4()
        offer_debits(self, debits)

    @property
    def planned(self) -> PlannedExpense:
        """Give what was written, without its file and its debit."""
        said = self.cleaned_data
        return PlannedExpense(
            line_id=said["line"],
            nature=said["nature"],
            document_kind=said["document_kind"],
            document_number=said["document_number"],
            document_date=said["document_date"],
            supplier=said["supplier"],
            cents=said["amount"].count,
            paid_on=said["paid_on"],
            supplier_is_person=said["supplier_is_person"],
        )


class DebitForm(forms.Form):
    """Which debit paid an expense."""

    debit = forms.TypedChoiceField(
        label=_("La riga dell'estratto conto che l'ha pagata"), coerce=UUID
    )

    def __init__(self, *args: Any, debits: Sequence[BankLine], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_debits(self, debits)


class ReversalForm(forms.Form):
    """Why an expense is taken back."""

    reason = forms.CharField(
        label=_("Perché la annulli"),
        max_length=200,
        help_text=_("Resta scritto accanto alla riga: «registrata due volte»."),
    )


class WordsForm(forms.Form):
    """What was done, and why lines of the budget differ."""

    what_we_did = forms.CharField(
        label=_("Che cosa abbiamo fatto"),
        max_length=6000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Com'è andata, chi ci ha lavorato, che cosa c'è adesso che prima non c'era."),
    )

    def __init__(self, *args: Any, lines: Sequence[LineSpent], **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = [line for line in lines if line.is_far or line.words]
        for line in self.lines:
            self.fields[_name(line)] = forms.CharField(
                label=_("Perché «%(line)s» è diversa dal previsto") % {"line": line.purpose},
                max_length=600,
                required=False,
                widget=forms.Textarea({"rows": 2}),
                initial=line.words,
                help_text=_("Previsto %(planned)s, speso %(spent)s.")
                % {"planned": format_amount(line.planned), "spent": format_amount(line.spent)},
            )

    @property
    def differences(self) -> dict[UUID, str]:
        """Give the words of each line."""
        return {line.line_id: self.cleaned_data[_name(line)] for line in self.lines}


class PeriodForm(forms.Form):
    """The days of the accountant's file: this year unless told."""

    dal = forms.DateField(label=_("Dal"), widget=DayInput())
    al = forms.DateField(label=_("Al"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        said = super().clean() or {}
        if said.get("dal") and said.get("al") and said["al"] < said["dal"]:
            self.add_error("al", _("Il periodo finisce prima di cominciare: controlla le date."))
        elif said.get("dal") and said.get("al") and said["al"] - said["dal"] > A_YEAR:
            self.add_error("al", _("Un anno per volta: scegli un periodo più corto."))
        return said


def this_year() -> dict[str, Any]:
    """Give the first and the last day of the year, as the period's fields take them."""
    today = clock.today()
    return {"dal": today.replace(month=1, day=1), "al": today.replace(month=12, day=31)}


def offer_debits(form: forms.Form, debits: Sequence[BankLine]) -> None:
    """Put the bank's debits in a form, or take the field away when there are none to see."""
    if not debits:
        del form.fields["debit"]
        return
    offered = [(str(line.pk), _worded(line)) for line in debits]
    field = form.fields["debit"]
    none = _("scegli") if field.required else _("Nessuna, per ora")
    field.choices = [("", none), *offered]  # type: ignore[attr-defined]


def _worded(line: BankLine) -> str:
    sum_ = format_amount(Amount(-line.cents))
    words = line.party_name or Truncator(line.text).chars(WORDS_SHOWN)
    return " · ".join(filter(None, [format_day(line.booked_on), sum_, words]))


def _name(line: LineSpent) -> str:
    return f"difference_{line.line_id}"
