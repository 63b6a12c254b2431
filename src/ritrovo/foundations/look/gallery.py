"""Sample content for the gallery: fictional, and in every state a component can have."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.paginator import Paginator

from ritrovo.foundations.kernel.amounts import MINUTE, Amount, euros
from ritrovo.foundations.look.forms import AmountChoiceField, AmountField, DayInput, RadioCards
from ritrovo.foundations.look.navigation import Link


class SampleForm(forms.Form):
    """One field of each kind."""

    filled: ClassVar[dict[str, Any]] = {"goal": euros("1234.50"), "place": "veglio"}
    mistaken: ClassVar[dict[str, Any]] = {"wrong-goal": "venti", "wrong-mail": "rosa"}

    amount = AmountChoiceField(
        label="Quanto vuoi donare?",
        suggested=[euros("10"), euros("20"), euros("50"), euros("100")],
        help_text="Ogni cifra va bene.",
    )
    goal = AmountField(label="Obiettivo", help_text="In euro, anche con i centesimi.")
    rule = forms.ChoiceField(
        label="Come raccogli",
        choices=[("keep", "Raccogli tutto"), ("all", "Tutto o niente"), ("two", "Due tappe")],
        widget=RadioCards(
            hints={
                "keep": "Ogni dono arriva subito, anche se non si raggiunge la cifra.",
                "all": "Chi sostiene paga solo se ce la facciamo.",
                "two": "Prima il minimo, poi l’ideale.",
            }
        ),
    )
    name = forms.CharField(label="Nome da mostrare", required=False, help_text="Come vuoi tu.")
    mail = forms.EmailField(label="E-mail", help_text="Per mandarti il link di gestione.")
    place = forms.ChoiceField(
        label="Comune", choices=[("veglio", "Veglio (BI)"), ("biella", "Biella (BI)")]
    )
    opens = forms.DateField(label="Apre il", widget=DayInput, required=False)
    paper = forms.FileField(label="Estratto conto", required=False, help_text="camt.053 o CSV.")
    story = forms.CharField(label="Racconto", widget=forms.Textarea, required=False)
    days = forms.MultipleChoiceField(
        label="Quando puoi",
        choices=[("mattina", "Mattina"), ("sera", "Sera")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    news = forms.BooleanField(
        label="Scrivimi quando ci sono novità", required=False, help_text="Una volta al mese."
    )


def samples() -> dict[str, Any]:
    """Return what the gallery shows; new values at each call."""
    return {
        "whole_amount": euros("20000"),
        "cents_amount": euros("1234.50"),
        "hours_amount": Amount(90, MINUTE),
        "first_day": date(2026, 5, 3),
        "last_day": date(2026, 6, 12),
        "sign_states": [(0, 0), (180, 90), (620, 430), (1000, 480), (1000, 1000), (620, None)],
        "cards": CARDS,
        "budget_lines": BUDGET,
        "steps": ["Quanto", "Chi sei", "Controlla"],
        "trail": [("Pagina iniziale", "/"), ("Campagne", "/aspetto/")],
        "rows": ROWS,
        "page": Paginator(range(200), 20).page(3),
        "icons": ["heart-handshake", "sprout", "map-pin", "key-round", "receipt-text", "hammer"],
    }


def sample_desk() -> dict[str, Any]:
    """Return the menu of a back office with one page open."""
    entries = [
        ("Oggi", "house", "", True),
        ("Campagne", "sprout", "Il ritrovo", False),
        ("Persone e organizzazioni", "users", "Il ritrovo", False),
        ("Abbina i bonifici", "landmark", "I conti", False),
        ("Ricevute", "receipt-text", "I conti", False),
    ]
    links = [
        Link(words, "/aspetto/scrivania/", icon, group, now) for words, icon, group, now in entries
    ]
    return {"desk_links": links}


CARDS = [
    {
        "title": "Il forno del paese riapre",
        "place": "Veglio (BI)",
        "first": 620,
        "second": 430,
        "raised": euros("12400"),
        "goal": euros("20000"),
        "people": 86,
        "new": 31,
    },
    {
        "title": "Una cucina per venti famiglie, e la sera per chi vuole imparare",
        "place": "Pettinengo (BI)",
        "first": 1000,
        "second": 1000,
        "raised": euros("8150"),
        "goal": euros("8000"),
        "people": 143,
        "new": 58,
    },
    {
        "title": "Ombra in piazza",
        "place": "Biella (BI)",
        "first": 90,
        "second": None,
        "raised": euros("540"),
        "goal": euros("6000"),
        "people": 12,
        "new": 9,
    },
]
BUDGET = [
    {"words": "Impastatrice usata", "amount": euros("6500"), "per_mille": 325},
    {"words": "Impianto elettrico", "amount": euros("5500"), "per_mille": 275},
    {
        "words": "Laboratorio per le scuole",
        "amount": euros("8000"),
        "per_mille": 400,
        "kind": "kin",
        "purpose": "Solo se arriviamo all’ideale: dodici mattine con i bambini.",
    },
]
ROWS = [
    ("Rosa Bianco", date(2026, 5, 3), euros("20"), "Arrivato", "kin"),
    ("Panificio Fratelli Ferraro", date(2026, 5, 4), euros("250"), "Promesso", "sun"),
    ("Una persona anonima", date(2026, 5, 9), euros("12.50"), "Da abbinare", "danger"),
]
