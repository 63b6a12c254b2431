"""What only a person can say: pairs, places, and figures with their source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import AmountField, DayInput
from ritrovo.insight.observatory.choices import LifeEvent, Measure
from ritrovo.insight.observatory.counting.taxonomy import taxonomy
from ritrovo.insight.observatory.models.sources import SOME_TIME
from ritrovo.insight.observatory.speech import said

LONGEST_SOURCE: Final = 300


class PairForm(forms.Form):
    """Two campaigns, and whether they are one."""

    SAME_FIRST, SAME_OTHER, TWO = "first", "other", "two"
    platform = forms.CharField(widget=forms.HiddenInput)
    campaign_id = forms.CharField(widget=forms.HiddenInput)
    other_platform = forms.CharField(widget=forms.HiddenInput)
    other_campaign_id = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(widget=forms.HiddenInput, required=False)
    said = forms.ChoiceField(choices=[(SAME_FIRST, ""), (SAME_OTHER, ""), (TWO, "")])


class PlaceForm(forms.Form):
    """Where a platform's category belongs."""

    platform = forms.CharField(widget=forms.HiddenInput)
    category = forms.CharField(widget=forms.HiddenInput)
    node = forms.ChoiceField(label=_("Mettila sotto"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [("", _("scegli")), *nodes()]  # type: ignore[attr-defined]


def nodes() -> list[tuple[str, str]]:
    """List the categories of the tree, those below another one after it."""
    tree = taxonomy().nodes
    return [
        (
            code,
            f"{said(tree[node.top].name)}: {said(node.name)}" if "." in code else said(node.name),
        )
        for code, node in sorted(tree.items())
    ]


class RateForm(forms.Form):
    """The rate of one day."""

    day = forms.DateField(label=_("Giorno"), widget=DayInput)
    currency = forms.RegexField(
        label=_("Valuta"), regex=r"^[A-Za-z]{3}$", help_text=_("Tre lettere: USD, GBP.")
    )
    units_per_euro = forms.DecimalField(
        label=_("Quante ne compra un euro"),
        max_digits=18,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        localize=True,
        help_text=_("Come le scrive la Banca centrale europea: 1,0850."),
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)


class RatesForm(forms.Form):
    """Many rates in a file."""

    file = forms.FileField(
        label=_("Il file dei cambi"),
        help_text=_("CSV con le colonne day, currency, units_per_euro, source."),
    )


class FigureForm(forms.Form):
    """A sum that somebody published."""

    as_of = forms.RegexField(
        label=_("Di quando"), regex=SOME_TIME, help_text=_("Anno, mese o giorno: 2017-01.")
    )
    measure = forms.ChoiceField(
        label=_("Che cosa conta"), choices=Measure.choices, widget=forms.RadioSelect
    )
    amount = AmountField(label=_("Quanto, in euro"))
    series = forms.SlugField(
        label=_("Serie"),
        max_length=60,
        help_text=_("Solo cifre della stessa serie si confrontano: chi conta, e come."),
    )
    scope = forms.CharField(
        label=_("Per che cosa vale"),
        max_length=LONGEST_SOURCE,
        required=False,
        help_text=_("Per esempio: 51 piattaforme su 82, solo campagne riuscite."),
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)


class EventForm(forms.Form):
    """What happened to a platform."""

    platform = forms.CharField(label=_("Piattaforma"), max_length=120)
    event = forms.ChoiceField(
        label=_("Che cosa è successo"), choices=LifeEvent.choices, widget=forms.RadioSelect
    )
    on = forms.RegexField(
        label=_("Quando"), regex=SOME_TIME, help_text=_("Anno, mese o giorno: 2017-01.")
    )
    source = forms.CharField(label=_("Da dove viene"), max_length=LONGEST_SOURCE)
