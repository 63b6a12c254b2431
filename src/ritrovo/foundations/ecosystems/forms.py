"""What people type about an ecosystem."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.choices import ActorRole, Direction, Theme
from ritrovo.foundations.look.forms import DayInput, RadioCards
from ritrovo.foundations.places.forms import MunicipalityField

Choices = Iterable[tuple[UUID, str]]

DIRECTION_HINTS: Final[dict[str, str | Promise]] = {
    Direction.COMMUNITY_TO_SERVICE: _("Le persone chiedono o fanno nascere un servizio."),
    Direction.SERVICE_TO_COMMUNITY: _("Un servizio che c'è esce e diventa di tutti."),
    Direction.IDEA_TO_PLACE: _("Un'idea ridà vita a un luogo."),
    Direction.INTERWEAVING: _("Cooperative, botteghe, scuole, Comune: ognuno mette un pezzo."),
    Direction.NEED_TO_COLLABORATION: _("Un bisogno di uno diventa una cosa fatta insieme."),
}


class StoryForm(forms.Form):
    """What is told of an ecosystem."""

    name = forms.CharField(label=_("Nome"), max_length=120)
    theme = forms.ChoiceField(label=_("Tema"), choices=Theme.choices, widget=RadioCards())
    summary = forms.CharField(
        label=_("In due righe"),
        max_length=280,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Che cosa fate insieme, e dove. Al massimo 280 caratteri."),
    )
    municipality = MunicipalityField(label=_("Comune"), help_text=_("Per esempio: Veglio (BI)."))
    story = forms.CharField(
        label=_("La storia"),
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("Da dove viene, chi c'è, che cosa è cambiato. Una riga vuota fa un capoverso."),
    )


class OpeningForm(StoryForm):
    """A new ecosystem."""

    promoter_id = forms.TypedChoiceField(label=_("Chi lo promuove"), coerce=UUID)
    site_id = forms.TypedChoiceField(
        label=_("Su quale sito"), coerce=UUID, help_text=_("L'indirizzo da cui si vede.")
    )
    field_order = ("promoter_id", "site_id", "name")

    def __init__(self, promoters: Choices, sites: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["promoter_id"].choices = list(promoters)  # type: ignore[attr-defined]
        self.fields["site_id"].choices = list(sites)  # type: ignore[attr-defined]


class DirectionForm(forms.Form):
    """A direction from a day."""

    direction = forms.ChoiceField(
        label=_("Direzione"),
        choices=Direction.choices,
        widget=RadioCards(hints=DIRECTION_HINTS),
    )
    since = forms.DateField(label=_("Da quando"), widget=DayInput())


class EndForm(forms.Form):
    """The day on which something ended."""

    until = forms.DateField(label=_("Fino a quando"), widget=DayInput())


class ActorForm(forms.Form):
    """A party that takes part."""

    party_id = forms.TypedChoiceField(
        label=_("Chi"),
        coerce=UUID,
        help_text=_("Organizzazioni iscritte qui, e i gruppi che la tua conosce."),
    )
    role = forms.ChoiceField(label=_("Che cosa fa"), choices=ActorRole.choices, widget=RadioCards())
    since = forms.DateField(label=_("Da quando"), widget=DayInput())

    def __init__(self, parties: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party_id"].choices = [("", "—"), *parties]  # type: ignore[attr-defined]


class NeighbourhoodForm(forms.Form):
    """A part of a municipality."""

    name = forms.CharField(
        label=_("Nome"), max_length=100, help_text=_("Per esempio: Riva, il Piazzo, le case nuove.")
    )


class BuildingForm(forms.Form):
    """A building by its address."""

    street = forms.CharField(label=_("Via, piazza o frazione"), max_length=150)
    number = forms.CharField(
        label=_("Numero"), max_length=20, help_text=_("Per esempio: 8, 12/B, senza numero.")
    )
    neighbourhood_id = forms.TypedChoiceField(
        label=_("Quartiere"), coerce=UUID, empty_value=None, required=False
    )
    note = forms.CharField(
        label=_("Nota"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Come si riconosce o come si entra: la leggono tutti quelli con un ruolo."),
    )

    def __init__(self, neighbourhoods: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["neighbourhood_id"].choices = [("", _("Nessuno")), *neighbourhoods]  # type: ignore[attr-defined]
