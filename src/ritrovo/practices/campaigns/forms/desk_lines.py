"""Forms of which a page has many: lines of the budget, rewards, needs."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, DayInput
from ritrovo.practices.campaigns.choices import BudgetKind, NeedKind
from ritrovo.practices.campaigns.forms.desk import HUGE
from ritrovo.practices.campaigns.models import BudgetLine, Campaign, Need, Reward
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward

MOST: Final = 60


class Lines(BaseFormSet[forms.Form]):
    """Many forms of one kind; a spare one left empty counts for nothing."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the box that takes a line away; spare lines have none."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            if index is None or index >= self.initial_form_count():
                del form.fields["DELETE"]
            else:
                form.fields["DELETE"].label = str(self.removal)
        for field in form.fields.values():
            field.widget.use_required_attribute = lambda _initial: False

    removal: Promise | str = _("Togli")

    @property
    def written(self) -> list[Any]:
        """Give what the valid forms plan, but those that say nothing or are to be taken away."""
        return [
            form.planned()  # type: ignore[attr-defined]
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and _says(form)
        ]


class LineForm(forms.Form):
    """A line of the budget."""

    purpose = forms.CharField(label=_("Per che cosa"), max_length=120)
    amount = AmountField(label=_("Quanto costa"), most=HUGE)
    kind = forms.ChoiceField(
        label=_("Minimo o ideale"),
        choices=[
            (BudgetKind.MINIMUM, _("minimo")),
            (BudgetKind.OPTIMUM, _("ideale")),
        ],
        initial=BudgetKind.MINIMUM,
    )

    def planned(self) -> PlannedLine:
        """Give the line as `set_budget` takes it."""
        written = self.cleaned_data
        return PlannedLine(written["kind"], written["purpose"], written["amount"].count)


class RewardForm(forms.Form):
    """A reward for a price, or for everyone."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Che cosa si riceve"), max_length=80)
    description = forms.CharField(
        label=_("Descrizione"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    is_collective = forms.BooleanField(
        label=_("È per tutti, non per chi la sceglie"), required=False
    )
    price = AmountField(
        most=HUGE,
        label=_("A partire da"),
        required=False,
        help_text=_("Lascia vuoto se è per tutti."),
    )
    worth = AmountField(
        most=HUGE,
        label=_("Quanto vale la cosa"),
        required=False,
        help_text=_(
            "Questa parte è un prezzo, il resto è dono. Vuoto: è solo un segno, tutto dono."
        ),
    )
    stock = forms.IntegerField(
        label=_("Quante ce ne sono"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Vuoto: senza limite."),
    )
    delivery = forms.CharField(
        label=_("Come si consegna"),
        max_length=120,
        required=False,
        help_text=_("Per esempio: si ritira alla festa, o arriva per posta."),
    )
    deliver_by = forms.DateField(label=_("Entro quando"), required=False, widget=DayInput())
    licence = forms.CharField(
        label=_("Licenza"),
        max_length=40,
        required=False,
        help_text=_("Per ciò che resta a tutti: per esempio CC BY-SA 4.0."),
    )
    link = forms.URLField(
        label=_("Dove si trova"), required=False, assume_scheme="https", max_length=200
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a price unless it is for everyone; the thing cannot be worth more than it."""
        given = super().clean() or {}
        if self.errors or not given.get("title"):
            return given
        price, worth = given.get("price"), given.get("worth")
        if given.get("is_collective"):
            given["price"], given["worth"] = None, None
        elif price is None:
            self.add_error("price", _("Scrivi da quale cifra si riceve."))
        elif worth is not None and worth > price:
            self.add_error("worth", _("Non può valere più della cifra da cui si riceve."))
        return given

    def planned(self) -> PlannedReward:
        """Give the reward as `set_rewards` takes it."""
        written = self.cleaned_data
        price = written["price"].count if written["price"] else 0
        worth = written["worth"].count if written["worth"] else 0
        names = ("title", "description", "stock", "delivery", "deliver_by", "licence", "link", "id")
        return PlannedReward(
            price_cents=price,
            gift_cents=price - worth,
            is_collective=written["is_collective"],
            **{name: written[name] for name in names},
        )


class NeedForm(forms.Form):
    """Something asked beside money."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Che cosa serve"),
        max_length=80,
        help_text=_("Per esempio: montare le scrivanie, un furgone, chi sa di impianti."),
    )
    kind = forms.ChoiceField(label=_("Che cos'è"), choices=NeedKind.choices, initial=NeedKind.TASK)
    wanted = forms.IntegerField(
        label=_("Quante persone o quante cose"), initial=1, min_value=1, max_value=10_000
    )
    description = forms.CharField(
        label=_("Quando, dove, come"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def planned(self) -> PlannedNeed:
        """Give the need as `set_needs` takes it."""
        written: dict[str, Any] = self.cleaned_data
        return PlannedNeed(
            **{name: written[name] for name in ("kind", "title", "description", "wanted", "id")}
        )


class BudgetLines(Lines):
    """The whole budget."""

    removal = _("Togli questa voce")


class RewardLines(Lines):
    """All the rewards."""

    removal = _("Togli questa ricompensa")


class NeedLines(Lines):
    """All that is asked beside money."""

    removal = _("Togli: non serve più")


def _many(form: type[forms.Form], lines: type[Lines], *, spare: int) -> type[Lines]:
    return formset_factory(
        form, formset=lines, extra=spare, max_num=MOST, validate_max=True, can_delete=True
    )  # type: ignore[return-value]


BudgetFormSet = _many(LineForm, BudgetLines, spare=3)
RewardFormSet = _many(RewardForm, RewardLines, spare=1)
NeedFormSet = _many(NeedForm, NeedLines, spare=2)


def budget_as_typed(campaign: Campaign) -> list[dict[str, Any]]:
    """Give the budget as the forms show it. One query."""
    return [_line(line) for line in campaign.budget.all()]


def rewards_as_typed(campaign: Campaign) -> list[dict[str, Any]]:
    """Give the rewards as the forms show them. One query."""
    return [_reward(reward) for reward in campaign.rewards.all()]


def needs_as_typed(campaign: Campaign) -> list[dict[str, Any]]:
    """Give the standing needs as the forms show them. One query."""
    return [_need(need) for need in campaign.needs.exclude(state="withdrawn")]


def _line(line: BudgetLine) -> dict[str, Any]:
    return {"purpose": line.purpose, "amount": Amount(line.cents), "kind": line.kind}


def _reward(reward: Reward) -> dict[str, Any]:
    names = [
        "id",
        "title",
        "description",
        "is_collective",
        "stock",
        "delivery",
        "deliver_by",
        "licence",
        "link",
    ]
    worth = reward.price_cents - reward.gift_cents
    return {name: getattr(reward, name) for name in names} | {
        "price": Amount(reward.price_cents) if reward.price_cents else None,
        "worth": Amount(worth) if worth else None,
    }


def _need(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in NeedForm.base_fields}


def _says(form: forms.Form) -> bool:
    return bool(form.cleaned_data.get("title") or form.cleaned_data.get("purpose"))
