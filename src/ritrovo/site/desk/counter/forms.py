"""Whom one meets at a counter, and the counters and cards themselves."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.counters import Met
from ritrovo.foundations.look.forms import RadioCards
from ritrovo.foundations.people.choices import CounterKind


class MeetForm(forms.Form):
    """The one field of a counter."""

    q = forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, *args: Any, is_shop: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["q"]
        field.label = _("Tessera o nome") if is_shop else _("Chi c'è?")
        field.help_text = (
            _("Leggi la tessera con il lettore, oppure scrivi il nome come te lo dice.")
            if is_shop
            else _("Il nome, il telefono, l'e-mail, o la tessera.")
        )
        # Once somebody was found, the first of their buttons is where one goes on.
        if not self.is_bound:
            field.widget.attrs["autofocus"] = True


class WhoForm(forms.Form):
    """The name as said, for who has no card and no dossier; and the key of what is written."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100, required=False)

    def __init__(self, *args: Any, met: Met, **options: Any) -> None:
        super().__init__(*args, **options)
        self.met = met
        self.initial.setdefault("key", uuid4())
        self.initial.update(given_name=met.given_name, family_name=met.family_name)
        for name in ("given_name", "family_name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if met.is_known:
            del self.fields["given_name"], self.fields["family_name"]

    @property
    def whom(self) -> Met:
        """Give who was met, with the name as it was said last."""
        if self.met.is_known:
            return self.met
        written = self.cleaned_data
        given, family = written["given_name"], written["family_name"]
        return Met(" ".join(given.split()), " ".join(family.split()))


class CounterForm(forms.Form):
    """A new counter."""

    kind = forms.ChoiceField(
        label=_("Che cos'è"),
        choices=[
            (CounterKind.OFFICE, _("Sportello")),
            (CounterKind.SHOP, _("Punto di raccolta")),
        ],
        initial=CounterKind.SHOP,
        widget=RadioCards(
            hints={
                CounterKind.OFFICE: _("Chi ci lavora cerca fra le persone che conoscete."),
                CounterKind.SHOP: _("Chi lo tiene non cerca e non vede nessuno: tessera o nome."),
            }
        ),
    )
    name = forms.CharField(label=_("Come si chiama"), max_length=80)
    place = forms.CharField(label=_("Dov'è"), max_length=120, required=False)


class CardSearchForm(forms.Form):
    """Whom to give a card."""

    q = forms.CharField(
        label=_("Chi vuole una tessera?"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
