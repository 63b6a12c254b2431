"""What people type about themselves, and organisations about the people they know."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import DayInput, PhoneField
from ritrovo.foundations.people.forms.documents import DocumentField
from ritrovo.foundations.people.queries import Claimable
from ritrovo.foundations.places.forms import MunicipalityField


class IntroductionForm(forms.Form):
    """How somebody who signed in for the first time is called."""

    given_name = forms.CharField(
        label=_("Nome"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Cognome"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )


class SearchForm(forms.Form):
    """Whom an operator looks for."""

    q = forms.CharField(
        label=_("Cerca una persona"),
        max_length=100,
        help_text=_("Nome, o e-mail, telefono, codice fiscale interi. Ogni ricerca è annotata."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class DossierForm(forms.Form):
    """What an organisation knows of a person."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField()
    tax_code = forms.CharField(
        label=_("Codice fiscale"),
        max_length=20,
        required=False,
        help_text=_("Serve solo per la ricevuta."),
    )
    address = forms.CharField(label=_("Indirizzo"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Nota"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Solo quello che serve a collaborare; mai notizie di salute."),
    )


class PersonForm(IntroductionForm, DossierForm):
    """A person whom an organisation meets."""


class HouseholdForm(forms.Form):
    """People who live together."""

    name = forms.CharField(
        label=_("Come la chiamate"), max_length=200, help_text=_("Per esempio: famiglia Bosio.")
    )
    municipality = MunicipalityField(label=_("Comune"), required=False)


class GroupForm(HouseholdForm):
    """People who act together."""

    name = forms.CharField(
        label=_("Nome del gruppo"), max_length=200, help_text=_("Per esempio: Mamme del cortile.")
    )


class HostingForm(forms.Form):
    """The written agreement by which an organisation receives money for a group."""

    signed_on = forms.DateField(label=_("Firmato il"), widget=DayInput())
    until = forms.DateField(
        label=_("Finisce il"),
        required=False,
        widget=DayInput(),
        help_text=_("Se l'accordo ha un termine: da quel giorno il denaro non arriva più qui."),
    )
    reference = forms.CharField(
        label=_("Riferimento"),
        max_length=120,
        help_text=_("Come ritrovarlo: numero di verbale, protocollo…"),
    )
    document = DocumentField(label=_("Copia dell'accordo"), required=False)


class EndHostingForm(forms.Form):
    """The day on which an agreement ends."""

    until = forms.DateField(
        label=_("Finisce il"),
        widget=DayInput(),
        help_text=_("Da quel giorno il denaro del gruppo non arriva più qui. Può essere futuro."),
    )


class ClaimForm(forms.Form):
    """Which of the people an organisation knows is the one who reads."""

    parties = forms.MultipleChoiceField(
        label=_("Quali di queste persone sei tu?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, offered: list[Claimable], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parties"].choices = [  # type: ignore[attr-defined]
            (str(each.party_id), f"{each.name} · {each.organisation}") for each in offered
        ]
