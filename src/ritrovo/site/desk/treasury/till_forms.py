"""Forms of tills: opened, counted, handed over, confirmed, emptied into the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, DayInput, RadioCards
from ritrovo.foundations.payments.choices import Closing, SlipVoidReason, TillKind
from ritrovo.foundations.payments.models import Difference, Till, TillHandover
from ritrovo.foundations.people.models import BankAccount, Person
from ritrovo.site.desk.treasury.forms import AccountChoice

NOTHING = Amount(0)
EVERYTHING = "all"


class OpenTillForm(forms.Form):
    """A new till: what it takes, its name, who has it in hand."""

    kind = forms.ChoiceField(
        label=_("Che cosa raccoglie"), choices=TillKind.choices, widget=RadioCards()
    )
    name = forms.CharField(
        label=_("Nome"),
        max_length=60,
        help_text=_("Per esempio «Cassetta della panetteria» o «Satispay della cooperativa»."),
    )
    holder = forms.ChoiceField(
        label=_("Chi la tiene"),
        help_text=_("Vale per la cassetta e per gli assegni: gli altri non si tengono in mano."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["holder"].choices = [(str(each.pk), str(each)) for each in people]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `open_till` takes it."""
        written = self.cleaned_data
        return {
            "kind": TillKind(written["kind"]),
            "name": written["name"],
            "holder_id": UUID(written["holder"]),
        }


class CountForm(forms.Form):
    """How much is really in a till."""

    counted = AmountField(label=_("Quanto c'è adesso"), least=NOTHING)


class GiveForm(forms.Form):
    """What is in the box, what is handed on, to whom and where it goes."""

    counted = AmountField(
        label=_("Quanto c'è nella cassa"),
        least=NOTHING,
        help_text=_("Conta prima di consegnare: se manca o avanza qualcosa lo scriviamo subito."),
    )
    receiver = forms.ChoiceField(label=_("Chi riceve"))
    into = forms.ChoiceField(label=_("Che cosa passa di mano"), widget=RadioCards())
    given = AmountField(
        label=_("Quanto consegni"),
        least=NOTHING,
        required=False,
        help_text=_("Solo se una parte resta nella cassa; altrimenti lascia vuoto."),
    )

    def __init__(
        self, *args: Any, till: Till, others: Sequence[Till], people: Sequence[Person], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["receiver"].choices = [(str(each.pk), str(each)) for each in people]  # type: ignore[attr-defined]
        whole = _("tutta la cassa, che da adesso tiene chi riceve")
        into = [(str(each.pk), _("i soldi, in «%s»") % each.name) for each in others]
        self.fields["into"].choices = [(str(till.pk), whole), *into]  # type: ignore[attr-defined]
        self.initial.setdefault("into", str(till.pk))

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `give_till` takes it."""
        written = self.cleaned_data
        given = written["given"]
        return {
            "counted_cents": written["counted"].count,
            "given_cents": written["counted"].count if given is None else given.count,
            "receiver_id": UUID(written["receiver"]),
            "into_id": UUID(written["into"]),
        }


class ReceiveForm(forms.Form):
    """What whoever receives really found."""

    received = AmountField(label=_("Quanto hai contato"), least=NOTHING)

    def __init__(self, *args: Any, handover: TillHandover, is_paper: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_paper:
            words = _("Quanto ha scritto sul foglio %(who)s") % {"who": handover.receiver.name}
            self.fields["received"].label = words


class DepositForm(forms.Form):
    """Money of a till that somebody takes to the bank."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = AmountField(label=_("Quanto porti in banca"))
    taken_on = forms.DateField(label=_("Quando"), widget=DayInput())
    bank_account = AccountChoice(
        label=_("Su quale conto"), queryset=BankAccount.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, till: Till, accounts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["bank_account"].queryset = accounts  # type: ignore[attr-defined]
        self.initial.setdefault("bank_account", accounts.first())
        self.initial.setdefault("key", uuid4())
        self.initial.setdefault("taken_on", clock.today())
        if till.held_cents > 0:
            self.initial.setdefault("amount", Amount(till.held_cents))

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `announce_deposit` takes it."""
        written = self.cleaned_data
        return {
            "key": written["key"],
            "cents": written["amount"].count,
            "taken_on": written["taken_on"],
            "bank_account_id": written["bank_account"].pk,
        }


class ClosingForm(forms.Form):
    """What a difference turned out to be."""

    closing = forms.ChoiceField(label=_("Che cos'era"))

    def __init__(self, *args: Any, difference: Difference, **options: Any) -> None:
        options.setdefault("auto_id", f"id_{difference.pk}_%s")
        super().__init__(*args, **options)
        self.difference = difference
        only_missing = {Closing.FOUND, Closing.FEE, Closing.STOLEN}
        self.fields["closing"].choices = [  # type: ignore[attr-defined]
            (value, words)
            for value, words in Closing.choices
            if difference.is_missing or value not in only_missing
        ]


class SlipVoidForm(forms.Form):
    """Why a slip is annulled."""

    reason = forms.ChoiceField(label=_("Perché"), choices=SlipVoidReason.choices)


class RefundForm(forms.Form):
    """Money given back from the till it came into."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = AmountField(label=_("Quanto ridai"))
    refunded_on = forms.DateField(label=_("Quando"), widget=DayInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("key", uuid4())
        self.initial.setdefault("refunded_on", clock.today())
