"""Forms of the year's end: an advantage from a public body, and why a row does not hold."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, DayInput
from ritrovo.foundations.payments.advantages import PlannedAdvantage
from ritrovo.foundations.payments.models import PublicAdvantage
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.models import Organisation


class AdvantageForm(forms.Form):
    """What was had from a public body: which, how much, when, why, in money or otherwise."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    payer = forms.ChoiceField(
        label=_("Ente pubblico"),
        required=False,
        help_text=_("Se è fra quelli iscritti qui; altrimenti scrivine il nome sotto."),
    )
    payer_name = forms.CharField(label=_("Nome dell'ente"), max_length=200, required=False)
    amount = AmountField(
        label=_("Quanto"),
        help_text=_("Per quello che non è denaro, quanto vale: un anno d'affitto, un lavoro."),
    )
    received_on = forms.DateField(label=_("Arrivato il"), widget=DayInput())
    reason = forms.CharField(
        label=_("Perché"),
        max_length=300,
        help_text=_("Per esempio «contributo alla mensa, delibera 41 del 2026» o «5 per mille»."),
    )
    in_kind = forms.BooleanField(
        label=_("Non è denaro"),
        required=False,
        help_text=_("Una sala, un mezzo, un servizio dati gratis o a meno."),
    )

    def __init__(self, *args: Any, mistaken: PublicAdvantage | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        bodies = Organisation.objects.filter(kind=OrganisationKind.PUBLIC_BODY)
        listed = bodies.order_by("legal_name").values_list("pk", "legal_name")[:500]
        self.fields["payer"].choices = [  # type: ignore[attr-defined]
            ("", _("un altro ente")),
            *((str(pk), name) for pk, name in listed),
        ]
        self.initial.setdefault("key", uuid4())
        if mistaken:
            self.fields["why"] = forms.CharField(
                label=_("Che cosa c'era di sbagliato"), max_length=200
            )

    def clean(self) -> dict[str, Any]:
        """Ask for one name of the public body; a day that has not come is refused by the action."""
        written = super().clean() or {}
        if not written.get("payer") and not (written.get("payer_name") or "").strip():
            self.add_error("payer_name", _("Scrivi quale ente pubblico."))
        return written

    @property
    def planned(self) -> PlannedAdvantage:
        """Give what was written as the action takes it."""
        written = self.cleaned_data
        payer_id = UUID(written["payer"]) if written["payer"] else None
        named = dict(self.fields["payer"].choices)  # type: ignore[attr-defined]
        return PlannedAdvantage(
            payer_name=named[written["payer"]] if payer_id else written["payer_name"],
            payer_id=payer_id,
            cents=written["amount"].count,
            received_on=written["received_on"],
            reason=written["reason"],
            in_kind=written["in_kind"],
            why=written.get("why", ""),
        )


def written_in(mistaken: PublicAdvantage) -> dict[str, Any]:
    """Give a row as the form shows it, to correct it."""
    return {
        "payer": str(mistaken.payer_id or ""),
        "payer_name": "" if mistaken.payer_id else mistaken.payer_name,
        "amount": Amount(mistaken.cents),
        "received_on": mistaken.received_on,
        "reason": mistaken.reason,
        "in_kind": mistaken.in_kind,
    }


def blank() -> dict[str, Any]:
    """Give what a new row begins with: today."""
    return {"received_on": clock.today()}


class VoidForm(forms.Form):
    """Why a row does not hold."""

    reason = forms.CharField(
        label=_("Perché questa riga non vale"),
        max_length=200,
        help_text=_("La riga resta qui, annullata: dalla pagina pubblica esce."),
    )
