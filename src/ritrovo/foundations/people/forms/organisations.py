"""What people type about their organisation."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import DayInput
from ritrovo.foundations.people.choices import (
    OrganisationKind,
    RuntsSection,
)
from ritrovo.foundations.people.forms.documents import DocumentField
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.places.forms import MunicipalityField


class RegistrationForm(forms.ModelForm[Organisation]):
    """What it takes to begin; papers, contacts and the seat's address can follow."""

    name = forms.CharField(
        label=_("Come vi chiamano"),
        max_length=200,
        help_text=_("Il nome breve che mettiamo sulle pagine, per esempio «Il Filo»."),
    )
    municipality = MunicipalityField(
        label=_("Comune della sede"), help_text=_("Per esempio: Veglio (BI).")
    )

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "legal_name",
            "tax_code",
            "municipality",
            "runts_section",
            "runts_number",
            "runts_date",
        ]
        labels: ClassVar = {
            "kind": _("Che cosa siete"),
            "legal_name": _("Denominazione intera"),
            "tax_code": _("Codice fiscale dell'ente"),
            "vat_number": _("Partita IVA"),
            "address": _("Via e numero"),
            "postcode": _("CAP"),
            "legal_representative": _("Chi rappresenta l'ente"),
            "runts_section": _("Sezione del RUNTS"),
            "runts_number": _("Numero di repertorio RUNTS"),
            "runts_date": _("Data di iscrizione al RUNTS"),
            "email": _("E-mail per il pubblico"),
            "certified_email": _("PEC"),
            "phone": _("Telefono"),
        }
        help_texts: ClassVar = {
            "legal_name": _("Come sta scritta nello statuto: va sulle ricevute."),
            "tax_code": _("11 cifre; per una ditta individuale, quello di chi la tiene."),
            "runts_section": _("Solo se siete iscritti: allora scrivi anche numero e data."),
        }
        widgets: ClassVar = {"runts_date": DayInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [("", "—"), *OrganisationKind.choices]  # type: ignore[attr-defined]
        self.fields["runts_section"].choices = [("", _("Non iscritti")), *RuntsSection.choices]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Leave the model's own checks to the action, whose refusals say what to do."""


class OrganisationForm(RegistrationForm):
    """An organisation as its papers describe it."""

    website = forms.URLField(label=_("Sito"), required=False, assume_scheme="https")
    pagopa_url = forms.URLField(
        label=_("Pagina pagoPA"),
        required=False,
        assume_scheme="https",
        help_text=_("Solo per gli enti pubblici: chi dona paga lì."),
    )
    statute = DocumentField(
        label=_("Statuto"),
        required=False,
        help_text=_("PDF o foto. Lo vede solo chi ha un ruolo e chi controlla le campagne."),
    )

    class Meta(RegistrationForm.Meta):
        fields = [
            "name",
            "kind",
            "legal_name",
            "tax_code",
            "vat_number",
            "municipality",
            "address",
            "postcode",
            "legal_representative",
            "runts_section",
            "runts_number",
            "runts_date",
            "email",
            "certified_email",
            "phone",
            "website",
            "pagopa_url",
            "statute",
        ]


class AccountForm(forms.Form):
    """An account of the organisation's own."""

    iban = forms.CharField(
        label=_("IBAN"),
        max_length=50,
        help_text=_("Ricopialo dall'estratto conto, con o senza spazi."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    holder = forms.CharField(
        label=_("Intestazione"),
        max_length=70,
        help_text=_("Proprio come la scrive la banca: chi paga la vede confrontata con l'IBAN."),
    )
    proof = DocumentField(
        label=_("Prova del conto"),
        help_text=_("La prima pagina dell'estratto conto o l'attestazione della banca."),
    )
    is_declared = forms.BooleanField(
        label=_("Dichiaro che il conto è intestato all'ente e non a una persona")
    )
