"""What somebody types of money taken at the counter, or given together by many people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, DayInput, PhoneField, RadioCards
from ritrovo.foundations.look.typed_amounts import cents_typed
from ritrovo.foundations.payments.choices import RAIL_OF_TILL, Rail, SlipVoidReason, TillKind
from ritrovo.foundations.payments.models import Till
from ritrovo.practices.campaigns.choices import CollectiveKind, ShownAs
from ritrovo.practices.campaigns.forms.tax_codes import TaxCodeField
from ritrovo.practices.campaigns.gatherings import Gathering, KnownGiver
from ritrovo.practices.campaigns.models import Reward
from ritrovo.practices.campaigns.promises import Promise

# "Nina Sella 15,50": a name, then a sum if it is known.
SUM_AT_THE_END: Final = re.compile(r"^(?P<name>.*?)[\s:;,]+(?P<sum>\d[\d.]*(?:,\d{1,2})?)\s*€?$")
MOST_PEOPLE: Final = 500


class MoneyForm(forms.Form):
    """Money that goes into a till: which, how much, what its carrier kept, on which day."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    till = forms.ChoiceField(label=_("Dove vanno i soldi"), widget=RadioCards())
    amount = AmountField(label=_("Quanto ha dato"))
    fee = AmountField(
        label=_("Commissione"),
        least=Amount(0),
        required=False,
        help_text=_("Solo per Satispay, PayPal, POS e bollettini: quanto si è tenuto il gestore."),
    )
    paid_on = forms.DateField(label=_("Quando"), widget=DayInput())

    def __init__(self, *args: Any, tills: Sequence[Till], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tills = {str(till.pk): till for till in tills}
        self.fields["till"].choices = [  # type: ignore[attr-defined]
            (str(till.pk), f"{till.name} · {till.get_kind_display()}") for till in tills
        ]
        self.initial.setdefault("key", uuid4())
        self.initial.setdefault("paid_on", clock.today())
        if tills:
            self.initial.setdefault("till", str(tills[0].pk))

    @property
    def money(self) -> dict[str, Any]:
        """Give what was written as `record_gift_at_counter` and `take_promised` take it."""
        written = self.cleaned_data
        return {
            "key": written["key"],
            "till_id": UUID(written["till"]),
            "rail": self.rail,
            "gross": written["amount"],
            "fee": written["fee"] or Amount(0),
            "paid_on": written["paid_on"],
        }

    @property
    def rail(self) -> Rail:
        """Say by which way the money came: each till takes one."""
        return RAIL_OF_TILL[TillKind(self.tills[self.cleaned_data["till"]].kind)]


class CounterGiftForm(MoneyForm):
    """A gift of somebody who made no promise before."""

    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100, required=False)
    reward = forms.ChoiceField(label=_("Ricompensa"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField()
    tax_code = TaxCodeField(
        label=_("Codice fiscale"),
        max_length=20,
        required=False,
        help_text=_("Solo se vuole la ricevuta: per i contanti non dà diritto a niente."),
    )
    field_order = (
        "key",
        "amount",
        "till",
        "fee",
        "given_name",
        "family_name",
        "paid_on",
        "reward",
        "email",
        "phone",
        "tax_code",
    )

    def __init__(
        self, *args: Any, rewards: Sequence[Reward], needs_reward: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        nothing = [] if needs_reward else [("", _("Nessuna"))]
        named = [(str(each.pk), each.title) for each in rewards]
        self.fields["reward"].choices = [*nothing, *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["reward"]

    @property
    def promise(self) -> Promise:
        """Give who gave and how much, as a promise kept at once."""
        written = self.cleaned_data
        reward = written.get("reward")
        names = ("given_name", "family_name", "email", "phone", "tax_code")
        return Promise(
            cents=written["amount"].count,
            reward_id=UUID(reward) if reward else None,
            shown_as=ShownAs.ANONYMOUS,
            **{name: written[name] for name in names},
        )


class GatheringForm(forms.Form):
    """A dinner, a raffle, a class: what it was, who was there, what it brought."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Che cos'era"), choices=CollectiveKind.choices, widget=RadioCards()
    )
    title = forms.CharField(
        label=_("Nome"), max_length=120, help_text=_("Per esempio «Cena di San Martino».")
    )
    place = forms.CharField(label=_("Dove"), max_length=120)
    first_day = forms.DateField(label=_("Quando"), widget=DayInput())
    last_day = forms.DateField(
        label=_("Fino a"), widget=DayInput(), required=False, help_text=_("Se è durata più giorni.")
    )
    headcount = forms.IntegerField(
        label=_("Quante persone hanno dato"), min_value=1, max_value=100_000
    )
    gross = AmountField(label=_("Quanto è entrato in tutto"))
    costs = AmountField(label=_("Spese pagate con questi soldi"), least=Amount(0), required=False)
    till = forms.ChoiceField(label=_("Dove sono i soldi"), widget=RadioCards())
    is_occasional = forms.BooleanField(
        label=_("È una raccolta pubblica occasionale"),
        required=False,
        initial=True,
        help_text=_("Ha un rendiconto suo, e nessuno riceve una ricevuta per le tasse."),
    )
    people = forms.CharField(
        label=_("Chi conosci"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Una persona per riga, con quanto ha dato se lo sai: «Nina Sella 15,00»."),
    )

    def __init__(self, *args: Any, tills: Sequence[Till], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["till"].choices = [(str(each.pk), each.name) for each in tills]  # type: ignore[attr-defined]
        self.initial.setdefault("key", uuid4())
        self.initial.setdefault("first_day", clock.today())
        if tills:
            self.initial.setdefault("till", str(tills[0].pk))

    def clean_people(self) -> list[KnownGiver]:
        """Read the people line by line."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines()]
        found = [_known(line) for line in lines if line]
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(_("Qui stanno al massimo 500 nomi."))
        return found

    @property
    def gathering(self) -> Gathering:
        """Give what was written, as a value."""
        written = self.cleaned_data
        first: date = written["first_day"]
        return Gathering(
            kind=written["kind"],
            title=written["title"],
            place=written["place"],
            first_day=first,
            last_day=written["last_day"] or first,
            headcount=written["headcount"],
            gross_cents=written["gross"].count,
            costs_cents=written["costs"].count if written["costs"] else 0,
            is_occasional=written["is_occasional"],
            people=tuple(written["people"]),
        )


class TakeBackForm(forms.Form):
    """Why a collection is taken back."""

    reason = forms.ChoiceField(label=_("Perché"), choices=SlipVoidReason.choices)


def _known(line: str) -> KnownGiver:
    """Read a line such as `Nina Sella 15,00`: names, then a sum when there is one."""
    cents, name = None, line
    if found := SUM_AT_THE_END.match(line):
        name, cents = found["name"].strip(), cents_typed(found["sum"]) or None
    given, _space, family = name.partition(" ")
    return KnownGiver(given[:100], family.strip()[:100], cents)
