"""What is written down at a counter: a gift, promised or in cash, and an offer of help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.counters import Met
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.forms import AmountField, RadioCards, is_phone
from ritrovo.foundations.payments.models import Till
from ritrovo.practices.campaigns.models import Campaign, Need

PROMISE: Final = "promise"
# Above this a hand more probably forgot a comma; the desk's own form takes more.
HUGE: Final = Amount(10_000_000)


class ContactField(forms.CharField):
    """A telephone number or an e-mail address, in one field."""

    def __init__(self, **options: Any) -> None:
        said = {"label": _("Telefono o e-mail"), "max_length": 254, "required": False}
        super().__init__(**{**said, **options})
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: Any) -> str:
        """Take an address or a number. Raises ValidationError."""
        text = " ".join(str(super().clean(value)).split())
        if "@" in text:
            validate_email(text)
        elif text and not is_phone(text):
            raise ValidationError(_("Scrivi un numero di telefono oppure un'e-mail."))
        return text


def reached(contact: str) -> dict[str, str]:
    """Say which of the two a contact is."""
    is_address = "@" in contact
    return {"email": contact if is_address else "", "phone": "" if is_address else contact}


class GiftForm(forms.Form):
    """A gift to one of the open campaigns: promised, or in cash into a box."""

    amount = AmountField(label=_("Quanto"), most=HUGE)
    how = forms.ChoiceField(label=_("Come"), widget=RadioCards())
    campaign = forms.ChoiceField(label=_("Per quale campagna"), widget=RadioCards())
    contact = ContactField(
        help_text=_("Serve se promette: è così che gli diciamo quando è ora di pagare.")
    )

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        *,
        met: Met,
        campaigns: Sequence[Campaign],
        boxes: Sequence[Till],
    ) -> None:
        super().__init__(given)
        self.met, self.campaigns = met, {str(each.pk): each for each in campaigns}
        self.boxes = {str(each.pk): each for each in boxes}
        named = [(pk, each.title) for pk, each in self.campaigns.items()]
        self.fields["campaign"].choices = named  # type: ignore[attr-defined]
        self.fields["how"].choices = [  # type: ignore[attr-defined]
            *[(pk, _("in contanti, nella cassa %(name)s") % {"name": each.name})
              for pk, each in self.boxes.items()],
            (PROMISE, _("lo promette")),
        ]  # fmt: skip
        self.initial["how"] = next(iter(self.boxes), PROMISE)
        self.initial["contact"] = met.contact
        if named:
            self.initial["campaign"] = named[0][0]
        if len(named) == 1:
            self.fields["campaign"].widget = forms.HiddenInput()
        if not self.boxes:
            self.fields["how"].widget = forms.HiddenInput()
        self.fields["amount"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Ask a promise for a way to say when it is time to pay; put cash where it may go."""
        given = super().clean() or {}
        how = given.get("how")
        if how == PROMISE and not given.get("contact") and "contact" not in self.errors:
            self.add_error("contact", _("Se promette serve un telefono o un'e-mail."))
        box, campaign = self.boxes.get(how or ""), self.campaigns.get(given.get("campaign", ""))
        if box and campaign and box.organisation_id != campaign.beneficiary_id:
            self.add_error("how", _("In questa cassa non vanno i soldi di questa campagna."))
        return given

    @property
    def till_id(self) -> UUID | None:
        """Say into which box the cash went; None for a promise."""
        how = self.cleaned_data["how"]
        return None if how == PROMISE else UUID(how)


class HelpForm(forms.Form):
    """An offer of help for something that an open campaign needs."""

    need = forms.ChoiceField(label=_("Per che cosa si offre"), widget=RadioCards())
    contact = ContactField(required=True, help_text=_("Per mettersi d'accordo."))
    message = forms.CharField(label=_("Nota"), max_length=400, required=False)

    def __init__(self, given: Mapping[str, Any] | None, *, met: Met, needs: Sequence[Need]) -> None:
        super().__init__(given)
        self.needs = {str(each.pk): each for each in needs}
        named = [(pk, f"{each.title} · {each.campaign.title}") for pk, each in self.needs.items()]
        self.fields["need"].choices = named  # type: ignore[attr-defined]
        self.initial["contact"] = met.contact
        if named:
            self.initial["need"] = named[0][0]
        first = "message" if met.contact else "contact"
        self.fields[first].widget.attrs["autofocus"] = True
