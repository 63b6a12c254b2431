"""What a promoter decides about money: the rule, who receives, until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, DayInput, RadioCards
from ritrovo.foundations.people.models import BankAccount, Hosting, Organisation
from ritrovo.practices.campaigns.choices import Consequence, FundingRule
from ritrovo.practices.campaigns.forms.desk import HUGE, Words, capital
from ritrovo.practices.campaigns.models import Campaign

RULE_HINTS: Final[dict[str, Words]] = {
    FundingRule.KEEP_IT_ALL: _(
        "Tieni quello che arriva, anche se non basta. Chi sostiene paga subito. Va bene quando ogni"
        " euro serve: per esempio libri per la biblioteca, che siano cento o trenta."
    ),
    FundingRule.ALL_OR_NOTHING: _(
        "Nessuno paga finché le promesse non arrivano al minimo. Se non ci arrivano, si sciolgono."
        " Va bene quando a metà non serve: per esempio un forno, che mezzo non cuoce."
    ),
    FundingRule.MINIMUM_THEN_OPTIMUM: _(
        "Prima tappa: tutto o niente, fino al minimo. Poi si continua per l'ideale, e resta tutto."
        " Per esempio: prima il tetto, che ci vuole intero; poi i mobili, quanti se ne può."
    ),
}


class MoneyForm(forms.Form):
    """Who receives, by which rule, until when, and what happens if it falls short."""

    funding_rule = forms.ChoiceField(
        label=_("Con quale regola"),
        choices=capital(FundingRule),
        widget=RadioCards(hints=RULE_HINTS),
    )
    receiver = forms.ChoiceField(
        label=_("Dove arrivano i soldi"),
        required=False,
        help_text=_(
            "Il conto dev'essere di chi riceve, mai di una persona. I soldi vanno lì direttamente."
        ),
    )
    on_behalf_of = forms.ChoiceField(
        label=_("Per conto di un gruppo"),
        required=False,
        help_text=_("Solo se chi riceve ospita, con un accordo scritto, i soldi di un gruppo."),
    )
    opens_on = forms.DateField(
        label=_("Si apre il"),
        help_text=_("Dalla mezzanotte, ora italiana."),
        widget=DayInput(),
    )
    closes_on = forms.DateField(
        label=_("Si chiude il"),
        help_text=_("È l'ultimo giorno in cui si può promettere, fino a mezzanotte, ora italiana."),
        widget=DayInput(),
    )
    second_closes_on = forms.DateField(
        label=_("La seconda tappa si chiude il"),
        required=False,
        help_text=_("Solo per le due tappe."),
        widget=DayInput(),
    )
    collection_days = forms.IntegerField(
        label=_("Giorni per far arrivare i soldi promessi"), min_value=7, max_value=120
    )
    approve_above = AmountField(
        most=HUGE,
        label=_("Chiedimi conferma per le promesse oltre"),
        help_text=_("Una promessa così grande conta solo dopo che ci hai parlato."),
    )
    consequence = forms.ChoiceField(
        label=_("Se arriva meno del previsto"),
        choices=capital(Consequence),
        widget=RadioCards(),
        help_text=_("Lo diciamo sulla pagina prima che qualcuno prometta."),
    )
    consequence_text = forms.CharField(
        label=_("In che modo, di preciso"),
        max_length=280,
        widget=forms.Textarea({"rows": 3}),
    )

    PAID_BY_PAGOPA: Final = "pagopa"

    def __init__(
        self,
        *args: Any,
        accounts: Iterable[BankAccount],
        public_bodies: Iterable[Organisation],
        hostings: Iterable[Hosting],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.accounts = {str(each.pk): each for each in accounts}
        self.bodies = {f"{self.PAID_BY_PAGOPA}:{each.pk}": each for each in public_bodies}
        self.fields["receiver"].choices = [  # type: ignore[attr-defined]
            ("", _("Scegli un conto")),
            *(
                (key, f"{each.holder} · {_ending(each.iban)}")
                for key, each in self.accounts.items()
            ),
            *((key, f"{each.legal_name} · pagoPA") for key, each in self.bodies.items()),
        ]
        self.fields["receiver"].required = bool(self.accounts or self.bodies)
        groups = {str(each.group_id): each.group.party.name for each in hostings}
        self.fields["on_behalf_of"].choices = [("", _("Nessuno")), *groups.items()]  # type: ignore[attr-defined]
        if not groups:
            del self.fields["on_behalf_of"]

    def clean_second_closes_on(self) -> Any:
        """Ask for the second day when there are two rounds. Raises ValidationError."""
        day = self.cleaned_data["second_closes_on"]
        in_two = self.cleaned_data.get("funding_rule") == FundingRule.MINIMUM_THEN_OPTIMUM
        if in_two and day is None:
            raise ValidationError(_("Con le due tappe serve anche il giorno della seconda."))
        return day if in_two else None

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `edit_campaign` takes it."""
        written = dict(self.cleaned_data)
        written["approve_above_cents"] = written.pop("approve_above").count
        group = written.pop("on_behalf_of", "")
        written["on_behalf_of_id"] = UUID(group) if group else None
        return written | self._receiver(written.pop("receiver"))

    def _receiver(self, chosen: str) -> dict[str, Any]:
        if account := self.accounts.get(chosen):
            return {"beneficiary_id": account.organisation_id, "bank_account_id": account.pk}
        if body := self.bodies.get(chosen):
            return {"beneficiary_id": body.pk, "bank_account_id": None}
        return {"bank_account_id": None}


def receiver_of(campaign: Campaign, accounts: Iterable[BankAccount]) -> str:
    """Say which of the choices a campaign's money goes to now.

    A new one goes to the account of who receives, when there is only one.
    """
    if campaign.bank_account_id:
        return str(campaign.bank_account_id)
    own = [each for each in accounts if each.organisation_id == campaign.beneficiary_id]
    if len(own) == 1:
        return str(own[0].pk)
    return f"{MoneyForm.PAID_BY_PAGOPA}:{campaign.beneficiary_id}"


def money_as_typed(campaign: Campaign, accounts: Iterable[BankAccount]) -> Mapping[str, Any]:
    """Give a campaign's terms as the form shows them."""
    return {
        "funding_rule": campaign.funding_rule,
        "receiver": receiver_of(campaign, accounts),
        "on_behalf_of": str(campaign.on_behalf_of_id or ""),
        "opens_on": campaign.opens_on,
        "closes_on": campaign.closes_on,
        "second_closes_on": campaign.second_closes_on,
        "collection_days": campaign.collection_days,
        "approve_above": Amount(campaign.approve_above_cents),
        "consequence": campaign.consequence,
        "consequence_text": campaign.consequence_text,
    }


def _ending(iban: str) -> str:
    return f"{iban[:2]}… {iban[-4:]}"
