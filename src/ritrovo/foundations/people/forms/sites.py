"""How a site is called and looks."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.look.themes import LIGHT, Theme


class ColourField(forms.CharField):
    """A colour, picked or written as # and six digits."""

    widget = forms.TextInput(attrs={"type": "color"})


class ThemeForm(forms.Form):
    """The six colours of a site."""

    paper = ColourField(label=_("Carta: lo sfondo"))
    ink = ColourField(label=_("Inchiostro: il testo"))
    brand = ColourField(label=_("Il vostro colore: pulsanti e prima vittoria"))
    kin = ColourField(label=_("Le persone: seconda vittoria"))
    sky = ColourField(label=_("Link"))
    sun = ColourField(label=_("Tocchi di luce, mai testo"))

    def theme(self) -> Theme:
        """Give the six colours. Raises NotAColour."""
        return Theme(**self.cleaned_data)

    @classmethod
    def showing(cls, theme: Theme | None) -> ThemeForm:
        """Make the form of a site's colours, or of the platform's own."""
        shown = theme or LIGHT
        return cls(initial={name: getattr(shown, name) for name in cls.base_fields})


class SiteForm(forms.Form):
    """How a site is called, and from which address its mails leave."""

    name = forms.CharField(label=_("Nome del sito"), max_length=80)
    sender = forms.CharField(
        label=_("Mittente delle e-mail"),
        max_length=120,
        required=False,
        help_text=_("Per esempio: Il Filo <ciao@ilfilo.example>."),
    )
    language = forms.ChoiceField(label=_("Lingua"), choices=settings.LANGUAGES)

    def clean_sender(self) -> str:
        """Take "Il Filo <ciao@ilfilo.example>" or the bare address; without one no mail leaves."""
        sender: str = self.cleaned_data["sender"]
        _name, address = parseaddr(sender)
        if sender and not (sender.isprintable() and is_address(address)):
            raise ValidationError(_("Scrivi un indirizzo e-mail, da solo o come nell'esempio."))
        return sender


def is_address(text: str) -> bool:
    """Say whether a text is one e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class OwnerForm(forms.Form):
    """Whose a site is."""

    owner_id = forms.TypedChoiceField(
        label=_("Organizzazione"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=_("Sta sulle pagine Privacy e Regole come chi gestisce la piattaforma."),
    )

    def __init__(self, bodies: Iterable[tuple[UUID, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner_id"].choices = [("", _("Nessuna, ancora")), *bodies]  # type: ignore[attr-defined]
