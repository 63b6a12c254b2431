"""The pages on which somebody promises: how much, and who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount, format_day
from ritrovo.foundations.look.forms import AmountChoiceField, AmountField, PhoneField, RadioCards
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.forms.names import CompanyNameField, NameField
from ritrovo.practices.campaigns.forms.public import NO_ADDRESS, WRONG_ADDRESS
from ritrovo.practices.campaigns.forms.tax_codes import TaxCodeField
from ritrovo.practices.campaigns.models import Reward
from ritrovo.practices.campaigns.shown_texts import ShownTexts

NONE: Final = ""
TEXTS_CHANGED = _("Intanto un testo è cambiato: rileggilo, poi continua.")


class AmountForm(forms.Form):
    """How much, and for which reward: a card or a typed sum, never under the reward's price."""

    amount = AmountChoiceField(
        suggested=(),
        label=_("La cifra"),
        error_messages={"required": _("Scegli una cifra oppure scrivila.")},
    )
    reward = forms.ChoiceField(label=_("La ricompensa"), required=False, widget=RadioCards())

    def __init__(
        self,
        *args: Any,
        rewards: Sequence[Reward],
        suggested: Sequence[Amount],
        bounds: tuple[Amount, Amount],
        needs_reward: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.rewards = {str(reward.pk): reward for reward in rewards}
        self.needs_reward = needs_reward
        field: AmountChoiceField = self.fields["amount"]  # type: ignore[assignment]
        field.least, field.most = bounds
        field.suggested = suggested
        if rewards:
            self._offer(rewards)
        else:
            del self.fields["reward"]

    def clean(self) -> dict[str, Any]:
        """Take a reward's price when no sum was written; refuse less than the price."""
        given = super().clean() or {}
        reward = self.rewards.get(given.get("reward") or NONE)
        if self.needs_reward and self.rewards and reward is None and "reward" not in self.errors:
            self.add_error("reward", _("Questa campagna si sostiene scegliendo una ricompensa."))
        if reward and self.has_error("amount", "required"):
            del self.errors["amount"]
            given["amount"] = Amount(reward.price_cents)
        self._check(given.get("amount"), reward)
        return given

    @property
    def answers(self) -> dict[str, Any]:
        """What a draft keeps of a valid form."""
        amount: Amount = self.cleaned_data["amount"]
        return {"cents": amount.count, "reward_id": self.cleaned_data.get("reward") or None}

    def _offer(self, rewards: Sequence[Reward]) -> None:
        field: forms.ChoiceField = self.fields["reward"]  # type: ignore[assignment]
        nothing = [] if self.needs_reward else [(NONE, _("Nessuna ricompensa, dono e basta"))]
        named = [(str(reward.pk), _title(reward)) for reward in rewards]
        field.choices = [*nothing, *named]
        widget: RadioCards = field.widget
        widget.hints = {str(reward.pk): _hint(reward) for reward in rewards}
        if not self.needs_reward:
            field.initial = self.initial.get("reward") or NONE

    def _check(self, amount: Amount | None, reward: Reward | None) -> None:
        if amount and reward and amount.count < reward.price_cents:
            price = format_amount(Amount(reward.price_cents), short=True)
            said = _("Per questa ricompensa servono almeno %(price)s.") % {"price": price}
            self.add_error("amount", said)


class PersonForm(forms.Form):
    """Who promises, how to reach them, and how they appear."""

    given_name = NameField(
        label=_("Nome"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name"}),
        error_messages={"required": _("Scrivi come ti chiami.")},
    )
    family_name = NameField(
        label=_("Cognome"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Ti mandiamo un link per confermare, e per cambiare idea."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    phone = PhoneField(
        help_text=_("Solo se preferisci che ti chiamiamo."),
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    shown_as = forms.ChoiceField(
        label=_("Come vuoi comparire sulla pagina?"),
        choices=[
            (ShownAs.ANONYMOUS, _("Senza nome")),
            (ShownAs.INITIALS, _("Con le iniziali")),
            (ShownAs.NAME, _("Con un nome")),
        ],
        initial=ShownAs.ANONYMOUS,
        widget=RadioCards(
            hints={
                ShownAs.ANONYMOUS: _("Scriviamo «Una persona»."),
                ShownAs.INITIALS: _("Per esempio «M. R.»."),
                ShownAs.NAME: _("Il tuo, o quello che scrivi qui sotto."),
            }
        ),
    )
    public_name = NameField(
        label=_("Nome da mostrare"),
        max_length=120,
        required=False,
        help_text=_("Se lo lasci vuoto usiamo nome e cognome."),
    )
    public_consent = forms.BooleanField(
        label=_("Sì, questo nome può stare sulla pagina pubblica della campagna."), required=False
    )
    in_memory_of = NameField(label=_("In memoria di"), max_length=120, required=False)
    on_behalf_of = NameField(
        label=_("A nome di"),
        max_length=120,
        required=False,
        help_text=_("Per esempio «la classe 3ª B» o «i colleghi di Anna»."),
    )
    company_name = CompanyNameField(
        label=_("Dona un'azienda o un'associazione"),
        max_length=200,
        required=False,
        help_text=_("Scrivi il suo nome: la promessa sarà sua."),
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    payer_name = CompanyNameField(
        label=_("Il bonifico lo fa un'altra persona"),
        max_length=200,
        required=False,
        help_text=_("Scrivi il nome dell'intestatario del conto: così lo riconosciamo."),
    )
    tax_code = TaxCodeField(
        label=_("Codice fiscale per la ricevuta"),
        max_length=16,
        required=False,
        help_text=_("Serve solo per la ricevuta che puoi portare in dichiarazione dei redditi."),
        widget=forms.TextInput({"autocapitalize": "characters", "spellcheck": "false"}),
    )
    address = forms.CharField(
        label=_("Indirizzo per la ricevuta"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    note = forms.CharField(
        label=_("Due righe per chi promuove"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    wants_newsletter = forms.BooleanField(required=False)

    PERSON: Final = ("given_name", "family_name", "email", "phone")
    SHOWN: Final = ("shown_as", "public_name", "public_consent")
    MORE: Final = ("in_memory_of", "on_behalf_of", "company_name", "payer_name", "note")
    RECEIPT: Final = ("tax_code", "address")
    CONSENTS: Final = {
        "wants_newsletter": RulebookKind.NEWSLETTER,
        "public_consent": RulebookKind.PUBLIC_NAME,
    }

    def __init__(
        self, *args: Any, gives_relief: bool, receiver: str, texts: ShownTexts, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.texts = texts
        news = _("Sì, %(receiver)s può scrivermi anche le sue novità.") % {"receiver": receiver}
        self.fields["wants_newsletter"].label = news
        for name, kind in self.CONSENTS.items():
            self.fields[name].help_text = texts.link(kind)
        if not gives_relief:
            for name in self.RECEIPT:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse a public name nobody allowed, and texts that changed meanwhile."""
        given = super().clean() or {}
        if self.data.get("shown_texts", "") != self.texts.mark:
            raise ValidationError(TEXTS_CHANGED)
        if given.get("shown_as") == ShownAs.NAME and not given.get("public_consent"):
            self.add_error(
                "public_consent",
                _("Per mostrare il nome spunta questa casella, oppure scegli un altro modo."),
            )
        return given

    @property
    def answers(self) -> dict[str, Any]:
        """What a draft keeps of a valid form."""
        kept = {**self.cleaned_data}
        is_named = kept.pop("public_consent") and kept["shown_as"] == ShownAs.NAME
        if not is_named:
            kept["public_name"] = ""
        shown = self.texts.kept(newsletter=kept["wants_newsletter"], public_name=is_named)
        return kept | {name: str(version) if version else None for name, version in shown.items()}

    def part(self, names: Sequence[str]) -> list[forms.BoundField]:
        """Give some of the fields, those that this form has."""
        return [self[name] for name in names if name in self.fields]

    @property
    def person(self) -> list[forms.BoundField]:
        """Who, and how to reach them."""
        return self.part(self.PERSON)

    @property
    def shown(self) -> list[forms.BoundField]:
        """How they appear."""
        return self.part(self.SHOWN)

    @property
    def more(self) -> list[forms.BoundField]:
        """What few people need."""
        return self.part(self.MORE)

    @property
    def receipt(self) -> list[forms.BoundField]:
        """What a receipt that saves tax needs."""
        return self.part(self.RECEIPT)

    @property
    def more_is_open(self) -> bool:
        """Say whether something was written, or is wrong, among what few people need."""
        return any(field.errors or field.value() for field in self.more)


class ChangeForm(forms.Form):
    """Another sum for a promise that was made."""

    amount = AmountField(
        label=_("Quanto vuoi promettere, in tutto"),
        error_messages={"required": _("Scrivi una cifra.")},
    )

    def __init__(self, *args: Any, bounds: tuple[Amount, Amount], **options: Any) -> None:
        super().__init__(*args, **options)
        field: AmountField = self.fields["amount"]  # type: ignore[assignment]
        field.least, field.most = bounds


def _title(reward: Reward) -> str:
    return f"{reward.title} – {format_amount(Amount(reward.price_cents), short=True)}"


def _hint(reward: Reward) -> str | Promise:
    """Say what a reward is, when it comes and how many are left."""
    parts = [reward.description]
    if reward.deliver_by:
        parts.append(_("Consegna entro il %(day)s.") % {"day": format_day(reward.deliver_by)})
    if reward.stock is not None:
        left = reward.stock - reward.taken
        parts.append(ngettext("Ne resta %(left)d.", "Ne restano %(left)d.", left) % {"left": left})
    return " ".join(str(part) for part in parts if part)
