"""What an operator types to record a help."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.actions import NewPerson, Somebody
from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT, MINUTE, Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.look.forms import AmountField, DayInput, RadioCards

IS_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_FOUND: Final = 40
NEW: Final = "new"
US: Final = "us"
SIDES: Final = ("giver", "receiver")
MOST_HOURS, MOST_PIECES, MOST_HEADS = 1000, 100_000, 10_000
# No single help is larger: more is a slip of the finger.
MOST_MONEY: Final = Amount(10_000_000_00, EUR_CENT)
KIND_HINTS: Final = {
    Kind.MONEY: _("In contanti o con un bonifico che nessuna campagna registra."),
    Kind.TIME: _("Ore di compagnia, di lavoro, di strada."),
    Kind.THING: _("Pane, vestiti, attrezzi, mobili."),
    Kind.SPACE: _("Una stanza, un banco, un cortile."),
    Kind.SKILL: _("Una riparazione, un progetto, una traduzione."),
    Kind.KNOWLEDGE: _("Una lezione, un consiglio, una ricetta."),
}
BASIS_HINTS: Final = {
    Basis.GIFT: _("Niente in cambio."),
    Basis.EXCHANGE: _("Qualcosa in cambio, anche dopo, anche da altri."),
    Basis.LOAN: _("Torna indietro."),
    Basis.PAID: _("A un prezzo: si registra, ma non conta come aiuto dato."),
    Basis.DUTY: _("Un servizio o un incarico: conta come aiuto ricevuto, non dato."),
}


class HelpForm(forms.Form):
    """Who gave what to whom, and when; the amounts depend on the kind."""

    giver = forms.ChoiceField(label=_("Chi ha dato?"), widget=RadioCards, required=False)
    giver_name = forms.CharField(label=_("Nome e cognome"), max_length=200, required=False)
    receiver = forms.ChoiceField(label=_("Chi ha ricevuto?"), widget=RadioCards, required=False)
    receiver_name = forms.CharField(label=_("Nome e cognome"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Che cosa?"),
        choices=Kind.choices,
        widget=RadioCards(hints={str(kind): hint for kind, hint in KIND_HINTS.items()}),
    )
    euros = AmountField(label=_("Quanti euro?"), most=MOST_MONEY, required=False)
    hours = forms.IntegerField(label=_("Ore"), min_value=0, max_value=MOST_HOURS, required=False)
    minutes = forms.IntegerField(label=_("Minuti"), min_value=0, max_value=59, required=False)
    pieces = forms.IntegerField(
        label=_("Quante cose, o quante volte?"), min_value=1, max_value=MOST_PIECES, required=False
    )
    basis = forms.ChoiceField(
        label=_("A che titolo?"),
        choices=Basis.choices,
        initial=Basis.GIFT,
        widget=RadioCards(hints={str(basis): hint for basis, hint in BASIS_HINTS.items()}),
    )
    occurred_on = forms.DateField(label=_("In che giorno?"), widget=DayInput)
    setting = forms.ChoiceField(
        label=_("Dove?"),
        choices=Setting.choices,
        initial=Setting.COMMUNITY,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("Da dove lo sai?"),
        choices=[(Channel.COUNTER, _("me l'hanno detto")), (Channel.PAPER, _("da un foglio"))],
        initial=Channel.COUNTER,
        widget=forms.RadioSelect,
    )
    headcount = forms.IntegerField(
        label=_("Quante persone insieme hanno dato?"),
        initial=1,
        min_value=1,
        max_value=MOST_HEADS,
    )
    ecosystem = forms.ModelChoiceField(
        label=_("In quale ecosistema?"), queryset=Ecosystem.objects.none(), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organisation_name: str,
        ecosystems: list[Ecosystem],
        known: Mapping[str, Mapping[UUID, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.initial = {"occurred_on": clock.today(), "key": new_id(), **self.initial}
        for side in SIDES:
            names = [(str(party), name) for party, name in known.get(side, {}).items()]
            us = (US, _("noi: %(name)s") % {"name": organisation_name})
            new = (NEW, _("una persona nuova, col nome che ho scritto"))
            self.fields[side].choices = [*names, us, new]  # type: ignore[attr-defined]
        field = self.fields["ecosystem"]
        field.queryset = Ecosystem.objects.filter(pk__in=[e.pk for e in ecosystems])  # type: ignore[attr-defined]
        if len(ecosystems) == 1:
            self.initial["ecosystem"] = ecosystems[0].pk

    def clean(self) -> dict[str, Any]:
        """Join the parts: each side is a party or a new person, the quantity an Amount."""
        super().clean()
        for side in SIDES:
            self._clean_side(side)
        if self.cleaned_data.get("kind"):
            self._clean_amount(self.cleaned_data["kind"])
        return self.cleaned_data

    def somebody(self, side: str, organisation_id: UUID) -> Somebody:
        """Give who stands on a side, as the action wants it."""
        chosen = self.cleaned_data[side]
        if chosen == NEW:
            given, _space, family = self.cleaned_data[f"{side}_name"].strip().partition(" ")
            return NewPerson(given, family.strip())
        return organisation_id if chosen == US else UUID(chosen)

    def _clean_side(self, side: str) -> None:
        if side in self.errors:
            return
        chosen, name = self.cleaned_data.get(side), self.cleaned_data.get(f"{side}_name", "")
        if not chosen:
            self.add_error(
                side, _("Cerca un nome e scegli chi è, oppure di' che è una persona nuova.")
            )
        elif chosen == NEW and not name.strip():
            self.add_error(f"{side}_name", _("Scrivi il nome della persona nuova."))

    def _clean_amount(self, kind: str) -> None:
        given = self.cleaned_data
        if kind == Kind.MONEY:
            amount, field = given.get("euros"), "euros"
        elif kind == Kind.TIME:
            spent = (given.get("hours") or 0) * 60 + (given.get("minutes") or 0)
            amount, field = Amount(spent, MINUTE), "hours"
        else:
            amount, field = Amount(given.get("pieces") or 0, "piece"), "pieces"
        if not amount and field not in self.errors:
            self.add_error(field, ValidationError(_("Scrivi quanto è stato dato."), "required"))
        self.cleaned_data["amount"] = amount or Amount(0, EUR_CENT)


def searched(posted: Mapping[str, Any], side: str) -> str:
    """Give the name to look for on a side, with single spaces."""
    return re.sub(r"\s+", " ", str(posted.get(f"{side}_name", ""))).strip()


def ids_among(texts: Iterable[str]) -> list[UUID]:
    """Read the ids among what a form sent back, each once; anything else is left out."""
    return [UUID(text) for text in dict.fromkeys(texts) if IS_ID.fullmatch(text)][:MOST_FOUND]
