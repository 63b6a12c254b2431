"""What a visitor fills in: a search, a question, an offer to help."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.forms import PhoneField, RadioCards
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.forms.names import NameField

OPEN: Final = "aperte"
DONE: Final = "riuscite"
MISSED: Final = "mancate"

NO_ADDRESS = _("Scrivi la tua e-mail: lì arriva il link per confermare.")
WRONG_ADDRESS = _("Controlla l'e-mail: dovrebbe essere come nome@esempio.it.")


class FindForm(forms.Form):
    """How somebody looks for campaigns; everything may stay empty."""

    testo = forms.CharField(
        label=_("Parole"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    luogo = forms.CharField(label=_("Comune, provincia o regione"), max_length=60, required=False)
    tema = forms.ChoiceField(label=_("Tema"), required=False)
    stato = forms.ChoiceField(
        label=_("Come va"),
        required=False,
        choices=[
            ("", _("Tutte")),
            (OPEN, _("Aperte")),
            (DONE, _("Ce l'hanno fatta")),
            (MISSED, _("Non ce l'hanno fatta")),
        ],
    )

    @property
    def is_narrowed(self) -> bool:
        """Say whether more than words was asked for."""
        return any(self.data.get(name) for name in ("luogo", "tema", "stato"))

    def offer(self, themes: list[tuple[str, str]]) -> None:
        """Write the themes to choose among, from data."""
        field: forms.ChoiceField = self.fields["tema"]  # type: ignore[assignment]
        field.choices = [("", _("Tutti")), *themes]


class Trapped(forms.Form):
    """A form with a field that people never see and programs fill in."""

    website = forms.CharField(
        label=_("Lascia vuoto questo campo"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def is_trapped(self) -> bool:
        """Say whether a program filled the form in."""
        return bool(self.data.get(self.add_prefix("website")))


class QuestionForm(Trapped):
    """A question for who promotes a campaign; it is shown with its answer."""

    text = forms.CharField(
        label=_("La tua domanda"),
        max_length=600,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Scrivi la domanda.")},
    )
    name = NameField(
        label=_("Come ti chiami"),
        max_length=100,
        required=False,
        help_text=_("Se lo scrivi, compare accanto alla domanda."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Solo per dirti che c'è la risposta. Non si vede."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": WRONG_ADDRESS},
    )


class OfferForm(Trapped):
    """Somebody's "I can do it" for something a campaign asks beside money."""

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
        help_text=_("Ti mandiamo un link per confermare, e per cambiare idea."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": NO_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    phone = PhoneField(
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    message = forms.CharField(
        label=_("Che cosa puoi fare, e quando"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    shown_as = forms.ChoiceField(
        label=_("Come vuoi comparire sulla pagina?"),
        choices=[
            (ShownAs.ANONYMOUS, _("Senza nome")),
            (ShownAs.INITIALS, _("Con le iniziali")),
            (ShownAs.NAME, _("Con il nome")),
        ],
        initial=ShownAs.ANONYMOUS,
        widget=RadioCards(),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
