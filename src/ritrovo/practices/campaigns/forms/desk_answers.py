"""What a promoter, an operator or a reviewer answers: promises, help, news, questions, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.look.forms import AmountField, DayInput, PhoneField, RadioCards
from ritrovo.practices.campaigns.choices import NeedKind, PledgeState, ShownAs
from ritrovo.practices.campaigns.forms.tax_codes import TaxCodeField
from ritrovo.practices.campaigns.models import Need, Reward
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.shown_texts import ShownTexts

HOUR: Final = 60
OCCASION: Final = "occasion"
PIECE: Final = "piece"


class PledgeFilter(forms.Form):
    """Which promises to list."""

    q = forms.CharField(
        label=_("Cerca"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    stato = forms.ChoiceField(label=_("Stato"), required=False)
    ricompensa = forms.ChoiceField(label=_("Ricompensa"), required=False)

    def __init__(self, *args: Any, rewards: Sequence[Reward], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stato"].choices = [("", _("Tutti")), *PledgeState.choices]  # type: ignore[attr-defined]
        named = [(str(each.pk), each.title) for each in rewards]
        self.fields["ricompensa"].choices = [("", _("Tutte")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["ricompensa"]

    @property
    def wanted(self) -> dict[str, Any]:
        """Give the search as the query takes it; what makes no sense is left out."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "state": given.get("stato", ""),
            "reward_id": UUID(reward) if (reward := given.get("ricompensa")) else None,
        }


def ambassador_code() -> forms.CharField:
    """Give the field for the code of who brought somebody, as paper shows it."""
    return forms.CharField(
        label=_("Codice di chi fa passaparola"),
        max_length=20,
        required=False,
        help_text=_("Se sul foglio c'è, come «ABC 346»."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class RecordPledgeForm(forms.Form):
    """A promise that somebody makes in front of an operator, or on a sheet of paper."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("Come l'ha fatta"),
        choices=[
            (Channel.COUNTER, _("di persona o al telefono")),
            (Channel.PAPER, _("su un foglio di raccolta")),
        ],
        initial=Channel.COUNTER,
        widget=RadioCards(),
    )
    amount = AmountField(label=_("Quanto promette"))
    reward = forms.ChoiceField(label=_("Ricompensa"), required=False)
    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100, required=False)
    company_name = forms.CharField(
        label=_("Azienda o associazione"), max_length=200, required=False
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Se c'è, le mandiamo il link per seguire la promessa."),
    )
    phone = PhoneField(
        help_text=_("Senza e-mail serve: è così che la chiamate quando è ora di pagare."),
    )
    shown_as = forms.ChoiceField(
        label=_("Come vuole comparire"),
        choices=ShownAs.choices,
        initial=ShownAs.ANONYMOUS,
        widget=RadioCards(),
    )
    public_consent = forms.BooleanField(
        label=_("Ha detto sì, o ha firmato: il suo nome può stare sulla pagina pubblica."),
        required=False,
    )
    tax_code = TaxCodeField(
        label=_("Codice fiscale"),
        max_length=20,
        required=False,
        help_text=_("Solo se vuole la ricevuta."),
    )
    address = forms.CharField(label=_("Indirizzo per la ricevuta"), max_length=200, required=False)
    ambassador_code = ambassador_code()
    note = forms.CharField(
        label=_("Nota"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )
    wants_newsletter = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        rewards: Sequence[Reward],
        needs_reward: bool,
        receiver: str,
        texts: ShownTexts,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.texts = texts
        news = _("Ha detto sì, o ha firmato: vuole anche le novità di %(receiver)s.")
        self.fields["wants_newsletter"].label = news % {"receiver": receiver}
        self.fields["wants_newsletter"].help_text = texts.link(RulebookKind.NEWSLETTER)
        self.fields["public_consent"].help_text = texts.link(RulebookKind.PUBLIC_NAME)
        self.fields["key"].initial = uuid4()
        named = [
            (str(each.pk), f"{each.title} · {format_amount(Amount(each.price_cents), short=True)}")
            for each in rewards
        ]
        nothing = [] if needs_reward else [("", _("Nessuna"))]
        self.fields["reward"].choices = [*nothing, *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["reward"]

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach who promises, and for their yes to show their name."""
        given = super().clean() or {}
        if given.get("shown_as") == ShownAs.NAME and not given.get("public_consent"):
            self.add_error("public_consent", _("Senza il suo sì il nome non può comparire."))
        if not given.get("email") and not given.get("phone") and "email" not in self.errors:
            self.add_error("phone", _("Serve un'e-mail o un telefono, per dire com'è finita."))
        return given

    @property
    def promise(self) -> Promise:
        """Give what was written as a promise."""
        written = self.cleaned_data
        reward = written.get("reward")
        names = [
            "given_name",
            "family_name",
            "company_name",
            "email",
            "phone",
            "shown_as",
            "tax_code",
            "address",
            "note",
            "wants_newsletter",
        ]
        shown = self.texts.kept(
            newsletter=written["wants_newsletter"],
            public_name=written["shown_as"] == ShownAs.NAME,
        )
        return Promise(
            cents=written["amount"].count,
            reward_id=UUID(reward) if reward else None,
            **{name: written[name] for name in names},
            **shown,
        )


class DoneForm(forms.Form):
    """How much help was really given, and when."""

    quantity = forms.DecimalField(
        min_value=0,
        max_value=100_000,
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("Che cosa conti"), required=False)
    done_on = forms.DateField(label=_("In che giorno"), widget=DayInput())

    def __init__(self, *args: Any, need: Need, **options: Any) -> None:
        super().__init__(*args, **options)
        self.need_kind = need.kind
        labels = {
            NeedKind.THING: _("Quanti pezzi"),
            NeedKind.PLACE: _("Quante ore, o quante volte"),
        }
        self.fields["quantity"].label = labels.get(need.kind, _("Quante ore"))  # type: ignore[call-overload]
        if need.kind == NeedKind.PLACE:
            self.fields["unit"].choices = [(MINUTE, _("ore")), (OCCASION, _("volte"))]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    @property
    def amount(self) -> Amount:
        """Give what was written as minutes, pieces or occasions; half hours are minutes."""
        quantity = self.cleaned_data["quantity"]
        unit = self.cleaned_data.get("unit") or (
            PIECE if self.need_kind == NeedKind.THING else MINUTE
        )
        return Amount(int(quantity * HOUR) if unit == MINUTE else int(quantity), unit)


class OfferByHandForm(forms.Form):
    """Somebody's offer of help, told to an operator."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    need = forms.ChoiceField(label=_("Per che cosa si offre"))
    given_name = forms.CharField(label=_("Nome"), max_length=100)
    family_name = forms.CharField(label=_("Cognome"), max_length=100, required=False)
    phone = PhoneField()
    email = forms.EmailField(label=_("E-mail"), required=False)
    message = forms.CharField(
        label=_("Nota"), max_length=400, required=False, widget=forms.Textarea({"rows": 2})
    )
    ambassador_code = ambassador_code()

    def __init__(self, *args: Any, needs: Sequence[Need], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].initial = uuid4()
        self.fields["need"].choices = [(str(each.pk), each.title) for each in needs]  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """Give what was written as `offer_help` takes it."""
        written = dict(self.cleaned_data)
        written["need_id"] = UUID(written.pop("need"))
        del written["ambassador_code"]
        return written | {"channel": Channel.COUNTER}


class UpdateForm(forms.Form):
    """News for who backs the campaign."""

    title = forms.CharField(label=_("Titolo"), max_length=120)
    text = forms.CharField(
        label=_("Testo"),
        max_length=20_000,
        help_text=_("Una riga vuota fa un paragrafo nuovo."),
        widget=forms.Textarea({"rows": 8}),
    )


class AnswerForm(forms.Form):
    """The answer to a question."""

    answer = forms.CharField(
        label=_("La tua risposta"),
        max_length=4_000,
        help_text=_(
            "Si legge sulla pagina; se ha lasciato l'e-mail, arriva anche a chi ha chiesto."
        ),
        widget=forms.Textarea({"rows": 4}),
    )


class RemarkForm(forms.Form):
    """What a reviewer writes to the promoter."""

    remark = forms.CharField(
        label=_("Che cosa c'è da cambiare, e perché"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 5}),
    )
