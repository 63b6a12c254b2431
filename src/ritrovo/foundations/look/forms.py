"""How forms are drawn, and the fields that more than one room needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount
from ritrovo.foundations.look.formatting import format_amount, language
from ritrovo.foundations.look.typed_amounts import NotAnAmount, cents_to_type, cents_typed

Words = str | Promise
OTHER: Final = "other"
ONE_CENT: Final = Amount(1, EUR_CENT)
FEWEST_DIGITS, LONGEST_PHONE = 6, 20


class Renderer(TemplatesSetting):
    """Draw every form and field with our partials: label above, help before the field."""

    form_template_name = "look/_form.html"
    field_template_name = "look/_field.html"
    formset_template_name = "look/_formset.html"


class AmountInput(forms.TextInput):
    """A text field for euros that opens the keyboard of amounts."""

    template_name = "look/widgets/amount.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Return the text to show: an amount as it would be typed, what was typed as it is."""
        return cents_to_type(value.count, language()) if isinstance(value, Amount) else value


class AmountField(forms.Field):
    """Euros typed with commas or dots; cleans to an Amount of euro cents, or None.

    `least` and `most` bound it, both allowed; below one cent nothing is an amount.
    """

    widget = AmountInput
    default_error_messages = {
        "unreadable": _("Scrivi una cifra in euro, per esempio 20 oppure 12,50."),
        "least": _("La cifra più piccola è %(bound)s."),
        "most": _("La cifra più grande è %(bound)s."),
    }

    def __init__(
        self, *, least: Amount = ONE_CENT, most: Amount | None = None, **options: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(**options)

    def to_python(self, value: Any) -> Amount | None:
        """Read what was typed. Raises ValidationError when it is not one clear sum."""
        if value is None or isinstance(value, Amount):
            return value
        if not value.strip():
            return None
        try:
            return Amount(cents_typed(value), EUR_CENT)
        except NotAnAmount:
            raise ValidationError(self.error_messages["unreadable"], "unreadable") from None

    def validate(self, value: Amount | None) -> None:
        """Keep the amount inside its bounds. Raises ValidationError."""
        super().validate(value)
        if value is None:
            return
        if value < self.least:
            self.refuse("least", self.least)
        if self.most and value > self.most:
            self.refuse("most", self.most)

    def refuse(self, code: str, bound: Amount) -> None:
        """Raise the ValidationError of a bound, with the bound in words."""
        facts = {"bound": format_amount(bound, short=True)}
        raise ValidationError(self.error_messages[code], code, facts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as amounts, so that `20` and `20,00` are the same."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class RadioCards(forms.RadioSelect):
    """Radio buttons as cards, each with an optional line of explanation.

    `hints` maps a choice's value, as text, to its line.
    """

    template_name = "look/widgets/radio_cards.html"

    def __init__(self, *, hints: Mapping[str, Words] | None = None, **options: Any) -> None:
        self.hints = dict(hints or {})
        super().__init__(**options)

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """Return one choice with its hint."""
        option = super().create_option(name, value, *args, **options)
        return {**option, "hint": self.hints.get(str(value), "")}


class AmountRadios(RadioCards):
    """The suggested amounts; the last card means another amount, typed below."""

    template_name = "look/widgets/amount_radios.html"


class AmountChoiceInput(forms.MultiWidget):
    """Suggested amounts as cards and, below, a field for another amount."""

    template_name = "look/widgets/amount_choice.html"
    use_fieldset = True

    def __init__(self, suggested: Sequence[Amount] = ()) -> None:
        self.suggested: Sequence[Amount] = suggested
        other = AmountInput({"aria-label": _("Un’altra cifra, in euro")})
        super().__init__({"card": AmountRadios(), "other": other})

    def use_required_attribute(self, initial: Any) -> bool:
        """Say no: of card and text either one is enough, which a browser cannot check."""
        return False

    def offer(self) -> None:
        """Write the cards in the language in use; an amount's value is its cents."""
        cards = [(str(a.count), format_amount(a, short=True)) for a in self.suggested]
        cast(AmountRadios, self.widgets[0]).choices = [*cards, (OTHER, _("Un’altra cifra"))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs, with the cards in the page's language."""
        self.offer()
        return super().get_context(name, value, attrs)

    def decompress(self, value: Amount | None) -> list[Any]:
        """Split an amount into the card to choose and the text to type."""
        if value is None:
            return [None, None]
        if value in self.suggested:
            return [str(value.count), None]
        return [OTHER, value]


class AmountChoiceField(AmountField):
    """One of the suggested amounts or another one typed; cleans to an Amount.

    A card and a different typed sum together are refused: nobody should guess with money.
    """

    default_error_messages = {
        "two": _("Hai scelto %(card)s e scritto %(other)s: tieni una sola delle due cifre."),
        "card": _("Scegli una delle cifre proposte oppure scrivine un’altra."),
    }

    def __init__(self, *, suggested: Sequence[Amount], **options: Any) -> None:
        super().__init__(widget=AmountChoiceInput(suggested), **options)
        self.suggested = suggested

    @property
    def suggested(self) -> Sequence[Amount]:
        """Return the amounts on the cards; a form may set its own, from data."""
        return self._suggested

    @suggested.setter
    def suggested(self, amounts: Sequence[Amount]) -> None:
        self._suggested = tuple(amounts)
        cast(AmountChoiceInput, self.widget).suggested = self._suggested

    def to_python(self, value: Any) -> Amount | None:
        """Read the card or the typed sum. Raises ValidationError when they disagree."""
        if value is None or isinstance(value, Amount):
            return value
        card, other = chosen(value[0], self.suggested), super().to_python(value[1])
        if value[0] not in {None, "", OTHER} and card is None:
            raise ValidationError(self.error_messages["card"], "card")
        if card is not None and other is not None and card != other:
            facts = {"card": format_amount(card, short=True), "other": format_amount(other)}
            raise ValidationError(self.error_messages["two"], "two", facts)
        return card if other is None else other


def chosen(value: str | None, suggested: Sequence[Amount]) -> Amount | None:
    """Return the suggested amount whose card was chosen, or None."""
    return next((amount for amount in suggested if str(amount.count) == value), None)


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a day and an hour, on the Italian clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PhoneField(forms.CharField):
    """A telephone number as people write it: `015 702 060`, `+39 347 1234567`."""

    widget = forms.TelInput

    def __init__(self, **options: Any) -> None:
        said = {"label": _("Telefono"), "max_length": LONGEST_PHONE, "required": False}
        super().__init__(**{**said, **options})

    def clean(self, value: Any) -> str:
        """Take a number, or nothing where nothing will do. Raises ValidationError."""
        text = str(super().clean(value))
        if text and not is_phone(text):
            raise ValidationError(_("Questo non sembra un numero di telefono."), "unreadable")
        return text


def is_phone(text: str) -> bool:
    """Say whether a text can be a telephone number; words may stand around it, as "int. 3"."""
    digits = sum(each.isdigit() for each in text)
    return digits >= FEWEST_DIGITS and len(text) <= LONGEST_PHONE
