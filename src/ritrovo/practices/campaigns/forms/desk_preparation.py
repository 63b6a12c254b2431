"""What a promoter fills in while they prepare: first supporters, ambassadors, a tutor, targets."""

from __future__ import annotations

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.measures import Targets
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField
from ritrovo.practices.campaigns.choices import SupporterOutcome
from ritrovo.practices.campaigns.forms.desk import HUGE
from ritrovo.practices.campaigns.forms.names import NameField
from ritrovo.practices.campaigns.forms.public import NO_ADDRESS, WRONG_ADDRESS, Trapped
from ritrovo.practices.campaigns.models import Campaign

# More people than the largest Italian campaign ever had: beyond it is a slip of the keyboard.
MOST: Final = 1_000_000


class SupporterForm(forms.Form):
    """Somebody who will say yes first, and who asks them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = NameField(label=_("Chi"), max_length=100)
    contact = forms.CharField(
        label=_("Come raggiungerla"),
        max_length=120,
        required=False,
        help_text=_("Un telefono, un'e-mail, o «la vedo il martedì al bar»."),
    )
    expected = AmountField(
        label=_("Quanto pensi che metterà"),
        least=Amount(0),
        most=HUGE,
        required=False,
        help_text=_("Una stima onesta: serve a capire se si può partire."),
    )
    caller = NameField(label=_("Chi la chiama"), max_length=100, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4()

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as the action takes it."""
        written = dict(self.cleaned_data)
        expected: Amount | None = written.pop("expected")
        return written | {"expected_cents": expected.count if expected else 0}


class OutcomeForm(forms.Form):
    """What one of the first supporters answered."""

    outcome = forms.ChoiceField(choices=SupporterOutcome.choices)


class AmbassadorForm(forms.Form):
    """Somebody who carries the word: a person who signs in, or a name."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = NameField(
        label=_("Come si chiama"),
        max_length=100,
        required=False,
        help_text=_("Può essere anche un posto o un gruppo: «il bar della Fontana»."),
    )
    contact = forms.CharField(label=_("Come raggiungerla"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail con cui entra qui"),
        required=False,
        help_text=_("Solo se ha già un accesso: la riconosciamo, e il nome lo mettiamo noi."),
        error_messages={"invalid": WRONG_ADDRESS},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        """Ask for a name, or for who signs in."""
        given = super().clean() or {}
        if not given.get("name") and not given.get("email") and not self.errors:
            self.add_error("name", _("Scrivi un nome, oppure l'e-mail di chi ha già un accesso."))
        return given


class TutorForm(forms.Form):
    """Who accompanies the preparation."""

    email = forms.EmailField(
        label=_("La sua e-mail"),
        help_text=_("Quella con cui entra qui."),
        error_messages={"required": _("Scrivi un'e-mail."), "invalid": WRONG_ADDRESS},
    )


class TargetsForm(forms.Form):
    """What the second victory aims at; each may stay empty."""

    people = forms.IntegerField(
        label=_("Persone che danno"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_(
            "Soldi, ore, cose: chiunque dia qualcosa. Le promesse contano quando arrivano."
        ),
    )
    companions = forms.IntegerField(
        label=_("Nuovi compagni di viaggio"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Quante di queste, per la prima volta nell'ecosistema."),
    )
    needs = forms.IntegerField(
        label=_("Bisogni soddisfatti"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Quante delle cose che chiedi in «Serve anche» troveranno risposta."),
    )
    handovers = forms.IntegerField(
        label=_("Consegne alla comunità"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Quello che alla fine resta a qualcuno che lo cura: un luogo, un servizio."),
    )

    @property
    def targets(self) -> Targets:
        """Give what was written; empty is no target."""
        return Targets(**{name: count or 0 for name, count in self.cleaned_data.items()})


class NotifyForm(Trapped):
    """An address that wants to know when a campaign begins."""

    email = forms.EmailField(
        label=_("La tua e-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "invalid": WRONG_ADDRESS},
    )


def targets_as_typed(campaign: Campaign) -> dict[str, int | None]:
    """Give a campaign's targets as the form shows them: what is not set stays empty."""
    names = ("people", "companions", "needs", "handovers")
    return {name: getattr(campaign, f"target_{name}") or None for name in names}
